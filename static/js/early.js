// The view: what a reader has chosen, as data- attributes and custom properties of the root. It is
// read before the page is first painted: from the address, else as this reader last left it.
const view = (() => {
  const root = document.documentElement;
  const STORE = "dozaban-view";
  // The first few also stand in the address, so that a link shows what its sender saw.
  const SHARED = ["layout", "lang", "theme", "ui"];
  const CHOICES = {
    layout: ["side", "stacked", "interlinear", "fa", "en", "reveal"],
    lang: ["fa", "en"],
    theme: ["light", "sepia", "dark", "contrast"],
    ui: ["fa", "en"],
    digits: ["fa", "en"],
    align: ["justify"],
    states: ["off"],
    numbers: ["off"],
  };
  // Factors of the theme's own sizes.
  const FACTORS = {
    "fa-scale": [0.8, 2],
    "en-scale": [0.8, 2],
    "fa-lead": [0.75, 1.5],
    "en-lead": [0.75, 1.5],
    "measure-scale": [0.7, 1.5],
  };
  const wide = matchMedia("(min-width: 56.25rem)");

  function valid(key, value) {
    if (key in CHOICES) return CHOICES[key].includes(value);
    const [least, most] = FACTORS[key] ?? [1, 0];
    return value >= least && value <= most;
  }

  // Storage may be denied, or hold what another version wrote: the page does without.
  function load(name) {
    try {
      return Object(JSON.parse(localStorage.getItem(name)));
    } catch {
      return {};
    }
  }

  function save(name, value) {
    try {
      localStorage.setItem(name, JSON.stringify(value));
    } catch {}
  }

  const pick = (entries) => Object.fromEntries(entries.filter(([key, value]) => valid(key, value)));
  const parameters = [...new URLSearchParams(location.search)];
  let chosen = pick(Object.entries(load(STORE)));
  Object.assign(chosen, pick(parameters.filter(([key]) => SHARED.includes(key))));

  /** What holds for a key: the choice, else the page's own way. */
  function get(key) {
    if (key === "layout") return chosen.layout ?? (wide.matches ? "side" : "stacked");
    if (key === "lang" || key === "ui") return chosen[key] ?? root.lang;
    return chosen[key] ?? (key in FACTORS ? 1 : "");
  }

  const tell = (name) => document.dispatchEvent(new CustomEvent(name));

  function apply() {
    tell("before-view");
    for (const key in CHOICES) {
      if (!get(key)) delete root.dataset[key];
      else if (root.dataset[key] !== get(key)) root.dataset[key] = get(key);
    }
    for (const key in FACTORS) {
      if (key in chosen) root.style.setProperty(`--${key}`, chosen[key]);
      else root.style.removeProperty(`--${key}`);
    }
    tell("view");
  }

  /** Choose; without a value, as the page has it by itself; without a key, so with all. */
  function set(key, value) {
    if (!key) chosen = {};
    else if (valid(key, value)) chosen[key] = value;
    else delete chosen[key];
    save(STORE, chosen);
    apply();
  }

  /** The choices that a link hands on. */
  const shared = () => SHARED.map((key) => [key, chosen[key] ?? ""]);

  wide.addEventListener("change", apply);
  apply();
  return { get, set, load, save, shared };
})();
