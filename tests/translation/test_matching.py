"""Where nothing was edited, an article finds its entries without a search, and the same ones."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from site_gen.model import Block, BlockKind
from site_gen.translation.entries import Entry
from site_gen.translation.matching import match

FIXED = ("title", "summary", "tag-1", "tag-2")
TEXTS = st.sampled_from(("متن", "دو", "سه", "چهار"))


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[Block], list[Entry]]:
    """Leaves, and a memory of them in which little was changed."""
    fixed = draw(st.lists(st.sampled_from(FIXED), unique=True))
    ids = [*fixed, *draw(st.lists(st.sampled_from(("", "p1", "p7"))))]
    leaves = [Block(BlockKind.PARAGRAPH, draw(TEXTS), id=one) for one in ids]
    numbers = draw(st.permutations(range(1, len(leaves) + 3)))
    entries = [
        Entry(leaf.id if leaf.id in FIXED else f"p{number}", leaf.text)
        for leaf, number in zip(leaves, numbers, strict=False)
    ]
    for _ in range(draw(st.integers(0, 2))):
        name = draw(st.sampled_from(("", "p1", "p9", "made-up", *FIXED)))
        odd = Entry(name, draw(TEXTS), obsolete=draw(st.booleans()))
        place = draw(st.integers(0, len(entries)))
        entries[place : place + draw(st.integers(0, 1))] = [odd]
    return leaves, entries


@given(documents())
@example(([Block(BlockKind.TITLE, "متن", id="title")], [Entry("p1", "متن")]))
@example(
    (
        [Block(BlockKind.PARAGRAPH, "متن"), Block(BlockKind.TITLE, "متن", id="title")],
        [Entry("title", "متن"), Entry("p1", "متن")],
    )
)
def test_what_is_settled_is_what_a_search_finds(given: tuple[list[Block], list[Entry]]) -> None:
    found = match(*given)
    with patch("site_gen.translation.matching._is_settled", return_value=False):
        assert found == match(*given)


def test_an_unedited_article_is_settled() -> None:
    leaves = [Block(BlockKind.TITLE, "متن", id="title"), Block(BlockKind.PARAGRAPH, "متن")]
    entries = [Entry("title", "متن"), Entry("p4", "متن"), Entry("p2", "سه", obsolete=True)]
    with patch("site_gen.translation.matching._by_fixed_id", side_effect=AssertionError):
        assert match(leaves, entries) == {0: 0, 1: 1}


def test_what_was_merged_keeps_its_entry_though_the_next_moved_away() -> None:
    texts = ["تیمچه\u200cها", "تیمچهٔ یک جای فرش است.", "تیمچهٔ دو جای زر است.", "حافظ گفت و رفت."]
    entries = [Entry(f"p{number}", text, "…") for number, text in enumerate(texts, 1)]
    heading, first, second, quote = texts
    edited = [quote, heading, f"{first} {second}"]
    leaves = [Block(BlockKind.PARAGRAPH, text) for text in edited]
    assert match(leaves, entries) == {0: 3, 1: 0, 2: 1}
