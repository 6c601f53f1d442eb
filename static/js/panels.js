// Panels: settings, keys, the menu of a paragraph. A browser without popovers shows them as dialogs.
const panels = (() => {
  const isNative = "showPopover" in HTMLElement.prototype;
  const all = document.querySelectorAll(".panel");

  const isOpen = (panel) => (isNative ? panel.matches(":popover-open") : panel.open);

  function open(panel) {
    if (isOpen(panel)) return;
    if (isNative) panel.showPopover();
    else panel.showModal();
    enter(panel);
  }

  function close(panel) {
    if (!isOpen(panel)) return;
    if (isNative) panel.hidePopover();
    else panel.close();
  }

  const toggle = (panel) => (isOpen(panel) ? close(panel) : open(panel));

  /** A panel takes the keyboard with it; the browser gives it back to what opened it. */
  function enter(panel) {
    (panel.querySelector("input:checked") ?? panel.querySelector("button:not([hidden])"))?.focus();
  }

  for (const panel of all) {
    panel.addEventListener("toggle", ({ newState }) => newState === "open" && enter(panel));
    if (isNative) continue;
    panel.removeAttribute("popover");
    panel.addEventListener("click", (event) => {
      const { left, right, top, bottom } = panel.getBoundingClientRect();
      const { clientX: x, clientY: y } = event;
      const isBeside = x < left || x > right || y < top || y > bottom;
      if (event.target === panel && isBeside) close(panel);
    });
  }
  if (!isNative) {
    document.addEventListener("click", ({ target }) => {
      const button = target.closest("[popovertarget]");
      const panel = button && document.getElementById(button.getAttribute("popovertarget"));
      if (panel) (button.getAttribute("popovertargetaction") === "hide" ? close : toggle)(panel);
    });
  }

  return { open, close, toggle };
})();
