"""A text as the index takes it in: which forms it has, and which term each belongs to."""

from __future__ import annotations

from functools import cache
from typing import Any

from site_gen.persian.compounds import joined_pairs
from site_gen.persian.folding import words
from site_gen.persian.lemmas import lemma
from site_gen.search.stopwords import STOP_WORDS

_MOST_STEPS = 4  # a lemma's lemma; two that lead to each other are not followed for ever


def forms(text: str) -> set[str]:
    """The words of a text as search compares them: folded, joined, without those of no weight.

    Two that are one word with a space inside (می خواهد) give the joined form as well.
    """
    found = ["".join(parts) for parts in words(text)]
    return ({*found} - STOP_WORDS).union(joined_pairs(found))


@cache
def term(form: str) -> str:
    """What a form is indexed under: a Persian word's lemma, an English word's stem.

    The English stemmer is Snowball's (Porter2). A term is its own term, so that a reader who types
    it finds what its other forms find.
    """
    root = form
    for _ in range(_MOST_STEPS):
        form, root = root, _root(root)
        if root == form:
            break
    return root


def _root(form: str) -> str:
    if form.isascii():
        return form if form.isdigit() else str(_english().stemWord(form))
    return lemma(form)


@cache
def _english() -> Any:
    import snowballstemmer  # here, because it brings the stemmers of all languages

    return snowballstemmer.stemmer("english")
