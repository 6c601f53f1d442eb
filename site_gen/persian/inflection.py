"""Whether a word is a form of another one, as hazm's lemmatizer and stemmer know it.

hazm is imported at the first question that spelling alone does not answer.
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
def is_form_of(word: str, lemma: str) -> bool:
    """Whether `word` is `lemma` or an inflected form of it; both folded.

    A word that hazm knows by itself is a form of no other (ایرانی is not a form of ایران). An
    ending that `lemma` has itself may be another one (شورای، شوراهای).
    """
    return any(_inflects(word, base) for base in {lemma, _ENDING.sub("", lemma)})


def _inflects(word: str, lemma: str) -> bool:
    if lemma in (word, _ENDING.sub("", word)):
        return True
    lemmatizer, stemmer = _tools()
    found = lemmatizer.lemmatize(word)
    if found != word or word in lemmatizer.words:
        return lemma == found or bool(found == lemmatizer.lemmatize(lemma) != lemma)
    for _ in range(_MOST_SUFFIXES):
        word = stemmer.stem(word).strip(ZWNJ)
        if word == lemma:
            return True
    return False


@cache
def _tools() -> tuple[Lemmatizer, Stemmer]:
    from hazm.lemmatizer import Lemmatizer
    from hazm.stemmer import Stemmer

    return Lemmatizer(), Stemmer()
