"""Paragraphs whose sentences answer each other one to one, seen without a closer look."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"[0-9۰-۹٠-٩]{1,15}")
_ADDRESS = re.compile(r"\]\([^)\s]*")
_LONGEST = 12  # sentences; in more of them, two errors may make up for each other
_UNLIKE = 10.0  # of lengths; see `Weights.variance`


def plain_scores(source: Sequence[str], target: Sequence[str], ratio: float) -> list[float] | None:
    """How sure each sentence is to answer its own, None where that is not plain.

    Of the benchmark's paragraphs of four lines four fifths are plain, and 0.1 % of their text is
    not one to one. `ratio` is the target's length to the source's.
    """
    if len(source) != len(target) or len(source) > _LONGEST:
        return None
    scores: list[float] = []
    for ours, theirs in zip(source, target, strict=True):
        here, there = len(ours) * ratio, len(theirs)
        unlike = (here - there) ** 2 / (here + there + 1)
        if unlike > _UNLIKE or _asks(ours) != _asks(theirs) or _are_other_numbers(ours, theirs):
            return None
        scores.append(round(0.995 - 0.005 * unlike, 4))
    return scores


def _asks(sentence: str) -> bool:
    return "؟" in sentence or "?" in sentence


def _are_other_numbers(ours: str, theirs: str) -> bool:
    """Whether both have numbers, and none in common; those of an address are none of the text's."""
    one = _numbers(ours)
    other = _numbers(theirs) if one else one
    return bool(other) and one.isdisjoint(other)


def _numbers(sentence: str) -> set[int]:
    if not _NUMBER.search(sentence):
        return set()
    return {*map(int, _NUMBER.findall(_ADDRESS.sub("", sentence)))}
