"""Place: links to paragraphs and sentences, those that are gone, the last place, the progress."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import until
from tests.reader.conftest import show, top

LAYOUTS = ("side", "stacked", "interlinear", "fa", "en", "reveal")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("name", ["p9", "p9.2", "p9.2.en"])
def test_a_link_leads_there_and_marks_it(
    page: Page, address: str, layout: str, width: int, name: str
) -> None:
    show(page, f"{address}?layout={layout}#{name}", width, 500)
    until(page, "scrollY > 0")
    hidden = (layout, name) in {("en", "p9.2"), ("fa", "p9.2.en")}
    assert -5 < top(page, "#p9 .s.on:visible" if hidden else f"[id='{name}']") < 500
    marked = page.locator("#p9 .s:visible").evaluate_all(
        "all => all.filter(e => getComputedStyle(e).backgroundColor !== 'rgba(0, 0, 0, 0)').length"
    )
    assert marked > 0


@pytest.mark.parametrize(
    ("gone", "near", "said"),
    [
        ("p99", "p10", "The paragraph of this link is gone. This is its neighbour."),
        ("p0", "p1", "The paragraph of this link is gone. This is its neighbour."),
        ("p4.7", "p4", "The sentence of this link is gone. This is its paragraph."),
        ("p4.3.en", "p4", "The sentence of this link is gone. This is its paragraph."),
    ],
)
def test_a_link_to_what_is_gone_leads_to_the_nearest_and_says_so(
    page: Page, address: str, gone: str, near: str, said: str
) -> None:
    show(page, f"{address}?ui=en#{gone}", 390, 500)
    expect(page.get_by_role("status")).to_have_text(said, use_inner_text=True)
    assert page.url.endswith(f"#{near}")
    assert top(page, f"#{near}") < 500


@pytest.mark.parametrize("name", ["%E0%A4%A", "nothing", "p1.", "<b>"])
def test_a_link_that_makes_no_sense_is_passed_over(page: Page, address: str, name: str) -> None:
    show(page, f"{address}#{name}")
    expect(page.locator("#toast")).to_be_hidden()


def test_the_last_place_is_offered_again(page: Page, address: str) -> None:
    show(page, f"{address}?ui=en", 390, 500)
    page.locator("#p7").evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 30)")
    until(page, "JSON.parse(localStorage.getItem('dozaban-places') ?? '{}')['/a/'] === 'p7'")
    page.goto("about:blank")
    page.goto(f"{address}?ui=en")
    link = page.get_by_role("link", name="Go on where you stopped")
    expect(link).to_be_visible()
    link.click()
    assert abs(top(page, "#p7")) < 60
    expect(page.locator("#toast")).to_be_hidden()


def test_a_link_to_a_place_is_not_answered_with_another(page: Page, address: str) -> None:
    show(page, address)
    page.evaluate("localStorage.setItem('dozaban-places', JSON.stringify({'/a/': 'p7'}))")
    page.goto("about:blank")
    page.goto(f"{address}#p2")
    expect(page.locator("#toast")).to_be_hidden()


def test_the_progress_grows(page: Page, address: str) -> None:
    show(page, address, 390, 500)
    width = "document.getElementById('progress').offsetWidth"
    assert page.evaluate(width) == 0
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    until(page, f"{width} > 380")
