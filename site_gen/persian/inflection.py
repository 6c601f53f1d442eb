"""What a Persian word is a form of, as hazm's lemmatizer and stemmer know it.

More careful than the lemmas of search (`lemmas.py`), which would rather find too much. hazm is
imported at the first question.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from site_gen.persian.characters import LETTER_TABLE
from site_gen.persian.letters import MARKS, ZWNJ

if TYPE_CHECKING:
    from hazm.lemmatizer import Lemmatizer
    from hazm.stemmer import Stemmer

_TO_LETTERS = str.maketrans(LETTER_TABLE)
_MARKS = re.compile(f"[{MARKS}\u0640]")  # and tatweel
_MOST_SUFFIXES = 3  # پهپاد + ها + ی + شان

#: What inflects and nothing else: endings of number, possession and indefiniteness behind a ZWNJ,
#: and the ی that stands for an ezafe after a vowel.
_ENDING = re.compile(
    f"{ZWNJ}(?:ها(?:ی(?:ی|م|ت|ش|مان|تان|شان)?)?|ام|ات|اش|ای|ی|مان|تان|شان)$|(?<=[او])ی$"
)


def fold(word: str) -> str:
    """The word with Persian letters for Arabic ones, and without vowel signs and tatweel."""
    return _MARKS.sub("", word.translate(_TO_LETTERS))


@lru_cache(maxsize=1 << 16)
def plain(word: str) -> str:
    """The word without an ending that is one for sure; folded, as all words here."""
    return _ENDING.sub("", word)


@lru_cache(maxsize=1 << 16)
def bases(word: str) -> frozenset[str]:
    """What the word may be a form of, itself included.

    A word that hazm knows by itself is a form of no other (ایرانی is not a form of ایران).
    """
    lemmatizer, stemmer = _tools()
    found = {word, plain(word)}
    lemma = lemmatizer.lemmatize(word)
    if lemma != word or word in lemmatizer.words:
        return frozenset({*found, lemma})
    for _ in range(_MOST_SUFFIXES):
        word = stemmer.stem(word).strip(ZWNJ)
        found.add(word)
    return frozenset(found)


@cache
def _tools() -> tuple[Lemmatizer, Stemmer]:
    from hazm.lemmatizer import Lemmatizer
    from hazm.stemmer import Stemmer

    return Lemmatizer(), Stemmer()
