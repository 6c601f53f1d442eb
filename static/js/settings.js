// The controls of the view, and where they are: a bar at the lower edge that keeps out of the way.
(() => {
  const bar = document.getElementById("tools");
  const forms = [...document.querySelectorAll("form.view")];
  const inputs = forms.flatMap((form) => [...form.elements]).filter((one) => one.name);

  /** The controls say what holds, in the reader's language. */
  function tell() {
    for (const one of document.querySelectorAll(".only-script:not(#peek)")) {
      one.lang = view.get("ui");
      one.dir = one.lang === "fa" ? "rtl" : "ltr";
    }
    for (const input of inputs) {
      const value = view.get(input.name);
      if (input.type === "range") input.value = value;
      else input.checked = (input.value === value) !== "not" in input.dataset;
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

  // A panel takes the keyboard with it, and gives it back to what opened it.
  for (const panel of document.querySelectorAll(".panel")) {
    panel.addEventListener("toggle", (event) => {
      if (event.newState === "open") panel.querySelector("button, input:checked, input")?.focus();
    });
  }
  keys({ "?": () => document.getElementById("help").togglePopover() });

  // Digits of Persian text. Code and runs of the other language keep theirs.
  const written = new Map(); // text node -> as it was written
  const SHAPES = { fa: [/[0-9]/g, 0x6f0, 0x30], en: [/[۰-۹]/g, 0x30, 0x6f0] };

  function digits(choice) {
    for (const [node, text] of written) node.data = text;
    written.clear();
    if (!choice) return;
    const [pattern, to, from] = SHAPES[choice];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.data.search(pattern) < 0 || !isPersian(node.parentElement)) continue;
      written.set(node, node.data);
      node.data = node.data.replace(pattern, (digit) =>
        String.fromCharCode(digit.charCodeAt(0) - from + to),
      );
    }
  }

  const isPersian = (at) => at.closest("[lang]")?.lang === "fa" && !at.closest("code, pre, textarea, .panel");

  // What is copied has the digits that the source has: they are put back for that moment.
  let held = null;
  document.addEventListener("before-copy", () => {
    const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
    held = [anchorNode, anchorOffset, focusNode, focusOffset];
    digits("");
  });
  document.addEventListener("after-copy", () => {
    digits(view.get("digits"));
    if (held?.[0]) getSelection().setBaseAndExtent(...held);
  });
  document.addEventListener("layout", () => digits(view.get("digits")));
  let shape = view.get("digits");
  document.addEventListener("view", () => {
    if (view.get("digits") === shape) return;
    shape = view.get("digits");
    digits(shape);
  });
  digits(shape);
})();
