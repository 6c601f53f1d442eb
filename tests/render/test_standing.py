"""`/status/`: how far the translations have come."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from site_gen.cli import main
from site_gen.render.standing import status_pages
from site_gen.render.views import Translated
from tests.conftest import ServeFolder, SiteFolder

PO = """\
# state: reviewed
msgctxt "title"
msgid "عنوان"
msgstr "Title"

msgctxt "p1"
msgid "یک"
msgstr "one"

#, fuzzy
#| msgid "دو و نیم"
msgctxt "p2"
msgid "دو"
msgstr "two and a half"
"""


@pytest.fixture
def article(site: SiteFolder) -> SiteFolder:
    site.write("content/articles/a/article.fa.md", "# عنوان\n\nیک\n\nدو\n\nسه\n\nچهار\n")
    site.write("content/articles/a/en.po", PO)
    site.write("content/articles/b/article.en.md", "# A title\n\nOne.\n")
    return site


def build(site: SiteFolder) -> None:
    assert main(["--root", str(site.root), "build"]) == 0


@pytest.mark.parametrize("width", [390, 1200])
def test_the_table_counts_every_state_and_each_is_seen(
    article: SiteFolder,
    serve_folder: ServeFolder,
    page: Page,
    width: int,
) -> None:
    build(article)
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(serve_folder(article.root / "_site") + "/status/")
    rows = page.locator("tbody tr")
    cells = [rows.nth(n).locator("td").all_inner_texts() for n in range(rows.count())]
    assert sorted(cells) == [["English", "۲", "", "۱", "۱", "۱"], ["فارسی", "۲", "", "", "", ""]]
    assert page.locator("tfoot td").all_inner_texts() == ["۴", "", "۱", "۱", "۱"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    table = page.locator(".standing")
    assert table.evaluate("each => each.scrollWidth <= each.clientWidth"), "nothing to scroll to"
    rows.get_by_role("link", name="عنوان").click()
    assert page.url.endswith("/a/")


def test_a_new_translation_changes_the_table(article: SiteFolder) -> None:
    build(article)
    before = article.read("_site/status/index.html")
    article.write("content/articles/a/en.po", PO + '\nmsgctxt "p3"\nmsgid "سه"\nmsgstr "three"\n')
    build(article)
    assert article.read("_site/status/index.html") != before


def test_a_long_table_is_parted_into_pages(article: SiteFolder) -> None:
    one = _translated(article)
    pages = list(status_pages([one] * 201))
    assert [page.path for page in pages] == ["status/", "status/page/2/", "status/page/3/"]
    assert [len(page.slugs) for page in pages] == [100, 100, 1]
    assert pages[0].totals["untranslated"] == 201 * one.states[0]
    assert not any(page.totals for page in pages[1:])  # else each would change with any article
    [empty] = status_pages([])
    assert (empty.slugs, empty.totals) == ((), {})


def _translated(site: SiteFolder) -> Translated:
    from site_gen.config import load
    from site_gen.pipeline.site import collect

    return Translated.of(collect(site.root, load(site.root)).composed[0].view)
