"""How well spans of sentences answer each other, as a log likelihood ratio.

Lengths as Gale and Church have them ("A program for aligning sentences in bilingual corpora",
Computational Linguistics 19, 1993), in a form that is the same from both sides; shared keys as
Moore uses IBM model 1 ("Fast and accurate sentence alignment of bilingual corpora", AMTA 2002),
both ways round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
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

Shape = tuple[int, int]  # how many sentences of each side a bead has


@dataclass(frozen=True, slots=True)
class Weights:
    """Natural logarithms, chosen on half of the documents that the benchmark names."""

    shapes: tuple[tuple[Shape, float], ...]
    variance: float = 5.0  # of the length of a translation, for each character
    unlikely: float = 8.0  # what a length costs at most
    gap_length: float = 0.3  # a long sentence is left out less often
    lexical: float = 1.0
    missing: float = 1.6  # what a number costs that the other side does not have
    lacking: float = 0.4  # how much it counts that a known word is not answered
    background: float = 60.0  # keys that any text is taken to have besides those seen
    question: float = 1.5
    exclamation: float = 0.5
    colon: float = 1.0
    opens: float = 0.9
    closes: float = 0.4
    line_break: float = 1.0


WEIGHTS = Weights(
    (
        ((1, 1), 0.0),
        ((1, 2), -2.5),
        ((2, 1), -2.5),
        ((2, 2), -6.0),
        ((1, 3), -5.0),
        ((3, 1), -5.0),
        ((1, 0), -2.5),
        ((0, 1), -2.5),
    )
)

#: The probability that a translation has a key, given that its source has it, by the key's first
#: character; names by the number of their consonants.
_TRUST = {"n": 0.85, "w": 0.9, "m": 0.5, "#": 0.5, "t": 0.5}
_NAME_TRUST = (0.0, 0.0, 0.3, 0.75, 0.9)
_ONE = frozenset({"n1", "n2"})
_ONE_TRUST = 0.3
_SURE = 0.95
_NEVER = float("-inf")
_LOGS = (0.0, *(log(count) for count in range(1, 10)))


def _trust(key: str) -> float:
    if key[0] == "s":
        return _NAME_TRUST[min(len(key) - 1, 4)]
    return _ONE_TRUST if key in _ONE else _TRUST[key[0]]


class KeyStatistics(NamedTuple):
    """For each key of one side: how telling it is there, and the cost of it unanswered."""

    telling: Mapping[str, float]
    lacking: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Statistics:
    """What holds for all units of a text; `ratio` is the target's length to the source's."""

    ratio: float
    source: KeyStatistics
    target: KeyStatistics


_STEADY = 500  # characters of equal length, so that a short text does not make its own ratio


def length_ratio(source: int, target: int) -> float:
    """The target's length to the source's, from the characters of both."""
    return (target + _STEADY) / (source + _STEADY)


def gather(
    source: Sequence[Sentence], target: Sequence[Sentence], weights: Weights = WEIGHTS
) -> Statistics:
    """Statistics of all sentences of both sides."""
    counts = [Counter(chain.from_iterable(s.keys for s in side)) for side in (source, target)]
    return Statistics(
        length_ratio(sum(s.length for s in source), sum(s.length for s in target)),
        _key_statistics(counts[0], counts[1], weights),
        _key_statistics(counts[1], counts[0], weights),
    )


def _key_statistics(ours: Counter[str], theirs: Counter[str], weights: Weights) -> KeyStatistics:
    """A key that the other side has less often cannot be answered each time."""
    total = ours.total() + weights.background

    @cache  # most keys stand once on each side
    def of(trust: float, count: int, other: int) -> tuple[float, float]:
        answering = min(trust, _SURE * (count + 0.3) / (other + 0.3))
        answered = min(trust, _SURE * (other + 0.3) / count)
        return log(answering * total / (count + 0.5)), -weights.lacking * log(1 - answered)

    telling, lacking = {}, {}
    for key, count in ours.items():
        telling[key], lacking[key] = of(_trust(key), count, theirs.get(key, 0))
    return KeyStatistics(telling, lacking)


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

    __slots__ = ("_lacking", "_made", "_side", "_stretch", "_sums")

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
    marks = window[0].marks & OPENS | window[-1].marks & (CLOSES | COLON | BREAK)
    said = window[0].said
    for sentence in window:
        marks |= sentence.marks & (QUESTION | EXCLAMATION)
        said |= sentence.said
    keys = window[0].keys
    if len(window) > 1:
        keys = tuple(chain.from_iterable(sentence.keys for sentence in window))
    counts = Counter(keys)
    cost = sum(map(lacking.__getitem__, keys))
    return Span(marks, frozenset(counts), counts, log(len(keys) + 1), cost, said)


class Scorer:
    """Scores the beads of one unit."""

    __slots__ = ("_marks", "_source", "_statistics", "_target", "_weights", "shapes", "size")

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
        self._statistics = statistics
        self._marks = _mark_scores(weights)
        root = sqrt(statistics.ratio)
        self._source = Spans(source, statistics.source.lacking, root)
        self._target = Spans(target, statistics.target.lacking, 1 / root)

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
        return value + self._weights.lexical * self._lexical(ours, theirs)

    def _lexical(self, ours: Span, theirs: Span) -> float:
        """Each key of one side is made by one of the other side's, or by none of them."""
        telling, lacking = self._statistics.source
        telling_there, lacking_there = self._statistics.target
        value = -ours.lacking - theirs.lacking
        for key in sorted(ours.keys & theirs.keys):  # sums of floats depend on the order
            here, there = ours.counts[key], theirs.counts[key]
            gain = telling_there[key] - ours.log_count + (here > 1 and _LOGS[min(here, 9)])
            if gain > 0.0:
                value += there * gain / 2
            gain = telling[key] - theirs.log_count + (there > 1 and _LOGS[min(there, 9)])
            if gain > 0.0:
                value += here * gain / 2
            value += here * lacking[key] + there * lacking_there[key]
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
