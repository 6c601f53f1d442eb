"""The best way through all beads of a unit, and how sure each bead of it is.

Forward and backward sums over all ways give each bead its probability (Rabiner, "A tutorial on
hidden Markov models", Proceedings of the IEEE 77, 1989); the path is the one of highest score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp, log1p
from typing import NamedTuple

from site_gen.alignment.scoring import Scorer

Place = tuple[int, int]  # how many sentences of each side lie before
Band = Sequence[Place]  # for each place of the source, those of the target: first and last
Arc = tuple[Place, Place, float]  # from, to, score

_NEVER = float("-inf")
_NOTHING = -30.0  # a share that does not count


class Bead(NamedTuple):
    """From one place to another, with the probability that this is right."""

    start: Place
    end: Place
    score: float


def find_beads(scorer: Scorer, band: Band) -> list[Bead]:
    """The best beads from the beginning to the end. The band must join the two."""
    end = scorer.size
    arcs = _arcs(scorer, band)
    path = _best_path(arcs, end)
    forward = _sums(arcs, (0, 0))
    backward = _sums(((to, start, value) for start, to, value in reversed(arcs)), end)
    total = forward[end]
    return [
        Bead(start, to, min(1.0, exp(forward[start] + value + backward[to] - total)))
        for start, to, value in path
    ]


def _arcs(scorer: Scorer, band: Band) -> list[Arc]:
    """All beads inside the band, by where they begin."""
    ours, theirs = scorer.size
    arcs: list[Arc] = []
    for i in range(ours + 1):
        low, high = band[i]
        for j in range(low, high + 1):
            for shape, prior in scorer.shapes:
                to, at = i + shape[0], j + shape[1]
                if to > ours or at > theirs or not band[to][0] <= at <= band[to][1]:
                    continue
                value = scorer.score(i, j, shape, prior)
                if value > _NEVER:
                    arcs.append(((i, j), (to, at), value))
    return arcs


def _best_path(arcs: Sequence[Arc], end: Place) -> list[Arc]:
    tops: dict[Place, float] = {(0, 0): 0.0}
    last: dict[Place, Arc] = {}
    for arc in arcs:
        start, to, value = arc
        top = tops.get(start, _NEVER) + value
        if top > tops.get(to, _NEVER):
            tops[to] = top
            last[to] = arc
    path: list[Arc] = []
    while end != (0, 0):
        path.append(last[end])
        end = last[end][0]
    return path[::-1]


def _sums(arcs: Iterable[Arc], start: Place) -> dict[Place, float]:
    """The logarithm of the sum over all ways from the start to each place."""
    sums: dict[Place, float] = {start: 0.0}
    for here, to, value in arcs:
        before = sums.get(here)
        if before is None:
            continue
        one, other = before + value, sums.get(to, _NEVER)
        if one < other:
            one, other = other, one
        sums[to] = one + log1p(exp(other - one)) if other - one > _NOTHING else one
    return sums
