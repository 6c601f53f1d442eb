"""What a machine answered as inline Markdown, with all that was hidden in its place again."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from site_gen.escaping import escape
from site_gen.translation.markup import Kind
from site_gen.translation.placeholders import SPAN_END, TAG, TOKEN, Hole, Masked, Style

_STOP = re.compile(r" *[.,;:!?؟،؛…»)](?:\s|\Z)")

#: A piece of an answer: text, or the index of a hole; -1 is a placeholder that nobody sent.
Piece = str | int


class Restored(Struct, frozen=True):
    """A text with everything in its place, and what was hidden and is lost."""

    text: str
    lost: tuple[str, ...] = ()


def restore(answer: str, masked: Masked) -> Restored:
    """The answer of a machine as inline Markdown, whatever it did to the placeholders.

    What is lost of a pair, or comes in the wrong order, is left out with its other end.
    """
    pieces = list(_pieces(answer, masked))
    kept = _kept(pieces, masked.holes)
    lost = (hole.text for number, hole in enumerate(masked.holes) if number not in kept)
    return Restored(_joined(pieces, kept, masked.holes), tuple(lost))


def _pieces(answer: str, masked: Masked) -> Iterator[Piece]:
    if masked.style is Style.TAGS:
        return _tagged(html.unescape(answer), masked.holes)
    return _tokened(answer, len(masked.holes))


def _tokened(answer: str, count: int) -> Iterator[Piece]:
    place = 0
    for match in TOKEN.finditer(answer):
        yield answer[place : match.start()]
        yield _index(match["id"], count)
        place = match.end()
    yield answer[place:]


def _index(number: str, count: int) -> int:
    """The digits may be of any script."""
    return int(number) - 1 if 0 < int(number) <= count else -1


def _tagged(answer: str, holes: Sequence[Hole]) -> Iterator[Piece]:
    """An end tag belongs to the tag that was opened last; what a span holds is not text."""
    opened: list[int] = []
    place = 0
    for match in TAG.finditer(answer):
        if match.start() < place:
            continue
        yield answer[place : match.start()]
        place = match.end()
        if match["end"]:
            if match["name"].lower() == "a" and opened:
                yield _other_end(opened.pop(), holes)
            continue
        index = _index(match["id"] or "0", len(holes))
        yield index
        if match["name"].lower() == "a":
            opened.append(index)
        elif end := SPAN_END.search(answer, place):
            place = end.end()
    yield answer[place:]


def _other_end(index: int, holes: Sequence[Hole]) -> int:
    pair = holes[index].pair if index >= 0 else -1
    ends = (n for n, hole in enumerate(holes) if hole.pair == pair and n != index)
    return next(ends, -1) if pair >= 0 else -1


def _kept(pieces: Sequence[Piece], holes: Sequence[Hole]) -> dict[int, int]:
    """The holes that are put back, each with the place of the piece that is for it.

    Of a doubled placeholder the first counts. Pairs must hold something, and not cross.
    """
    kept: dict[int, int] = {}
    opened: list[tuple[int, int]] = []  # holes with their places
    for place, piece in enumerate(pieces):
        if not isinstance(piece, int) or piece < 0 or piece in kept:
            continue
        hole = holes[piece]
        if hole.kind is Kind.ATOM:
            kept[piece] = place
        elif hole.kind is Kind.OPEN and piece not in (index for index, _ in opened):
            opened.append((piece, place))
        elif hole.kind is Kind.CLOSE:
            depth = next((n for n, (i, _) in enumerate(opened) if holes[i].pair == hole.pair), -1)
            if depth >= 0 and _holds_something(pieces[opened[depth][1] + 1 : place]):
                kept |= {opened[depth][0]: opened[depth][1], piece: place}
                del opened[depth:]
    return kept


def _holds_something(pieces: Sequence[Piece]) -> bool:
    return any(piece.strip() if isinstance(piece, str) else piece >= 0 for piece in pieces)


def _joined(pieces: Sequence[Piece], kept: Mapping[int, int], holes: Sequence[Hole]) -> str:
    """The text; white space that got into a pair is set outside, and none is before a note."""
    text = ""
    opened = -1  # where the markup begins that the text ends with
    for place, piece in enumerate(pieces):
        if isinstance(piece, str):
            core = piece.lstrip(" ") if opened >= 0 or text.endswith(" ") else piece
            if place and _STOP.match(piece):  # services set a space before it
                text, core = text.rstrip(" "), piece.lstrip(" ")
            if opened > 0 and core != piece and not text[opened - 1].isspace():
                text = f"{text[:opened]} {text[opened:]}"
            text += escape(core)
            opened = opened if not piece.strip() else -1
        elif kept.get(piece) == place:
            opened = len(text) if holes[piece].kind is Kind.OPEN and opened < 0 else opened
            text = _with_hole(text, holes[piece])
            opened = opened if holes[piece].kind is Kind.OPEN else -1
    return text


def _with_hole(text: str, hole: Hole) -> str:
    bare = text.rstrip(" ")
    if hole.kind is Kind.CLOSE:
        return bare + hole.text + text[len(bare) :]
    if hole.text.startswith("[^"):
        return bare + hole.text
    if hole.text == "[" and text.endswith("!"):  # a link after a shout is no picture
        text = f"{text[:-1]}\\!"
    return text + hole.text
