"""Where in a text a ZWNJ may be missing, found by looking up its pieces; and how it treats them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from site_gen.persian.borders import ONE, Borders
from site_gen.persian.knowledge import END, START
from site_gen.persian.looks import Look
from site_gen.persian.spacing_model import model


class Gap(NamedTuple):
    """A space that may part one word: the number of the piece before it, and why (Borders)."""

    number: int
    shared: int


class Line(NamedTuple):
    """A line and where in it something may be wrong."""

    text: str
    pieces: list[str]  # between spaces
    looks: list[Look]
    words: list[int]  # the numbers of the pieces in which a ZWNJ may be missing
    gaps: list[Gap]
    lost: int  # ZWNJs surely lost within words
    spaced: int  # ZWNJs that surely became spaces

    def places(self) -> list[int]:
        """Where each piece begins."""
        return list(accumulate((len(piece) + 1 for piece in self.pieces), initial=0))

    def before(self, piece: int, token: int) -> str:
        """The token before that one of that piece, or the sign of a start."""
        if token > 0:
            return self.looks[piece].tokens[token - 1]
        piece -= 1
        while piece >= 0 and not self.looks[piece].tokens:
            piece -= 1
        return self.looks[piece].tokens[-1] if piece >= 0 else START

    def after(self, piece: int, token: int) -> str:
        """The token after that one of that piece, or the sign of an end."""
        if token + 1 < len(self.looks[piece].tokens):
            return self.looks[piece].tokens[token + 1]
        piece += 1
        while piece < len(self.looks) and not self.looks[piece].tokens:
            piece += 1
        return self.looks[piece].tokens[0] if piece < len(self.looks) else END


class Scan(NamedTuple):
    """What looking the pieces of a text up shows."""

    lines: tuple[tuple[int, Line], ...]  # those in doubt, with their places in the text
    lost: int
    spaced: int


@lru_cache(maxsize=4)
def scan(text: str) -> Scan:
    """Look every piece of the text up."""
    start, lines = 0, []
    for line in text.split("\n"):
        looked = look_at(line)
        if looked:
            lines.append((start, looked))
        start += len(line) + 1
    return Scan(
        tuple(lines), sum(line.lost for _, line in lines), sum(line.spaced for _, line in lines)
    )


@lru_cache(maxsize=10_000)
def look_at(line: str) -> Line | None:
    """Look every piece of one line up; None if nothing in it is in doubt."""
    loaded = model()
    pieces, looks = loaded.looks.at(line)
    words = [i for i, look in enumerate(looks) if look.doubtful]
    gaps = list(_gaps(loaded.borders, looks))
    if not words and not gaps:
        return None
    lost = sum([looks[i].lost for i in words])
    spaced = sum([_is_one(loaded.borders, looks, gap) for gap in gaps if gap.shared & ONE])
    return Line(line, pieces, looks, words, gaps, lost, spaced)


def _gaps(edges: Borders, looks: list[Look]) -> Iterator[Gap]:
    for i, (left, right) in enumerate(pairwise(looks)):
        shared = left.left & right.right
        if shared and (real := edges.confirmed(shared, left.tokens[-1], right.tokens[0])):
            yield Gap(i, real)


def _is_one(borders: Borders, looks: list[Look], gap: Gap) -> bool:
    pair = looks[gap.number].tokens[-1], looks[gap.number + 1].tokens[0]
    return pair in borders.words.vocabulary.one


def forget_looks() -> None:
    """Look up every text anew."""
    scan.cache_clear()
    look_at.cache_clear()
    model().forget()
