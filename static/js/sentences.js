// A sentence lights up together with what says the same in the other language, under a pointer, a
// finger or the keys, which walk from one to the next.
const sentences = (() => {
  const main = document.getElementById("main");
  const peek = document.getElementById("peek");
  let lit = [];
  let spoken = null; // the one that is heard
  let here = null; // the one that a reader came to by key, click or tap

  const rowOf = (sentence) => sentence.closest(".pair");
  const langOf = (sentence) => sentence.closest(".cell").lang;
  const inView = (box) => box.bottom > 0 && box.top < innerHeight - 64;

  const isWhole = (box) =>
    (box.top >= 0 && box.bottom <= innerHeight - 64) || (box.top <= 0 && box.bottom >= innerHeight);

  /** All that says the same. Where nothing is known to answer, the paragraph does. */
  function answers(sentence) {
    const bead = sentence.dataset.s;
    return [...rowOf(sentence).querySelectorAll(bead ? `.s[data-s="${bead}"]` : ".s")];
  }

  function light(sentence, by = "pointer") {
    for (const element of lit) element.classList.remove("on");
    lit = sentence?.isConnected ? answers(sentence) : [];
    // A voice says one sentence, also where it is not known what answers it.
    if (lit.length && sentence === spoken && sentence.matches(".s:not([data-s])")) lit = [sentence];
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

  function walkable() {
    return [...main.querySelectorAll(`.cell[lang="${walkingLang()}"] .s`)];
  }

  /** The first that is not above the reading line. */
  function firstInView(all) {
    return all.find((sentence) => sentence.getBoundingClientRect().bottom > 80) ?? all.at(-1);
  }

  const sameRow = (a, b) => rowOf(a) === rowOf(b);
  const sameBead = (a, b) => a.dataset.s === b.dataset.s && sameRow(a, b);

  /** What lights up together is one step. */
  function walk(step, byParagraph) {
    const all = walkable();
    if (!all.length) return;
    let at = here ? all.findIndex((one) => sameBead(one, here)) : -1;
    if (at < 0) return go(firstInView(all));
    const same = byParagraph ? sameRow : sameBead;
    const first = () => {
      while (at > 0 && same(all[at - 1], all[at])) at -= 1;
    };
    if (step > 0) {
      while (at < all.length && same(all[at], here)) at += 1;
    } else {
      first();
      at -= 1;
      first();
    }
    go(all[at] ?? here);
  }

  /** Come to a sentence: it has the focus, and stands in view with its counterpart. */
  function go(sentence) {
    here?.removeAttribute("tabindex");
    here = sentence;
    here.tabIndex = 0;
    here.focus({ preventScroll: true });
    light(here, "key");
    bringIntoView();
  }

  function bringIntoView() {
    const boxes = lit.map((one) => one.getBoundingClientRect()).filter((box) => box.height);
    const [top, bottom] = [16, innerHeight - 88];
    let first = Math.min(...boxes.map((box) => box.top));
    let last = Math.max(...boxes.map((box) => box.bottom));
    if (last - first > bottom - top) {
      const own = here.getBoundingClientRect();
      [first, last] = [own.top, Math.min(own.bottom, own.top + bottom - top)];
    }
    const by = first < top ? first - top : Math.max(0, last - bottom);
    if (by) scrollBy({ top: by, behavior: "instant" });
    peekAt(here);
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
    here.removeAttribute("tabindex");
    here = null;
    peek.hidden = true;
    light(null);
    offerFocus();
  }

  document.addEventListener("pointerover", (event) => {
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
    here?.removeAttribute("tabindex");
    here = sentence;
    light(here, "tap");
    peekAt(here);
  });
  document.addEventListener("scroll", () => peek.hidden || !here || peekAt(here), { passive: true });

  /** The text is one stop of the Tab key; from there the arrows walk. */
  function offerFocus() {
    const all = walkable();
    if (all.length) all[0].tabIndex = 0;
  }
  document.addEventListener("layout", () => {
    if (here && !here.isConnected) here = null;
    peek.hidden = true;
    for (const sentence of main.querySelectorAll(".s[tabindex]")) {
      if (sentence !== here) sentence.removeAttribute("tabindex");
    }
    rest();
    if (!here) offerFocus();
  });

  return { answers, light, speak, inView, rowOf, here: () => here };
})();
