"""Translations that stand one paragraph too high or too low.

A key that both languages share, a name or a number or a word of the lexicon, says the more about
where a translation belongs the fewer paragraphs of the article have it: it weighs the logarithm of
how much likelier the translation of a paragraph with it has it than any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from math import log

from site_gen.alignment.presence import Keys
from site_gen.alignment.statistics import trust

_BACKGROUND = 6  # paragraphs without it that any article is taken to have besides its own
_UNIT = 1000  # of a logarithm: sums of whole numbers do not depend on the order
_BETTER = 2 * _UNIT  # by which a neighbour must agree better


def slips(source: Keys, target: Keys) -> Iterator[tuple[int, int]]:
    """(paragraph, place): where the translation of a paragraph seems to be its neighbour's.

    Its keys agree with those of the paragraph clearly better than those of either with their own.
    """
    weigh = _weights(source, target).__getitem__
    own, below, above = (
        [sum(map(weigh, here & there)) for here, there in zip(ours, theirs, strict=False)]
        for ours, theirs in ((source, target), (source, target[1:]), (source[1:], target))
    )
    for first in range(len(source) - 1):
        least = max(own[first], own[first + 1]) + _BETTER
        if below[first] > least:
            yield first, first + 1
        if above[first] > least:
            yield first + 1, first


def _weights(source: Keys, target: Keys) -> Mapping[str, int]:
    """What each key says that both sides have."""
    ours, theirs = (Counter(chain.from_iterable(side)) for side in (source, target))
    size = len(source)
    return {
        key: _weight(key, max(ours[key], theirs[key]), size) for key in ours.keys() & theirs.keys()
    }


@lru_cache(maxsize=1 << 14)
def _weight(key: str, many: int, size: int) -> int:
    """Of a key that so many of the paragraphs have; 0 where these are too many."""
    likelier = trust(key) * (size + _BACKGROUND) / many
    return round(_UNIT * log(likelier)) if likelier > 1 else 0
