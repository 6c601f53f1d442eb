"""Where a long text and its translation go side by side, so that not all pairs need be compared.

Sentences that share rare keys are chained in rising order with the greatest weight together (the
heaviest increasing subsequence, with a Fenwick tree of maxima); the band follows the chain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import sqrt

from site_gen.alignment.evidence import Sentence
from site_gen.alignment.search import Band, Place
from site_gen.alignment.statistics import Statistics

_MOST = 16  # a key that a side has more often says too little about where
_ENOUGH = 5.0  # together, for two sentences to be an anchor
_SLACK = 4  # places that the band has at least to each side
_WIDEST = 160
_FAR = 0.3  # of the text, that an anchor may lie from the diagonal
_NEIGHBOURS = 4  # anchors on each side that tell where one should be


def find_band(
    source: Sequence[Sentence], target: Sequence[Sentence], statistics: Statistics
) -> Band:
    """For each place of the source, the first and last place of the target to be looked at."""
    size = len(source), len(target)
    chain = _chain(_candidates(source, target, statistics), size[1])
    points = [(0, 0), *_in_line(chain), size]
    band = [(0, 0)] * (size[0] + 1)
    for start, end in pairwise(points):
        for i, low, high in _stretch(start, end):
            before = band[i] if i == start[0] and i else (size[1], 0)
            band[i] = max(0, min(low, before[0])), min(size[1], max(high, before[1]))
    band[0] = 0, band[0][1]
    band[-1] = band[-1][0], size[1]
    return _rising(band)


def _rising(band: Band) -> Band:
    """The band made so wide that no place of it is a dead end."""
    lows = [*accumulate((low for low, _ in reversed(band)), min)][::-1]
    return list(zip(lows, accumulate((high for _, high in band), max), strict=True))


def _candidates(
    source: Sequence[Sentence], target: Sequence[Sentence], statistics: Statistics
) -> list[tuple[int, int, float]]:
    """Pairs of sentences that share enough, by place."""
    places = _places(source), _places(target)
    slope = len(target) / len(source)
    weights: dict[Place, float] = defaultdict(float)
    for key, ours in places[0].items():
        theirs = places[1].get(key, ())
        if len(ours) > _MOST or not 0 < len(theirs) <= _MOST:
            continue
        weight = statistics.shared[key][0] / max(len(ours), len(theirs)) ** 0.5
        for i in ours:
            for j in theirs:
                if abs(j - i * slope) <= _FAR * len(target) + _SLACK:
                    weights[i, j] += weight
    return sorted((i, j, weight) for (i, j), weight in weights.items() if weight >= _ENOUGH)


def _places(side: Sequence[Sentence]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, sentence in enumerate(side):
        for key in dict.fromkeys(sentence.keys):  # in their order: sums of floats depend on it
            places[key].append(place)
    return places


def _chain(candidates: Sequence[tuple[int, int, float]], width: int) -> list[Place]:
    """The heaviest run of pairs that rises on both sides."""
    tree: list[tuple[float, int]] = [(0.0, -1)] * (width + 1)
    back: list[int] = []
    waiting: list[tuple[int, float, int]] = []
    row = -1
    for number, (i, j, weight) in enumerate(candidates):
        if i != row:  # pairs of one sentence cannot follow one another
            _enter(tree, waiting)
            waiting, row = [], i
        before, last = _heaviest(tree, j)
        back.append(last)
        waiting.append((j + 1, before + weight, number))
    _enter(tree, waiting)
    at = _heaviest(tree, width)[1]
    chain: list[Place] = []
    while at >= 0:
        chain.append(candidates[at][:2])
        at = back[at]
    return chain[::-1]


def _enter(tree: list[tuple[float, int]], found: Sequence[tuple[int, float, int]]) -> None:
    for place, weight, number in found:
        at = place
        while at < len(tree):
            if tree[at][0] < weight:
                tree[at] = weight, number
            at += at & -at


def _heaviest(tree: Sequence[tuple[float, int]], place: int) -> tuple[float, int]:
    best = (0.0, -1)
    while place:
        if tree[place][0] > best[0]:
            best = tree[place]
        place -= place & -place
    return best


def _in_line(chain: Sequence[Place]) -> Iterator[Place]:
    """The anchors that lie about where those around them say."""
    for number, (i, j) in enumerate(chain):
        before = chain[max(0, number - _NEIGHBOURS)]
        after = chain[min(len(chain) - 1, number + _NEIGHBOURS)]
        wide, high = after[0] - before[0], after[1] - before[1]
        expected = before[1] + high * (i - before[0]) / wide if wide else j
        if abs(j - expected) <= _SLACK:
            yield i, j


def _stretch(start: Place, end: Place) -> Iterator[tuple[int, int, int]]:
    """The band between two anchors: place of the source, first and last place of the target."""
    wide, high = end[0] - start[0], end[1] - start[1]
    slope = high / wide if wide else 0.0
    half = _SLACK + min(abs(wide - high) + 1.5 * sqrt(min(wide, high)), _WIDEST)
    half = max(half, 2 * slope + 2)
    for step in range(wide + 1):
        middle = start[1] + slope * step
        low = max(middle - half, start[1] - _SLACK)
        top = min(middle + half, end[1] + _SLACK)
        yield start[0] + step, int(low), int(top) + 1
