"""Panels: with the browser's popovers, and as dialogs where it has none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.reader.conftest import show

#: An old phone's browser, as far as a script can tell.
WITHOUT_POPOVERS = """
for (const name of ["popover", "showPopover", "hidePopover", "togglePopover"])
  delete HTMLElement.prototype[name];
for (const name of ["popoverTargetElement", "popoverTargetAction"])
  delete HTMLButtonElement.prototype[name];
"""


@pytest.fixture(params=["popovers", "dialogs"])
def tab(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    permissions = ["clipboard-read", "clipboard-write"]
    with browser.new_context(permissions=permissions) as context:
        if request.param == "dialogs":
            context.add_init_script(WITHOUT_POPOVERS)
        yield context.new_page()


def settings(tab: Page) -> Locator:
    return tab.get_by_role("dialog", name="Settings")


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_settings_open_take_the_keyboard_and_give_it_back(
    tab: Page, address: str, width: int
) -> None:
    show(tab, f"{address}?ui=en", width)
    expect(tab.locator("#settings")).to_be_hidden()
    tab.locator(".tools [popovertarget=settings]").press("Enter")
    expect(settings(tab)).to_be_visible()
    assert tab.evaluate("document.activeElement.closest('#settings') !== null")
    box = settings(tab).bounding_box()
    assert box
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    ends = "all => Math.max(...all.map(e => e.getBoundingClientRect().right))"
    assert settings(tab).locator("input").evaluate_all(ends) <= box["x"] + box["width"]
    settings(tab).get_by_label("Sepia").check()
    expect(tab.locator("html")).to_have_attribute("data-theme", "sepia")
    tab.keyboard.press("Escape")
    expect(tab.locator("#settings")).to_be_hidden()
    assert tab.evaluate("document.activeElement.getAttribute('popovertarget')") == "settings"


def test_a_tap_beside_a_panel_closes_it_and_one_inside_does_not(tab: Page, address: str) -> None:
    show(tab, f"{address}?ui=en", 768)
    tab.locator(".tools [popovertarget=settings]").click()
    settings(tab).get_by_role("heading").click()
    expect(settings(tab)).to_be_visible()
    tab.mouse.click(30, 30)
    expect(tab.locator("#settings")).to_be_hidden()


def test_the_buttons_of_a_panel(tab: Page, address: str) -> None:
    show(tab, f"{address}?ui=en")
    tab.locator(".tools [popovertarget=settings]").click()
    settings(tab).get_by_role("button", name="Keys").click()
    expect(tab.get_by_role("dialog", name="Keys")).to_be_visible()
    tab.locator("#help [popovertargetaction=hide]").click()
    expect(tab.locator("#help")).to_be_hidden()
    if settings(tab).is_visible():
        settings(tab).get_by_role("button", name="Close").click()
    expect(tab.locator("#settings")).to_be_hidden()
    tab.keyboard.press("?")
    expect(tab.get_by_role("dialog", name="Keys")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.locator("#help")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1440])
def test_the_menu_of_a_paragraph_copies(tab: Page, address: str, width: int) -> None:
    show(tab, f"{address}?ui=en", width)
    tab.locator("#p2 .n").click()
    menu = tab.get_by_role("dialog", name="Paragraph")
    expect(menu).to_be_visible()
    menu.get_by_role("button", name="Copy the English").click()
    expect(menu).to_be_hidden()
    assert "It turns cold." in tab.evaluate("navigator.clipboard.readText()")


def test_the_chosen_layout_is_marked_in_the_bar(tab: Page, address: str) -> None:
    show(tab, address)
    tab.locator(".tools input[value=stacked]").check()
    background = "e => getComputedStyle(e.closest('label')).backgroundColor"
    colours = [
        tab.locator(f".tools input[value={one}]").evaluate(background)
        for one in ("stacked", "side", "fa")
    ]
    assert colours[0] != colours[1] == colours[2]
