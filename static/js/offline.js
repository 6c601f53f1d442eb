// Has the browser keep what is read: see sw.js at the top of the site.
if ("serviceWorker" in navigator && location.protocol !== "file:") {
  const top = document.currentScript.src.replace(/static\/js\/offline\.js.*$/, "");
  navigator.serviceWorker.register(`${top}sw.js`, { scope: top }).catch(() => {});
}
