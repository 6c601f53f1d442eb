"""The reading page with every kind of block: walking over them, copying, revealing, gone links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.page.conftest import SHOWCASE
from tests.reader.conftest import show

#: What stands on the page and is not the article's.
INTERFACE = (
    "جست\u200cوجو",
    "Search",
    "English\n",
    "چیدمان",
    "Layout",
    "Settings",
    "بند",
    "Paragraph",
)


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """A tab that may use the clipboard."""
    with browser.new_context() as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        yield context.new_page()


def copied(tab: Page) -> str:
    tab.keyboard.press("Control+a")
    tab.keyboard.press("Control+c")
    return str(tab.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("layout", ["side", "interlinear", "en"])
def test_wherever_keys_lead_there_is_an_address(page: Page, address: str, layout: str) -> None:
    show(page, f"{address}{SHOWCASE}?layout={layout}")
    seen: list[str] = []
    for _ in range(60):
        page.keyboard.press("j")
        name = page.evaluate("document.activeElement.id")
        if seen and name == seen[-1]:
            break
        assert page.evaluate("document.getElementById('anchor').hash.slice(1)") == name
        seen.append(name)
    assert len(seen) == len(set(seen)) > 20
    assert all(seen)


@pytest.mark.parametrize("width", [390, 1440])
def test_the_address_of_a_caption_lights_it(page: Page, address: str, width: int) -> None:
    show(page, address + SHOWCASE, width)
    caption = page.locator("figcaption .cell[lang=en] .s")
    name = caption.get_attribute("id")
    assert name
    page.goto("about:blank")
    show(page, f"{address}{SHOWCASE}#{name}", width)
    expect(page.locator("figcaption .s.on")).to_have_count(2)
    expect(caption).to_be_in_viewport()


def test_a_gone_paragraph_leads_to_the_text_not_to_a_note(page: Page, address: str) -> None:
    show(page, f"{address}{SHOWCASE}?ui=en#p999", 1440, 500)
    expect(page.get_by_role("status")).to_contain_text("gone", use_inner_text=True)
    near = page.locator(f"[id='{page.url.partition('#')[2]}']")
    assert near.evaluate("e => !e.closest('.notes')")
    expect(near).to_be_in_viewport()
    after = "e => [...document.querySelectorAll('article > .pair[id]')].at(-1) === e"
    assert near.evaluate(after)


@pytest.mark.parametrize("layout", ["side", "stacked", "interlinear"])
@pytest.mark.parametrize("ui", ["fa", "en"])
def test_all_selected_is_the_article_in_both_languages(
    tab: Page, address: str, layout: str, ui: str
) -> None:
    show(tab, f"{address}{SHOWCASE}?layout={layout}&ui={ui}")
    text = copied(tab)
    assert "بند نخست (با React) است." in text
    assert "The English of p1 " in text
    assert 'print("سلام دنیا, this' in text
    assert "بنی\u200cآدم اعضای یک پیکرند\nکه در آفرینش ز یک گوهرند" in text
    lines = text.splitlines()
    assert not [word for word in INTERFACE if word.strip() in lines]
    assert "draft" not in lines


@pytest.mark.parametrize("layout", ["fa", "en", "reveal"])
def test_all_selected_is_what_is_shown(tab: Page, address: str, layout: str) -> None:
    show(tab, f"{address}{SHOWCASE}?layout={layout}")
    text = copied(tab)
    assert ("بند نخست" in text) == (layout != "en")
    assert ("The English of p1 " in text) == (layout == "en")


@pytest.mark.parametrize("path", ["/fa/showcase/", "/en/showcase/", "/"])
def test_all_selected_elsewhere_has_no_words_of_controls(
    tab: Page, address: str, path: str
) -> None:
    show(tab, address + path)
    lines = {line.strip() for line in copied(tab).splitlines()}
    assert len(lines) > 5
    assert not lines & {"جست\u200cوجو", "Search", "تنظیمات", "Settings", "فارسی", "English"}


@pytest.mark.parametrize("layout", ["reveal", "stacked"])
@pytest.mark.parametrize("width", [390, 1440])
def test_a_mark_of_a_list_stands_by_text_only(
    page: Page, address: str, width: int, layout: str
) -> None:
    show(page, f"{address}{SHOWCASE}?layout={layout}", width)
    shown = page.locator("ol.list details.cell").evaluate_all(
        "cells => cells.map(e => getComputedStyle(e, '::before').display !== 'none')"
    )
    assert len(shown) >= 2
    assert shown[:2] == [layout == "stacked"] * 2


def test_a_folded_item_has_no_mark_where_no_script_runs(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + SHOWCASE)
        item = page.locator("ol.list details.cell").first
        mark = "e => getComputedStyle(e, '::before').display"
        assert item.evaluate(mark) == "block"
        item.locator("summary").click()
        assert item.evaluate(mark) == "none"


@pytest.mark.parametrize(("layout", "side"), [("side", "end"), ("fa", "end"), ("en", "start")])
@pytest.mark.parametrize("width", [390, 1440])
def test_a_number_stands_beside_the_language_that_is_shown(
    page: Page, address: str, width: int, layout: str, side: str
) -> None:
    show(page, f"{address}{SHOWCASE}?layout={layout}", width)
    number = page.locator("#p1 > .n").bounding_box()
    text = page.locator("#p1 > .cell:visible").first.bounding_box()
    assert number
    assert text
    assert (number["x"] > text["x"]) == (side == "end")
    assert 0 <= number["x"] <= width - number["width"]


def test_a_number_follows_the_interface_language(page: Page, address: str) -> None:
    show(page, f"{address}{SHOWCASE}?ui=en")
    number = page.get_by_role("link", name="Paragraph 1", exact=True)
    expect(number).to_have_attribute("href", "#p1")
    page.evaluate("view.set('ui', 'fa')")
    expect(page.get_by_role("link", name="بند ۱", exact=True)).to_have_attribute("href", "#p1")


def test_every_landmark_is_named_in_the_interface_language(page: Page, address: str) -> None:
    show(page, f"{address}/white-house-drones/?ui=en")
    for role, name in (
        ("navigation", "Languages"),
        ("navigation", "Before and after"),
        ("complementary", "Tools"),
    ):
        expect(page.get_by_role(role, name=name)).to_have_count(1)  # type: ignore[arg-type]  # a role


@pytest.mark.parametrize(("path", "has"), [(SHOWCASE, 9), ("/fa/showcase/", 2), ("/tags/", 2)])
def test_the_keys_that_are_told_are_those_that_work(
    page: Page, address: str, path: str, has: int
) -> None:
    show(page, f"{address}{path}?ui=en")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys").locator("dt")).to_have_count(has)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_lit_and_chosen_is_seen_in_forced_colours(
    page: Page, address: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(forced_colors="active", color_scheme=scheme, reduced_motion="reduce")
    show(page, f"{address}{SHOWCASE}?layout=side")
    ground = "e => getComputedStyle(e).backgroundColor"
    plain = page.locator("body").evaluate(ground)
    page.keyboard.press("j")
    lit = page.locator(".s.on").evaluate_all(f"all => all.map({ground})")
    assert len(lit) == 2
    assert plain not in lit
    assert page.locator(".tools label.on").evaluate(ground) == lit[0]


@pytest.mark.parametrize("script", ["early", "site"])
@pytest.mark.parametrize("path", [SHOWCASE, "/fa/showcase/"])
def test_a_script_that_does_not_come_leaves_no_dead_controls(
    browser: Browser, address: str, path: str, script: str
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.route(f"**/{script}.js*", lambda route: route.abort())
        page.goto(address + path)
        expect(page.get_by_text("بند نخست").first).to_be_visible()
        expect(page.locator("#tools")).to_be_hidden()


@pytest.mark.parametrize("code", ["fa", "en"])
def test_a_gone_paragraph_of_an_edition_leads_to_the_nearest_too(
    page: Page, address: str, code: str
) -> None:
    show(page, f"{address}/{code}/white-house-drones/?ui=en#p999", 390, 500)
    expect(page.get_by_role("status")).to_contain_text("gone", use_inner_text=True)
    near = page.locator(f"[id='{page.url.partition('#')[2]}']")
    expect(near).to_be_in_viewport()
    assert near.evaluate("e => [...document.querySelectorAll('p[id]')].at(-1) === e")


@pytest.mark.parametrize("path", [SHOWCASE, "/fa/showcase/"])
def test_persian_is_stressed_by_weight_not_by_a_slant(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    stressed = page.locator("blockquote em").first
    style = "e => [getComputedStyle(e).fontStyle, Number(getComputedStyle(e).fontWeight)]"
    assert stressed.evaluate(style) == ["normal", 700]
    slanted = page.locator("body :lang(fa)").evaluate_all(
        "all => all.filter(e => getComputedStyle(e).fontStyle !== 'normal').length"
    )
    assert slanted == 0
