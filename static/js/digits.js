// Digits of Persian text, as the reader wants them. Code and runs of the other language keep theirs.
const digits = (() => {
  const SHAPES = { fa: [/[0-9]/g, 0x6f0 - 0x30], en: [/[۰-۹]/g, 0x30 - 0x6f0] };
  const written = new Map(); // text node -> its text as it was written
  let shape = "";

  const isPersian = (at) =>
    at.closest("[lang]")?.lang === "fa" && !at.closest("code, pre, textarea, .only-script");

  function change() {
    if (!shape) return;
    const [pattern, by] = SHAPES[shape];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.data.search(pattern) < 0 || !isPersian(node.parentElement)) continue;
      written.set(node, node.data);
      node.data = node.data.replace(pattern, (one) => String.fromCharCode(one.charCodeAt(0) + by));
    }
  }

  function undo() {
    for (const [node, text] of written) node.data = text;
    written.clear();
  }

  /** Do something with the text as it was written; what is selected stays so. */
  function asWritten(act) {
    if (!shape) return act();
    const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
    const select = () =>
      anchorNode?.isConnected &&
      getSelection().setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
    undo();
    select();
    const result = act();
    change();
    select();
    return result;
  }

  function tell() {
    if (view.get("digits") === shape) return;
    undo();
    shape = view.get("digits");
    change();
  }

  document.addEventListener("view", tell);
  tell();
  return { asWritten };
})();
