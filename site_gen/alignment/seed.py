"""The seed lexicon: frequent words that answer each other, found through their inflections."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

Meanings = frozenset[str]
NONE: Meanings = frozenset()

# What may stand after the stem.
# fmt: off
_PERSIAN_ENDINGS = frozenset((
    "ها", "های", "هایی", "هایم", "هایت", "هایش", "هایشان", "هایمان", "ان", "ات", "ی", "یی", "ای",
    "گان", "گی", "ام", "اش", "مان", "تان", "شان", "یش", "یشان", "م", "ت", "ش", "د", "ند", "یم",
    "ید", "اند", "است", "ه", "ن", "نده", "ندگان", "ده", "تر", "ترین", "انه", "اتی",
))
# fmt: on
_ENGLISH_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "'s", "’s", "n't", "ies", "ied")
_SHORTEST = 2
_LONGEST_ENDING = 6


def _key(word: str) -> str:
    return word.replace("\u200c", "").replace("ي", "ی").replace("ك", "ک")


@cache
def _tables() -> tuple[Mapping[str, Meanings], Mapping[str, Meanings]]:
    """(English, Persian): the meanings of each word, as names like `#12`."""
    english: dict[str, Meanings] = {}
    persian: dict[str, Meanings] = {}
    text = Path(__file__).with_name("seed.txt").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines()):
        if line.startswith("#"):
            continue
        left, right = line.split("|")
        meaning = frozenset((f"#{number}",))
        for word in left.split():
            english[word] = english[word] | meaning if word in english else meaning
        for word in _key(right).split():
            persian[word] = persian[word] | meaning if word in persian else meaning
    return english, persian


def english_meanings(word: str) -> Meanings:
    """What a word in lower case may mean; nothing where the lexicon does not have it."""
    table = _tables()[0]
    if word in table:
        return table[word]
    for ending in _ENGLISH_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            stem = word[: -len(ending)]
            for form in (stem, stem + "e", stem + "y", stem[:-1]):
                if form in table:
                    return table[form]
    return NONE


def persian_meanings(word: str) -> Meanings:
    """What a word may mean; nothing where the lexicon does not have it."""
    whole = _key(word)
    forms = [whole]
    forms += [whole[len(p) :] for p in ("نمی", "می", "ن", "ب") if whole.startswith(p)]
    forms += [part for part in word.split("\u200c")[:2] if part != whole]
    return next(filter(None, map(_stemmed, forms)), NONE)


def _stemmed(word: str) -> Meanings:
    table = _tables()[1]
    if word in table:
        return table[word]
    for cut in range(len(word) - 1, max(_SHORTEST, len(word) - _LONGEST_ENDING) - 1, -1):
        if word[cut:] in _PERSIAN_ENDINGS and word[:cut] in table:
            return table[word[:cut]]
    return NONE
