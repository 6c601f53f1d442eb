// The page of the search: asks the index, shows paragraphs with their counterparts.
"use strict";

(() => {
  const { words, openIndex, once, get, article, search, placesOf } = dozabanSearch;

  // Marking: the words themselves, and the sentences that answer theirs.
  const TOKEN = /[\p{L}\p{N}\p{M}\u0640]+(?:['\u2019\u200c\u200d][\p{L}\p{N}\p{M}\u0640]+)*/gu;

  function spansOf(text, forms) {
    const tokens = [...text.matchAll(TOKEN)].map((match) => ({
      key: words(match[0]).map((word) => word.key).join(""),
      start: match.index,
      end: match.index + match[0].length,
    }));
    const spans = [];
    for (let n = 0; n < tokens.length; n++) {
      const next = tokens[n + 1];
      if (next && forms.has(tokens[n].key + next.key)) spans.push([tokens[n].start, tokens[++n].end]);
      else if (forms.has(tokens[n].key)) spans.push([tokens[n].start, tokens[n].end]);
    }
    return spans;
  }

  function mark(element, forms) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      for (const [start, end] of spansOf(text.data, forms).reverse()) {
        const range = document.createRange();
        range.setStart(text, start);
        range.setEnd(text, end);
        range.surroundContents(document.createElement("mark"));
      }
    }
  }

  function answer(row) {
    for (const found of row.querySelectorAll("mark")) {
      const bead = found.closest(".s")?.dataset.s;
      const cell = found.closest(".cell");
      if (!bead) continue;
      for (const sentence of row.querySelectorAll(`[data-s="${bead}"]`)) {
        if (!cell.contains(sentence)) sentence.classList.add("answer");
      }
    }
  }

  // A paragraph with its counterpart, out of the article's own page.
  const pageOf = (slug) => once(`../${encodeURIComponent(slug)}/`, async (address) =>
    new DOMParser().parseFromString(await (await get(address)).text(), "text/html"));

  async function rowOf(slug, place, forms) {
    const found = (await pageOf(slug)).getElementById(place);
    if (!found) return null;
    const row = document.createElement("div");
    row.className = "pair";
    row.append(...cellsOf(found).map(plainCell));
    for (const element of row.querySelectorAll("sup, .n, script, img, summary")) element.remove();
    for (const element of row.querySelectorAll("[id]")) element.removeAttribute("id");
    for (const link of row.querySelectorAll("a")) link.replaceWith(...link.childNodes);
    for (const cell of row.children) {
      cell.normalize();
      mark(cell, forms);
    }
    answer(row);
    return row;
  }

  // A cell that does not fold.
  function plainCell({ lang, dir, childNodes }) {
    const cell = Object.assign(document.createElement("div"), { className: "cell", lang, dir });
    cell.append(...[...childNodes].map((node) => document.importNode(node, true)));
    return cell;
  }

  function cellsOf(found) {
    if (!found.matches("td, th")) return [...(found.closest(".pair") ?? found).querySelectorAll(":scope > .cell")];
    // A table is two tables beside each other: the same place in both.
    const own = found.closest("table");
    const all = [...own.querySelectorAll("td, th")];
    return [...found.closest(".pair").querySelectorAll("table")].map((table) => {
      const { lang, dir } = table.closest("[lang]");
      return { lang, dir, childNodes: table.querySelectorAll("td, th")[all.indexOf(found)]?.childNodes ?? [] };
    });
  }

  // The page.
  const page = document.querySelector("[data-search]");
  const form = page.querySelector("form");
  const field = form.elements.q;
  const status = page.querySelector("[data-status]");
  const list = page.querySelector("[data-hits]");
  const more = page.querySelector("[data-more]");
  const BATCH = 10;
  let asked = 0;

  const digits = (number, locale) =>
    locale === "fa" ? String(number).replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[digit]) : String(number);

  function say(name, number) {
    const said = document.getElementById(`said-${name}`).content.cloneNode(true);
    for (const place of said.querySelectorAll("[data-number]")) {
      place.textContent = digits(number, place.closest("[lang]").lang);
    }
    status.replaceChildren(said);
  }

  function title(text, locale, forms) {
    const span = document.createElement("span");
    span.lang = locale;
    span.dir = locale === "fa" ? "rtl" : "ltr";
    span.textContent = text;
    mark(span, forms);
    return span;
  }

  async function show(hit, forms) {
    const item = document.createElement("li");
    const { slug, locale, source, target } = await article(hit.number);
    const places = placesOf(hit);
    const address = (place) => `../${encodeURIComponent(slug)}/#${place ? `p${place}` : "title"}`;
    const link = document.createElement("a");
    link.href = address(places[0] ?? 0);
    const both = [[source, locale], [target, locale === "fa" ? "en" : "fa"]].filter(([text]) => text);
    link.append(...both.map(([text, code]) => title(text, code, forms)));
    const heading = document.createElement("h2");
    heading.append(link);
    item.append(heading);
    if (places.length > 1) item.append(others(places.slice(1, 9), address, locale));
    return { item, fill: () => places.length && rowOf(slug, `p${places[0]}`, forms).then((row) => row && heading.after(row)) };
  }

  function others(places, address, locale) {
    const said = document.getElementById("said-others").content.cloneNode(true);
    const place = said.querySelector("[data-links]");
    for (const number of places.sort((one, other) => one - other)) {
      const link = document.createElement("a");
      link.href = address(number);
      link.textContent = digits(number, locale);
      place.append(" ", link);
    }
    return said;
  }

  async function showFrom(start, { hits, forms }, turn) {
    // All are asked for at once; each is shown as soon as it can be, its paragraph after those above.
    let filled = Promise.resolve();
    for (const shown of hits.slice(start, start + BATCH).map((hit) => show(hit, forms))) {
      const { item, fill } = await shown;
      if (turn !== asked) return;
      list.append(item);
      filled = filled.then(() => turn === asked && fill());
    }
    more.hidden = start + BATCH >= hits.length;
    more.onclick = () => {
      showFrom(start + BATCH, { hits, forms }, turn).then(() => list.children[start + BATCH]?.querySelector("a").focus());
    };
    await filled;
  }

  async function run() {
    const turn = ++asked;
    const query = field.value.trim();
    field.dir = /\p{Script=Arabic}/u.test(query) ? "rtl" : query ? "ltr" : "";
    list.setAttribute("aria-busy", "true");
    document.title = query ? `${query} · ${page.dataset.search}` : page.dataset.search;
    try {
      const answer = query ? await search(query) : null;
      if (turn !== asked) return;
      list.replaceChildren();
      more.hidden = true;
      if (!answer) status.replaceChildren();
      else if (!answer.isAsked) say("common");
      else if (!answer.hits.length) say("nothing");
      else {
        say(answer.isWhole ? "found" : "part", answer.hits.length);
        await showFrom(0, answer, turn);
      }
    } catch (error) {
      console.error(error);
      if (turn === asked) say("failed");
    }
    if (turn === asked) list.setAttribute("aria-busy", "false");
  }

  const address = () => (field.value.trim() ? `?${new URLSearchParams({ q: field.value.trim() })}` : "./");

  function fromAddress() {
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    return run();
  }

  // What was asked for with Enter, by a link or by going back stays in the history; what is being
  // typed takes the place of what was typed before.
  let isKept = Boolean(location.search);

  function ask(isFinished) {
    const isSame = new URL(address(), location.href).href === location.href;
    if (!isSame) history[isKept ? "pushState" : "replaceState"](null, "", address());
    isKept = isFinished || (isSame && isKept);
    run();
  }

  let timer;
  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.isComposing) return;
    timer = setTimeout(() => ask(false), 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    ask(true);
  });
  addEventListener("popstate", () => {
    isKept = true;
    fromAddress();
  });

  if (location.protocol === "file:") {
    say("disk");
    return;
  }
  form.hidden = false;
  field.focus();
  // While the query is being typed: the index, and expressions that a browser compiles when first
  // used. A failure is told when it is asked.
  openIndex().catch(() => {});
  spansOf(document.title, new Set());
  fromAddress();
})();
