"""Paragraphs and headings of Markdown that no parser is needed for, which most of a text are.

What stands between blank lines is such a block when each of its lines begins as nothing but a
paragraph's does (CommonMark 0.31, 4 and 5). The rest is left to the parser, piece by piece; a text
in which something may reach across a blank line is one piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from site_gen.model import UNSEEN, Block, BlockKind

# A run of lines that are not blank.
_CHUNK = re.compile(r"(?:[ \t]*+[^ \t\n][^\n]*+(?:\n|\Z))++")
# A letter, or one inside emphasis, a link, code or quotation marks, begins no other block.
_LINE = r"[*`\[\"'(]{0,2}[^\W\d_][^\n]*+"
_PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*+\n?")
_HEADING = re.compile(rf"(#{{1,6}}) +([^{UNSEEN}#&][^\n#]*)\n?")
# Fences and raw HTML go on over blank lines, whatever list or quotation they are in.
_OPEN = ("```", "~~~", "<")
_OPENING = re.compile(rf"^[ \t>*+\-\d.)]*(?:{'|'.join(_OPEN)})", re.MULTILINE)


class Piece(NamedTuple):
    """Lines that want a parser; `line` counts from 0 in the whole text."""

    text: str
    line: int


def parted(text: str, first_line: int) -> Iterator[Block | Piece]:
    """The plain blocks of a text and the pieces between them, in their order.

    The lines of blocks count from `first_line`.
    """
    if _reaches(text):
        yield Piece(text, 0)
        return
    begun: int | None = None  # where a piece that is not plain begins
    end = at = line = 0
    for found in _CHUNK.finditer(text):
        start = found.start()
        block = _plain(found[0])
        if block and begun is not None:
            yield _piece(text, begun, end)
            begun = None
        if block:
            line += text.count("\n", at, start)
            at = start
            kind, content, level = block
            yield Block(kind, content, first_line + line, level=level)
        elif begun is None:
            begun = start
        end = found.end()
    if begun is not None:
        yield _piece(text, begun, end)


def _reaches(text: str) -> bool:
    """Whether something may mean more than the lines up to the next blank one.

    What defines a link or a note is used elsewhere; a NUL is no letter to the parser.
    """
    if "]:" in text or "\0" in text:
        return True
    # A single character is found much sooner than three.
    return any(mark[0] in text and mark in text for mark in _OPEN) and bool(_OPENING.search(text))


def _piece(text: str, begin: int, end: int) -> Piece:
    return Piece(text[begin:end], text.count("\n", 0, begin))


def _plain(chunk: str) -> tuple[BlockKind, str, int] | None:
    """Kind, text and level of a block, where it is plain."""
    if _PARAGRAPH.fullmatch(chunk):
        return BlockKind.PARAGRAPH, unwrap(chunk.strip()), 0
    if heading := _HEADING.fullmatch(chunk):
        return BlockKind.HEADING, heading[2].strip(), len(heading[1])
    return None


def unwrap(text: str) -> str:
    """Inline Markdown on one line: a newline remains only where the author broke the line."""
    if "\n" not in text:
        return text
    text = re.sub(r"(?: {2,}|(?<!\\)\\)\n[ \t]*", "\0", text)
    return re.sub(r"[ \t]*\n[ \t]*", " ", text).replace("\0", "\n")
