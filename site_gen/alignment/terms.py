"""Words and phrases known to answer each other here: glossary, memory, the text's own habits."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

Index = dict[str, list[tuple[tuple[str, ...], str]]]  # first stem -> (the other stems, key)

_ENGLISH = re.compile(r"(?:['’]s|ing|ed|es|s|ly|e)$")
_PERSIAN = re.compile(r"(?:های|ها|هایی|ی|ان|م|ند|د)$")
_STEM = 7
_LEAST = 3  # beads that have both words of a pair
_SHARE = 0.7  # of the beads that have one of them: those that have both
_WORD = re.compile(r"[^\W_]+(?:[\u200c'’][^\W_]+)*")


class Terms(Struct, frozen=True):
    """The terms of both sides, found by their first word."""

    source: Index = {}
    target: Index = {}


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The beginning of a word in lower case that its inflections have in common."""
    if word[0] < "\u0250":
        cut = _ENGLISH.sub("", word) if len(word) > 4 else word
    else:
        head = word.replace("می\u200c", "").split("\u200c")[0]
        cut = _PERSIAN.sub("", head) if len(head) > 4 else head
    return cut[:_STEM]


def make_terms(pairs: Iterable[tuple[str, str]]) -> Terms:
    """Terms from pairs of words or phrases (source, target)."""
    terms = Terms()
    for number, pair in enumerate(pairs):
        for index, phrase in zip((terms.source, terms.target), pair, strict=True):
            stems = tuple(stem(word) for word in words_of(phrase))
            if stems:
                index.setdefault(stems[0], []).append((stems[1:], f"t{number}"))
    return terms


def words_of(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(text.lower())


def learn_pairs(beads: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[tuple[str, str]]:
    """Pairs of word stems that turn up together: the Dice coefficient over beads.

    Smadja, McKeown and Hatzivassiloglou, "Translating collocations for bilingual lexicons",
    Computational Linguistics 22, 1996. A bead is the words of its two sides.
    """
    sources, targets = Counter[str](), Counter[str]()
    together: Counter[tuple[str, str]] = Counter()
    sides = [({stem(w) for w in one}, {stem(w) for w in other}) for one, other in beads]
    for one, other in sides:
        sources.update(one)
        targets.update(other)
    limit = max(_LEAST, len(beads) // 3)
    for one, other in sides:
        ours = [w for w in one if _LEAST <= sources[w] <= limit]
        theirs = [w for w in other if _LEAST <= targets[w] <= limit]
        together.update((a, b) for a in ours for b in theirs)
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (a, b), count in together.items():
        if count >= _LEAST and 2 * count >= _SHARE * (sources[a] + targets[b]):
            found[a].append((a, b))
    return [pair for pairs in found.values() for pair in sorted(pairs)[:4]]
