"""The keys of each paragraph of an article, however often they stand in it and in what order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from site_gen.alignment.evidence import Piece, numbers_of
from site_gen.alignment.words import (
    FOREIGN,
    NUMERAL,
    SIGNS,
    english_keys,
    persian_keys,
    words_of,
)

Keys = Sequence[set[str]]  # of each paragraph


def find_keys(source: Sequence[Piece], target: Sequence[Piece]) -> tuple[Keys, Keys]:
    """The keys of all paragraphs of both sides, each side's in one language."""
    ours, theirs = [_keys(one) for one in source], [_keys(one) for one in target]
    _add_foreign(source, ours, theirs)
    _add_foreign(target, theirs, ours)
    for keys in (*ours, *theirs):
        keys -= SIGNS
    return ours, theirs


def _keys(piece: Piece) -> set[str]:
    read = persian_keys if piece.persian else english_keys
    found = [*map(read, piece.chunks)]
    keys = {*chain.from_iterable(found)}
    if NUMERAL in keys:
        keys.update(*chain.from_iterable(numbers_of(piece.chunks, found)))
    return keys


def _add_foreign(pieces: Sequence[Piece], side: Keys, other: Keys) -> None:
    """The words of a text in Latin letters that stand amid Persian on the other side."""
    with_foreign = [keys for keys in other if FOREIGN in keys]
    wanted = {key[1:] for keys in with_foreign for key in keys if key[0] == "w"}
    for piece, keys in zip(pieces, side, strict=True) if wanted else ():
        keys.update(_foreign(piece, wanted))


def _foreign(piece: Piece, wanted: set[str]) -> Iterator[str]:
    text = piece.text.lower()
    if any(word in text for word in wanted):
        words = chain.from_iterable(map(words_of, piece.chunks))
        yield from (f"w{word}" for word in wanted.intersection(words))
