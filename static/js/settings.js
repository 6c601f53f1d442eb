// The controls of the view, and where they are: a bar at the lower edge that keeps out of the way.
(() => {
  const bar = document.getElementById("tools");
  const forms = [...document.querySelectorAll("form.view")];
  const inputs = forms.flatMap((form) => [...form.elements]).filter((one) => one.name);

  /** The controls say what holds, in the reader's language. */
  function tell() {
    for (const one of document.querySelectorAll(".only-script:not(#peek)")) {
      if (one.lang === view.get("ui")) continue;
      one.lang = view.get("ui");
      one.dir = one.lang === "fa" ? "rtl" : "ltr";
    }
    for (const input of inputs) {
      const value = view.get(input.name);
      if (input.type === "range") input.value = value;
      else input.checked = (input.value === value) !== "not" in input.dataset;
      input.parentNode.classList.toggle("on", input.checked);
    }
  }

  function choose({ target }) {
    if (!inputs.includes(target)) return;
    const off = target.type === "checkbox" && target.checked === "not" in target.dataset;
    view.set(target.name, off ? "" : target.value);
  }

  for (const form of forms) {
    form.addEventListener("input", choose);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      view.set();
    });
  }
  document.addEventListener("view", tell);
  tell();
  bar.hidden = false; // it stands only where it works

  // Away while reading on, back on a small scroll up, at the end, and for the keyboard.
  let last = scrollY;
  function place() {
    const down = scrollY - last;
    if (Math.abs(down) < 8) return;
    last = scrollY;
    const end = innerHeight + scrollY > document.documentElement.scrollHeight - 80;
    bar.classList.toggle("away", down > 0 && scrollY > 200 && !end);
  }
  document.addEventListener("scroll", place, { passive: true });

  keys({ "?": () => panels.toggle(document.getElementById("help")) });
})();
