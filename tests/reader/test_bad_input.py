"""What no one wished for: the page stays usable in every layout."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from site_gen import config
from site_gen.pipeline.site import build
from tests.conftest import NewSite, ServeFolder
from tests.reader.conftest import show

LAYOUTS = ("side", "stacked", "interlinear", "fa", "en", "reveal")
LONG = "x" * 400
MANY = " ".join(["واژه"] * 9 + ["پایان."]) + " "
ARTICLE = f"""# عنوان

متن {LONG} است. https://example.org/{LONG} هم هست.

این بند برگردان ندارد.

{(MANY * 300).strip()}

پایان ![برف](https://example.org/snow.png) است.

![کوه](https://example.org/mountain.png)
"""
MEMORY = f"""
msgctxt "p1"
msgid "متن {LONG} است. https://example.org/{LONG} هم هست."
msgstr "A text {LONG} it is. And https://example.org/{LONG} too."
"""


@pytest.fixture(scope="module")
def bad(
    tmp_path_factory: pytest.TempPathFactory, new_site: NewSite, serve_folder: ServeFolder
) -> str:
    site = new_site(tmp_path_factory.mktemp("bad") / "site")
    site.write("site.toml", "")
    site.write("content/articles/a/article.fa.md", ARTICLE)
    site.write("content/articles/a/en.po", MEMORY)
    output = site.root / "_site"
    build(site.root, config.load(site.root), output)
    return f"{serve_folder(output)}/a/"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("width", [390, 1440])
def test_long_words_and_paragraphs_scroll_nothing_sideways(
    page: Page, bad: str, layout: str, width: int
) -> None:
    show(page, f"{bad}?layout={layout}", width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for _ in range(4):
        page.keyboard.press("J")
    assert page.evaluate("document.activeElement.closest('.pair') !== null")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_untranslated_paragraph_is_still_read(page: Page, bad: str, layout: str) -> None:
    show(page, f"{bad}?layout={layout}", 390)
    expect(page.get_by_text("این بند برگردان ندارد.")).to_be_visible()
    said = page.locator("#p2 .missing")
    expect(said).to_be_visible() if layout != "fa" else expect(said).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1440])
def test_pictures_that_fail_say_what_they_show(page: Page, bad: str, width: int) -> None:
    show(page, bad, width)  # their host is not reached
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    for name in ("برف", "کوه"):
        picture = page.get_by_role("img", name=name)
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("e => e.naturalWidth") == 0
        # Its words, not the sign of a broken picture alone.
        assert picture.evaluate("e => e.getBoundingClientRect().width") > 20
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
