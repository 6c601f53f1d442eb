"""Where in a text a ZWNJ may be missing, found by looking up its pieces; and how it treats them."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from itertools import accumulate, compress, count, islice
from operator import and_, attrgetter
from typing import NamedTuple

from site_gen.persian.borders import ONE
from site_gen.persian.knowledge import END, START
from site_gen.persian.looks import Look
from site_gen.persian.spacing_model import model

# Read many at a time, which is quicker than one by one.
_doubtful, _left, _right = map(attrgetter, ("doubtful", "left", "right"))


class Line(NamedTuple):
    """A line and where in it something may be wrong."""

    text: str
    pieces: list[str]  # between spaces
    looks: list[Look]
    words: list[int]  # the numbers of the pieces in which a ZWNJ may be missing
    gaps: list[int]  # the numbers of the pieces after which a space may part one word
    lost: int  # ZWNJs surely lost within words
    spaced: int  # ZWNJs that surely became spaces

    def places(self) -> list[int]:
        """Where each piece begins."""
        return list(accumulate((len(piece) + 1 for piece in self.pieces), initial=0))

    def pair(self, gap: int) -> tuple[str, str]:
        """The two words beside a gap."""
        return self.looks[gap].tokens[-1], self.looks[gap + 1].tokens[0]

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
    words = [*compress(count(), map(_doubtful, looks))]
    sides = map(and_, map(_left, looks), islice(map(_right, looks), 1, None))
    gaps = [*compress(count(), sides)]
    if not words and not gaps:
        return None
    lost = sum([looks[i].lost for i in words])
    looked = Line(line, pieces, looks, words, gaps, lost, 0)
    return looked._replace(spaced=_spaced(loaded.words.vocabulary.one, looked))


def _spaced(one: Collection[tuple[str, str]], line: Line) -> int:
    """How many gaps are as good as always one word."""
    looks = line.looks
    sure = [i for i in line.gaps if looks[i].left & looks[i + 1].right & ONE]
    return sum([line.pair(i) in one for i in sure])


def forget_looks() -> None:
    """Look up every text anew."""
    scan.cache_clear()
    look_at.cache_clear()
    model().forget()
