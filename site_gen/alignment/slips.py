"""Translations that stand one paragraph too high or too low.

A key that both languages share, a name or a number or a word of the lexicon, says the more about
where a translation belongs the fewer paragraphs of the article have it: it weighs the logarithm of
how much likelier the translation of a paragraph with it has it than any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log

from site_gen.alignment.presence import Places
from site_gen.alignment.statistics import trust

_BACKGROUND = 6  # paragraphs without it that any article is taken to have besides its own
_UNIT = 1000  # of a logarithm: sums of whole numbers do not depend on the order
_BETTER = 2 * _UNIT  # by which a neighbour must agree better


def slips(source: Places, target: Places, size: int) -> Iterator[tuple[int, int]]:
    """(paragraph, place): where the translation of a paragraph seems to be its neighbour's.

    Its keys agree with those of the paragraph clearly better than those of either with their own.
    `size` is how many paragraphs there are.
    """
    own, below, above = [0] * size, [0] * size, [0] * size
    for key, weight in _weights(source, target, size).items():
        ours, theirs = source[key], target[key]
        _add(weight, ours & theirs, own)
        _add(weight, ours & theirs >> 1, below)
        _add(weight, ours >> 1 & theirs, above)
    for first in range(size - 1):
        least = max(own[first], own[first + 1]) + _BETTER
        if below[first] > least:
            yield first, first + 1
        if above[first] > least:
            yield first + 1, first


def _weights(source: Places, target: Places, size: int) -> Mapping[str, int]:
    """What each key says that both sides have and that not too many paragraphs have."""
    found: dict[str, int] = {}
    for key in source.keys() & target.keys():
        many = max(source[key].bit_count(), target[key].bit_count())
        likelier = trust(key) * (size + _BACKGROUND) / many
        if likelier > 1:
            found[key] = round(_UNIT * log(likelier))
    return found


def _add(weight: int, places: int, sums: list[int]) -> None:
    while places:
        sums[places.bit_length() - 1] += weight
        places ^= 1 << places.bit_length() - 1
