"""Whether two texts are a text and its translation at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import inf

from site_gen.alignment.evidence import Sentence, count_words, read_sentences
from site_gen.alignment.scoring import Scorer
from site_gen.alignment.statistics import gather
from site_gen.alignment.terms import Terms
from site_gen.errors import SiteGenError
from site_gen.model import PERSIAN, Locale
from site_gen.persian.letters import LETTERS

_ARABIC = re.compile(f"[{LETTERS}]")
_LATIN = re.compile(r"[A-Za-z]")
_PERSIAN_SHARE = 0.2  # of the letters: Persian about computers is full of English
_FEW_LETTERS = 20

# Measured on news: of translations, 0.48 to 0.78 of what may be answered is; of unrelated texts
# 0.00 to 0.33. Short pairs reach 0.38 and 0.30.
_ANSWERED = 0.35
_FEW_KEYS = 20
_LINKED = 0.3  # of the source's text
_MANY_WORDS = 40

_MOST_PAIRS = 60_000
_CLEAR = 1.0  # by which a pair must beat all others of its two sides
_SURE = 2.0
_MOVED = 0.2  # of the clear pairs, that stand elsewhere
_FEW_PAIRS = 4
_CLEAR_SHARE = 0.3  # of the shorter side, in order: then even a free translation is one


class AlignmentError(SiteGenError):
    """Two texts cannot be aligned."""


class Verdict(StrEnum):
    """What two texts are to each other."""

    TRANSLATION = "translation"
    EMPTY = "empty"
    SAME_LANGUAGE = "same language"
    SWAPPED = "swapped"
    UNRELATED = "unrelated"
    REORDERED = "reordered"


_TOLD = {
    Verdict.EMPTY: ("there is no text on one of the two sides", "Give two files with text."),
    Verdict.SAME_LANGUAGE: (
        "both sides are in the same language",
        "Give a text and its translation.",
    ),
    Verdict.SWAPPED: ("the two sides are swapped", "Give the source first, then its translation."),
    Verdict.UNRELATED: (
        "the two sides do not seem to say the same",
        "Look whether these are the right files.",
    ),
    Verdict.REORDERED: (
        "the two sides say the same in another order",
        "Bring one side into the order of the other, then align again.",
    ),
}


def require_translation(verdict: Verdict, path: str = "") -> None:
    """Raise AlignmentError, with what to do, unless the verdict is that all is well."""
    if verdict is not Verdict.TRANSLATION:
        message, hint = _TOLD[verdict]
        raise AlignmentError(message, path=path, hint=hint)


def judge(
    source: Sequence[str],
    target: Sequence[str],
    locales: tuple[Locale, Locale],
    linked: Iterable[tuple[range, range]],
) -> Verdict:
    """What two texts are to each other, given in pieces, and which pieces were linked."""
    if not any(map(str.strip, source)) or not any(map(str.strip, target)):
        return Verdict.EMPTY
    scripts = _is_persian(source), _is_persian(target)
    if None not in scripts:
        if scripts[0] == scripts[1]:
            return Verdict.SAME_LANGUAGE
        if scripts[0] != (locales[0] == PERSIAN):
            return Verdict.SWAPPED
    ours, theirs = read_sentences(source, target, locales, Terms())
    pairs = clear_pairs(ours, theirs)
    if len(pairs) >= _FEW_PAIRS:
        if len(moved_pairs(pairs)) >= _MOVED * len(pairs):
            return Verdict.REORDERED
        if len(pairs) >= _CLEAR_SHARE * min(len(ours), len(theirs)):
            return Verdict.TRANSLATION
    words = min(count_words(source), count_words(target))
    return _judge_words(ours, theirs, [*linked], words)


def _is_persian(side: Iterable[str]) -> bool | None:
    """None where there are too few letters to tell."""
    arabic = sum(len(_ARABIC.findall(text)) for text in side)
    latin = sum(len(_LATIN.findall(text)) for text in side)
    if arabic + latin < _FEW_LETTERS:
        return None
    return arabic >= _PERSIAN_SHARE * (arabic + latin)


def _judge_words(
    ours: Sequence[Sentence],
    theirs: Sequence[Sentence],
    linked: Sequence[tuple[range, range]],
    words: int,
) -> Verdict:
    answered = possible = length = 0
    for here, there in linked:
        one = Counter(key for n in here for key in ours[n].keys)
        other = Counter(key for n in there for key in theirs[n].keys)
        answered += (one & other).total()
        possible += min(one.total(), other.total())
        length += sum(ours[n].length for n in here) if there else 0
    share = length / max(1, sum(sentence.length for sentence in ours))
    if possible >= _FEW_KEYS and answered < _ANSWERED * possible:
        return Verdict.UNRELATED
    if words >= _MANY_WORDS and (share < _LINKED or not answered):
        return Verdict.UNRELATED
    return Verdict.TRANSLATION


def clear_pairs(ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Pairs that agree better than either does with any other, by place; none of long texts."""
    if not ours or not theirs or len(ours) * len(theirs) > _MOST_PAIRS:
        return []
    scorer = Scorer(ours, theirs, gather(ours, theirs))
    places = [[slice(n, n + 1) for n in range(len(side))] for side in (ours, theirs)]
    table = [[scorer.agreement(here, there) for there in places[1]] for here in places[0]]
    columns = list(zip(*table, strict=True))
    pairs = []
    for i, row in enumerate(table):
        j = max(range(len(row)), key=row.__getitem__)
        if row[j] >= _SURE and _is_clear(row, j) and _is_clear(columns[j], i):
            pairs.append((i, j))
    return pairs


def _is_clear(values: Sequence[float], place: int) -> bool:
    others = max((value for at, value in enumerate(values) if at != place), default=-inf)
    return values[place] >= others + _CLEAR


def moved_pairs(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the pairs that are not in the longest run that rises on both sides."""
    ends: list[int] = []  # the last target of the best run of each length
    lengths: list[int] = []
    for _, j in pairs:
        at = bisect_left(ends, j)
        ends[at : at + 1] = [j]
        lengths.append(at + 1)
    moved, wanted, above = [], len(ends), inf
    for (i, j), length in zip(reversed(pairs), reversed(lengths), strict=True):
        if length == wanted and j < above:
            wanted, above = wanted - 1, j
        else:
            moved.append((i, j))
    return moved[::-1]
