"""Inline runs of the other script get a language and a direction of their own.

Without them the bidirectional algorithm (Unicode UAX #9) has to guess where a Latin name inside
Persian ends, a screen reader reads it in the wrong voice, and the wrong font is taken.

What such a run is, `runs.py` says.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from html import unescape
from itertools import accumulate, pairwise

from markupsafe import Markup, escape
from msgspec import Struct

from site_gen.model import PERSIAN, Locale, other
from site_gen.render.runs import (
    DEGREES,
    LETTER,
    LOOSE_MARK,
    PERSIAN_LETTER,
    foreign_runs,
    numbers_of_runs,
)

#: A tag of well-formed HTML; splitting by it gives texts and tags in turn.
TAG = re.compile(r"(<(?:\"[^\"]*\"|[^\">])*>)")


def isolate_text(text: str, locale: Locale) -> Markup:
    """Plain text of `locale` as HTML, each run of the other script in a `span` of its own."""
    runs = list(foreign_runs(text, locale))
    if not runs:
        return escape(text)
    parts: list[str] = []
    end = 0
    for start, stop in runs:
        run = text[start:stop]
        inner = escape(run) if locale == PERSIAN else isolate_text(run, PERSIAN)
        parts += (escape(text[end:start]), _opening(run, locale), inner, "</span>")
        end = stop
    return Markup("".join((*parts, escape(text[end:]))))


def isolate_html(html: str, locale: Locale) -> Markup:
    """The same for well-formed inline HTML; what stands in `code` alone is left as it is."""
    if locale != PERSIAN and PERSIAN_LETTER.search(html):
        html = _isolated(html, PERSIAN, numbers_of_runs)
    return Markup(_isolated(html, locale, partial(foreign_runs, locale=locale)))


_Runs = Callable[[str], Iterable[tuple[int, int]]]


def _isolated(html: str, locale: Locale, find: _Runs) -> str:
    pieces = _pieces(html, find)
    shown = [piece.html for piece in pieces]
    for first, last in _extents(pieces):
        run = "".join(piece.html for piece in pieces[first : last + 1] if piece.run >= 0)
        opening = _opening(run, locale)
        for begin, end in _wrappable(pieces, first, last):
            core = shown[begin].lstrip()  # a space at the edge of a run is the block's own
            shown[begin] = shown[begin].removesuffix(core) + opening + core
            core = shown[end].rstrip()
            shown[end] = core + "</span>" + shown[end].removeprefix(core)
    return "".join(shown)


def _opening(run: str, locale: Locale) -> str:
    foreign = other(locale)
    if LOOSE_MARK.fullmatch(run):
        return f'<span dir="{locale.direction}">'
    lang = f' lang="{foreign.code}"' if LETTER.search(run) and not DEGREES.fullmatch(run) else ""
    return f'<span{lang} dir="{foreign.direction}">'


class _Piece(Struct, frozen=True):
    """A tag, or text that lies wholly in run number `run` or in none (-1)."""

    html: str
    depth: int = 0  # how much deeper the HTML is after it
    run: int = -1
    in_code: bool = False


def _pieces(html: str, find: _Runs) -> list[_Piece]:
    parts = TAG.split(html)
    texts = [
        ("\n" if part.startswith("<br") else "") if index % 2 else unescape(part)
        for index, part in enumerate(parts)
    ]
    starts = list(accumulate(map(len, texts), initial=0))
    runs = list(find("".join(texts)))
    borders = sorted({border for run in runs for border in run})
    pieces: list[_Piece] = []
    in_code = False
    for index, (part, text) in enumerate(zip(parts, texts, strict=True)):
        if index % 2:
            in_code = part.startswith("<code") or (in_code and part != "</code>")
            pieces.append(_Piece(part, depth_of(part)))
            continue
        for begin, end in _cut(starts[index], starts[index + 1], borders):
            number = bisect_right(runs, (begin, len(html))) - 1
            inside = number >= 0 and begin < runs[number][1]
            shown = str(escape(text[begin - starts[index] : end - starts[index]]))
            pieces.append(_Piece(shown, 0, number if inside else -1, in_code))
    return pieces


def depth_of(tag: str) -> int:
    """How much deeper well-formed HTML is after a tag."""
    if tag.startswith(("<br", "<img")):
        return 0
    return -1 if tag.startswith("</") else 1


def _cut(start: int, end: int, borders: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretch from `start` to `end` in pieces that end at the borders inside it."""
    inside = borders[bisect_right(borders, start) : bisect_left(borders, end)]
    return pairwise((start, *inside, end)) if start < end else iter(())


def _extents(pieces: Sequence[_Piece]) -> Iterator[tuple[int, int]]:
    """The first and the last piece of each run."""
    found: dict[int, tuple[int, int]] = {}
    for index, piece in enumerate(pieces):
        if piece.run >= 0:
            found[piece.run] = found.get(piece.run, (index, index))[0], index
    return iter(found.values())


def _wrappable(pieces: Sequence[_Piece], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretches of pieces to wrap for a run: one, or its texts where tags cross it."""
    if all(piece.in_code for piece in pieces[first : last + 1]):
        return
    unopened, unclosed = _open_ends(pieces[first : last + 1])
    begin, end = first - unopened, last + unclosed
    widened = (*pieces[max(begin, 0) : first], *pieces[last + 1 : end + 1])
    only_tags = len(widened) == unopened + unclosed and all(piece.depth for piece in widened)
    if only_tags and _open_ends(pieces[begin : end + 1]) == (0, 0):
        yield begin, end
        return
    for index in range(first, last + 1):
        if pieces[index].run >= 0 and not pieces[index].in_code:
            yield index, index


def _open_ends(pieces: Sequence[_Piece]) -> tuple[int, int]:
    """How many tags are closed that were not opened here, and opened that are not closed."""
    depth = lowest = 0
    for piece in pieces:
        depth += piece.depth
        lowest = min(lowest, depth)
    return -lowest, depth - lowest
