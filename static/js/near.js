// A link to a paragraph that is gone leads to its neighbour, one to a sentence to its paragraph; both say so.
(() => {
  function look() {
    const wanted = location.hash.match(/^#(p\d+)(\.\d+(?:\.\w+)?)?$/);
    if (!wanted || document.getElementById(wanted[0].slice(1))) return;
    const [, paragraph, sentence] = wanted;
    const own = document.getElementById(paragraph);
    const near = own ?? nearest(Number(paragraph.slice(1)));
    if (!near) return;
    say(own && sentence ? "no-sentence" : "no-paragraph");
    location.replace(`#${near.id}`);
  }

  /**
   * Ids are never used again, so the one before in number was that in the text; after all of them
   * comes the end. Notes have such ids too, and are no neighbours.
   */
  function nearest(number) {
    const all = [...document.querySelectorAll("main [id]:not(.notes *)")].filter(({ id }) => /^p\d+$/.test(id));
    const numberOf = ({ id }) => Number(id.slice(1));
    const before = all.filter((one) => numberOf(one) < number);
    if (before.length === all.length) return all.at(-1);
    return before.reduce((a, b) => (numberOf(a) > numberOf(b) ? a : b), before[0] ?? all[0]);
  }

  addEventListener("hashchange", look);
  look();
})();
