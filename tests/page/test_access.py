"""Access: WCAG 2.2 AA as far as a machine can tell, in every theme and layout, by axe-core."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from scripts import npm
from tests.conftest import skip
from tests.page.conftest import SHOWCASE

THEMES = ("", "light", "sepia", "dark", "contrast")
LAYOUTS = ("side", "stacked", "interlinear", "fa", "en", "reveal")
PAGES = ("/", SHOWCASE, "/white-house-drones/", "/the-bridge/")
LISTS = ("/search/", "/status/", "/404.html", "/fa/", "/en/showcase/", "/tags/", "/archive/2026/")
_AXE = """async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const found = await axe.run(document, {runOnly: {type: "tag", values: tags}});
    return found.violations.flatMap(violation => violation.nodes.map(
        node => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    package: Path | None = npm.find("axe-core")
    if not package:
        skip("no axe-core: npm brings it (`make browser`)")
    return (package / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, address: str, axe: str, **view: str) -> list[str]:
    """What axe finds in a page whose root element says how it is viewed."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    page.evaluate("view => Object.assign(document.documentElement.dataset, view)", view)
    page.evaluate(axe)
    found: list[str] = page.evaluate(_AXE)
    return found


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("path", PAGES[:2])
def test_axe_in_every_theme(page: Page, address: str, axe: str, path: str, theme: str) -> None:
    assert violations(page, address + path, axe, theme=theme) == []


@pytest.mark.parametrize("path", [*PAGES[2:], *LISTS])
def test_axe_on_every_other_kind_of_page(page: Page, address: str, axe: str, path: str) -> None:
    assert violations(page, address + path, axe) == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_in_every_layout(page: Page, address: str, axe: str, layout: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert violations(page, address + SHOWCASE, axe, layout=layout) == []


@pytest.mark.parametrize("ui", ["fa", "en"])
def test_axe_in_both_interface_languages_by_night(
    page: Page, address: str, axe: str, ui: str
) -> None:
    page.emulate_media(color_scheme="dark")
    assert violations(page, address + SHOWCASE, axe, ui=ui) == []


@pytest.mark.parametrize("path", [*PAGES, *LISTS])
def test_nothing_is_lost_at_400_percent(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 × 1024 at 400 %
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [390, 1440])
def test_targets_are_large_enough_or_apart(page: Page, address: str, path: str, width: int) -> None:
    """WCAG 2.5.8: 24 px, or a circle of that size around it that meets no other; text excepted."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + path)
    small = page.evaluate(
        """() => {
            const targets = [...document.querySelectorAll("a[href], button, input, summary")]
                .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest("p, td"))
                .map(e => ({e, box: (e.closest("label") ?? e).getBoundingClientRect()}))
                .filter(({box}) => box.width > 1 && box.height > 1);
            const centre = box => [box.x + box.width / 2, box.y + box.height / 2];
            const near = (one, other) => {
                const [x, y] = centre(one);
                const dx = Math.max(other.x - x, 0, x - other.right);
                const dy = Math.max(other.y - y, 0, y - other.bottom);
                return Math.hypot(dx, dy) < 12;
            };
            return targets
                .filter(({box}) => Math.min(box.width, box.height) < 24)
                .filter(({e, box}) => targets.some(
                    other => other.e !== e && !other.e.contains(e) && !e.contains(other.e)
                        && near(box, other.box)))
                .map(({e}) => e.outerHTML.slice(0, 120));
        }"""
    )
    assert small == []


def test_the_skip_link_is_first_and_leads_to_the_text(page: Page, address: str) -> None:
    page.goto(address + SHOWCASE)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("href") == "#main"
    box = focused.bounding_box()
    assert box
    assert box["y"] >= 0
    assert focused.inner_text().strip() == "رفتن به متن"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_focus_is_seen_on_everything_that_takes_it(page: Page, address: str) -> None:
    page.goto(address + SHOWCASE)
    seen = []
    for _ in range(200):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
                const e = document.activeElement;
                if (e === document.body) return null;
                const style = getComputedStyle(e);
                const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                return [e.outerHTML.slice(0, 80), shown || e.matches("label *, .unseen")];
            }"""
        )
        if found is None:
            break
        seen.append(found)
    assert len(seen) > 10
    assert [html for html, shown in seen if not shown] == []


def test_landmarks(page: Page, address: str) -> None:
    page.goto(address + SHOWCASE)
    assert page.get_by_role("banner").count() == 1
    assert page.get_by_role("main").count() == 1
    assert page.locator("h1").count() >= 1
    assert page.evaluate("document.documentElement.lang") == "fa"


def test_names_follow_the_interface_language(page: Page, address: str) -> None:
    page.goto(address + SHOWCASE)
    number = page.locator("#p1 > .n")
    assert number.evaluate("e => e.innerText.replace(/\\s+/g, ' ').trim()") == "بند ۱"
    page.evaluate("document.documentElement.dataset.ui = 'en'")
    assert number.evaluate("e => e.innerText.replace(/\\s+/g, ' ').trim()") == "Paragraph 1"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", THEMES)
def test_contrast_of_every_pair_of_colours(
    page: Page, address: str, theme: str, scheme: Literal["light", "dark"]
) -> None:
    """WCAG 1.4.3: 4.5 to 1; in the theme of high contrast 7 to 1 (1.4.6)."""
    page.emulate_media(color_scheme=scheme)
    page.goto(address + SHOWCASE)
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    text = [("ink", "paper"), ("soft", "paper"), ("accent", "paper"), ("mark-ink", "mark")]
    text += [("ink", "panel"), ("soft", "panel"), ("accent", "panel")]
    colours = {name: _colour(page, name) for name in {name for pair in text for name in pair}}
    for ink, ground in text:
        least = 7 if theme == "contrast" else 4.5
        assert _contrast(colours[ink], colours[ground]) >= least, (ink, ground)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", ["", "sepia", "contrast"])  # the others are the device's own
@pytest.mark.parametrize("path", [SHOWCASE, "/en/showcase/", "/", "/search/?q=React", "/status/"])
def test_contrast_of_all_text(
    page: Page, address: str, path: str, theme: str, scheme: Literal["light", "dark"]
) -> None:
    """Of what is shown, lit, in panels and in messages: 4.5 to 1, and 7 to 1 in high contrast."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(address + path)
    page.evaluate("theme => view.set('theme', theme)", theme)
    least = 7 if theme == "contrast" else 4.5
    for state in _STATES:
        page.evaluate(state)
        assert page.evaluate(_FAINT, least) == [], state


#: What a page goes through: as it comes, all lit, its panels open, all that it can say said.
_STATES = (
    "0",
    "for (const one of document.querySelectorAll('.s')) one.classList.add('on')",
    "for (const one of document.querySelectorAll('.panel')) one.showPopover()",
    "for (const one of document.querySelectorAll('#toast, #toast *, #hand')) one.hidden = false",
)

#: Texts below a ratio: [ratio, element, text], each colour as it is painted over what is below it.
_FAINT = """least => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const painted = colours => {
        canvas.clearRect(0, 0, 1, 1);
        for (const colour of colours) {
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
        }
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = colour => colour
        .map(part => part / 255)
        .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
    const grounds = element => {
        const found = [];
        for (let at = element; at; at = at.parentElement) {
            found.unshift(getComputedStyle(at).backgroundColor);
            if (at.matches(":popover-open")) break;
        }
        return ["white", getComputedStyle(document.body).backgroundColor, ...found];
    };
    const faint = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim()) continue;
        if (element.closest(".unseen, svg, noscript, script")) continue;
        if (!element.checkVisibility()) continue;
        const below = grounds(element);
        const two = [painted(below), painted([...below, getComputedStyle(element).color])];
        const [dark, light] = two.map(luminance).sort((a, b) => a - b);
        const ratio = (light + 0.05) / (dark + 0.05);
        if (ratio < least) faint.push([ratio, element.outerHTML.slice(0, 120)]);
    }
    return faint.slice(0, 12);
}"""


def _colour(page: Page, name: str) -> list[float]:
    """Red, green and blue of a custom property, from 0 to 1, as Chromium paints it."""
    painted: list[float] = page.evaluate(
        """name => {
            const place = document.createElement("i");
            place.style.color = `var(--${name})`;
            document.body.append(place);
            const context = document.createElement("canvas").getContext("2d");
            context.fillStyle = getComputedStyle(place).color;
            place.remove();
            context.fillRect(0, 0, 1, 1);
            return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map(part => part / 255);
        }""",
        name,
    )
    return painted


def _contrast(one: list[float], other: list[float]) -> float:
    """The contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: list[float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("query", ["ایران", "house", "qqqq", "و"])
def test_axe_on_what_a_search_finds(page: Page, address: str, axe: str, query: str) -> None:
    page.goto(f"{address}/search/?q={quote(query)}")
    expect(page.locator("[data-hits][aria-busy=false]")).to_be_attached()
    expect(page.locator("[data-status]")).not_to_be_empty()
    page.evaluate(axe)
    assert page.evaluate(_AXE) == []


@pytest.mark.parametrize("panel", ["settings", "help"])
@pytest.mark.parametrize("path", ["/search/", SHOWCASE])
def test_axe_on_open_panels(page: Page, address: str, axe: str, path: str, panel: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(address + path)
    page.evaluate("name => document.getElementById(name).showPopover()", panel)
    expect(page.locator(f"#{panel}")).to_be_visible()
    page.evaluate(axe)
    assert page.evaluate(_AXE) == []
