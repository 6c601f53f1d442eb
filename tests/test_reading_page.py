"""The reading page in a real browser: geometry, direction, fonts, and no need of scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_gen import config
from site_gen.pipeline.site import build
from tests.conftest import ServeFolder

ROOT = Path(__file__).parents[1]
NEWS = "/white-house-drones/"
ESSAY = "/how-this-site-is-made/"
POEM = "/the-bridge/"


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built."""
    folder = tmp_path_factory.mktemp("own") / "reading"
    assert not build(ROOT, config.load(ROOT), folder).failed
    return folder


@pytest.fixture(scope="session")
def address(output: Path, serve_folder: ServeFolder) -> str:
    """The same under a base path, as on a project's GitHub Pages."""
    return f"{serve_folder(output.parent)}/reading"


def show(page: Page, address: str, width: int) -> Page:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    page.evaluate("document.fonts.ready")
    return page


@pytest.mark.parametrize("width", [900, 1280, 1920])
def test_persian_right_english_left_on_one_line(page: Page, address: str, width: int) -> None:
    show(page, address + NEWS, width)
    rows = page.evaluate(
        """() => [...document.querySelectorAll(".pair:has(> .cell > :is(p, h1))")].map(row => {
            const baseline = cell => {
                const mark = document.createElement("span");
                mark.style.cssText = "display:inline-block;inline-size:0;block-size:0";
                cell.querySelector(':scope > :not(summary)').prepend(mark);
                const y = mark.getBoundingClientRect().bottom;
                mark.remove();
                return y;
            };
            const [fa, en] = ["fa", "en"].map(lang => row.querySelector(`.cell[lang=${lang}]`));
            return {
                apart: fa.getBoundingClientRect().left - en.getBoundingClientRect().right,
                drop: Math.abs(baseline(fa) - baseline(en)),
            };
        })"""
    )
    assert len(rows) == 12
    assert all(row["apart"] > 20 for row in rows)
    assert all(row["drop"] < 1.5 for row in rows)


@pytest.mark.parametrize("width", [320, 390, 899])
def test_a_phone_stacks_the_source_over_its_translation(
    page: Page, address: str, width: int
) -> None:
    show(page, address + NEWS, width)
    row = page.locator("#p2")
    source = row.locator(".cell[lang=fa]").bounding_box()
    target = row.locator(".cell[lang=en]").bounding_box()
    assert source
    assert target
    assert source["y"] + source["height"] <= target["y"]


@pytest.mark.parametrize("path", ["/", NEWS, ESSAY, POEM])
@pytest.mark.parametrize("width", [320, 390, 768, 900, 1280])
def test_no_page_scrolls_sideways(page: Page, address: str, path: str, width: int) -> None:
    show(page, address + path, width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", ["/", NEWS, ESSAY, POEM])
def test_every_letter_stands_in_its_own_language_and_direction(
    page: Page, address: str, path: str
) -> None:
    show(page, address + path, 1280)
    strays = page.evaluate(
        """() => {
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const strays = [];
            while (walker.nextNode()) {
                const text = walker.currentNode.data;
                const at = walker.currentNode.parentElement;
                const lang = at.closest("[lang]").lang;
                const direction = getComputedStyle(at).direction;
                const persian = /[\\u0620-\\u064A\\u066E-\\u06D3]/.test(text);
                const latin = /[A-Za-z]/.test(text) && at.closest("style, script") === null;
                if (persian && (lang !== "fa" || direction !== "rtl")) strays.push(text);
                if (latin && (lang !== "en" || direction !== "ltr")) strays.push(text);
            }
            return strays;
        }"""
    )
    assert strays == []


def test_the_broadcaster_inside_persian_is_english(page: Page, address: str) -> None:
    show(page, address + NEWS, 1280)
    name = page.locator("#p2 .cell[lang=fa] span[lang=en]")
    expect(name).to_have_text("MSNBC")
    assert name.evaluate("e => [e.dir, getComputedStyle(e).direction]") == ["ltr", "ltr"]


def test_fonts_come_from_the_site_and_only_as_needed(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    show(page, address + NEWS, 1280)
    fonts = [url for url in asked if url.endswith(".woff2")]
    assert sorted(Path(url).name for url in fonts) == ["literata.woff2", "vazirmatn.woff2"]
    assert all(url.startswith(address) for url in asked)
    loaded = "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)"
    assert {"Vazirmatn", "Literata"} <= set(page.evaluate(loaded))


def test_all_is_readable_without_javascript(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + ESSAY)
        expect(page.locator("h1[lang], .cell[lang=fa] h1")).to_be_visible()
        for text in ("نیم\u200cفاصله", "half-spaces", "make serve"):
            expect(page.get_by_text(text).first).to_be_visible()


def test_dark_is_dark(browser: Browser, address: str) -> None:
    def paper(scheme: str) -> int:
        with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]  # one of its literals
            page = context.new_page()
            page.goto(address + NEWS)
            colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
            return sum(int(part) for part in re.findall(r"\d+", colour)[:3])

    assert paper("dark") < 150 < 600 < paper("light")


def test_from_the_index_to_an_article_and_on(page: Page, address: str) -> None:
    show(page, address + "/", 1280)
    page.get_by_role("link", name="How this site is made").click()
    expect(page).to_have_url(address + ESSAY)
    page.locator(".around a").first.click()
    expect(page).to_have_url(address + POEM)
    page.get_by_role("link", name="Dozaban", exact=True).click()
    expect(page).to_have_url(address + "/")


def test_links_work_from_a_disk(page: Page, output: Path) -> None:
    page.goto((output / "index.html").as_uri())
    page.get_by_role("link", name="The Bridge").click()
    expect(page).to_have_url((output / "the-bridge/index.html").as_uri())
    page.locator(".bar a").first.click()
    expect(page).to_have_url((output / "index.html").as_uri())


def test_marks_of_lists_and_notes_count_in_each_script(page: Page, address: str) -> None:
    show(page, address + ESSAY, 1280)
    mark = page.locator(".note a")
    assert mark.all_inner_texts() == ["۱", "1"]
    mark.first.click()
    assert page.url.endswith("#note-zwnj")
    page.locator(".back").click()
    assert re.search(r"#p\d+$", page.url)


def test_hemistichs_face_each_other_and_stack_on_a_phone(page: Page, address: str) -> None:
    show(page, address + POEM, 1280)
    lines = page.locator("#p1 .cell[lang=fa] .line")
    first, second = (lines.nth(index).bounding_box() for index in (0, 1))
    assert first
    assert second
    assert first["y"] == second["y"]
    assert first["x"] > second["x"]
    page.set_viewport_size({"width": 390, "height": 844})
    first, second = (lines.nth(index).bounding_box() for index in (0, 1))
    assert first
    assert second
    assert first["y"] < second["y"]


@pytest.mark.parametrize("path", ["/", NEWS, ESSAY, POEM])
def test_the_policy_allows_all_that_the_page_does(page: Page, address: str, path: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    show(page, address + path, 1280)
    assert said == []
    assert failed == []
