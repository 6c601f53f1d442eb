"""What a word holds that its translation must hold too, read once however often it is written.

Texts are cut at white space; what stands between two spaces, a word with its punctuation or
several words, is a chunk. The same chunks come back on every page of a site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from site_gen.alignment.names import english_skeletons, persian_skeleton
from site_gen.alignment.numbers import JOINTS, WORDS
from site_gen.alignment.seed import english_meanings, persian_meanings
from site_gen.persian.letters import WORD_CHARS
from site_gen.remembering import Remembered

_TOKEN = re.compile(
    rf"[A-Za-z\u00c0-\u024f]+(?:['’][a-z]+)?|[{WORD_CHARS}]+|[0-9۰-۹٠-٩]+(?:[.,/٫٬][0-9۰-۹٠-٩]+)*"
)
_FIRST_ARABIC = "\u0600"
_NO_WORD = frozenset({"s", "t", "d", "ll", "m", "re", "ve"})

# Among the keys of a chunk, signs that are none: it may be part of a number or a date; it may join
# two such parts; it is Latin amid Persian.
NUMERAL, JOINT, FOREIGN = "+", "&", "-"
SIGNS = frozenset((NUMERAL, JOINT, FOREIGN))
LOOSE = "sw"  # keys of names and foreign words begin so


def _persian_keys(chunk: str) -> tuple[str, ...]:
    words = words_of(chunk)
    return (*_signs(words), *chain.from_iterable(map(_persian_word, words)))


def _persian_word(word: str) -> Iterable[str]:
    if says_little(word):
        return ()
    if word[0] < _FIRST_ARABIC:
        return (f"w{word}",)
    known = persian_meanings(word)
    skeleton = "" if known else persian_skeleton(word)
    return (*sorted(known), *([f"s{skeleton}"] if len(skeleton) > 1 else []))


def _signs(words: Sequence[str]) -> Iterator[str]:
    if any(word in WORDS or word[0].isdecimal() for word in words):
        yield NUMERAL
    elif not JOINTS.isdisjoint(words):
        yield JOINT
    if any(word[0] < _FIRST_ARABIC and not says_little(word) for word in words):
        yield FOREIGN


def is_latin(word: str) -> bool:
    return word.isascii() and word.isalpha()


def _english_keys(chunk: str) -> tuple[str, ...]:
    signs = [sign for sign in _signs(words_of(chunk)) if sign != FOREIGN]
    return (*signs, *chain.from_iterable(map(_english_word, _TOKEN.findall(chunk))))


def _english_word(token: str) -> Iterable[str]:
    word = token.lower()
    if says_little(word):
        return ()
    sounds: set[str] = set()
    if token[0].isupper():
        sounds = english_skeletons(re.sub(r"['’].*", "", word))
    return (*sorted(english_meanings(word)), *sorted(f"s{s}" for s in sounds if len(s) > 1))


def says_little(word: str) -> bool:
    return word in WORDS or word[0].isdecimal() or word in _NO_WORD


@lru_cache(maxsize=1 << 13)
def words_of(chunk: str) -> tuple[str, ...]:
    """The words of a chunk in lower case."""
    return tuple(map(str.lower, _TOKEN.findall(chunk)))


_MANY = 1 << 14  # chunks

#: The keys of what stands between two spaces: a word with its punctuation, or several.
persian_keys = Remembered(_persian_keys, _MANY).__getitem__
#: The same of English, in which every word is Latin: none is foreign by itself.
english_keys = Remembered(_english_keys, _MANY).__getitem__
