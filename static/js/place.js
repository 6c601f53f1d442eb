// Where a reader is: the sentence of a link lights up, the last place in an article is offered again,
// and a line at the upper edge shows how far one has come.
(() => {
  const STORE = "dozaban-places";
  const MOST = 200; // articles whose places are remembered
  const bar = document.getElementById("progress");
  const page = location.pathname.replace(/index\.html$/, "");
  const target = () => location.hash.slice(1);
  const arrivedAt = target();

  // Links

  /** Light the sentence of the address with its counterpart. */
  function arrive() {
    const found = /^p\d/.test(target()) && document.getElementById(target());
    if (!found) return;
    const folded = found.closest("details:not([open])");
    if (folded) folded.open = true;
    const sentence = found.matches(".s") ? found : found.querySelector(":scope > .s"); // a table's cell
    const shown = reachable(found, sentence);
    if (folded || shown !== found) shown.scrollIntoView({ block: "start", behavior: "instant" });
    if (sentence) sentences.light(sentence);
  }

  /** What stands for an element that the layout hides: what answers it, else the row it is in. */
  function reachable(found, sentence) {
    const all = [found, ...(sentence ? sentences.answers(sentence) : []), found.closest(".pair")];
    return all.find((one) => one?.getClientRects().length) ?? found;
  }

  // The sentence of an address that the layout hides, or that stands in closed details.
  addEventListener("hashchange", arrive);

  // The last place

  function remember() {
    const row = rows.all.slice(rows.indexAt(80)).find(({ id }) => id);
    if (!row) return;
    const { [page]: _, ...places } = view.load(STORE);
    if (scrollY > innerHeight / 2) places[page] = row.id;
    const kept = Object.entries(places).slice(-MOST);
    view.save(STORE, Object.fromEntries(kept));
  }

  function offer() {
    const row = document.getElementById(view.load(STORE)[page]);
    if (!row || scrollY > 0) return;
    const link = document.querySelector("#toast a");
    link.hash = row.id;
    say("resume");
  }

  let waiting = 0;
  document.addEventListener(
    "scroll",
    () => {
      progress();
      clearTimeout(waiting);
      waiting = setTimeout(remember, 300);
    },
    { passive: true },
  );
  addEventListener("pagehide", () => waiting && remember());

  function progress() {
    const whole = document.documentElement.scrollHeight - innerHeight;
    bar.style.setProperty("--read", whole > 0 ? Math.min(1, scrollY / whole) : 0);
  }

  arrive();
  progress();
  if (!arrivedAt) offer();
})();
