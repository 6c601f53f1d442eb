// Copying: a selection gives one language alone, clean; the menu of a paragraph gives either or both
// with a citation, and the addresses of the paragraph and of the sentence.
(() => {
  const main = document.getElementById("main");
  const menu = document.getElementById("menu");
  const hand = document.getElementById("hand");
  const anchor = document.getElementById("anchor");
  let row = null; // what the menu is about
  let place = ""; // its paragraph, or its cell of a table
  let opener = null;

  const cellOf = (node) => (node.nodeType === 1 ? node : node?.parentElement)?.closest(".cell");
  const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  // A drag stays in the column that it began in.
  main.addEventListener("pointerdown", (event) => {
    const cell = event.target.closest(".cell");
    if (cell && event.pointerType === "mouse") document.documentElement.dataset.drag = cell.lang;
    else delete document.documentElement.dataset.drag;
  });
  document.addEventListener("keydown", () => delete document.documentElement.dataset.drag);

  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (selection.isCollapsed || event.target.closest?.("input, textarea")) return;
    const [from, to] = [cellOf(selection.anchorNode), cellOf(selection.focusNode)];
    const lang = from && from.lang === to?.lang ? from.lang : "";
    const parts = digits.asWritten(() => partsOf(selection.getRangeAt(0), lang));
    if (!parts.length) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", parts.map(plain).join("\n\n"));
    event.clipboardData.setData("text/html", parts.map(html).join("\n"));
  });

  /** The texts in a range that are shown, of one language or of both, and the code between them. */
  function partsOf(range, lang) {
    const isShown = (cell) => cell.getClientRects().length && !cell.matches("details:not([open])");
    const isWanted = (cell) => !lang || cell.lang === lang || cell.matches(".code");
    const cells = [...main.querySelectorAll(".cell, .code")].filter(
      (cell) => range.intersectsNode(cell) && isWanted(cell) && isShown(cell),
    );
    return cells.map((cell) => partOf(cell, clipped(range, cell))).filter(plain);
  }

  function clipped(range, cell) {
    const part = new Range();
    part.selectNodeContents(cell);
    if (cell.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
    if (cell.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
    return part;
  }

  /** {lang, dir, node}: what a range has of a cell, in a paragraph of its own, without what is not its text. */
  function partOf(cell, range) {
    const node = document.createElement(cell.matches(".code") ? "pre" : "p");
    node.append(range.cloneContents());
    const folded = cell.matches(".some > details") ? ", .s:not(.told)" : "";
    for (const extra of node.querySelectorAll(`summary, .state, .note, #anchor${folded}`)) extra.remove();
    return { lang: cell.lang, dir: cell.dir, node };
  }

  /** As text: breaks and lines of verse as such, white space as it is read. */
  function plain({ node }) {
    if (node.localName === "pre") return node.textContent.trim();
    const copy = node.cloneNode(true);
    for (const end of copy.querySelectorAll("br, .line:not(:last-child), tr, li")) end.after("\u0001");
    for (const end of copy.querySelectorAll("td, th")) end.after("\t");
    const lines = copy.textContent.replace(/[ \n]+/g, " ").split("\u0001");
    return lines.map((line) => line.trim()).join("\n").trim();
  }

  /** As HTML: the text's own markup, without what the page needs of it. */
  function html({ lang, dir, node }) {
    const copy = node.cloneNode(true);
    for (const span of [...copy.querySelectorAll(".s, .line, p")].reverse()) {
      if (span.matches(".line") && span.nextElementSibling) span.after(document.createElement("br"));
      span.replaceWith(...span.childNodes);
    }
    for (const link of copy.querySelectorAll("[href]")) link.setAttribute("href", link.href);
    const tag = node.localName;
    return `<${tag} lang="${lang}" dir="${dir}">${copy.innerHTML.trim()}</${tag}>`;
  }

  // The menu of a paragraph

  /** `address` is the id of a paragraph (p3) or of a sentence (p3.2, p3.1.en); `by` is what opened the menu. */
  function open(address, by) {
    row = document.getElementById(address)?.closest(".pair");
    if (!row) return;
    opener = by;
    hand.hidden = true;
    const links = menu.querySelectorAll("a");
    const [paragraph, sentence] = address.split(".");
    place = paragraph;
    links[0].hash = place;
    links[1].hash = address;
    links[1].parentNode.hidden = !sentence;
    for (const button of menu.querySelectorAll("[data-copy]")) button.hidden = !textsOf(button.dataset.copy).length;
    document.dispatchEvent(new CustomEvent("menu", { detail: row }));
    panels.open(menu);
    put();
  }

  /** Beside what opened it, inside the window. On a phone, style puts it at the lower edge. */
  function put() {
    const box = (opener?.getClientRects().length ? opener : row).getBoundingClientRect();
    const top = Math.max(8, Math.min(box.bottom + 4, innerHeight - menu.offsetHeight - 8));
    const rtl = getComputedStyle(menu).direction === "rtl";
    const start = rtl ? innerWidth - box.right : box.left;
    const most = document.documentElement.clientWidth - menu.offsetWidth - 8;
    menu.style.setProperty("--top", `${top}px`);
    menu.style.setProperty("--start", `${Math.max(8, Math.min(start, most))}px`);
  }

  /** The paragraph's texts in one language, or in both. */
  function textsOf(lang) {
    return [...row.querySelectorAll(":scope > .cell")]
      .filter((cell) => (lang === "both" || cell.lang === lang) && !cell.querySelector(".missing"))
      .map((cell) => {
        const range = new Range();
        range.selectNodeContents(cell);
        return partOf(cell, range);
      });
  }

  /** In one language each text is one paragraph, also where the layout parts it. */
  function joined(parts) {
    const langs = [...new Set(parts.map(({ lang }) => lang))];
    return langs.map((lang) => {
      const same = parts.filter((part) => part.lang === lang);
      const node = document.createElement("p");
      for (const part of same) node.append(...part.node.childNodes, " ");
      return { ...same[0], node };
    });
  }

  /** Who, what, when and where, in the language of the text. */
  function citation(lang) {
    const head = document.querySelector(`.head .cell[lang="${lang}"] h1`)
      ?? document.querySelector(".head h1");
    const facts = document.querySelector(`.meta > ul[lang="${lang}"]`);
    const words = (selector) => facts?.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim();
    // A quotation within one has the other marks (the CLDR's alternateQuotationStart and …End).
    const [begin, end, first, last] = lang === "fa" ? "«»‹›" : "“”‘’";
    const title = begin + head.textContent.trim().replaceAll(begin, first).replaceAll(end, last) + end;
    const told = [words(".by"), title, words(".origin"), words("time")].filter(Boolean);
    return told.join(lang === "fa" ? "، " : ", ");
  }

  function cited(lang) {
    const parts = joined(textsOf(lang));
    const [{ lang: own, dir }] = parts;
    const address = Object.assign(new URL(location.href), { search: "", hash: place }).href;
    const credit = `— ${citation(own)}`;
    const link = `<a href="${escape(address)}">${escape(address)}</a>`;
    return {
      text: [...parts.map(plain), `${credit}\n${address}`].join("\n\n"),
      html: [...parts.map(html), `<p lang="${own}" dir="${dir}">${escape(credit)}<br>${link}</p>`].join("\n"),
    };
  }

  async function write({ text, html }) {
    const item = { "text/plain": text, ...(html && { "text/html": html }) };
    try {
      const blobs = Object.entries(item).map(([type, data]) => [type, new Blob([data], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      panels.close(menu);
      say("copied");
    } catch {
      byHand(text);
    }
  }

  /** Where the browser keeps its clipboard to itself, the text stands ready to be copied by hand. */
  function byHand(text) {
    hand.hidden = false;
    const area = hand.querySelector("textarea");
    area.value = text;
    area.focus();
    area.select();
    put();
  }

  menu.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) write(digits.asWritten(() => cited(button.dataset.copy)));
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    history.replaceState(history.state, "", link.hash);
    write({ text: location.href });
  });

  main.addEventListener("click", (event) => {
    const link = event.target.closest(".n, #anchor");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.hash.slice(1), link);
  });
  keys({
    m: () => {
      const here = sentences.here();
      return here ? open(idOf(here), here) : false;
    },
  });

  // The link of a lit sentence hangs at its end.

  /** The id of a sentence; a later piece of one has that of what answers it, or of the row. */
  function idOf(sentence) {
    const same = sentence.dataset.s ? sentences.answers(sentence) : [];
    return [sentence, ...same, rows.of(sentence)].find(({ id }) => id).id;
  }

  document.addEventListener("lit", ({ detail: { sentence } }) => {
    anchor.hidden = !sentence?.isConnected;
    if (anchor.hidden) return;
    anchor.hash = idOf(sentence);
    if (anchor.parentNode !== sentence) sentence.append(anchor); // moved, it would miss its click
  });
  document.addEventListener("before-view", () => anchor.remove());
})();
