"""Names that an article writes the same way throughout, and that one translation leaves out.

Only a name that is spelled after its sound in other paragraphs counts, whichever side is Persian:
most words with a capital letter are translated, not spelled.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from site_gen.alignment.names import english_skeletons, persian_skeleton
from site_gen.alignment.seed import english_meanings
from site_gen.persian.letters import WORD
from site_gen.quality.pairs import Pair

_NAME = re.compile(r"[A-Z](?<=[a-z,;] [A-Z])[a-z]{3,}\b")
_SHORTEST = 3  # consonants by which a name is told from another word
_OFTEN = 2  # paragraphs that spell a name so


def names(pairs: Sequence[Pair]) -> Iterator[tuple[int, str]]:
    """Which pair's target lacks a name that its source has, and how to say so."""
    if len(pairs) <= _OFTEN:
        return
    for name, word in _known(pairs).items():
        for index, pair in enumerate(pairs):
            wanted, there = (word, name) if pair.source.is_persian else (name, word)
            if _has(pair.source.prose, wanted) and not _is_named(pair.target.text, name, word):
                yield index, f"the translation lacks “{there}” for “{wanted}”"


def _known(pairs: Sequence[Pair]) -> dict[str, str]:
    """Each English name with the one Persian word that spells it in several paragraphs."""
    sides = [_english_and_persian(pair) for pair in pairs]
    named = [set(_NAME.findall(english)) for english, _ in sides]
    often = {name for name, times in Counter(chain(*named)).items() if times >= _OFTEN}
    often = {name for name in often if _sounds(name)}
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for found, (_, persian) in zip(named, sides, strict=True):
        spelled = _skeletons(persian) if found & often else {}
        for name in sorted(found & often):
            seen[name].update(sorted({spelled[s] for s in _sounds(name) if s in spelled}))
    likely = {name: words.most_common(1)[0] for name, words in seen.items() if words}
    return {name: word for name, (word, times) in likely.items() if times >= _OFTEN}


def _english_and_persian(pair: Pair) -> tuple[str, str]:
    source, target = pair.source.prose, pair.target.prose
    return (target, source) if pair.source.is_persian else (source, target)


def _skeletons(text: str) -> Mapping[str, str]:
    """The words of a Persian text, without endings after a ZWNJ, by their consonants."""
    words = {word.split("\u200c")[0] for word in WORD.findall(text)}
    return {_skeleton(word): word for word in sorted(words)}


_skeleton = lru_cache(maxsize=1 << 14)(persian_skeleton)


@lru_cache(maxsize=1 << 12)
def _sounds(name: str) -> frozenset[str]:
    """What the consonants of a name may be; nothing for one that is also a word."""
    if english_meanings(name.lower()):
        return frozenset()
    return frozenset(s for s in english_skeletons(name.lower()) if len(s) >= _SHORTEST)


def _has(text: str, name: str) -> bool:
    return name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _is_named(text: str, name: str, word: str) -> bool:
    """Whether a text has the name in either spelling, or another that sounds the same."""
    if name in text or word in text or name.lower() in text.lower():
        return True
    others = map(_sounds, re.findall(r"[A-Za-z]{3,}", text))
    return any(sounds & _sounds(name) for sounds in others)
