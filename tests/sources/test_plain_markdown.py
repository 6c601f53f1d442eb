"""What needs no parser is read without one, to the same blocks as the parser gives."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_gen.errors import ContentError
from site_gen.model import PERSIAN, Block, Document, Source
from site_gen.sources.markdown import import_markdown
from site_gen.sources.plain_markdown import Piece, parted

STARTS = (
    *("", "", "", " ", "   ", "    ", "\t", "- ", "* ", "*", "**", "+ ", "1. ", "12) ", "> ", ">"),
    *("# ", "## ", "#", "####### ", "```", "~~~", "`", "[", "![", "[^1]: ", "[a]: ", "<", "<!-- "),
    *("| ", "---", "***", "===", "--- | ---", "«", '"', "(", "\\", "\u200c", "\u00a0", "\x0c"),
    *("\u2028", "_", "=", "&", "~", "^", ":", "۱. ", "۱"),
)
MIDDLES = ("", "a", "متن", "متن *یک* و", "a | b", "[a](b)", "#", "]: x", "-->", "12", "\0", "\\")
ENDS = ("", "", "", " ", "  ", "\\", " #", "\u00a0", "\u2028", "\t", "]:", "```")
LINES = st.one_of(
    st.just(""),
    st.just(""),
    st.sampled_from(("  ", "\t", "\u00a0", "یک بند", "و *سطری* دیگر  ", "Another `line`\\")),
    st.tuples(st.sampled_from(STARTS), st.sampled_from(MIDDLES), st.sampled_from(ENDS)).map(
        "".join
    ),
)


def read(text: str) -> Document | str:
    try:
        return import_markdown(Source("a", PERSIAN, "article.fa.md", text.encode()))
    except ContentError as error:
        return str(error)


def same_as_the_parser(text: str) -> bool:
    """A comment above, in place of a blank line, keeps all of the text for the parser."""
    whole = f"<!-- -->\n\n{text}"
    assert list(parted(whole, 1)) == [Piece(whole, 0)]
    return read(f"\n\n{text}") == read(whole)


@settings(max_examples=600)
@example(["یک", "", "- a", "", "دو", "", "  c", "", "    d"])
@example(["> یک", "", "متن", "---", "", "متن", "", "---"])
@given(st.lists(LINES, max_size=12))
def test_the_same_blocks_as_the_parser(lines: list[str]) -> None:
    assert same_as_the_parser("\n".join(("# عنوان", "", *lines)))


@pytest.mark.parametrize("open_end", ["```", "~~~ x", "- ```", "> <div", "<!--", "<pre>", "[a]: b"])
def test_what_reaches_across_a_blank_line_keeps_all_for_the_parser(open_end: str) -> None:
    text = f"یک\n\n{open_end}\n\nدو\n"
    assert list(parted(text, 1)) == [Piece(text, 0)]
    assert same_as_the_parser(f"# عنوان\n\n{text}")


def test_only_what_is_not_plain_is_left_to_the_parser() -> None:
    text = "\nیک\nدو\n\n## سه\n\n- چهار\n\n- پنج\n  \nشش\n\n> هفت"
    parts = list(parted(text, 5))
    assert [(part.text, part.line) for part in parts if isinstance(part, Block)] == [
        ("یک دو", 6),
        ("سه", 9),
        ("شش", 15),
    ]
    pieces = [part for part in parts if isinstance(part, Piece)]
    assert pieces == [Piece("- چهار\n\n- پنج\n", 6), Piece("> هفت", 12)]
