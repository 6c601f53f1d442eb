// The rows of the text: which stands where in the window, and work on all of them that a long page
// does piece by piece, between what its reader does.
const rows = (() => {
  const AT_ONCE = 16; // rows that are ready before the next painting
  const SLICE = 8; // milliseconds
  const all = [...document.querySelectorAll("article .pair")];
  const parts = all.map((row) => row.closest(".part") ?? row);
  const later = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, 1));
  let work = null;
  let around = null; // how a piece of it is done
  let left = new Set(); // the rows that it has not come to
  let isWaiting = false;

  const of = (node) => node.closest(".pair");

  /** The place of the first row whose lower edge is below a line of the window, in pixels. */
  function indexAt(line) {
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBelow(middle, line)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** A row is asked only where its part does not tell: asked, what is far away must be laid out. */
  function isBelow(index, line) {
    const { top, bottom } = parts[index].getBoundingClientRect();
    if (bottom <= line || top > line) return bottom > line;
    return all[index].getBoundingClientRect().bottom > line;
  }

  const at = (line) => all[indexAt(line)];

  /** The rows from one to the last, or with a step of -1 to the first, that one itself left out. */
  function* beyond(row, step) {
    for (let index = all.indexOf(row) + step; all[index]; index += step) yield all[index];
  }

  /**
   * Do something to each row: to some from `first` on, and a few above, at once, to the others
   * within `wrap`. What was begun before is given up.
   */
  function each(act, first, wrap) {
    [work, around, left] = [act, wrap, new Set(all)];
    const start = Math.max(0, Math.min(all.indexOf(first) - AT_ONCE / 4, all.length - AT_ONCE));
    all.slice(start, start + AT_ONCE).forEach(settle);
    wait();
  }

  function wait() {
    if (!left.size || isWaiting) return;
    isWaiting = true;
    later(slice);
  }

  function slice() {
    isWaiting = false;
    const end = performance.now() + SLICE;
    const seen = all.slice(indexAt(0), indexAt(innerHeight) + 1); // a reader may have gone there
    around(() => {
      for (const row of [...seen, ...left]) {
        settle(row);
        if (performance.now() > end) break;
      }
    });
    wait();
  }

  /** Do now what waits to be done to a row. */
  function settle(row) {
    if (left.delete(row)) work(row);
  }

  function finish() {
    for (const row of left) settle(row);
  }

  return { all, of, at, indexAt, beyond, each, settle, finish };
})();
