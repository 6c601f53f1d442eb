"""In which paragraphs of an article each key stands, as bits: 1 << n for paragraph number n.

A word is looked up once for the whole article, however many of its paragraphs have it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from site_gen.alignment.evidence import Piece, numbers_at
from site_gen.alignment.words import (
    FOREIGN,
    NUMERAL,
    OF_NUMBERS,
    SIGNS,
    english_keys,
    persian_keys,
    words_of,
)

Places = Mapping[str, int]


class _Side(NamedTuple):
    """The paragraphs that have each chunk, and those that have each key."""

    chunks: Places
    keys: dict[str, int]


def find_keys(source: Sequence[Piece], target: Sequence[Piece]) -> tuple[Places, Places]:
    """The keys of all paragraphs of both sides, each side's in one language."""
    ours, theirs = _read(source), _read(target)
    for side, other in ((ours, theirs), (theirs, ours)):
        if FOREIGN in other.keys:
            _add_foreign(side, {key[1:] for key in other.keys if key[0] == "w"})
    for side in (ours, theirs):
        for sign in SIGNS.intersection(side.keys):
            del side.keys[sign]
    return ours.keys, theirs.keys


def _read(pieces: Sequence[Piece]) -> _Side:
    chunks: dict[str, int] = defaultdict(int)
    for number, piece in enumerate(pieces):
        place = 1 << number
        for chunk in piece.chunks:
            chunks[chunk] |= place
    read = persian_keys if any(piece.persian for piece in pieces) else english_keys
    keys: dict[str, int] = defaultdict(int)
    parts: set[str] = set()
    for chunk, places in chunks.items():
        found = read(chunk)
        for key in found:
            keys[key] |= places
        if found and found[0] in OF_NUMBERS:
            parts.add(chunk)
    _add_numbers(keys, pieces, parts)
    return _Side(chunks, keys)


def _add_numbers(keys: dict[str, int], pieces: Sequence[Piece], parts: set[str]) -> None:
    """The numbers of the paragraphs that have any; `parts` are the chunks that may be of one."""
    having = keys.get(NUMERAL, 0)
    for number, piece in enumerate(pieces):
        if having >> number & 1:
            at = [place for place, chunk in enumerate(piece.chunks) if chunk in parts]
            for key in numbers_at(piece.chunks, at).keys:
                keys[key] |= 1 << number


def _add_foreign(side: _Side, wanted: set[str]) -> None:
    """The words of a text in Latin letters that stand amid Persian on the other side."""
    for chunk, places in side.chunks.items():
        words = words_of(chunk)
        if not wanted.isdisjoint(words):
            for word in wanted.intersection(words):
                side.keys[f"w{word}"] |= places
