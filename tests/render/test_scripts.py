"""Scripts as readers get them still do what they did."""

from __future__ import annotations

from playwright.sync_api import Page

from site_gen.render.scripts import small

SCRIPT = """
// says what it adds
const add = (a, b) => {
  /* both */ return a + b;
};
globalThis.found = [add(1, +2), "// no comment", `a
  // nor this`, "http://a".replace(/[/]{2}x?/g, "\\u200c"), 4 / 2 / 1];
"""


def test_a_script_does_the_same_without_its_comments(page: Page) -> None:
    made = small(SCRIPT.encode()).decode()
    assert "says what" not in made
    assert "both" not in made
    for text in (SCRIPT, made):
        page.evaluate(f"() => {{ {text} }}")
        found = page.evaluate("found")
        assert found == [3, "// no comment", "a\n  // nor this", "http:\u200ca", 2]


def test_letters_of_another_encoding_are_kept() -> None:
    assert small(b"a = '\xff'  ;") == b"a='\xff';"
