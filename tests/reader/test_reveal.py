"""Reveal: what opens is seen, clear of the bar and of messages at the lower edge."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.reader.conftest import show, top

BOTTOM = "e => e.getBoundingClientRect().bottom"


def to_the_edge(page: Page, selector: str, above: int) -> None:
    """Scroll so that an element ends `above` pixels over the lower edge of the window."""
    page.locator(selector).first.evaluate(
        "(e, above) => scrollBy(0, e.getBoundingClientRect().bottom - innerHeight + above)", above
    )


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("way", ["tap", "key", "word"])
def test_what_opens_at_the_lower_edge_stands_above_the_bar(
    page: Page, address: str, width: int, way: str
) -> None:
    show(page, f"{address}?layout=reveal", width, 600)
    to_the_edge(page, "#p5 summary", 100)
    page.mouse.wheel(0, -1)  # a reader who stops has the bar
    sentence = page.locator("[id='p5.2']")
    if way == "key":
        sentence.evaluate("e => { e.tabIndex = 0; e.focus({ preventScroll: true }) }")
        page.keyboard.press("Enter")
    elif way == "tap":
        sentence.click(position={"x": 5, "y": 5})
    else:
        page.locator("#p5 summary").click()
    answer = page.locator("[id='p5.2.en']")
    expect(answer).to_be_visible()
    page.wait_for_timeout(100)
    bar = page.locator("#tools").evaluate("e => e.getBoundingClientRect().top")
    assert answer.evaluate(BOTTOM) <= bar
    assert top(page, "[id='p5.2']") >= 0


def test_a_message_lies_over_no_answer(page: Page, address: str) -> None:
    show(page, f"{address}?layout=reveal", 390, 600)
    to_the_edge(page, "#p5 summary", 100)
    page.evaluate("say('resume')")
    page.locator("[id='p5.2']").click(position={"x": 5, "y": 5})
    message = page.locator("#toast").evaluate("e => e.getBoundingClientRect().top")
    assert page.locator("[id='p5.2.en']").evaluate(BOTTOM) <= message


def test_what_opens_in_full_view_moves_nothing(page: Page, address: str) -> None:
    show(page, f"{address}?layout=reveal", 1440, 900)
    page.locator("#p2").evaluate("e => scrollBy(0, e.getBoundingClientRect().top - 100)")
    before = page.evaluate("scrollY")
    page.locator("[id='p2.2']").click()
    page.locator("#p3 summary").click()
    page.wait_for_timeout(100)
    assert page.evaluate("scrollY") == before
