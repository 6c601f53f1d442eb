"""How well spans of sentences answer each other, as a log likelihood ratio.

Lengths as Gale and Church have them ("A program for aligning sentences in bilingual corpora",
Computational Linguistics 19, 1993), in a form that is the same from both sides; shared keys as
Moore uses IBM model 1 ("Fast and accurate sentence alignment of bilingual corpora", AMTA 2002),
both ways round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from math import log, sqrt
from typing import NamedTuple

from site_gen.alignment.evidence import (
    BREAK,
    CLOSES,
    COLON,
    EXCLAMATION,
    MARKS,
    OPENS,
    QUESTION,
    Sentence,
)
from site_gen.alignment.statistics import WEIGHTS, Shape, Shared, Statistics, Weights

_NEVER = float("-inf")
_LOGS = (0.0, *(log(count) for count in range(1, 10)))


class Span(NamedTuple):
    """Sentences in a row of one side, made ready for comparing."""

    marks: int
    keys: frozenset[str]
    counts: Mapping[str, int]
    log_count: float
    lacking: float
    said: frozenset[str]


class Spans:
    """The spans of one side, each made when it is first asked for."""

    __slots__ = ("_lacking", "_made", "_side", "_sums")

    def __init__(self, side: Sequence[Sentence], lacking: Mapping[str, float], stretch: float):
        self._side = side
        self._lacking = lacking
        self._made: dict[Shape, Span] = {}
        self._sums = [0.0, *accumulate(sentence.length * stretch for sentence in side)]

    def length(self, at: int, size: int) -> float:
        """The length of a span in characters, brought to the middle between both languages."""
        return self._sums[at + size] - self._sums[at]

    def span(self, at: int, size: int) -> Span:
        """The span of `size` sentences that begins at sentence `at`."""
        made = self._made.get((at, size))
        if made is None:
            made = self._made[at, size] = _span(self._side[at : at + size], self._lacking)
        return made


def _span(window: Sequence[Sentence], lacking: Mapping[str, float]) -> Span:
    marks, keys, said = _joined(window)
    counts = Counter(keys)
    cost = sum(map(lacking.__getitem__, keys))
    return Span(marks, frozenset(counts), counts, log(len(keys) + 1), cost, said)


def _joined(window: Sequence[Sentence]) -> tuple[int, Sequence[str], frozenset[str]]:
    """The marks, the keys and what is said of sentences in a row."""
    first = window[0]
    if len(window) == 1:
        return first.marks, first.keys, first.said
    marks = first.marks & OPENS | window[-1].marks & (CLOSES | COLON | BREAK)
    for sentence in window:
        marks |= sentence.marks & (QUESTION | EXCLAMATION)
    keys = tuple(chain.from_iterable(sentence.keys for sentence in window))
    return marks, keys, first.said.union(*(sentence.said for sentence in window))


class Scorer:
    """Scores the beads of one unit."""

    __slots__ = ("_marks", "_shared", "_source", "_target", "_weights", "shapes", "size")

    def __init__(
        self,
        source: Sequence[Sentence],
        target: Sequence[Sentence],
        statistics: Statistics,
        weights: Weights = WEIGHTS,
    ) -> None:
        self.size = len(source), len(target)
        self.shapes = weights.shapes
        self._weights = weights
        self._marks = _mark_scores(weights)
        root = sqrt(statistics.ratio)
        self._shared = statistics.shared
        self._source = Spans(source, statistics.source, root)
        self._target = Spans(target, statistics.target, 1 / root)

    def score(self, i: int, j: int, shape: Shape, prior: float) -> float:
        """The score of the bead of a shape that begins here; -inf where it cannot be."""
        m, n = shape
        ours, theirs = self._source.length(i, m), self._target.length(j, n)
        weights = self._weights
        if not m or not n:
            return prior - weights.gap_length * log(1 + (ours + theirs) / 10)
        distance = (ours - theirs) ** 2 / (weights.variance * (ours + theirs + 2))
        if distance > weights.unlikely:
            if m != n:
                return _NEVER
            distance = weights.unlikely
        return prior - distance + self._agreement(self._source.span(i, m), self._target.span(j, n))

    def agreement(self, source: slice, target: slice) -> float:
        """What two spans say of each other, wherever they stand and however long they are."""
        ours = self._source.span(source.start, source.stop - source.start)
        return self._agreement(ours, self._target.span(target.start, target.stop - target.start))

    def _agreement(self, ours: Span, theirs: Span) -> float:
        """What the marks and the keys of two spans say."""
        value = self._marks[ours.marks][theirs.marks]
        if ours.said or theirs.said:
            lost = len(ours.said - theirs.keys) + len(theirs.said - ours.keys)
            value -= self._weights.missing * lost
        return value + self._weights.lexical * _lexical(ours, theirs, self._shared)


def _lexical(ours: Span, theirs: Span, shared: Mapping[str, Shared]) -> float:
    """Each key of one side is made by one of the other side's, or by none of them."""
    here, there, log_here, log_there = ours.counts, theirs.counts, ours.log_count, theirs.log_count
    value = -ours.lacking - theirs.lacking
    for key in sorted(ours.keys & theirs.keys):  # sums of floats depend on the order
        telling, telling_there, lacking, lacking_there = shared[key]
        one, other = here[key], there[key]
        gain = telling_there - log_here
        if one > 1:
            gain += _LOGS[min(one, 9)]
        if gain > 0.0:
            value += other * gain / 2
        gain = telling - log_there
        if other > 1:
            gain += _LOGS[min(other, 9)]
        if gain > 0.0:
            value += one * gain / 2
        value += one * lacking + other * lacking_there
    return value


@lru_cache(maxsize=8)
def _mark_scores(weights: Weights) -> list[list[float]]:
    """What marks of two spans say: having one both is for the bead, only one has it is against."""

    costs = (
        (QUESTION, weights.question),
        (EXCLAMATION, weights.exclamation),
        (COLON, weights.colon),
        (OPENS, weights.opens),
        (CLOSES, weights.closes),
        (BREAK, weights.line_break),
    )

    def value(ours: int, theirs: int) -> float:
        total = 0.0
        for mark, weight in costs:
            if ours & theirs & mark:
                total += weight
            elif (ours ^ theirs) & mark:
                total -= weight / 2
        return total

    return [[value(a, b) for b in range(MARKS)] for a in range(MARKS)]
