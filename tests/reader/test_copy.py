"""Copying: what the clipboard holds after a selection, and after the menu of a paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.reader.conftest import PERSIAN, show

BARE = PERSIAN.replace("*", "")
ENGLISH = "It turns cold. Snow came in 1401, and the children played."
READ = """async () => {
    const [item] = await navigator.clipboard.read();
    const texts = {};
    for (const type of item.types) texts[type] = await (await item.getType(type)).text();
    return texts;
}"""
SELECT = """([from, to]) => {
    const range = new Range();
    range.setStart(document.querySelector(from), 0);
    const end = document.querySelector(to);
    range.setEnd(end, end.childNodes.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """A tab that may use the clipboard, empty of it."""
    with browser.new_context() as context:
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
        yield context.new_page()


def copied(page: Page, start: str, end: str) -> dict[str, str]:
    page.evaluate(SELECT, [start, end])
    page.keyboard.press("Control+c")
    return dict(page.evaluate(READ))


def taken(page: Page, role: Literal["button", "link"], name: str) -> dict[str, str]:
    """What a choice in the open menu of a paragraph copies: when it is there, the menu closes."""
    menu = page.get_by_role("dialog", name="Paragraph")
    menu.get_by_role(role, name=name).click()
    expect(menu).to_be_hidden()
    return dict(page.evaluate(READ))


@pytest.mark.parametrize("layout", ["side", "stacked", "interlinear", "fa"])
@pytest.mark.parametrize("width", [390, 1440])
def test_a_selection_copies_one_language_with_its_half_spaces(
    tab: Page, address: str, layout: str, width: int
) -> None:
    show(tab, f"{address}?layout={layout}", width)
    last = "#p3 > .cell[lang=fa]" + (":nth-last-of-type(2)" if layout == "interlinear" else "")
    found = copied(tab, "#p2 > .cell[lang=fa] p", f"{last} p")
    words = found["text/plain"].split()
    assert words == [*BARE.split(), *BARE.split()]
    assert "\u200c" in found["text/plain"]
    assert "<strong>بازی</strong>" in found["text/html"]
    assert "English" not in found["text/html"]
    assert "class=" not in found["text/html"]


def test_the_other_column_alone(tab: Page, address: str) -> None:
    show(tab, address)
    found = copied(tab, "#p2 > .cell[lang=en] p", "#p3 > .cell[lang=en] p")
    assert found["text/plain"] == f"{ENGLISH}\n\n{ENGLISH}"


def test_a_part_of_a_sentence(tab: Page, address: str) -> None:
    show(tab, address)
    found = copied(tab, "#p2 > .cell[lang=en] .s:last-child", "#p2 > .cell[lang=en] strong")
    assert found["text/plain"] == "Snow came in 1401, and the children played"


def test_a_selection_over_both_columns_copies_both(tab: Page, address: str) -> None:
    show(tab, address)
    found = copied(tab, "#p2 > .cell[lang=fa] p", "#p2 > .cell[lang=en] p")
    assert found["text/plain"] == f"{BARE}\n\n{ENGLISH}"


def test_digits_are_copied_as_they_were_written(tab: Page, address: str) -> None:
    show(tab, address)
    tab.evaluate("view.set('digits', 'en')")
    expect(tab.locator("[id='p2.2']")).to_contain_text("1401")
    found = copied(tab, "#p2 > .cell[lang=fa] p", "#p2 > .cell[lang=fa] p")
    assert found["text/plain"] == BARE
    expect(tab.locator("[id='p2.2']")).to_contain_text("1401")


def test_a_drag_stays_in_its_column(tab: Page, address: str) -> None:
    show(tab, address)
    tab.locator("#p2 > .cell[lang=fa]").hover()
    tab.mouse.down()
    english = tab.locator("#p3 > .cell[lang=en]").bounding_box()
    assert english
    tab.mouse.move(english["x"] + 200, english["y"] + 20, steps=5)
    tab.mouse.up()
    assert "Snow" not in str(tab.evaluate("getSelection().toString()"))


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("layout", ["side", "interlinear", "reveal"])
def test_the_menu_copies_with_a_citation(tab: Page, address: str, width: int, layout: str) -> None:
    show(tab, f"{address}?layout={layout}&ui=en", width)
    tab.locator("#p2 > .n").click()
    menu = tab.get_by_role("dialog", name="Paragraph")
    expect(menu.get_by_role("button", name="Copy the Persian")).to_be_focused()
    place = menu.bounding_box()
    assert place
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= width
    found = taken(tab, "button", "Copy both")
    citation = f"— نیما، «زمستان»، دفتر، ۲۰ مهر ۱۴۰۱\n{address}#p2"
    assert found["text/plain"] == f"{BARE}\n\n{ENGLISH}\n\n{citation}"
    assert f'<a href="{address}#p2">' in found["text/html"]
    assert '<p lang="fa" dir="rtl">' in found["text/html"]
    expect(tab.get_by_role("status")).to_have_text("Copied.", use_inner_text=True)


def test_the_citation_is_in_the_language_of_the_text(tab: Page, address: str) -> None:
    show(tab, f"{address}?ui=en")
    tab.locator("#p3 > .n").click()
    citation = f"— Nima, “Winter”, The Notebook, 12 October 2022\n{address}#p3"
    assert taken(tab, "button", "Copy the English")["text/plain"] == f"{ENGLISH}\n\n{citation}"


@pytest.mark.parametrize(
    ("button", "lang", "title", "cited"),
    [
        ("Copy the Persian", "fa", "«سرد» و «گرم»", "«‹سرد› و ‹گرم›»"),
        ("Copy the English", "en", "The “cold” winter", "“The ‘cold’ winter”"),
    ],
)
def test_a_quotation_within_a_cited_title_has_the_inner_marks(
    tab: Page, address: str, button: str, lang: str, title: str, cited: str
) -> None:
    show(tab, f"{address}?ui=en")
    heading = f".head .cell[lang={lang}] h1"
    tab.evaluate(
        "([at, text]) => { document.querySelector(at).textContent = text }", [heading, title]
    )
    tab.locator("#p3 > .n").click()
    assert cited in taken(tab, "button", button)["text/plain"]


def test_the_menu_by_keys_and_the_link_of_a_sentence(tab: Page, address: str) -> None:
    show(tab, f"{address}?ui=en&theme=dark")
    for key in ("j", "j", "m"):
        tab.keyboard.press(key)
    menu = tab.get_by_role("dialog", name="Paragraph")
    expect(menu).to_be_visible()
    shared = taken(tab, "link", "Copy the link to the sentence")["text/plain"]
    assert shared.startswith(address)
    assert "theme=dark" in shared
    assert shared.endswith("#p1.2")
    tab.keyboard.press("m")
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.id") == "p1.2"


def test_the_sign_of_a_lit_sentence_is_its_link(tab: Page, address: str) -> None:
    show(tab, f"{address}?ui=en")
    tab.locator("#p2 > .cell[lang=en] .s").last.hover()
    sign = tab.locator("#anchor")
    expect(sign).to_be_visible()
    assert sign.evaluate("e => e.hash") == "#p2.2.en"
    sign.click()
    menu = tab.get_by_role("dialog", name="Paragraph")
    expect(menu).to_be_visible()
    shared = taken(tab, "link", "Copy the link to the sentence")["text/plain"]
    assert shared.endswith("#p2.2.en")
    tab.goto("about:blank")
    tab.goto(shared)
    expect(tab.locator("[id='p2.2.en']")).to_have_class("s on")


def test_where_the_clipboard_is_denied_the_text_stands_ready(tab: Page, address: str) -> None:
    tab.add_init_script(
        "navigator.clipboard.write = () => Promise.reject(new DOMException('denied'))"
    )
    show(tab, f"{address}?ui=en", 390)
    tab.locator("#p2 > .n").click()
    tab.get_by_role("button", name="Copy the Persian").click()
    field = tab.locator("#hand textarea")
    expect(field).to_be_focused()
    tab.set_viewport_size({"width": 320, "height": 256})  # at 400 % all of it is still reached
    menu = tab.locator("#menu").bounding_box()
    assert menu
    assert menu["y"] >= 0
    assert menu["y"] + menu["height"] <= 256
    assert field.input_value().startswith(BARE)
    selected = "e => e.selectionEnd - e.selectionStart === e.value.length"
    assert field.evaluate(selected)
