// A sentence lights up together with what says the same in the other language, under a pointer, a
// finger or the keys, which walk from one to the next.
const sentences = (() => {
  const main = document.getElementById("main");
  const peek = document.getElementById("peek");
  const toast = document.getElementById("toast");
  let lit = [];
  let spoken = null; // the one that is heard
  let here = null; // the one that a reader came to by key, click or tap
  let stop = null; // the one that the Tab key comes to

  const langOf = (sentence) => sentence.closest(".cell").lang;
  const inView = (box) => box.bottom > 0 && box.top < innerHeight - 64;

  /** The lower edge of what is free to read: above the bar, and above a message. */
  const floor = () => Math.min(innerHeight - 88, toast.hidden ? innerHeight : toast.offsetTop - 16);

  const isWhole = (box) =>
    (box.top >= 0 && box.bottom <= innerHeight - 64) || (box.top <= 0 && box.bottom >= innerHeight);

  /** All that says the same. Where nothing is known to answer, the paragraph does. */
  function answers(sentence) {
    const bead = sentence.dataset.s;
    return [...rows.of(sentence).querySelectorAll(bead ? `.s[data-s="${bead}"]` : ".s")];
  }

  function light(sentence, by = "pointer") {
    const before = lit;
    lit = sentence?.isConnected ? answers(sentence) : [];
    // A voice says one sentence, also where it is not known what answers it.
    if (lit.length && sentence === spoken && sentence.matches(".s:not([data-s])")) lit = [sentence];
    for (const element of before) if (!lit.includes(element)) element.classList.remove("on");
    for (const element of lit) element.classList.add("on");
    document.dispatchEvent(new CustomEvent("lit", { detail: { sentence, by } }));
  }

  /** What is lit where no pointer says otherwise: what is heard, else where the reader is. */
  const rest = () => light(spoken ?? here);

  function speak(sentence) {
    spoken = sentence;
    rest();
  }

  /** The language to walk in: that of the last sentence, as long as the layout shows it. */
  function walkingLang() {
    const layout = view.get("layout");
    if (layout === "fa" || layout === "en") return layout;
    return here?.isConnected && layout !== "reveal" ? langOf(here) : view.get("lang");
  }

  /** The sentences of a row in that language; of those that light up together, the first. */
  function stepsOf(row, lang = walkingLang()) {
    rows.settle(row);
    const all = [...row.querySelectorAll(`.cell[lang="${lang}"] .s`)];
    return all.filter((one, index) => !index || one.dataset.s !== all[index - 1].dataset.s);
  }

  /** The step that a reader is at; in another language, what answers it. */
  function stepAt(steps) {
    const same = steps.filter((one) => one.dataset.s === here.dataset.s);
    const isBefore = (one) => one.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING;
    return steps.indexOf(same.filter((one) => one === here || isBefore(one)).at(-1) ?? same[0]);
  }

  /** The steps of the nearest row that has any, on from a row or back. */
  function nextTo(row, step) {
    for (const other of rows.beyond(row, step)) {
      const steps = stepsOf(other);
      if (steps.length) return steps;
    }
    return [];
  }

  /** The first that is not above the reading line. */
  function inSight(lang) {
    for (const row of rows.all.slice(rows.indexAt(80))) {
      const found = stepsOf(row, lang).find((one) => one.getBoundingClientRect().bottom > 80);
      if (found) return found;
    }
    return null;
  }

  function walk(step, byParagraph) {
    const row = here?.isConnected ? rows.of(here) : null;
    const steps = row ? stepsOf(row) : [];
    if (!steps.length) return go(inSight() ?? nextTo(rows.all.at(-1), -1).at(-1));
    const near = byParagraph ? null : steps[stepAt(steps) + step];
    const next = near ? [near] : nextTo(row, step);
    go(next.at(step > 0 || byParagraph ? 0 : -1) ?? here);
  }

  /** Come to a sentence: it has the focus, and stands in view with its counterpart. */
  function go(sentence) {
    if (!sentence) return;
    here = sentence;
    stopAt(here);
    here.focus({ preventScroll: true });
    light(here, "key");
    bringIntoView(here, lit);
  }

  /** The text is one stop of the Tab key; from there the arrows walk. */
  function stopAt(sentence) {
    if (sentence === stop) return;
    stop?.removeAttribute("tabindex");
    stop = sentence;
    if (stop) stop.tabIndex = 0;
  }

  /** Scroll until an element is in view with others; where that is more than fits, it alone. */
  function bringIntoView(element, others) {
    const own = element.getBoundingClientRect();
    const boxes = [own, ...others.map((one) => one.getBoundingClientRect())].filter((box) => box.height);
    const [top, bottom] = [16, floor()];
    let first = Math.min(...boxes.map((box) => box.top));
    let last = Math.max(...boxes.map((box) => box.bottom));
    if (last - first > bottom - top) [first, last] = [own.top, Math.min(own.bottom, own.top + bottom - top)];
    const by = first < top ? first - top : Math.max(0, last - bottom);
    if (by) scrollBy({ top: by, behavior: "instant" });
    for (const one of [element, ...others]) moveTable(one);
    if (element === here) peekAt(here);
  }

  /** A table may be wider than its place, and scroll sideways there. */
  function moveTable(one) {
    const table = one.closest(".tables .cell");
    if (!table || table === one) return;
    const [box, frame] = [one.getBoundingClientRect(), table.getBoundingClientRect()];
    const by = box.left < frame.left ? box.left - frame.left : Math.max(0, box.right - frame.right);
    if (by) table.scrollBy({ left: by, behavior: "instant" });
  }

  /** What answers a sentence and is shown, but out of view, is shown at the edge as well. */
  function peekAt(sentence) {
    const lang = langOf(sentence);
    const others = lit.filter((one) => langOf(one) !== lang && one.getClientRects().length);
    peek.hidden = others.every((one) => isWhole(one.getBoundingClientRect()));
    if (peek.hidden) return;
    const cell = others[0].closest(".cell");
    [peek.lang, peek.dir] = [cell.lang, cell.dir];
    peek.replaceChildren(...others.flatMap((one) => [copyOf(one), " "]));
  }

  /** What shows at the edge does not cover what it answers. */
  function keepClear(sentence) {
    if (peek.hidden) return;
    const [box, edge] = [sentence, peek].map((one) => one.getBoundingClientRect());
    const by = Math.min(box.bottom - edge.top + 8, box.top - 16);
    if (by > 0) scrollBy({ top: by, behavior: "instant" });
  }

  function copyOf(sentence) {
    const copy = sentence.cloneNode(true);
    copy.classList.remove("s", "on");
    for (const element of [copy, ...copy.querySelectorAll("[id]")]) element.removeAttribute("id");
    copy.removeAttribute("tabindex");
    return copy;
  }

  /** Arrows scroll, as everywhere, until a sentence has the focus. */
  const arrow = (step, byParagraph) => (event) =>
    event.target.closest(".s") ? walk(step(event), byParagraph || event.shiftKey) : false;

  /** Left goes on in a text that runs to the left. */
  const sideways = (left) => (event) =>
    (event.target.closest(".cell").dir === "rtl") === left ? 1 : -1;

  keys({
    j: () => walk(1),
    k: () => walk(-1),
    J: () => walk(1, true),
    K: () => walk(-1, true),
    ArrowDown: arrow(() => 1),
    ArrowUp: arrow(() => -1),
    ArrowLeft: arrow(sideways(true), true),
    ArrowRight: arrow(sideways(false), true),
    Escape: () => here !== null && leave(),
  });

  function leave() {
    here.blur();
    here = null;
    peek.hidden = true;
    light(null);
    offerFocus();
  }

  // A page that moves under a resting pointer takes the light from nobody who walks by key.
  let pointer = "";
  const placeOf = (event) => `${event.clientX} ${event.clientY}`;
  document.addEventListener("pointermove", (event) => (pointer = placeOf(event)), { passive: true });
  document.addEventListener("pointerover", (event) => {
    if (here && placeOf(event) === pointer) return;
    light(event.target.closest(".s") ?? spoken ?? here);
  });
  document.documentElement.addEventListener("pointerleave", (event) => {
    // A finger leaves when it lifts; what it touched stays lit.
    if (event.pointerType === "mouse") rest();
  });
  document.addEventListener("focusin", (event) => {
    const sentence = event.target.closest(".s");
    if (!sentence || sentence === here) return;
    here = sentence;
    light(here, "key");
  });
  main.addEventListener("click", (event) => {
    const sentence = event.target.closest(".s");
    if (!sentence || event.target.closest("a") || !getSelection().isCollapsed) return;
    here = sentence;
    stopAt(here);
    light(here, "tap");
    peekAt(here);
    keepClear(here);
  });
  document.addEventListener("scroll", () => peek.hidden || !here || peekAt(here), { passive: true });

  /** Tab comes to the first sentence, as long as no other was chosen. */
  function offerFocus() {
    for (const row of rows.all) {
      const [first] = stepsOf(row);
      if (first) return stopAt(first);
    }
  }
  document.addEventListener("layout", () => {
    if (here && !here.isConnected) here = null;
    peek.hidden = true;
    rest();
    if (!here) offerFocus();
  });

  return { answers, light, speak, inView, inSight, bringIntoView, here: () => here };
})();
