"""Layouts: what each shows, that the place is kept, and that the text stands in the page once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, FloatRect, Page, expect

from tests.reader.conftest import COUNT, show, top

WIDTHS = (390, 768, 1440)
LAYOUTS = ("side", "stacked", "interlinear", "fa", "en", "reveal")


def choose(page: Page, layout: str) -> None:
    page.locator(f".tools input[value={layout}]").evaluate("e => e.click()")


def box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).first.bounding_box()
    assert found
    return found


@pytest.mark.parametrize(("width", "layout"), [(390, "stacked"), (768, "stacked"), (1440, "side")])
def test_the_best_for_the_screen_is_the_default(
    page: Page, address: str, width: int, layout: str
) -> None:
    show(page, address, width)
    expect(page.locator("html")).to_have_attribute("data-layout", layout)
    expect(page.locator(f".tools input[value={layout}]")).to_be_checked()
    assert "layout" not in page.url


def test_a_window_that_grows_goes_side_by_side(page: Page, address: str) -> None:
    show(page, address, 768)
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator("html")).to_have_attribute("data-layout", "side")


@pytest.mark.parametrize("width", WIDTHS)
def test_side_by_side(page: Page, address: str, width: int) -> None:
    show(page, f"{address}?layout=side", width)
    persian, english = box(page, "#p2 [lang=fa] .s"), box(page, "#p2 [lang=en] .s")
    assert english["x"] + english["width"] < persian["x"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("lang", "above"), [("fa", "fa"), ("en", "en")])
def test_stacked_with_the_leading_language_above(
    page: Page, address: str, width: int, lang: str, above: str
) -> None:
    show(page, f"{address}?layout=stacked&lang={lang}", width)
    below = "en" if above == "fa" else "fa"
    upper, lower = box(page, f"#p2 > .cell[lang={above}]"), box(page, f"#p2 > .cell[lang={below}]")
    assert upper["y"] + upper["height"] <= lower["y"]


@pytest.mark.parametrize("width", WIDTHS)
def test_by_sentence_what_answers_stands_below(page: Page, address: str, width: int) -> None:
    show(page, f"{address}?layout=interlinear", width)
    parts = page.locator("#p2 > .cell").evaluate_all(
        "cells => cells.map(c => [c.lang, c.dir, c.innerText.replace(/\\s+/g, ' ').trim()])"
    )
    assert [(lang, direction) for lang, direction, _ in parts] == [("fa", "rtl"), ("en", "ltr")] * 2
    assert parts[1][2] == "It turns cold."
    assert parts[3][2] == "Snow came in 1401, and the children played."
    assert page.locator("#p2 > .cell strong").count() == 2


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_text_and_its_ids_stand_in_the_page_once(page: Page, address: str, layout: str) -> None:
    show(page, f"{address}?layout={layout}")
    assert page.locator("article").inner_html().count("It turns cold.") == COUNT
    ids = page.locator("[id]").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("layout", "hidden"), [("fa", "en"), ("en", "fa")])
def test_one_language_alone(page: Page, address: str, layout: str, hidden: str) -> None:
    show(page, f"{address}?layout={layout}", 390)
    expect(page.locator(f"#p2 [lang={layout}] .s").first).to_be_visible()
    expect(page.locator(f"#p2 [lang={hidden}] .s").first).to_be_hidden()
    expect(page.locator("h1:visible")).to_have_count(1)


def test_by_sentence_and_back_leaves_the_page_as_it_was(page: Page, address: str) -> None:
    show(page, address)
    # The sign at a sentence's end and the stop of the Tab key are not the text's.
    text = "document.querySelector('article').innerHTML.replace(/ tabindex=\"0\"|\\n/g, '')"
    before = page.evaluate(text)
    choose(page, "interlinear")
    assert page.evaluate(text) != before
    choose(page, "side")
    assert page.evaluate(text) == before


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_place_is_kept(page: Page, address: str, width: int, layout: str) -> None:
    first = "stacked" if layout == "side" else "side"
    show(page, f"{address}?layout={first}", width, 500)
    page.locator("#p5").evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 100)")
    before = top(page, "#p5")
    choose(page, layout)
    assert abs(top(page, "#p5") - before) < 2


def test_in_a_long_paragraph_the_sentence_is_kept(page: Page, address: str) -> None:
    show(page, f"{address}?layout=stacked", 390, 400)
    last = "#p5 > .cell[lang=en] .s[data-s='1']"
    page.locator(last).first.evaluate(
        "e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 100)"
    )
    before = top(page, last)
    assert top(page, "#p5") < 0
    choose(page, "interlinear")
    assert abs(top(page, last) - before) < 2


def test_reveal_by_tap_shows_the_sentence_then_the_paragraph(page: Page, address: str) -> None:
    show(page, f"{address}?layout=reveal", 390)
    english = page.locator("#p2 details.cell")
    shown = english.locator(".s:visible")
    expect(shown).to_have_count(0)
    page.locator("#p2 [lang=fa] .s").first.click()
    expect(shown).to_have_text("It turns cold.")
    page.locator("#p2 [lang=fa] .s").last.click()
    expect(shown).to_have_count(2)
    page.locator("#p2 [lang=fa] .s").first.click()
    expect(shown).to_have_count(0)
    english.locator("summary").click()
    expect(shown).to_have_count(2)


def test_reveal_by_keys(page: Page, address: str) -> None:
    show(page, f"{address}?layout=reveal")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#p1 details .s:visible")).to_have_text(
        "Snow came in 1401, and the children played."
    )
    page.locator("#p3 summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#p3 details .s:visible")).to_have_count(2)


def test_reveal_can_hide_the_source(page: Page, address: str) -> None:
    show(page, f"{address}?layout=reveal&lang=en", 390)
    expect(page.locator("#p2 [lang=en] .s").first).to_be_visible()
    expect(page.locator("#p2 [lang=fa] .s").first).to_be_hidden()
    page.locator("#p2 [lang=en] .s").first.click()
    expect(page.locator("#p2 [lang=fa] .s:visible")).to_have_count(1)
    choose(page, "stacked")
    expect(page.locator("#p2 .s:visible")).to_have_count(5)


@pytest.mark.parametrize("width", WIDTHS)
def test_without_a_script_all_reads_and_folds(browser: Browser, address: str, width: int) -> None:
    with browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 900}
    ) as context:
        page = context.new_page()
        page.goto(address)
        english = page.get_by_text("It turns cold.").nth(1)
        expect(english).to_be_visible()
        page.locator("#p2 summary").click()
        expect(english).to_be_hidden()
        page.locator("#p2 summary").focus()
        page.keyboard.press("Enter")
        expect(english).to_be_visible()
        expect(page.locator(".tools")).to_be_hidden()
        expect(page.locator("#settings")).to_be_hidden()


def test_print_shows_what_reveal_hides(page: Page, address: str) -> None:
    show(page, f"{address}?layout=reveal")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#p2 [lang=en] .s").first).to_be_visible()
    expect(page.locator("#p2 .s:visible")).to_have_count(5)
