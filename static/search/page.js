// The page of the search: asks the index, shows paragraphs with their counterparts.
"use strict";

(() => {
  const { words, once, get, article, prepare, renew, search } = dozabanSearch;

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
  const pageOf = (slug, cache) => once(`${cache}: ${slug}`, async () =>
    new DOMParser().parseFromString(await (await get(`../${encodeURIComponent(slug)}/`, cache)).text(), "text/html"));

  // Where nothing is to be marked, the page may be one from before the site was published anew.
  async function rowOf(slug, place, forms) {
    const row = await rowIn(pageOf(slug, "default"), place, forms);
    if (row?.querySelector("mark")) return row;
    return (await rowIn(pageOf(slug, "no-cache"), place, forms)) ?? row;
  }

  async function rowIn(loading, place, forms) {
    const found = await loading.then((one) => one.getElementById(place), () => null);
    if (!found) return null; // nor where the network has gone: the article has been found all the same
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

  async function show(number, { forms, placesOf }) {
    const item = document.createElement("li");
    const { slug, locale, source, target } = await article(number);
    const places = placesOf(number);
    const address = (place) => `../${encodeURIComponent(slug)}/#${place ? `p${place}` : "title"}`;
    const link = document.createElement("a");
    link.href = address(places[0] ?? 0);
    const both = [[source, locale], [target, locale === "fa" ? "en" : "fa"]].filter(([text]) => text);
    link.append(...both.map(([text, code]) => title(text, code, forms)));
    const heading = document.createElement("h2");
    heading.append(link);
    item.append(heading);
    if (places.length > 1) item.append(others(places.slice(1, 9), address, locale));
    return { item, heading, row: async () => (places.length ? rowOf(slug, `p${places[0]}`, forms) : null) };
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

  // Titles, each as soon as it can be; beside them paragraphs, the others when the first one is there.
  async function showFrom(start, answer, turn) {
    const hits = [...answer.hits.slice(start, start + BATCH)].map((number) => show(number, answer));
    for (const hit of hits) hit.catch(() => {}); // the first that fails is told of
    let first;
    let placed;
    for (const hit of hits) {
      const { item, heading, row } = await hit;
      if (turn !== asked) return;
      list.append(item);
      const found = first ? first.then(() => (turn === asked ? row() : null)) : row();
      first ??= found;
      placed = Promise.all([found, placed]).then(([made]) => turn === asked && made && heading.after(made));
    }
    more.hidden = start + BATCH >= answer.hits.length;
    more.onclick = () => {
      showFrom(start + BATCH, answer, turn)
        .then(() => list.children[start + BATCH]?.querySelector("a").focus(), () => run());
    };
    await placed;
  }

  async function run(isAgain = false) {
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
      const isNew = turn === asked && !isAgain && (await renew().then(() => true, () => false));
      if (turn === asked && isNew) return run(true);
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

  // While a query is being typed: what its finished words need, and soon what the last one does.
  const ahead = (text) => prepare(words(text)).catch(() => {}); // told when it is asked

  let timers = [];
  const later = (...tasks) => {
    timers.forEach(clearTimeout);
    timers = tasks.map(([time, task]) => setTimeout(task, time));
  };
  field.addEventListener("input", (event) => {
    later();
    if (event.isComposing) return;
    ahead(field.value.replace(/\S+$/, ""));
    const begun = field.value.replace(/(^|\s)\S{1,2}$/, ""); // so few letters may become anything
    later([60, () => ahead(begun)], [150, () => ask(false)]);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    later();
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
  // Before anything is typed: the index, and expressions that a browser compiles when first used.
  ahead("");
  spansOf(document.title, new Set());
  fromAddress();
})();
