"""An article in one language: its book, its neighbours, and its parts where it is long."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from site_gen import config
from site_gen.pipeline.site import build
from tests.conftest import ServeFolder, SiteFolder, until
from tests.page.conftest import SHOWCASE
from tests.reader.conftest import ENGLISH, PERSIAN, entry, show, top

COUNT = 90


@pytest.mark.parametrize("code", ["fa", "en"])
def test_its_book_can_be_taken_away(page: Page, address: str, code: str) -> None:
    page.goto(f"{address}/{code}{SHOWCASE}")
    link = page.get_by_role("link", name="EPUB")
    book = link.evaluate("e => e.href")
    assert book == f"{address}{SHOWCASE}showcase.{code}.epub"
    assert page.request.get(book).ok


@pytest.mark.parametrize("code", ["fa", "en"])
@pytest.mark.parametrize("path", ["white-house-drones", "showcase", "how-this-site-is-made"])
def test_the_ways_to_both_neighbours_are_as_wide_as_the_text_on_a_phone(
    page: Page, address: str, code: str, path: str
) -> None:
    show(page, f"{address}/{code}/{path}/", 390)
    cards = page.locator(".around a").evaluate_all("all => all.map(e => e.offsetWidth)")
    assert cards
    assert set(cards) == {page.locator("article").evaluate("e => e.offsetWidth")}


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory, serve_folder: ServeFolder) -> str:
    """An article whose paragraphs stand in parts of twelve, one with a heading first."""
    site = SiteFolder(tmp_path_factory.mktemp("long"))
    site.write("site.toml", '[site]\ntitle = { fa = "دفتر", en = "Notebook" }\n')
    blocks = [PERSIAN] * COUNT
    blocks[24] = "## سرنویس"
    text = "\n\n".join(blocks)
    site.write("content/articles/a/article.fa.md", f"# زمستان\n\n{text}\n")
    memory = (
        entry(f"p{n}", PERSIAN, ENGLISH) if n != 25 else entry("p25", "سرنویس", "Heading")
        for n in range(1, COUNT + 1)
    )
    site.write("content/articles/a/en.po", entry("title", "زمستان", "Winter") + "".join(memory))
    assert not build(site.root, config.load(site.root), site.root / "_site").failed
    return serve_folder(site.root / "_site")


@pytest.mark.parametrize("code", ["fa", "en"])
@pytest.mark.parametrize("width", [390, 1440])
def test_a_long_one_is_laid_out_as_it_comes_near(
    page: Page, long: str, code: str, width: int
) -> None:
    show(page, f"{long}/{code}/a/", width)
    shown = "e => e.checkVisibility({contentVisibilityAuto: true})"
    assert page.locator("#p3").evaluate(shown)
    assert not page.locator("#p80").evaluate(shown)
    page.locator("#p80").scroll_into_view_if_needed()
    until(page, f"({shown})(document.getElementById('p80'))")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("code", ["fa", "en"])
@pytest.mark.parametrize("width", [390, 1440])
def test_parts_change_neither_measure_nor_rhythm(
    page: Page, long: str, code: str, width: int
) -> None:
    """As the same page is without them."""
    show(page, f"{long}/{code}/a/", width)
    places = """() => {
        const found = [...document.querySelectorAll(".edition :is(p, h2, .n)")].slice(0, 60);
        const boxes = found.map(e => e.getBoundingClientRect());
        return boxes.map(({x, y, width}) => [x, y, width]);
    }"""
    parts = "for (const e of document.querySelectorAll('.part')) "
    page.evaluate(parts + "e.style.contentVisibility = 'visible'")
    parted = page.evaluate(places)
    page.evaluate(parts + "e.replaceWith(...e.childNodes)")
    whole = page.evaluate(places)
    off = [
        (one, other)
        for one, other in zip(parted, whole, strict=True)
        if any(abs(a - b) > 1 for a, b in zip(one, other, strict=True))
    ]
    assert off == []


@pytest.mark.parametrize("width", [390, 1440])
def test_a_link_into_a_long_one_leads_there(page: Page, long: str, width: int) -> None:
    show(page, f"{long}/fa/a/#p70", width)
    page.wait_for_timeout(300)
    assert -5 < top(page, "#p70") < 200
    expect(page.locator("#p70 .n")).to_be_in_viewport()
