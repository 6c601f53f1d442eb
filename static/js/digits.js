// Digits of Persian text, as the reader wants them. Code and runs of the other language keep theirs.
const digits = (() => {
  const SHAPES = { fa: [/[0-9]/g, 0x6f0 - 0x30], en: [/[۰-۹]/g, 0x30 - 0x6f0] };
  const written = new Map(); // text node -> its text as it was written
  let shape = "";

  const isPersian = (at) =>
    at.closest("[lang]")?.lang === "fa" && !at.closest("code, pre, textarea, .only-script");

  function* textsIn(part) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) yield walker.currentNode;
  }

  function change(part) {
    if (!shape) return;
    const [pattern, by] = SHAPES[shape];
    for (const node of textsIn(part)) {
      if (node.data.search(pattern) < 0 || !isPersian(node.parentElement)) continue;
      written.set(node, node.data);
      node.data = node.data.replace(pattern, (one) => String.fromCharCode(one.charCodeAt(0) + by));
    }
  }

  function undo(part) {
    for (const node of textsIn(part)) {
      if (!written.has(node)) continue;
      node.data = written.get(node);
      written.delete(node);
    }
  }

  /** Do something with the text of a part as it was written; what is selected stays so. */
  function asWritten(act, part = document.body) {
    if (!shape) return act();
    const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
    const select = () =>
      anchorNode?.isConnected &&
      getSelection().setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
    undo(part);
    select();
    const result = act();
    change(part);
    select();
    return result;
  }

  function tell() {
    if (view.get("digits") === shape) return;
    undo(document.body);
    shape = view.get("digits");
    change(document.body);
  }

  document.addEventListener("view", tell);
  tell();
  return { asWritten };
})();
