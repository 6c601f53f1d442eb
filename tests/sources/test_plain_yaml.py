"""The short way through plain front matter gives what a parser of YAML gives."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_gen.sources.plain_yaml import plain_values

PIECES = (
    "title", "a", "b-2", ":", ": ", " ", "  ", "\n", "\n", '"', "'", "[", "]", ", ", ",", "{", "}",
    "#", " #", "- ", "-", "?", "!", "&", "*", "|", ">", "%", "@", "`", "\\", "~", "=", "<<", "null",
    "true", "2015-01-01", "1401/07/20", "https://a.org/b", "متن", "سال\u200cها", "«", "»", "؟", "،",
    "۱۲", "\u00a0", "\u0085", "\u2028", "\ufeff", "\u200e", "\t", "\r", "\x0b", "...", "---", "(x)",
    ".5", "0x1F", "é", "\U0001f600", "\ue000", "\u00ad", "it's",
)  # fmt: skip
LINES = st.builds(
    "{}: {}\n".format,
    st.sampled_from(("title", "date", "tags", "source")),
    st.sampled_from(
        ("متن", '"a: b"', "[a, b]", '["a, b", c d ]', "", "1401-07-20", "a (b) c.", "[]")
    ),
)
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES)).map("".join),
    st.lists(st.sampled_from(PIECES)).map(lambda pieces: "title: " + "".join(pieces)),
    st.lists(st.one_of(LINES, st.sampled_from(PIECES))).map("".join),
    st.text(),
)


def long_way(text: str) -> object:
    return yaml.load(text, Loader=yaml.BaseLoader) or {}


@settings(max_examples=1500)
@given(TEXTS)
@example("a: b\na: c\n")
@example('a: [b, "c, d" ,e]\nf:\n')
@example("a: b: c\n")
@example("a: [b\n")
@example('a: "b" c\n')
def test_both_ways_meet(text: str) -> None:
    found = plain_values(text)
    assert found is None or found == long_way(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("title: پل\ndate: 1405-08-28\n", {"title": "پل", "date": "1405-08-28"}),
        (
            'lead: "یک: دو #3"\ntags: [شعر, گفت\u200cوگو]\n',
            {"lead": "یک: دو #3", "tags": ["شعر", "گفت\u200cوگو"]},
        ),
        ("licence: CC BY 4.0\nlink:\n", {"licence": "CC BY 4.0", "link": ""}),
        ("", {}),
    ],
)
def test_what_is_plain_goes_the_short_way(text: str, values: object) -> None:
    assert plain_values(text) == values == long_way(text)


@pytest.mark.parametrize(
    "text", ["a: |\n  b\n", "a:\n  - b\n", "a: b\n  c\n", "# a\n", "a: 'b'\n", "{a: b}", "- a\n"]
)
def test_what_is_not_plain_does_not(text: str) -> None:
    assert plain_values(text) is None
