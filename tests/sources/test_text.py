"""Plain text: title, lead, paragraphs, and nothing read as markup that is none."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.errors import ContentError
from site_gen.model import PERSIAN, BlockKind, Document, Source
from site_gen.render.inline import InlineRenderer
from site_gen.sources.text import as_markdown, import_text


def document(text: str, front_matter: str = "") -> Document:
    source = Source("a", PERSIAN, "a/article.fa.txt", text.encode(), front_matter.encode())
    return import_text(source)


def test_first_line_title_then_lead_then_paragraphs() -> None:
    read = document("\n عنوان \nسرآغاز\n\nبند یک\nسطر دوم\n\n\nبند دو\n")
    assert (read.title.text, read.title.line) == ("عنوان", 2)
    assert [(block.kind, block.text, block.line) for block in read.blocks] == [
        (BlockKind.LEAD, "سرآغاز", 3),
        (BlockKind.PARAGRAPH, "بند یک\nسطر دوم", 5),
        (BlockKind.PARAGRAPH, "بند دو", 9),
    ]


def test_a_single_paragraph_is_no_lead() -> None:
    assert [block.kind for block in document("عنوان\n\nمتن").blocks] == [BlockKind.PARAGRAPH]


def test_meta_yaml_tells_what_the_text_cannot() -> None:
    read = document("عنوان\n\nمتن", "source: روزنامه\ndate: 1401-07-20\n")
    assert [(field.id, field.text) for field in read.fields] == [("source", "روزنامه")]
    assert str(read.metadata.date) == "2022-10-12"


def test_front_matter_gives_title_and_lead() -> None:
    read = document("---\ntitle: عنوان\nlead: سرآغاز\n---\nیک\n\nدو\n")
    assert read.title.text == "عنوان"
    assert [block.text for block in read.blocks] == ["سرآغاز", "یک", "دو"]


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff"])
def test_an_empty_file_is_said_to_be_empty(text: str) -> None:
    with pytest.raises(ContentError, match="the file is empty"):
        document(text)


def test_bytes_that_are_no_text_are_told_by_line() -> None:
    with pytest.raises(ContentError, match="not UTF-8") as caught:
        import_text(Source("a", PERSIAN, "a", "عنوان\n".encode() + b"\xc7\xed\n"))
    assert caught.value.line == 2


WORDS = st.text("سلام ab1 \n*_`#>-+.!()[]<>&;\\~\u200c«»،", min_size=1, max_size=120)


@given(WORDS)
def test_no_character_but_white_space_is_lost(text: str) -> None:
    read = document(f"عنوان\n{text}")
    whole = "".join((read.title.text, *(block.text for block in read.blocks)))
    seen = [line for line in text.split("\n") if line.strip(" \u200c")]
    assert Counter("".join(whole.split())) == Counter("".join(("عنوان", *seen)).replace(" ", ""))


@given(WORDS.map(lambda text: " ".join(text.split())).filter(lambda text: text.strip("\u200c ")))
def test_plain_text_reads_the_same_as_markdown(text: str) -> None:
    block = as_markdown(document(f"عنوان\n{text}")).blocks[0]
    assert InlineRenderer(PERSIAN).plain(block.text) == text
