"""Settings: each does what it says, is kept, travels in the address, and does without a storage."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import until
from tests.reader.conftest import show

DENIED = """
Object.defineProperty(window, "localStorage", {get() { throw new DOMException("denied"); }});
"""


def panel(page: Page) -> None:
    page.locator(".tools [popovertarget=settings]").click()
    expect(page.locator("#settings")).to_be_visible()


def slide(page: Page, key: str, value: float) -> None:
    page.locator(f"#settings [name={key}]").evaluate(
        "(e, value) => { e.value = value; e.dispatchEvent(new Event('input', {bubbles: true})); }",
        value,
    )


def style(page: Page, selector: str, name: str) -> str:
    read = "(e, name) => getComputedStyle(e)[name]"
    return str(page.locator(selector).first.evaluate(read, name))


@pytest.mark.parametrize(
    ("ui", "width"),
    [("fa", 390), ("en", 390), ("fa", 768), ("en", 768), ("fa", 1440), ("en", 1440)],
)
def test_the_panel_speaks_the_readers_language_and_fits(
    page: Page, address: str, ui: str, width: int
) -> None:
    show(page, f"{address}?ui={ui}", width)
    panel(page)
    name = {"fa": "تنظیمات", "en": "Settings"}[ui]
    found = page.get_by_role("dialog", name=name)
    expect(found).to_be_visible()
    assert found.evaluate("e => getComputedStyle(e).direction") == {"fa": "rtl", "en": "ltr"}[ui]
    place = found.bounding_box()
    assert place
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= width
    for control in page.locator("#settings :is(input, button)").all():
        assert control.evaluate(
            "e => (e.labels?.[0] ?? e).innerText.trim().length > 0 || e.closest('label') !== null"
        )


def test_the_panel_takes_the_focus_and_gives_it_back(page: Page, address: str) -> None:
    show(page, address)
    opener = page.locator(".tools [popovertarget=settings]")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#settings input:checked").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "sepia", "dark", "contrast"])
def test_a_theme_is_seen_kept_and_shared(page: Page, address: str, theme: str) -> None:
    show(page, address)
    before = style(page, "body", "backgroundColor")
    panel(page)
    page.locator(f"#settings [value={theme}]").check()
    assert (style(page, "body", "backgroundColor") == before) == (theme == "light")
    assert f"theme={theme}" in page.url
    page.goto(address)  # the address says nothing: what was kept holds, and is said
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    assert f"theme={theme}" in page.url
    panel(page)
    page.get_by_role("button", name="بازگشت به حالت نخست").click()
    assert style(page, "body", "backgroundColor") == before
    assert "theme" not in page.url


def test_sizes_of_each_language(page: Page, address: str) -> None:
    show(page, address)
    panel(page)
    slide(page, "fa-scale", 1.5)
    slide(page, "en-lead", 1.2)
    assert style(page, "#p1 [lang=fa] p", "fontSize") == "28.5px"
    assert style(page, "#p1 [lang=en] p", "fontSize") == "17px"
    assert abs(float(style(page, "#p1 [lang=en] p", "lineHeight")[:-2]) - 17 * 1.65 * 1.2) < 0.1
    page.reload()
    assert style(page, "#p1 [lang=fa] p", "fontSize") == "28.5px"
    wide = page.locator("#p1 .cell").first.evaluate("e => e.offsetWidth")
    panel(page)
    slide(page, "measure-scale", 0.8)
    assert page.locator("#p1 .cell").first.evaluate("e => e.offsetWidth") < wide


def test_justified_numbers_and_states(page: Page, address: str) -> None:
    show(page, address)
    panel(page)
    page.locator("#settings [name=align]").check()
    assert style(page, "#p1 [lang=fa] p", "textAlign") == "justify"
    numbers = page.locator("#settings [name=numbers]")
    expect(numbers).to_be_checked()
    numbers.uncheck()
    expect(page.locator("#p1 > .n")).to_be_hidden()
    page.reload()
    expect(page.locator("#p1 > .n")).to_be_hidden()


def test_digits_of_persian_alone(page: Page, address: str) -> None:
    show(page, address)
    persian, english = page.locator("[id='p1.2']"), page.locator("#p1 [lang=en] .s").last
    panel(page)
    page.locator("#settings [name=digits][value=en]").check()
    expect(persian).to_have_text("در سال 1401 برف آمد.")
    expect(page.locator("time").first).to_have_text("20 مهر 1401")
    page.locator(".tools [value=interlinear]").evaluate("e => e.click()")
    expect(persian).to_have_text("در سال 1401 برف آمد.")
    page.locator("#settings [name=digits][value='']").check()
    expect(persian).to_have_text("در سال ۱۴۰۱ برف آمد.")
    expect(english).to_contain_text("1401")


def test_a_link_shows_what_its_sender_saw_and_changes_nothing_of_its_readers(
    page: Page, address: str
) -> None:
    show(page, address)
    panel(page)
    page.locator("#settings [value=dark]").check()
    page.goto(f"{address}?layout=en&theme=sepia&lang=en&ui=en")
    root = page.locator("html")
    for name, value in (("layout", "en"), ("theme", "sepia"), ("lang", "en"), ("ui", "en")):
        expect(root).to_have_attribute(f"data-{name}", value)
    page.goto(address)
    expect(root).to_have_attribute("data-theme", "dark")
    expect(root).to_have_attribute("data-layout", "side")


@pytest.mark.parametrize("query", ["?layout=nonsense&theme=<b>&lang=de&ui=", "?layout=&theme"])
def test_an_address_that_makes_no_sense_is_passed_over(
    page: Page, address: str, query: str
) -> None:
    show(page, address + query)
    expect(page.locator("html")).to_have_attribute("data-layout", "side")
    expect(page.locator("html")).to_have_attribute("data-ui", "fa")
    assert "nonsense" not in page.url


@pytest.mark.parametrize("kept", ["{", "null", "[]", '{"layout": 7, "fa-scale": "x"}'])
def test_what_another_version_kept_does_no_harm(page: Page, address: str, kept: str) -> None:
    show(page, address)
    page.evaluate("kept => localStorage.setItem('dozaban-view', kept)", kept)
    page.evaluate("kept => localStorage.setItem('dozaban-places', kept)", kept)
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-layout", "side")


def test_all_works_without_a_storage(page: Page, address: str) -> None:
    page.add_init_script(DENIED)
    show(page, address, 1440, 400)
    panel(page)
    page.locator("#settings [value=dark]").check()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator(".tools [value=interlinear]").evaluate("e => e.click()")
    page.keyboard.press("Escape")
    page.mouse.wheel(0, 900)
    until(page, "scrollY > 200")
    assert "layout=interlinear" in page.url
    assert "theme=dark" in page.url


def test_the_bar_leaves_while_reading_and_returns(page: Page, address: str) -> None:
    show(page, address, 390, 600)
    bar = page.locator(".tools")
    page.mouse.wheel(0, 900)
    expect(bar).to_have_class(re.compile("away"))
    page.mouse.wheel(0, -60)
    expect(bar).not_to_have_class(re.compile("away"))
    page.mouse.wheel(0, 90)
    expect(bar).to_have_class(re.compile("away"))
    bar.locator("button").last.focus()
    until(page, "getComputedStyle(document.querySelector('.tools')).opacity === '1'")


@pytest.mark.parametrize("ui", ["fa", "en"])
@pytest.mark.parametrize("width", [320, 360, 390])  # 320: 1280 at 400 %
def test_the_bar_fits_a_phone_that_has_a_voice(
    page: Page, address: str, ui: str, width: int
) -> None:
    show(page, f"{address}?ui={ui}", width)
    page.evaluate("document.getElementById('listen').hidden = false")
    for one in page.locator(".tools, .tools :is(label, button)").all():
        place = one.bounding_box()
        assert place
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= width
        assert place["width"] >= 24
    assert page.locator(".tools").evaluate("e => e.offsetHeight") < 60  # in one line
    for label in page.locator(".tools label").all():
        assert label.evaluate("e => e.textContent.trim().length > 0")


def test_from_a_disk_all_of_it_works(browser: Browser, built_file: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(built_file)
        panel(page)
        page.locator("#settings [value=sepia]").check()
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        expect(page.locator(".s.on")).to_have_count(2)
        assert "theme=sepia" in page.url
        assert errors == []
