"""Trained weights: a conditional random field of two labels, as a table of what speaks for "1".

With two labels the field needs one number a feature, the weight for "1" less that for "0", and
what a label does to the next; the probabilities are found by the forward-backward algorithm
(Lafferty, McCallum and Pereira, "Conditional random fields", 2001), carried out on odds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from math import exp
from typing import NamedTuple

from site_gen.persian.letters import ZWNJ

_MOST = 30.0  # a greater score is as good as certain
_SEEN_ZWNJ = "·"  # in the file


class Links(NamedTuple):
    """How a label favours the next one, as factors."""

    from_0_to_0: float = 1.0
    from_0_to_1: float = 1.0
    from_1_to_0: float = 1.0
    from_1_to_1: float = 1.0


class Weights(NamedTuple):
    """The weights of the features and of the links between neighbouring places."""

    features: Mapping[str, float]
    links: Links

    def probability(self, features: Iterable[str]) -> float:
        """Of "1" at a place that stands alone."""
        odds = self._odds(features)
        return odds / (1 + odds)

    def probabilities(self, places: Sequence[Iterable[str]]) -> list[float]:
        """Of "1" at each of the places of one sequence."""
        odds = [self._odds(features) for features in places]
        behind = list(self._behind(odds))[::-1]
        total = [a * b for a, b in zip(self._before(odds), behind, strict=True)]
        return [each / (1 + each) for each in total]

    def _odds(self, features: Iterable[str]) -> float:
        score = sum(map(self.features.get, features, repeat(0.0)))
        return exp(min(_MOST, max(-_MOST, score)))

    def _before(self, odds: Sequence[float]) -> Iterator[float]:
        """The odds of each place, those before it considered."""
        f00, f01, f10, f11 = self.links
        factor = 1.0
        for each in odds:
            here = each * factor
            factor = (f01 + here * f11) / (f00 + here * f10)
            yield here

    def _behind(self, odds: Sequence[float]) -> Iterator[float]:
        """What the places after each one do to its odds, from the last place to the first."""
        f00, f01, f10, f11 = self.links
        factor = 1.0
        for each in reversed(odds):
            yield factor
            there = each * factor
            factor = (f10 + there * f11) / (f00 + there * f01)


def lines(features: Mapping[str, float], links: Mapping[tuple[str, str], float]) -> Iterator[str]:
    """The lines of a file: feature, tab, weight, sorted; what weighs nothing is left out."""
    for pair in ("0", "0"), ("0", "1"), ("1", "0"), ("1", "1"):
        yield f"link\t{links.get(pair, 0.0):.6f}"
    for name, weight in sorted(features.items()):
        if round(weight, 3):
            yield f"{name.replace(ZWNJ, _SEEN_ZWNJ)}\t{weight:.3f}"


def read(text: str) -> Weights:
    """The weights of such a file. Raises ValueError if it is not one."""
    entries = text.replace(_SEEN_ZWNJ, ZWNJ).split()
    numbers = list(map(float, entries[1::2]))
    features = dict(zip(entries[::2], numbers, strict=True))
    del features["link"]
    return Weights(features, Links(*map(exp, numbers[:4])))
