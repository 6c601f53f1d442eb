"""The best way through all beads of a unit, and how sure each bead of it is.

Forward and backward sums over all ways give each bead its probability (Rabiner, "A tutorial on
hidden Markov models", Proceedings of the IEEE 77, 1989); the path is the one of highest score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from math import exp, log1p
from typing import NamedTuple

from site_gen.alignment.scoring import Scorer
from site_gen.alignment.statistics import Shape

Place = tuple[int, int]  # how many sentences of each side lie before
Band = Sequence[Place]  # for each place of the source, those of the target: first and last

# A bead that may be: the numbers of its two places along the band, its score and its shape.
_Arc = tuple[int, int, float, Shape]

_NEVER = float("-inf")
_NOTHING = -30.0  # a share that does not count
_ROUNDING = 1e-9  # in which the sums of equal ways may differ


class Bead(NamedTuple):
    """From one place to another, with the probability that this is right."""

    start: Place
    end: Place
    score: float


def find_beads(scorer: Scorer, band: Band) -> list[Bead]:
    """The best beads from the beginning to the end. The band must join the two."""
    rows = [0, *accumulate([high - low + 1 for low, high in band])]
    places = rows[-1]
    arcs = [*_arcs(scorer, band, rows)]
    starts, ends, values, _ = zip(*arcs, strict=True) if arcs else ((), (), (), ())
    forward = _sums(places, 0, zip(starts, ends, values, strict=True))
    backward = _sums(places, -1, zip(ends[::-1], starts[::-1], values[::-1], strict=True))
    total = forward[-1]
    beads: list[Bead] = []
    at = (0, 0)
    for start, end, value, shape in _best_path(arcs, places):
        to = at[0] + shape[0], at[1] + shape[1]
        likely = exp(forward[start] + value + backward[end] - total)
        beads.append(Bead(at, to, min(1.0, likely)))
        at = to
    return beads


def _arcs(scorer: Scorer, band: Band, rows: Sequence[int]) -> Iterator[_Arc]:
    """All beads inside the band, by where they begin; `rows` has the number of each row's first
    place."""
    ours, score = scorer.size[0], scorer.score
    for i, (low, high) in enumerate(band):
        open_ = [
            (shape, prior, shape[1], *band[i + shape[0]], rows[i + shape[0]])
            for shape, prior in scorer.shapes
            if i + shape[0] <= ours
        ]
        for j in range(low, high + 1):
            for shape, prior, step, first, last, row in open_:
                if first <= j + step <= last:
                    value = score(i, j, shape, prior)
                    if value > _NEVER:
                        yield rows[i] + j - low, row + j + step - first, value, shape


def _best_path(arcs: Sequence[_Arc], places: int) -> list[_Arc]:
    """Of ways that are equally good the one whose last beads begin later in the source: of two
    sentences that nothing answers, the source's stands first."""
    tops = [_NEVER] * places
    tops[0] = 0.0
    last: dict[int, _Arc] = {}
    for arc in arcs:
        start, end, value, _ = arc
        top = tops[start] + value
        if top > tops[end] - _ROUNDING:
            tops[end] = top
            last[end] = arc
    path: list[_Arc] = []
    at = places - 1
    while at:
        path.append(last[at])
        at = last[at][0]
    return path[::-1]


def _sums(places: int, start: int, arcs: Iterable[tuple[int, int, float]]) -> list[float]:
    """The logarithm of the sum over all ways from the start to each place."""
    sums = [_NEVER] * places
    sums[start] = 0.0
    for here, to, value in arcs:
        one, other = sums[here] + value, sums[to]
        if one < other:
            one, other = other, one
        sums[to] = one + log1p(exp(other - one)) if other - one > _NOTHING else one
    return sums
