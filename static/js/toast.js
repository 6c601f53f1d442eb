// One line at the lower edge says what happened; all it can say stands in the page, in both languages.
const say = (() => {
  const toast = document.getElementById("toast");
  let fading = 0;

  function hide() {
    toast.hidden = true;
  }

  toast.addEventListener("click", (event) => event.target.closest("a, button") && hide());
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());

  return (name) => {
    for (const line of toast.children) line.hidden = line.dataset.say !== name;
    toast.hidden = false;
    clearTimeout(fading);
    fading = setTimeout(hide, 10000);
  };
})();
