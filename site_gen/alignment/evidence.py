"""What a sentence holds that its translation must hold too: keys that both languages share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from site_gen.alignment.names import english_skeletons, persian_skeleton
from site_gen.alignment.numbers import WORDS, has_numbers, number_keys
from site_gen.alignment.seed import english_meanings, persian_meanings
from site_gen.alignment.terms import Index, Terms, stem
from site_gen.model import PERSIAN, Locale
from site_gen.persian.letters import WORD_CHARS

_TOKEN = re.compile(
    rf"[A-Za-z\u00c0-\u024f]+(?:['’][a-z]+)?|[{WORD_CHARS}]+|[0-9۰-۹٠-٩]+(?:[.,/٫٬][0-9۰-۹٠-٩]+)*"
)
_MARKUP = re.compile(r"\]\([^)\s]*\)|<[^<>]*>|https?://\S+")
_LATIN = re.compile("[A-Za-z]")
_OPENING = ("«", '"', "“", "»", "”")
_CLOSERS = "»\"”’')]*_ "
FIRST_ARABIC = "\u0600"
_NO_WORD = frozenset({"s", "t", "d", "ll", "m", "re", "ve"})


#: What a sentence has that its translation has too, as bits: plain numbers, which are quick.
QUESTION, EXCLAMATION, COLON, OPENS, CLOSES, BREAK = 1, 2, 4, 8, 16, 32
MARKS = 64  # combinations


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the aligner sees it; `length` counts characters that are no white space."""

    text: str
    length: int
    marks: int
    words: tuple[str, ...]  # lower case
    keys: tuple[str, ...]  # as often as the sentence has them
    said: frozenset[str]  # keys that a translation does not leave out


def read_sentences(
    source: Sequence[str],
    target: Sequence[str],
    locales: tuple[Locale, Locale],
    terms: Terms,
) -> tuple[list[Sentence], list[Sentence]]:
    """Both sides with their keys. Names and foreign words count where both sides have them."""
    ours, theirs = (locale == PERSIAN for locale in locales)
    return read_pieces(
        [(text, ours) for text in source], [(text, theirs) for text in target], terms
    )


def read_pieces(
    source: Sequence[tuple[str, bool]], target: Sequence[tuple[str, bool]], terms: Terms
) -> tuple[list[Sentence], list[Sentence]]:
    """The same for texts of which each says whether it is to be read as Persian.

    Code is, on both sides: its Latin words are then looked for as they are.
    """
    drafts = [[_draft(*piece) for piece in side] for side in (source, target)]
    common = [set(chain.from_iterable(draft.loose for draft in side)) for side in drafts]
    both = common[0] & common[1]
    return (
        [_finished(draft, both, terms.source) for draft in drafts[0]],
        [_finished(draft, both, terms.target) for draft in drafts[1]],
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    """A sentence before it is known which of its names and foreign words the other side has."""

    text: str
    marks: int
    words: tuple[str, ...]
    keys: tuple[str, ...]
    said: frozenset[str]
    loose: tuple[str, ...]


@lru_cache(maxsize=512)  # links are found in what is not plain, and then checked in all
def _draft(text: str, persian: bool) -> _Draft:
    tokens = _TOKEN.findall(_MARKUP.sub(" ", text) if "](" in text or "<" in text else text)
    words = tuple(map(str.lower, tokens))
    said: frozenset[str] = frozenset()
    keys: list[str] = []
    if has_numbers(words):
        certain, possible = number_keys(words)
        said = frozenset(certain)
        keys = [*sorted(certain), *sorted(possible)]
    found = list(map(_persian_keys if persian else _english_keys, tokens))
    keys += chain.from_iterable(map(_SURE_KEYS, found))
    loose = tuple(chain.from_iterable(map(_LOOSE_KEYS, found)))
    if persian and _LATIN.search(text):
        said = said.union(f"w{word}" for word in words if word.isascii() and word.isalpha())
    return _Draft(text, _marks(text), words, tuple(keys), said, loose)


Keys = tuple[tuple[str, ...], tuple[str, ...]]  # keys, and those both sides must have to count
_NO_KEYS: Keys = ((), ())
_SURE_KEYS, _LOOSE_KEYS = itemgetter(0), itemgetter(1)


@lru_cache(maxsize=1 << 16)
def _persian_keys(token: str) -> Keys:
    word = token.lower()
    if _says_little(word):
        return _NO_KEYS
    if word[0] < FIRST_ARABIC:
        return (), (f"w{word}",)
    known = persian_meanings(word)
    skeleton = "" if known else persian_skeleton(word)
    return tuple(sorted(known)), (f"s{skeleton}",) if len(skeleton) > 1 else ()


@lru_cache(maxsize=1 << 16)
def _english_keys(token: str) -> Keys:
    word = token.lower()
    if _says_little(word):
        return _NO_KEYS
    loose = {f"w{word}"}
    if token[0].isupper():
        names = english_skeletons(re.sub(r"['’].*", "", word))
        loose.update(f"s{name}" for name in names if len(name) > 1)
    return tuple(sorted(english_meanings(word))), tuple(sorted(loose))


def _says_little(word: str) -> bool:
    return word in WORDS or word[0].isdecimal() or word in _NO_WORD


def _finished(draft: _Draft, both: set[str], terms: Index) -> Sentence:
    keys = [*draft.keys, *filter(both.__contains__, draft.loose)]
    if terms:
        keys += _term_keys(draft.words, terms)
    length = sum(map(len, draft.text.split()))
    return Sentence(draft.text, length, draft.marks, draft.words, tuple(keys), draft.said)


def _term_keys(words: Sequence[str], terms: Index) -> Iterable[str]:
    stems = tuple(map(stem, words))
    for place, first in enumerate(stems):
        for rest, key in terms.get(first, ()):
            if stems[place + 1 : place + 1 + len(rest)] == rest:
                yield key


def _marks(text: str) -> int:
    marks = BREAK if "\n" in text[-4:] and "\n" in text[len(text.rstrip()) :] else 0
    text = text.strip()
    if "؟" in text or "?" in text:
        marks |= QUESTION
    if "!" in text:
        marks |= EXCLAMATION
    if text.rstrip(_CLOSERS).endswith(":"):
        marks |= COLON
    if text.startswith(_OPENING):
        marks |= OPENS
    end = text[-3:]
    if "»" in end or '"' in end or "”" in end:
        marks |= CLOSES
    return marks
