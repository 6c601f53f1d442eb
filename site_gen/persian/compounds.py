"""Two words of Persian that a space parts and that are one: می خواهد، کتاب ها، دانش آموز."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from site_gen.persian.compiled import compiled
from site_gen.persian.folding import fold
from site_gen.persian.lemmas import lemma
from site_gen.persian.letters import ZWNJ
from site_gen.persian.words import data_files, lexicon

_IMPERFECTIVE = frozenset(map(fold, ("می", "نمی")))
_ENDINGS = frozenset(
    map(
        fold,
        (
            *("ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان"),
            *("تر", "ترین", "ام", "ات", "اش", "ای", "اند", "ایم", "اید"),
        ),
    )
)
_LATIN = "\u0600"  # whatever is written in it is smaller
#: What a compound may have behind it (دانش آموزان).
_AFTER_COMPOUND = ("", "ان", "ی", "ها", "های", "م", "ش", "شان")


@cache
def _compounds() -> Mapping[str, frozenset[str]]:
    """The compounds of the lexicon that a half-space parts: first part to second ones."""
    found: Mapping[str, frozenset[str]] = compiled("compounds", data_files(), _parted)
    return found


def _parted() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word in lexicon():
        first, _, second = fold(word).partition(ZWNJ)
        if second and ZWNJ not in second:
            found.setdefault(first, set()).add(second)
    return {first: frozenset(seconds) for first, seconds in found.items()}


def joined_pairs(words: Iterable[str]) -> Iterator[str]:
    """Each two folded words in a row that are one someone wrote with a space inside, joined."""
    compounds = _compounds()
    for first, second in pairwise(words):
        may_be = second in _ENDINGS or first in compounds or first in _IMPERFECTIVE
        if may_be and first > _LATIN and second > _LATIN and _are_one(first, second):
            yield first + second


@lru_cache(maxsize=1 << 14)
def _are_one(first: str, second: str) -> bool:
    if first in _IMPERFECTIVE:
        return lemma(first + second) != first + second
    if second in _ENDINGS:
        return True
    seconds = _compounds().get(first, ())
    return any(second.removesuffix(ending) in seconds for ending in _AFTER_COMPOUND)
