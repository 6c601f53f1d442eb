// The key “/” leads to the search, and on its page into the field.
keys({
  "/": () => {
    const field = document.querySelector("[data-search] input");
    if (field) field.select();
    else document.querySelector("a[rel~=search]")?.click();
  },
});
