"""How well spans of sentences answer each other, as a log likelihood ratio.

Lengths as Gale and Church have them ("A program for aligning sentences in bilingual corpora",
Computational Linguistics 19, 1993), in a form that is the same from both sides; shared keys as
Moore uses IBM model 1 ("Fast and accurate sentence alignment of bilingual corpora", AMTA 2002),
both ways round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from math import log, sqrt

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
from site_gen.alignment.spans import Span, Spans
from site_gen.alignment.statistics import WEIGHTS, Shape, Shared, Statistics, Weights

_NEVER = float("-inf")
_MANY = 9  # of one key: more count as so many
_LOGS = (0.0, *(log(count) for count in range(1, _MANY + 1)))


class Scorer:
    """Scores the beads of one unit."""

    __slots__ = ("_gaps", "_marks", "_shared", "_source", "_target", "_weights", "shapes", "size")

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
        both = _keys(source) & _keys(target)
        self._shared = statistics.shared
        self._source = Spans(source, both, statistics.source, root)
        self._target = Spans(target, both, statistics.target, 1 / root)
        self._gaps = [_gaps(side.sums, weights) for side in (self._source, self._target)]

    def score(self, i: int, j: int, shape: Shape, prior: float) -> float:
        """The score of the bead of a shape that begins here; -inf where it cannot be."""
        m, n = shape
        if not m or not n:
            return prior - (self._gaps[0][i] if m else self._gaps[1][j])
        weights, source, target = self._weights, self._source, self._target
        ours = source.sums[i + m] - source.sums[i]
        theirs = target.sums[j + n] - target.sums[j]
        distance = (ours - theirs) ** 2 / (weights.variance * (ours + theirs + 2))
        if distance > weights.unlikely:
            if m != n:
                return _NEVER
            distance = weights.unlikely
        return prior - distance + self._agreement(source.span(i, m), target.span(j, n))

    def agreement(self, source: slice, target: slice) -> float:
        """What two spans say of each other, wherever they stand and however long they are."""
        ours = self._source.span(source.start, source.stop - source.start)
        return self._agreement(ours, self._target.span(target.start, target.stop - target.start))

    def _agreement(self, ours: Span, theirs: Span) -> float:
        """What the marks and the keys of two spans say."""
        value = self._marks[ours.marks][theirs.marks]
        if ours.said or theirs.said:
            lost = len(ours.said - theirs.counts.keys()) + len(theirs.said - ours.counts.keys())
            value -= self._weights.missing * lost
        return value + self._weights.lexical * _lexical(ours, theirs, self._shared)


def _keys(side: Sequence[Sentence]) -> frozenset[str]:
    return frozenset(chain.from_iterable([sentence.keys for sentence in side]))


def _gaps(sums: Sequence[float], weights: Weights) -> list[float]:
    """What it costs to leave out each sentence."""
    return [weights.gap_length * log(1 + (end - start) / 10) for start, end in pairwise(sums)]


def _lexical(ours: Span, theirs: Span, shared: Mapping[str, Shared]) -> float:
    """Each key of one side is made by one of the other side's, or by none of them."""
    _, here, _, log_here, lacking_here, _ = ours
    _, there, _, log_there, lacking_there, _ = theirs
    value = -lacking_here - lacking_there
    for key, one in here.items():  # in their order: sums of floats depend on it
        if key not in there:
            continue
        other = there[key]
        telling, telling_there, lost, lost_there = shared[key]
        gain = telling_there - log_here
        if one > 1:
            gain += _LOGS[one] if one < _MANY else _LOGS[-1]
        if gain > 0.0:
            value += other * gain / 2
        gain = telling - log_there
        if other > 1:
            gain += _LOGS[other] if other < _MANY else _LOGS[-1]
        if gain > 0.0:
            value += one * gain / 2
        value += one * lost + other * lost_there
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
