"""Right to left is right: where things stand on the page, measured."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.page.conftest import SHOWCASE

#: Where each of some words of a text stands: its left and right edge, and its top.
_WORDS = """([root, words]) => {
    const place = document.querySelector(root);
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    const nodes = [], starts = [];
    let text = "";
    while (walker.nextNode()) {
        nodes.push(walker.currentNode);
        starts.push(text.length);
        text += walker.currentNode.data;
    }
    let from = 0;
    return words.map(word => {
        from = text.indexOf(word, from);
        if (from < 0) throw new Error(`no “${word}” in ${text}`);
        const number = starts.findLastIndex(start => start <= from);
        const range = new Range();
        range.setStart(nodes[number], from - starts[number]);
        range.setEnd(nodes[number], from - starts[number] + word.length);
        const box = range.getBoundingClientRect();
        from += word.length;
        return [box.left, box.right, box.top];
    });
}"""
Place = tuple[float, float, float]


@pytest.fixture
def shown(page: Page, address: str) -> Page:
    page.set_viewport_size({"width": 1900, "height": 1200})
    page.goto(f"{address}{SHOWCASE}?layout=side")
    return page


def words(page: Page, root: str, *names: str) -> list[Place]:
    found: list[Place] = page.evaluate(_WORDS, [root, list(names)])
    return found


def box(page: Page, selector: str) -> tuple[float, float]:
    found = page.locator(selector).first.bounding_box()
    assert found
    return found["x"], found["x"] + found["width"]


FA = "#p1 > .cell[lang=fa] p"


def goes_leftwards(places: list[Place]) -> bool:
    """Each right of the next, as far as they stand on one line."""
    pairs = pairwise(places)
    return all(one[0] >= other[1] - 1 for one, other in pairs if abs(one[2] - other[2]) < 12)


@pytest.mark.parametrize(
    "names",
    [
        ("نخست", "(با", "React", ")", "است"),  # brackets around a Latin name
        ("بازهٔ", "۱۳۹۰", "–", "۱۴۰۰"),  # a range
        ("سرعت", "۲۰", "km/h", "بود"),  # a number with its unit
        ("آن", "۵۰", "٪", "کم"),
        ("شد", "(", "Apple", ")", "."),  # at the end of a paragraph
    ],
)
def test_persian_runs_from_right_to_left(shown: Page, names: tuple[str, ...]) -> None:
    assert goes_leftwards(words(shown, FA, *names))


def test_persian_inside_english_runs_from_left_to_right_around_it(shown: Page) -> None:
    places = words(
        shown, "#p1 > .cell[lang=en] p", "English", "«", "گفت", "»", "(", "سلام", ")", "."
    )
    assert all(
        one[1] <= other[0] + 1 for one, other in pairwise(places) if abs(one[2] - other[2]) < 12
    )


def test_code_inside_persian(shown: Page) -> None:
    code = shown.locator("#main code", has_text="npm install").first
    assert code.evaluate("e => [e.lang, getComputedStyle(e).direction]") == ["en", "ltr"]


def test_a_title_begins_at_its_own_side(shown: Page) -> None:
    for lang in ("fa", "en"):
        heading = shown.locator(f".head h1:lang({lang})").first
        assert heading.evaluate("e => getComputedStyle(e).textAlign") == "start"
        assert heading.evaluate("e => getComputedStyle(e).direction") == (
            "rtl" if lang == "fa" else "ltr"
        )


def test_marks_of_lists_stand_at_the_side_where_their_line_begins(shown: Page) -> None:
    """And each deeper level begins further in."""
    for lang, side in (("fa", "right"), ("en", "left")):
        edges = shown.evaluate(
            f"""[1, 2, 3].map(depth => {{
                const item = document.querySelector("#main > article > " + "ul > li ".repeat(depth)
                    + "> .pair > .cell:lang({lang}) > p");
                return item.getBoundingClientRect().{side};
            }})"""
        )
        steps = [other - one for one, other in pairwise(edges)]
        assert all(step < -5 if lang == "fa" else step > 5 for step in steps)
    mark = """getComputedStyle(
        document.querySelector("ol > li > .pair > .cell:lang(%s)"), "::before").content"""
    assert "persian" in shown.evaluate(mark % "fa")
    assert "persian" not in shown.evaluate(mark % "en")


def test_the_first_column_of_a_table_is_the_first_to_be_read(shown: Page) -> None:
    def centre(lang: str, name: str) -> float:
        start, end = box(shown, f".tables .cell:lang({lang}) tr:first-child > :nth-child({name})")
        return (start + end) / 2

    assert centre("fa", "1") > centre("fa", "2") > centre("fa", "3")
    assert centre("en", "1") < centre("en", "2") < centre("en", "3")
    aligned = ".tables .cell:lang(%s) tr:first-child > :nth-child(3)"
    assert shown.locator(aligned % "fa").evaluate("e => getComputedStyle(e).textAlign") == "end"


def test_a_quote_has_its_rule_where_its_lines_begin(shown: Page) -> None:
    for lang, side in (("fa", "Right"), ("en", "Left")):
        widths = shown.locator(f"blockquote .cell:lang({lang})").first.evaluate(
            "e => ['Left', 'Right'].map(side => parseFloat("
            "getComputedStyle(e)[`border${side}Width`]))"
        )
        assert (widths[1] > 0, widths[0] > 0) == (side == "Right", side == "Left")


def test_a_note_is_numbered_and_leads_there_and_back(shown: Page) -> None:
    assert shown.locator(".note a").all_inner_texts() == ["۱", "1"]
    shown.locator(".note a").first.click()
    assert shown.url.endswith("#note-n")
    shown.locator(".back").click()
    assert "#p" in shown.url


def test_the_paragraphs_number_hangs_outside_the_text(shown: Page) -> None:
    number = box(shown, "#p1 > .n")
    text = box(shown, FA)
    assert number[0] >= text[1] - 1


def test_hemistichs_face_each_other_and_the_translation_stands_beside(shown: Page) -> None:
    lines = shown.locator(".couplet .cell:lang(fa) .line")
    places = [lines.nth(index).bounding_box() for index in range(4)]
    assert all(places)
    tops = [place["y"] for place in places if place]
    lefts = [place["x"] for place in places if place]
    assert tops[0] == tops[1] < tops[2] == tops[3]
    assert lefts[0] > lefts[1]
    assert (lefts[0], lefts[1]) == pytest.approx((lefts[2], lefts[3]), abs=12)
    english = box(shown, ".couplet .cell:lang(en) .line")
    assert english[1] <= lefts[1]
    shown.set_viewport_size({"width": 390, "height": 844})
    shown.goto(shown.url.replace("layout=side", "layout=stacked"))
    tops = [place["y"] for index in range(4) if (place := lines.nth(index).bounding_box())]
    assert tops == sorted(set(tops))
    assert "ـ" not in shown.locator(".verse").inner_text()


def test_hemistichs_face_each_other_in_the_edition_of_their_language(shown: Page) -> None:
    shown.goto(shown.url.split("?")[0].replace("/showcase/", "/fa/showcase/"))
    shown.set_viewport_size({"width": 1440, "height": 900})
    lines = shown.locator(".couplet .line")
    first, second = (lines.nth(index).bounding_box() for index in range(2))
    assert first
    assert second
    assert first["y"] == second["y"]
    assert first["x"] > second["x"]


def test_a_form_field_is_filled_in_from_its_languages_side(page: Page, address: str) -> None:
    page.goto(f"{address}/search/")
    (field,) = page.locator("input:not([type=radio], [type=checkbox], [type=range])").all()
    side = "e => [e.closest('[lang]').lang, getComputedStyle(e).direction]"
    assert field.evaluate(side) == ["fa", "rtl"]
    page.goto(f"{address}/search/?ui=en")
    assert field.evaluate(side) == ["fa", "rtl"]


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("address_of", ["/{}/", "/fa/{}/", "/en/{}/"])
def test_arrows_to_the_neighbours_point_on_and_back(
    page: Page, address: str, address_of: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    seen = set()
    for slug in ("white-house-drones", "the-bridge", "how-this-site-is-made"):
        page.goto(address + address_of.format(slug))
        for small in page.locator(".around small").all():
            on = bool(small.evaluate("e => e.closest('a').rel === 'next'"))
            rtl = small.evaluate("e => getComputedStyle(e).direction") == "rtl"
            arrow = small.locator("[aria-hidden=true]")
            assert arrow.inner_text() == ("←" if on == rtl else "→")
            # It stands at the end that it points to.
            places = small.evaluate(
                """e => [e.lastElementChild, e].map(part => {
                    const range = new Range();
                    range.selectNodeContents(part);
                    const { left, right } = range.getBoundingClientRect();
                    return [left, right];
                })"""
            )
            edge = 0 if on == rtl else 1
            assert abs(places[0][edge] - places[1][edge]) < 1
            seen.add((on, rtl))
    languages = {"/{}/": {True, False}, "/fa/{}/": {True}, "/en/{}/": {False}}[address_of]
    assert seen == {(on, rtl) for on in (True, False) for rtl in languages}


@pytest.mark.parametrize(("path", "rtl"), [("/tags/شعر/", True), ("/en/tags/شعر/", False)])
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_the_way_up_from_a_list_runs_in_its_direction(
    page: Page, address: str, path: str, rtl: bool, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}{path}")
    first, second = page.locator(".crumbs a").all()
    boxes = [one.bounding_box() for one in (first, second)]
    assert boxes[0]
    assert boxes[1]
    assert (boxes[0]["x"] > boxes[1]["x"]) is rtl
    second.click()
    expect(page).to_have_url(re.compile("/tags/$"))
    page.locator(".crumbs a").click()
    expect(page).to_have_url(address + ("/" if rtl else "/en/"))
    expect(page.locator("h1")).to_have_count(1)
