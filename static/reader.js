// A sentence lights up together with what says the same in the other language.
let lit = [];

function light(sentence) {
  for (const element of lit) element.classList.remove("on");
  lit = [];
  if (!sentence) return;
  const row = sentence.closest(".pair");
  const bead = sentence.dataset.s;
  // Where no sentence is known to answer this one, the whole paragraph does.
  lit = [...row.querySelectorAll(bead ? `[data-s="${bead}"]` : ".s")];
  for (const element of lit) element.classList.add("on");
}

document.addEventListener("pointerover", (event) => light(event.target.closest(".s")));
document.documentElement.addEventListener("pointerleave", (event) => {
  // A finger leaves when it lifts; what it touched stays lit.
  if (event.pointerType === "mouse") light(null);
});
