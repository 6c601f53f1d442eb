"""On paper: both columns from any layout, or the one language chosen; nothing of a screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.page.conftest import SHOWCASE

PAPER = {"width": 688, "height": 971}  # A4 within its margins, at 96 px an inch


def print_page(page: Page, address: str, layout: str) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]  # these are its two keys
    page.goto(f"{address}{SHOWCASE}?layout={layout}&theme=dark")


def boxes(page: Page, row: str) -> dict[str, tuple[float, float, float]]:
    """Left edge, right edge and top of the cells of a row that are on the page."""
    found: dict[str, tuple[float, float, float]] = page.evaluate(
        """row => Object.fromEntries(
            [...document.querySelectorAll(`#${row} > .cell`)]
                .filter(cell => cell.checkVisibility())
                .map(cell => {
                    const text = (cell.querySelector("p") ?? cell).getBoundingClientRect();
                    return [cell.lang, [text.left, text.right, text.top]];
                }))""",
        row,
    )
    return found


@pytest.mark.parametrize("layout", ["side", "stacked", "reveal"])
def test_both_columns_whatever_the_screen_shows(page: Page, address: str, layout: str) -> None:
    print_page(page, address, layout)
    cells = boxes(page, "p1")
    assert cells["en"][1] < cells["fa"][0]
    assert abs(cells["en"][2] - cells["fa"][2]) < 20
    height = page.locator("#p1 .cell[lang=en] p").bounding_box()
    assert height
    assert height["height"] > 10  # also where the screen had it folded away


@pytest.mark.parametrize(("layout", "shown"), [("fa", "fa"), ("en", "en")])
def test_one_language_alone(page: Page, address: str, layout: str, shown: str) -> None:
    print_page(page, address, layout)
    assert list(boxes(page, "p1")) == [shown]


def test_both_columns_without_a_script(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        print_page(page, address, "")
        fa, en = (page.locator(f"#p1 > .cell[lang={code}]").bounding_box() for code in ("fa", "en"))
        assert fa
        assert en
        assert en["x"] + en["width"] <= fa["x"]


def test_ink_on_paper_and_nothing_of_the_screen(page: Page, address: str) -> None:
    print_page(page, address, "side")
    ground, ink = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
    for screen in (".bar", ".skip", ".tools", ".around", ".back", "summary"):
        assert not page.locator(screen).first.is_visible(), screen
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]


def test_links_tell_their_address_and_rows_stay_whole(page: Page, address: str) -> None:
    print_page(page, address, "side")
    link = page.locator("blockquote a[href^=http]").first
    shown = link.evaluate("e => getComputedStyle(e, '::after').content")
    assert "https://example.org/b" in shown
    assert page.locator("#p1").evaluate("e => getComputedStyle(e).breakInside") == "avoid"


@pytest.mark.parametrize("path", [SHOWCASE, "/fa/showcase/", "/en/showcase/"])
def test_code_is_whole_on_paper(page: Page, address: str, path: str) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 300, "height": 971})  # narrower than its line
    page.goto(address + path)
    code = page.locator("pre").first
    assert code.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert code.evaluate("e => e.getBoundingClientRect().right <= innerWidth")


def test_a_sheet_comes_out_of_the_printer(page: Page, address: str) -> None:
    page.goto(address + SHOWCASE)
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
