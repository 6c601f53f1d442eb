"""What was read is there without a network, new text wins with one, and it can be switched off."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from site_gen.config import parse
from site_gen.pipeline.site import build
from tests.conftest import ServeFolder, SiteFolder
from tests.takeaway.pictures import PNG

READY = "() => navigator.serviceWorker.ready.then(() => true)"
COUNT = "() => navigator.serviceWorker.getRegistrations().then((all) => all.length)"
PATHS = """() => caches.keys().then(([name]) => caches.open(name)).then((kept) => kept.keys())
    .then((all) => all.map((one) => new URL(one.url).pathname))"""
ARE_KEPT = """(paths) =>
    Promise.all(paths.map((path) => caches.match(path, { ignoreSearch: true })))
    .then((all) => all.every(Boolean))"""
KEPT = "() => caches.keys().then((all) => all.length)"


def read_one_of_two(page: Page, site: SiteFolder, serve_folder: ServeFolder) -> str:
    """A site of two articles, served, of which the first has been read; gives its address."""
    site.write("content/articles/a/article.fa.md", "# پل\n\nمتن کهنه.\n")
    site.write("content/articles/b/article.fa.md", "# آب\n\nنخوانده.\n")
    output = site.root / "_site"
    build(site.root, parse(""), output)
    address = serve_folder(output)
    page.goto(f"{address}/a/")
    page.evaluate(READY)
    page.reload()  # now by the worker, which keeps it
    return address


def test_read_again_without_a_network(
    page: Page, site: SiteFolder, serve_folder: ServeFolder
) -> None:
    address = read_one_of_two(page, site, serve_folder)
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#p1")).to_contain_text("متن کهنه")
    expect(page.locator("body")).to_have_css("background-color", "rgb(251, 249, 244)")
    response = page.goto(f"{address}/b/")  # never read
    assert response
    assert response.status == 503
    expect(page.locator("main [lang=fa] h1")).to_have_text("شبکه در دسترس نیست")
    expect(page.locator("main [lang=en] h1")).to_have_text("There is no network")
    expect(page.locator("main a").first).to_have_attribute("href", f"{address}/")
    page.context.set_offline(False)
    page.goto(f"{address}/a/")
    site.write("content/articles/a/article.fa.md", "# پل\n\nمتن تازه.\n")
    build(site.root, parse(""), site.root / "_site")
    page.reload()
    expect(page.locator("#p1")).to_contain_text("متن تازه")


def test_the_first_page_that_is_read_is_kept_too(
    page: Page, site: SiteFolder, serve_folder: ServeFolder
) -> None:
    site.write("content/articles/a/article.fa.md", "# پل\n\nمتن.\n\n![نقشه](a.png)\n")
    site.write("content/articles/a/a.png", PNG)
    build(site.root, parse(""), site.root / "_site")
    page.goto(f"{serve_folder(site.root / '_site')}/a/#p1")
    for _ in range(100):
        if page.evaluate(ARE_KEPT, ["./", "a.png", "../static/theme.css"]):
            break
        page.wait_for_timeout(50)
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#p1")).to_contain_text("متن")
    expect(page.locator("body")).to_have_css("background-color", "rgb(251, 249, 244)")
    page.wait_for_function("document.images[0].naturalWidth > 0")


def test_switched_off_it_goes_from_readers_devices(
    page: Page, site: SiteFolder, serve_folder: ServeFolder
) -> None:
    site.write("content/articles/a/article.fa.md", "# پل\n\nمتن.\n")
    output = site.root / "_site"
    build(site.root, parse(""), output)
    address = serve_folder(output)
    page.goto(f"{address}/a/")
    page.evaluate(READY)
    page.reload()
    assert page.evaluate(KEPT) == 1
    build(site.root, parse("[offline]\non = false\n"), output)
    page.evaluate("() => navigator.serviceWorker.getRegistration().then((one) => one.update())")
    for _ in range(50):
        if page.evaluate(COUNT) == 0 and page.evaluate(KEPT) == 0:
            break
        page.wait_for_timeout(100)
    page.reload()
    assert (page.evaluate(COUNT), page.evaluate(KEPT)) == (0, 0)
    assert "offline.js" not in site.read("_site/a/index.html")


def test_what_only_the_search_reads_is_not_kept(
    page: Page, site: SiteFolder, serve_folder: ServeFolder
) -> None:
    address = read_one_of_two(page, site, serve_folder)
    page.goto(f"{address}/search/?q=نخوانده")
    expect(page.locator("[data-hits] mark")).to_have_text("نخوانده")
    page.wait_for_load_state("networkidle")
    kept = set(page.evaluate(PATHS))
    assert {"/a/", "/search/", "/static/search.js"} <= kept
    assert not {path for path in kept if path.startswith("/search/") and path != "/search/"}
    assert "/b/" not in kept
