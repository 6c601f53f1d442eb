"""Where in a text a ZWNJ may be missing, found by looking up its pieces; and how it treats them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, compress, count
from typing import NamedTuple

from site_gen.persian.borders import ONE
from site_gen.persian.knowledge import END, START
from site_gen.persian.looks import Look
from site_gen.persian.spacing_model import model

LINES = 1 << 10  #: remembered; of an article they are asked for several times, of others never


class Line(NamedTuple):
    """A line and where in it something may be wrong."""

    text: str
    pieces: list[str]  # between spaces
    words: list[int]  # the numbers of the pieces in which a ZWNJ may be missing
    shared: list[int]  # the bits that both sides of each gap have
    doubted: list[int]  # the numbers of the pieces after which a gap has some: it may part a word

    @property
    def lost(self) -> int:
        """How many ZWNJs were surely lost within words."""
        return sum([self.look(piece).lost for piece in self.words])

    @property
    def spaced(self) -> int:
        """How many ZWNJs as good as surely became spaces."""
        return sum(1 for _ in self.gaps(ONE, ONE))

    def gaps(self, needed: int, bits: int) -> Iterator[int]:
        """The numbers of the pieces after which a gap has one of these bits; its sides share one of
        those that are needed for it."""
        known, pieces, shared = model().looks.gaps, self.pieces, self.shared
        for gap in self.doubted:
            if shared[gap] & needed and known[pieces[gap], pieces[gap + 1]] & bits:
                yield gap

    def look(self, piece: int) -> Look:
        """A look at the piece of that number."""
        return model().looks.at[self.pieces[piece]]

    def places(self) -> list[int]:
        """Where each piece begins."""
        return list(accumulate((len(piece) + 1 for piece in self.pieces), initial=0))

    def pair(self, gap: int) -> tuple[str, str]:
        """The two words beside a gap."""
        return self.look(gap).tokens[-1], self.look(gap + 1).tokens[0]

    def before(self, piece: int, token: int) -> str:
        """The token before that one of that piece, or the sign of a start."""
        if token > 0:
            return self.look(piece).tokens[token - 1]
        piece -= 1
        while piece >= 0 and not self.look(piece).tokens:
            piece -= 1
        return self.look(piece).tokens[-1] if piece >= 0 else START

    def after(self, piece: int, token: int) -> str:
        """The token after that one of that piece, or the sign of an end."""
        if token + 1 < len(self.look(piece).tokens):
            return self.look(piece).tokens[token + 1]
        piece += 1
        while piece < len(self.pieces) and not self.look(piece).tokens:
            piece += 1
        return self.look(piece).tokens[0] if piece < len(self.pieces) else END


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


@lru_cache(maxsize=LINES)
def look_at(line: str) -> Line | None:
    """Look every piece of one line up; None if nothing in it is in doubt."""
    pieces = line.split(" ")
    words, shared = model().looks.through(pieces)
    doubted = [*compress(count(), shared)]
    return Line(line, pieces, words, shared, doubted) if words or doubted else None


def forget_looks() -> None:
    """Look up every text anew."""
    scan.cache_clear()
    look_at.cache_clear()
    model().forget()
