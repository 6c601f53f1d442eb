"""Sentences answer each other: by pointer, by finger, by the keys, with the counterpart in view."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import until
from tests.reader.conftest import show

SECOND = "Snow came in 1401, and the children played."


def lit(page: Page) -> list[str]:
    texts = page.locator(".s.on").all_inner_texts()
    return [" ".join(text.split()) for text in texts]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('.s')?.id ?? ''"))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize("layout", ["side", "stacked", "interlinear"])
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_two_sentences_answer_one(page: Page, address: str, layout: str, width: int) -> None:
    show(page, f"{address}?layout={layout}", width)
    page.locator("#p1").get_by_text("Snow came").hover()
    assert sorted(lit(page)) == sorted(["در سال ۱۴۰۱ برف آمد.", "کودکان بازی کردند.", SECOND])


def test_the_text_is_one_stop_of_the_tab_key(page: Page, address: str) -> None:
    show(page, address)
    stops: list[str] = []
    while page.evaluate("document.activeElement === document.body") != bool(stops):
        press(page, "Tab")
        stops.append(focused(page))
    assert len(stops) > 10
    assert [stop for stop in stops if stop] == ["p1.1"]


@pytest.mark.parametrize("layout", ["side", "stacked", "interlinear", "fa"])
def test_keys_walk_sentences_and_paragraphs(page: Page, address: str, layout: str) -> None:
    show(page, f"{address}?layout={layout}")
    press(page, "j")
    assert focused(page) == "p1.1"
    press(page, "j")
    assert focused(page) == "p1.2"
    press(page, "ArrowDown")  # the third answers with the second: one step
    assert focused(page) == "p2.1"
    press(page, "ArrowUp", "k")
    assert focused(page) == "p1.1"
    press(page, "J", "Shift+ArrowDown")
    assert focused(page) == "p3.1"
    press(page, "K")
    assert focused(page) == "p2.1"
    press(page, "ArrowLeft")  # on, in Persian
    assert focused(page) == "p3.1"
    press(page, "ArrowRight", "Escape")
    assert focused(page) == ""
    assert lit(page) == []


def test_in_english_right_is_on(page: Page, address: str) -> None:
    show(page, f"{address}?layout=en")
    press(page, "j", "ArrowRight")
    assert page.evaluate("document.activeElement.closest('.pair').id") == "p2"
    press(page, "ArrowLeft")
    assert page.evaluate("document.activeElement.closest('.pair').id") == "p1"


def test_arrows_scroll_while_no_sentence_has_the_focus(page: Page, address: str) -> None:
    show(page, address, 1440, 500)
    press(page, "ArrowDown", "ArrowDown")
    until(page, "scrollY > 0")
    assert focused(page) == ""


def test_keys_leave_fields_and_the_browser_alone(page: Page, address: str) -> None:
    show(page, address)
    page.locator(".tools [popovertarget=settings]").click()
    press(page, "j", "k", "?")
    assert focused(page) == ""
    expect(page.locator("#help")).to_be_hidden()
    press(page, "Escape", "Control+j")
    assert focused(page) == ""


@pytest.mark.parametrize("layout", ["side", "stacked", "interlinear"])
@pytest.mark.parametrize("width", [390, 1440])
def test_walking_keeps_both_in_view(page: Page, address: str, layout: str, width: int) -> None:
    show(page, f"{address}?layout={layout}", width, 600)
    for _ in range(14):
        press(page, "j")
        outside = page.locator(".s.on").evaluate_all(
            """all => all.map(e => e.getBoundingClientRect())
                .filter(b => b.top < 0 || b.bottom > innerHeight).length"""
        )
        assert outside == 0


def test_where_both_do_not_fit_the_counterpart_shows_at_the_edge(page: Page, address: str) -> None:
    show(page, f"{address}?layout=stacked", 320, 240)
    peek = page.locator("#peek")
    press(page, "j", "j")
    expect(peek).to_be_visible()
    expect(peek).to_have_text(SECOND)
    assert peek.evaluate("e => [e.lang, e.dir]") == ["en", "ltr"]
    press(page, "Escape")
    expect(peek).to_be_hidden()


def test_a_tap_shows_the_counterpart_that_is_out_of_view(browser: Browser, address: str) -> None:
    with browser.new_context(has_touch=True, viewport={"width": 320, "height": 260}) as context:
        page = context.new_page()
        page.goto(f"{address}?layout=stacked")
        sentence = page.locator("[id='p2.2']")
        sentence.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 10)")
        sentence.tap(position={"x": 20, "y": 10})
        expect(page.locator("#peek")).to_have_text(SECOND)


def test_what_shows_at_the_edge_does_not_cover_what_was_tapped(
    browser: Browser, address: str
) -> None:
    with browser.new_context(has_touch=True, viewport={"width": 320, "height": 400}) as context:
        page = context.new_page()
        page.goto(f"{address}?layout=stacked")
        sentence = page.locator("[id='p5.2']")
        sentence.evaluate(
            "e => scrollTo(0, e.getBoundingClientRect().bottom + scrollY - innerHeight + 80)"
        )
        sentence.tap(position={"x": 20, "y": 10})
        expect(sentence).to_have_class("s on")
        assert sentence.evaluate(
            """e => {
                const edge = document.getElementById("peek").getBoundingClientRect();
                return !edge.height || e.getBoundingClientRect().bottom <= edge.top;
            }"""
        )


def test_help_opens_and_closes(page: Page, address: str) -> None:
    show(page, f"{address}?ui=en")
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    press(page, "Escape")
    expect(page.locator("#help")).to_be_hidden()


def test_a_page_that_moves_under_a_resting_pointer_keeps_the_light(
    page: Page, address: str
) -> None:
    show(page, address, 1280)
    page.set_viewport_size({"width": 1280, "height": 500})
    page.locator("#p1").get_by_text("Snow came").click()
    press(page, "j")
    for _ in range(8):
        page.evaluate("scrollBy({ top: 37, behavior: 'instant' })")
        page.wait_for_timeout(150)  # for the pointer event that a browser makes after scrolling
        assert page.evaluate("document.activeElement.closest('.s').classList.contains('on')")
