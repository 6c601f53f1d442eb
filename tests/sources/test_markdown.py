"""Markdown articles: every kind of block, its line, its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.errors import ContentError
from site_gen.model import PERSIAN, Block, BlockKind, Document, Source
from site_gen.sources.markdown import import_markdown
from site_gen.sources.plain_markdown import unwrap
from tests import golden


def document(text: str) -> Document:
    return import_markdown(Source("a", PERSIAN, "article.fa.md", text.encode()))


def outline(block: Block, depth: int = 0) -> Iterator[str]:
    facts = [
        f"line {block.line}",
        f"level {block.level}" * bool(block.level),
        f"ordered from {block.start}" * block.ordered,
        f"address {block.address}" * bool(block.address),
        f"label {block.label}" * bool(block.label),
        "header" * block.header,
        block.align,
        f"id {block.id}" * bool(block.id),
    ]
    yield f"{'  ' * depth}{block.kind} ({', '.join(filter(None, facts))}) {block.text!r}"
    for child in block.children:
        yield from outline(child, depth + 1)


def test_every_kind_of_block_is_read() -> None:
    read = document((golden.FOLDER / "model.fa.md").read_text("utf-8"))
    blocks = (read.title, *read.fields, *read.blocks, *read.footnotes)
    lines = [line for block in blocks for line in outline(block)]
    facts = [str(read.metadata), *map(str, read.references), *map(str, read.findings)]
    golden.check("model.blocks.txt", "\n".join([*lines, *facts, ""]))


def test_the_first_heading_is_the_title_and_keeps_its_line() -> None:
    read = document("\n\n# عنوان\n\nمتن\n")
    assert (read.title.text, read.title.line, read.title.id) == ("عنوان", 3, "title")
    assert [(block.kind, block.text) for block in read.blocks] == [(BlockKind.PARAGRAPH, "متن")]


def test_lines_count_from_the_top_of_the_file_below_front_matter() -> None:
    read = document("---\ntitle: x\n---\n\nیک\n\nدو\n")
    assert [block.line for block in read.blocks] == [5, 7]


@pytest.mark.parametrize(
    ("text", "unwrapped"),
    [
        ("یک\nدو", "یک دو"),
        ("یک  \nدو", "یک\nدو"),
        ("یک\\\nدو", "یک\nدو"),
        ("یک\\\\\nدو", "یک\\\\ دو"),
        ("یک\n   دو", "یک دو"),
    ],
)
def test_only_a_break_that_is_meant_remains(text: str, unwrapped: str) -> None:
    assert unwrap(text) == unwrapped


def test_verse_without_blank_lines_pairs_its_lines() -> None:
    (verse,) = document("# t\n\n```verse\na\nb\nc\nd\ne\n```\n").blocks
    assert [couplet.text for couplet in verse.children] == ["a\nb", "c\nd", "e"]
    assert [couplet.line for couplet in verse.children] == [4, 6, 8]


def test_a_second_heading_of_level_one_is_below_the_title() -> None:
    assert [block.level for block in document("# یک\n\n# دو\n\n### سه\n").blocks] == [2, 3]


def test_deep_lists_lose_nothing() -> None:
    lines = "".join(f"{'  ' * depth}- n{depth}\n" for depth in range(16))
    assert all(f"n{depth}" in everything(document(f"# t\n\n{lines}")) for depth in range(16))


def test_a_picture_inside_a_sentence_is_part_of_it() -> None:
    (block,) = document("# t\n\nببین ![نشان](a.png) این\u200cجا\n").blocks
    assert block.kind is BlockKind.PARAGRAPH


def test_no_title_says_what_to_write() -> None:
    with pytest.raises(ContentError, match="no title") as caught:
        document("متن بی عنوان\n")
    assert "# The title" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# t\n\n<div>x</div>\n", 3, "HTML is shown as it is written"),
        ("# t\n\n##\n\nمتن\n", 3, "a heading without words"),
        ("# t\n\nمتن[^a]\n", 3, "[^a] has no footnote"),
        ("# t\n\nمتن\n\n[^a]: تنها\n", 5, "nothing in the text refers to footnote [^a]"),
        ("# t\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", 5, "more cells than the head"),
    ],
)
def test_what_a_page_would_not_show_is_found(text: str, line: int, message: str) -> None:
    (finding,) = document(text).findings
    assert finding.line == line
    assert message in finding.message


def test_a_comment_is_neither_shown_nor_found() -> None:
    read = document("# t\n\n<!-- بعداً -->\n\nمتن\n")
    assert [block.text for block in read.blocks] == ["متن"]
    assert not read.findings


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalpha())


def everything(read: Document) -> str:
    def texts(block: Block) -> Iterator[str]:
        yield from (block.text, block.address, block.label)
        for child in block.children:
            yield from texts(child)

    blocks = (read.title, *read.fields, *read.blocks, *read.footnotes)
    return " ".join(text for block in blocks for text in texts(block))


@given(st.text("سلام abcآ۱2 \n\t*_`#>-+.!()[]\\~\u200c«»،", max_size=200))
def test_no_letter_is_lost(text: str) -> None:
    read = document(f"# عنوان\n\n{text}")
    assert letters(everything(read)) == letters(f"عنوان{text}")
