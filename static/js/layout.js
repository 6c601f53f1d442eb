// Layouts. Most are a matter of style; two ask more of the page: in `interlinear` a paragraph's
// sentences stand one by one above what answers them, in `reveal` one language waits behind the other.
(() => {
  const main = document.getElementById("main");
  const taken = new Map(); // row -> the cells that interlinear ones stand for
  let shown = "";

  const cellsOf = (row) => [...row.querySelectorAll(":scope > .cell")];

  /** All at once: on a long page, cells taken out one by one cost most of a change of layout. */
  function putCells(row, cells) {
    const others = [...row.children].filter((one) => !one.matches(".cell"));
    row.replaceChildren(...others, ...cells);
  }

  // Interlinear: the text stands in the page once; the whole paragraphs wait outside of it.

  function interlace(row) {
    const cells = cellsOf(row);
    if (!cells.some((cell) => cell.querySelector(":scope > p > .s[data-s]"))) return;
    const beads = inOrder(...cells.map(sentencesOf));
    if (beads.length < 2) return;
    taken.set(row, cells);
    row.classList.add("beads");
    const first = cells.findIndex((cell) => cell.lang === view.get("lang"));
    const made = beads.flatMap((bead) =>
      [first, 1 - first].filter((side) => bead[side].length).map((side) => part(cells[side], bead[side])),
    );
    for (const state of row.querySelectorAll(".state")) made.at(-1).append(state.cloneNode(true));
    putCells(row, made);
    row.querySelector("[tabindex]")?.removeAttribute("tabindex"); // a copy of the one that has the focus
  }

  function restore(row) {
    const cells = taken.get(row);
    if (!cells) return;
    putCells(row, cells);
    row.classList.remove("beads");
    row.querySelector("[tabindex]")?.removeAttribute("tabindex");
    taken.delete(row);
  }

  /** Top-level sentences in order; one in pieces is several. */
  const sentencesOf = (cell) => [...cell.querySelectorAll(".s")];

  /** [sources, targets] for each bead, in the order of the text; what nothing answers stands alone. */
  function inOrder(sources, targets) {
    const beads = [];
    const rest = [...targets];
    const takeLoose = () => {
      while (rest.length && !rest[0].dataset.s) beads.push([[], [rest.shift()]]);
    };
    for (let at = 0; at < sources.length; ) {
      takeLoose();
      const bead = sources[at].dataset.s;
      const end = sources.findIndex((one, index) => index > at && (!bead || one.dataset.s !== bead));
      const ours = sources.slice(at, end < 0 ? sources.length : end);
      at += ours.length;
      const theirs = bead ? rest.filter((one) => one.dataset.s === bead) : [];
      for (const one of theirs) rest.splice(rest.indexOf(one), 1);
      beads.push([ours, theirs]);
    }
    return [...beads, ...rest.map((one) => [[], [one]])];
  }

  /** A cell with a copy of some neighbouring sentences, emphasis around them kept. */
  function part(cell, pieces) {
    const paragraph = cell.querySelector(":scope > p");
    const range = new Range();
    range.setStartBefore(pieces[0]);
    range.setEndAfter(pieces.at(-1));
    let content = range.cloneContents();
    for (let at = range.commonAncestorContainer; at !== paragraph; at = at.parentNode) {
      const shell = at.cloneNode(false);
      shell.append(content);
      content = shell;
    }
    const made = document.createElement("div");
    made.className = "cell";
    [made.lang, made.dir] = [cell.lang, cell.dir];
    made.append(document.createElement("p"));
    made.firstChild.append(content);
    return made;
  }

  // Reveal: the hidden language stands in a closed <details>, which opens by itself on a search.

  function cover(row) {
    const hidden = cellsOf(row).find((cell) => cell.lang !== view.get("lang") && cell.matches("div, details"));
    if (hidden && !hidden.querySelector(".missing")) asDetails(hidden).open = false;
  }

  function uncover(row) {
    if (row.matches(".some")) forget(row);
    for (const cell of row.querySelectorAll(":scope > details.cell:not([open])")) cell.open = true;
  }

  function asDetails(cell) {
    if (cell.localName === "details") return cell;
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = { fa: "فارسی", en: "English" }[cell.lang];
    details.className = "cell";
    [details.lang, details.dir] = [cell.lang, cell.dir];
    details.append(summary, ...cell.childNodes);
    cell.replaceWith(details);
    return details;
  }

  /** Show what answers a sentence, or put it away again; without one, the paragraph. */
  function toggle(sentence) {
    const row = rows.of(sentence);
    const details = row.querySelector(":scope > details.cell:not([lang='" + view.get("lang") + "'])");
    if (!details || details.contains(sentence)) return;
    const theirs = sentences.answers(sentence).filter((one) => details.contains(one));
    const partly = sentence.dataset.s && theirs.length;
    if (!details.open && partly) openWith(row, details, theirs);
    else if (row.classList.contains("some") && theirs.some((one) => !one.classList.contains("told")))
      openWith(row, details, theirs);
    else details.open = !details.open;
    if (details.open) sentences.bringIntoView(sentence, partly ? theirs : [details]);
  }

  function openWith(row, details, told) {
    row.classList.add("some");
    for (const one of told) one.classList.add("told");
    details.open = true;
  }

  const isRevealing = () => view.get("layout") === "reveal";

  document.addEventListener("lit", ({ detail }) => {
    if (detail.by === "tap" && isRevealing()) toggle(detail.sentence);
  });
  keys({
    Enter: ({ target }) => {
      const sentence = target.closest(".s");
      return isRevealing() && sentence && !target.closest("a") ? toggle(sentence) : false;
    },
  });
  // The summary opens all of it, and what is closed is closed whole.
  main.addEventListener("click", (event) => {
    const summary = event.target.closest("summary");
    if (!summary) return;
    if (summary.closest(".pair.some")) {
      event.preventDefault();
      forget(rows.of(summary));
    }
    // It opens once its click is done.
    setTimeout(() => summary.parentNode.open && sentences.bringIntoView(summary, [summary.parentNode]));
  });
  main.addEventListener(
    "toggle",
    (event) => event.target.matches("details.cell:not([open])") && forget(event.target.parentNode),
    true,
  );

  function forget(row) {
    row.classList.remove("some");
    for (const one of row.querySelectorAll(".told")) one.classList.remove("told");
  }

  // What is read stays where it is on the screen.

  const LINE = 120; // about where the eye is, in pixels from the top

  function readingMark() {
    const lit = sentences.here();
    if (lit?.isConnected && sentences.inView(lit.getBoundingClientRect())) return markOf(lit);
    const row = rows.at(LINE);
    if (!row || row.getBoundingClientRect().top >= 0) return row && { row };
    // Its beginning is out of sight: what is read is a sentence further down.
    const sentence = [...row.querySelectorAll(".s")].find(
      (one) => one.getBoundingClientRect().bottom > LINE,
    );
    return sentence ? markOf(sentence) : { row };
  }

  const markOf = (sentence) => ({
    row: rows.of(sentence),
    bead: sentence.dataset.s,
    lang: sentence.closest(".cell").lang,
  });

  function topOf({ row, bead, lang }) {
    const all = bead ? [...row.querySelectorAll(`.s[data-s="${bead}"]`)] : [];
    const visible = all.filter((one) => one.getClientRects().length);
    const same = visible.find((one) => one.closest(".cell").lang === lang);
    return (same ?? visible[0] ?? row).getBoundingClientRect().top;
  }

  let mark = null;
  let before = 0;

  function takeMark() {
    mark = scrollY > 0 ? readingMark() : null;
    before = mark && topOf(mark);
  }

  function keepMark() {
    const by = mark && topOf(mark) - before;
    if (by) scrollBy({ top: by, behavior: "instant" });
  }

  function keepingPlace(act) {
    takeMark();
    act();
    keepMark();
  }

  document.addEventListener("before-view", takeMark);
  document.addEventListener("view", () => {
    lay();
    address();
    keepMark();
  });

  function lay() {
    const wanted = `${view.get("layout")} ${view.get("lang")}`;
    if (wanted === shown) return;
    shown = wanted;
    const here = sentences.here()?.closest(".pair");
    rows.each((row) => digits.asWritten(() => layRow(row), row), mark?.row, keepingPlace);
    if (here) rows.settle(here);
    document.dispatchEvent(new CustomEvent("layout"));
  }

  function layRow(row) {
    restore(row);
    uncover(row);
    if (view.get("layout") === "interlinear") interlace(row);
    if (view.get("layout") === "reveal") cover(row);
  }

  /** The address says what is shown, so that it can be sent. */
  function address() {
    const url = new URL(location.href);
    for (const [key, value] of view.shared()) {
      if (value) url.searchParams.set(key, value);
      else url.searchParams.delete(key);
    }
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }

  addEventListener("beforeprint", () => {
    rows.finish();
    rows.all.forEach(uncover);
  });
  lay();
  address();
})();
