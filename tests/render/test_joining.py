"""Scripts and styles as readers get them still do what they did."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from site_gen.render.joining import JOINED, joined, published

STATIC = Path(__file__).parents[2] / "static"
SCRIPT = """
// says what it adds
const add = (a, b) => {
  /* both */ return a + b;
};
globalThis.found = [add(1, +2), "// no comment", `a
  // nor this`, "http://a".replace(/[/]{2}x?/g, "\\u200c"), 4 / 2 / 1];
"""
_RULES = """style => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    return [...sheet.cssRules].map(rule => rule.cssText.replace(/\\s*([,:])\\s*/g, "$1"));
}"""


def test_a_script_does_the_same_without_its_comments(page: Page) -> None:
    made = joined("a.js", [SCRIPT.encode()]).decode()
    assert "says what" not in made
    assert "both" not in made
    for text in (SCRIPT, made):
        page.evaluate(f"() => {{ {text} }}")
        found = page.evaluate("found")
        assert found == [3, "// no comment", "a\n  // nor this", "http:\u200ca", 2]


def test_scripts_stay_apart_where_they_meet(page: Page) -> None:
    made = joined("a.js", [b"globalThis.a = 1 // one", b"globalThis.b = 2"]).decode()
    page.evaluate(f"() => {{ {made} }}")
    assert page.evaluate("[a, b]") == [1, 2]


def test_a_style_sheet_says_the_same_without_its_comments(page: Page) -> None:
    parts = [(STATIC / name).read_bytes() for name in JOINED["site.css"]]
    made = joined("site.css", parts)
    assert len(made) < 0.9 * sum(map(len, parts))
    assert b"/*" not in made
    rules = page.evaluate(_RULES, made.decode())
    assert rules == page.evaluate(_RULES, b"\n".join(parts).decode())
    assert len(rules) > 200


@pytest.mark.parametrize("name", ["a.js", "a.css"])
def test_letters_of_another_encoding_are_kept(name: str) -> None:
    assert joined(name, [b"a{b:'\xff'  }"]) == b"a{b:'\xff'}"


def test_every_part_is_there_and_goes_out_once() -> None:
    names = [path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.*")]
    made = published(names)
    parts = [part for some in made.values() for part in some]
    assert sorted(parts) == sorted(names)


def test_a_file_of_a_sites_own_takes_the_place_of_a_joined_one() -> None:
    parts = JOINED["site.css"]
    assert published([*parts, "site.css"])["site.css"] == ("site.css",)
    assert published([*parts, "mine.css"])["mine.css"] == ("mine.css",)
