"""Paragraphs whose sentences answer each other one to one, seen without a closer look."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Sentences of a plain paragraph: in more of them, two errors may make up for each other.
LONGEST = 12

_ANY = "[0-9۰-۹٠-٩]"
# A set of characters comes first, which the search for a beginning is quickest with.
_NUMBER = re.compile(f"{_ANY}{_ANY}{{,14}}")
_LATIN_DIGITS = "0123456789"
_DIGITS = f"{_LATIN_DIGITS}۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩"
_ADDRESS = re.compile(r"\]\([^)\s]*")
_UNLIKE = 10.0  # of lengths; see `Weights.variance`


def plain_scores(source: Sequence[str], target: Sequence[str], ratio: float) -> list[float] | None:
    """How sure each sentence is to answer its own, None where that is not plain.

    Of the benchmark's paragraphs of four lines four fifths are plain, and 0.1 % of their text is
    not one to one. `ratio` is the target's length to the source's.
    """
    if len(source) != len(target) or len(source) > LONGEST:
        return None
    scores: list[float] = []
    for ours, theirs in zip(source, target, strict=True):
        here, there = len(ours) * ratio, len(theirs)
        unlike = (here - there) ** 2 / (here + there + 1)
        if unlike > _UNLIKE:
            return None
        scores.append(round(0.995 - 0.005 * unlike, 4))
    return None if _is_contradicted(source, target) else scores


def _is_contradicted(source: Sequence[str], target: Sequence[str]) -> bool:
    """Whether a sentence asks and its own does not, or has other numbers."""
    here, there = "".join(source), "".join(target)
    if (_asks(here) or _asks(there)) and any(
        _asks(ours) != _asks(theirs) for ours, theirs in zip(source, target, strict=True)
    ):
        return True
    if not _has_digits(there) or not _has_digits(here):
        return False
    return any(map(_have_other_numbers, source, target))


def _asks(text: str) -> bool:
    return "؟" in text or "?" in text


def _has_digits(text: str) -> bool:
    """Each digit is looked for by itself: that is quicker than a pattern of them all."""
    for digit in _LATIN_DIGITS if text.isascii() else _DIGITS:  # noqa: SIM110 (`any` takes thrice as long)
        if digit in text:
            return True
    return False


def _have_other_numbers(ours: str, theirs: str) -> bool:
    """Whether both have numbers, and none in common; those of an address are none of the text's."""
    one = _numbers(ours)
    other = _numbers(theirs) if one else one
    return bool(other) and one.isdisjoint(other)


def _numbers(sentence: str) -> set[int]:
    return {*map(int, _NUMBER.findall(_ADDRESS.sub("", sentence)))}
