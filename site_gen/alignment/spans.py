"""Sentences in a row of one side of a unit, made ready for comparing with the other's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import log
from typing import NamedTuple

from site_gen.alignment.evidence import (
    BREAK,
    CLOSES,
    COLON,
    OPENS,
    Sentence,
)

_AT_THE_END = CLOSES | COLON | BREAK


class Span(NamedTuple):
    """One sentence or several in a row.

    `counts` are those of its keys that both sides of the unit have: no other can be shared.
    `many` (and its logarithm) and `lacking` are of all its keys.
    """

    marks: int
    counts: Mapping[str, int]
    many: int
    log_many: float
    lacking: float
    said: frozenset[str]


class Spans:
    """The spans of one side, each made when it is first asked for.

    `sums` are the lengths of all sentences before each place, in characters, brought to the middle
    between both languages.
    """

    __slots__ = ("_made", "sums")

    def __init__(
        self,
        side: Sequence[Sentence],
        shared: frozenset[str],
        lacking: Mapping[str, float],
        stretch: float,
    ) -> None:
        self._made = {(at, 1): _span(one, shared, lacking) for at, one in enumerate(side)}
        self.sums = [0.0, *accumulate([sentence.length * stretch for sentence in side])]

    def span(self, at: int, size: int) -> Span:
        """The span of `size` sentences that begins at sentence `at`."""
        made = self._made.get((at, size))
        if made is None:
            made = _joined(self.span(at, size - 1), self._made[at + size - 1, 1])
            self._made[at, size] = made
        return made


def _span(sentence: Sentence, shared: frozenset[str], lacking: Mapping[str, float]) -> Span:
    _, marks, keys, said = sentence
    counts: dict[str, int] = {}
    for key in keys:
        if key in shared:
            counts[key] = counts[key] + 1 if key in counts else 1
    cost = sum(map(lacking.__getitem__, keys))
    return Span(marks, counts, len(keys), log(len(keys) + 1), cost, said)


def _joined(span: Span, last: Span) -> Span:
    """A span with the sentence after it."""
    marks, before, many, _, lacking, said = span
    counts = {**before}
    for key, count in last.counts.items():
        counts[key] = counts[key] + count if key in counts else count
    many += last.many
    return Span(
        marks & ~_AT_THE_END | last.marks & ~OPENS,
        counts,
        many,
        log(many + 1),
        lacking + last.lacking,
        said | last.said,
    )
