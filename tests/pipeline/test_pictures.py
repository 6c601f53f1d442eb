"""How large pictures are, and that their place in the page is as large before they come."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route

from site_gen import config
from site_gen.pipeline.pictures import picture_sizes
from site_gen.pipeline.site import build
from tests.conftest import ServeFolder, SiteFolder


def picture(width: int, height: int, *, kind: str = "PNG", orientation: int = 1) -> bytes:
    made = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.new("RGB", (width, height)).save(made, kind, exif=exif)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.png", picture(40, 30), (40, 30)),
        ("a.JPG", picture(40, 30, kind="JPEG"), (40, 30)),
        ("a.jpg", picture(40, 30, kind="JPEG", orientation=6), (30, 40)),
        ("a.webp", picture(40, 30, kind="WEBP"), (40, 30)),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="40px" height="30"/>', (40, 30)),
        ("a.svg", b'<svg viewBox="0 0 40 30.2"/>', (40, 30)),
        ("a.svg", b'<svg width="100%" height="100%" viewBox="0,0,40,30"/>', (40, 30)),
        ("a.svg", b"<svg/>", None),
        ("a.svg", b"no picture", None),
        ("a.svg", b"", None),
        ("a.png", b"no picture", None),
        ("a.png", picture(40, 30)[:20], None),
        ("a.png", b"", None),
        ("a.pdf", b"%PDF", None),
    ],
)
def test_sizes(tmp_path: Path, name: str, data: bytes, size: tuple[int, int] | None) -> None:
    (tmp_path / name).write_bytes(data)
    assert list(picture_sizes(tmp_path, [name])) == ([(name, *size)] if size else [])


def test_a_picture_keeps_its_place_and_its_new_size_is_seen(
    site: SiteFolder, page: Page, serve_folder: ServeFolder
) -> None:
    site.write("content/articles/a/article.fa.md", "# ع\n\n![نگاره](a.png)\n\nمتن\n")
    site.write("content/articles/a/a.png", picture(400, 300))
    output = site.root / "_site"
    build(site.root, config.load(site.root), output)
    held: list[Route] = []
    page.route("**/a.png", lambda route: held.append(route))
    page.goto(f"{serve_folder(output)}/a/", wait_until="commit")
    page.locator("figure img").wait_for()
    before = page.locator("figure img").bounding_box()
    assert before
    assert (before["width"], before["height"]) == (400, 300)
    site.write("content/articles/a/a.png", picture(200, 100))
    build(site.root, config.load(site.root), output)
    assert 'width="200" height="100"' in site.read("_site/a/index.html")


def test_a_picture_inside_a_sentence_keeps_its_place(
    site: SiteFolder, page: Page, serve_folder: ServeFolder
) -> None:
    text = "نماد ![نگاره](a%20b.png) در متن است و سخن پس از آن می\u200cآید."
    site.write("content/articles/a/article.fa.md", f"# ع\n\n{text}\n\nبند دوم\n")
    site.write(
        "content/articles/a/en.po", f'msgctxt "p1"\nmsgid "{text}"\nmsgstr "![a](a%20b.png) b"'
    )
    site.write("content/articles/a/a b.png", picture(40, 300))
    output = site.root / "_site"
    build(site.root, config.load(site.root), output)
    held: list[Route] = []
    page.route("**/a%20b.png", lambda route: held.append(route))
    page.goto(f"{serve_folder(output)}/a/", wait_until="commit")
    page.locator("#p2").wait_for()
    pictures = page.locator("#p1 img")
    sizes = "all => all.map(e => [e.offsetWidth, e.offsetHeight, e.getAttribute('loading')])"
    assert pictures.evaluate_all(sizes) == [[40, 300, "lazy"]] * 2
    place = "e => e.getBoundingClientRect().top"
    before = page.locator("#p2").evaluate(place)
    for route in held:
        route.continue_()
    page.wait_for_load_state()
    assert page.locator("#p2").evaluate(place) == before


def test_a_picture_that_fails_leaves_its_description(
    site: SiteFolder, page: Page, serve_folder: ServeFolder
) -> None:
    site.write("content/articles/a/article.fa.md", "# ع\n\n![نگارهٔ یک پل](a.png)\n\nمتن\n")
    site.write("content/articles/a/a.png", picture(400, 300))
    output = site.root / "_site"
    build(site.root, config.load(site.root), output)
    page.route("**/a.png", lambda route: route.abort())
    page.goto(f"{serve_folder(output)}/a/")
    image = page.get_by_role("img", name="نگارهٔ یک پل")
    box = image.bounding_box()
    assert box
    assert box["height"] >= 20
    assert image.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
