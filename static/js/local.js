// Opened from a disk, a folder's address shows a list of files: name the page itself.
if (location.protocol === "file:") {
  for (const link of document.querySelectorAll("a[href]")) {
    const address = link.getAttribute("href");
    if (/^[^:#?]*\/(#.*)?$/.test(address)) link.setAttribute("href", address.replace(/(#|$)/, "index.html$1"));
  }
}
