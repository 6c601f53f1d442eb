"""The lemma of a Persian word as it is searched for: folded, written without half-spaces.

The words and the stems of verbs are those that hazm ships (see `words.py`); the endings are those
of the grammar (Natel-Khanlari, دستور زبان فارسی). A verb's lemma is its past stem (خواست for
می\u200cخواهد), a noun's or an adjective's its plain form. Where a word could be read in two ways,
what the lexicon has as a word of its own wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from site_gen.persian.compiled import compiled
from site_gen.persian.folding import fold
from site_gen.persian.words import data_files, lexicon, verb_stems

_PERSONS = ("م", "ی", "د", "یم", "ید", "ند")
_SURE_PERSONS = ("د", "یم", "ید", "ند")  # no noun ends so, or hardly any
_PERFECT = ("ه", "هام", "های", "هاست", "هایم", "هاید", "هاند")  # behind a past stem
_MOOD = re.compile("(ن?می|ن|ب)(.{2,})")
_VOWEL = ("ا", "و")
#: Present stems so common that the verb is meant, although a noun is written like them.
_VERBS_FIRST = frozenset(map(fold, ("کن", "شو", "دار", "خواه", "گوی", "توان", "ده", "گیر", "آور")))
#: باشیدن and کندن have the same present stem; the past of گذر is misspelt in hazm's list as well.
_IRREGULAR = {"باش": "بود", "کن": "کرد", "گذر": "گذشت"}

_POSSESSIVES = ("م", "ت", "ش", "مان", "تان", "شان")
_PLURALS = tuple(
    f"ها{ending}" for ending in ("", "ی", "یی", *_POSSESSIVES, *(f"ی{p}" for p in _POSSESSIVES))
)
_DEGREES = ("تر", "ترین", "تری", "ترینها", "ترینهای", "ترها", "ترهای")


def _longest_first(*endings: str) -> tuple[str, ...]:
    return tuple(sorted(endings, key=len, reverse=True))


#: Endings with what the stem ends in: hardly ever part of a stem themselves.
_SURE = _longest_first(*_PLURALS, *_DEGREES)
#: Endings that many stems have as well: what is left must be a word in common use.
_UNSURE = _longest_first(
    *_POSSESSIVES, "ی", "ان", "انی", "ات", "اتی", *(f"ان{p}" for p in _POSSESSIVES)
)
_AFTER_VOWEL = _longest_first(*(f"ی{p}" for p in _POSSESSIVES), "یی", "یان", "ی")
_AFTER_HEH = ("ای", "ام", "ات", "اش", "ایم")
_SHORTEST_NAME = 3  # letters: so much of a word that no lexicon has must be left


@cache
def _words() -> Mapping[str, str]:
    """The lexicon, folded; of two words that fold into one, the commoner."""
    words: Mapping[str, str] = compiled("lemmas", data_files(), _folded)
    return words


def _folded() -> Mapping[str, str]:
    folded: dict[str, str] = {}
    for word, commonness in lexicon().items():
        key = fold(word).replace("\u200c", "")
        folded[key] = max(commonness, folded.get(key, "0"))
    return folded


@cache
def _stems() -> tuple[frozenset[str], Mapping[str, str]]:
    """The past stems of verbs, and the past stem of each present one, folded."""
    pairs = [(fold(past), fold(present)) for past, present in verb_stems() if past and present]
    present = {present: past for past, present in reversed(pairs)} | _IRREGULAR
    return frozenset(past for past, _ in pairs) - {"کند"}, present


def present_forms() -> Iterator[tuple[str, str]]:
    """One form of each verb's present by which the others are found, and the verb's lemma:
    میگذرد of گذشت; behind a vowel with ی as well (میگوید)."""
    for stem, past in _stems()[1].items():
        yield f"می{stem}د", past
        if stem.endswith(_VOWEL):
            yield f"می{stem}ید", past


@cache
def lemma(word: str) -> str:
    """The lemma of a folded word without half-spaces; the word itself where none is known."""
    return next(_readings(word), word)


def _readings(word: str) -> Iterator[str]:
    """The lemmas that the word may have, the likeliest first."""
    yield from _past(word)
    if word.endswith("گان") and _words().get(f"{word[:-3]}ه", "0") >= "2":
        yield f"{word[:-3]}ه"
    if _words().get(word, "0") >= "1":
        yield _infinitive(word) or word
    yield from _with_mood(word)
    yield from _present(word, _SURE_PERSONS)
    yield from (stem for stem in _present(word, _PERSONS) if _is_first(word))
    yield from _as_noun(word)
    yield from _present(word, _PERSONS)
    yield from _as_name(word)


def _infinitive(word: str) -> str:
    """The past stem of an infinitive (خواستن)."""
    return word[:-1] if word.endswith("ن") and word[:-1] in _stems()[0] else ""


def _past(word: str) -> Iterator[str]:
    """خواست، خواستند، خواسته، خواسته\u200cام"""
    for ending in ("", *_PERFECT, *_PERSONS):
        stem = word.removesuffix(ending)
        is_word = ending in _PERSONS and _words().get(word, "0") >= "2"  # مردم
        if word.endswith(ending) and stem in _stems()[0] and not is_word:
            yield stem


def _present(word: str, endings: tuple[str, ...]) -> Iterator[str]:
    """خواهند، گویند، آیند: the ی between a vowel and its ending is not always the stem's."""
    for ending in endings:
        stem = word.removesuffix(ending)
        for candidate in (stem, stem.removesuffix("ی")):
            if stem != word and candidate in _stems()[1]:
                yield _stems()[1][candidate]


def _is_first(word: str) -> bool:
    return any(word.removesuffix(ending) in _VERBS_FIRST for ending in _PERSONS)


def _with_mood(word: str) -> Iterator[str]:
    """می\u200cخواست، نمی\u200cخواهند، بخواهم، نخواسته"""
    if match := _MOOD.fullmatch(word):
        rest = match[2]
        yield from _past(rest)
        yield from _present(rest, _PERSONS)
        if rest in _stems()[1]:  # بخواه
            yield _stems()[1][rest]


def _as_noun(word: str) -> Iterator[str]:
    for stem in _stripped(word, _AFTER_HEH, least="2"):  # house, not khan
        if stem.endswith("ه") and _words()[stem] >= _words().get(stem[:-1], "0"):
            yield stem
    yield from _stripped(word, _SURE, least="1")
    vowel = (stem for stem in _stripped(word, _AFTER_VOWEL, least="1") if stem.endswith(_VOWEL))
    yield from vowel
    yield from (stem for stem in _stripped(word, _AFTER_HEH, least="1") if stem.endswith("ه"))
    yield from _stripped(word, _UNSURE, least="2")


def _stripped(word: str, endings: tuple[str, ...], least: str) -> Iterator[str]:
    """The word without each ending, where that is a word at least so common."""
    for ending in endings:
        stem = word.removesuffix(ending)
        if stem != word and _words().get(stem, "0") >= least:
            yield stem


def _as_name(word: str) -> Iterator[str]:
    """A word of no lexicon, with the sign of the plural: توییترها"""
    for ending in _longest_first(*_PLURALS):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_NAME:
            yield stem
