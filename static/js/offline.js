// Has the browser keep what is read: see sw.js at the top of the site.
if ("serviceWorker" in navigator && location.protocol !== "file:") {
  const top = document.currentScript.src.replace(/static\/js\/offline\.js.*$/, "");
  navigator.serviceWorker.register(`${top}sw.js`, { scope: top }).catch(() => {});

  // The first page is read before the worker is there: it is told of it, and of what it has loaded.
  const tell = async () => {
    const { active } = await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource");
    const seen = loaded.filter(({ initiatorType }) => /^(css|img|link|script)$/.test(initiatorType));
    active.postMessage([location.href, ...seen.map(({ name }) => name)]);
  };
  if (!navigator.serviceWorker.controller) addEventListener("load", tell);
}
