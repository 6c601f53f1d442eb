// Keys: each part of the page says which it answers. None is taken from a field, a panel, or the browser.
const keys = (() => {
  const actions = [];

  const isBusy = (event) =>
    event.defaultPrevented ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.target.closest("input, textarea, select, [contenteditable], .panel");

  document.addEventListener("keydown", (event) => {
    if (isBusy(event)) return;
    const done = actions.some((table) => Object.hasOwn(table, event.key) && table[event.key](event) !== false);
    if (done) event.preventDefault();
  });

  /** `table` maps a key to what it does; an action that gives `false` leaves the key to others. */
  return (table) => actions.push(table);
})();
