"""The trained spacing model: the shipped files, loaded once, and the questions it answers.

Two conditional random fields made by scripts/train_spacing.py give the probability that a ZWNJ
was lost inside a word, and that a space between two words stands for one.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import astuple

from site_gen.persian import weights
from site_gen.persian.borders import Borders, borders
from site_gen.persian.compiled import compiled
from site_gen.persian.gap_features import gap_features
from site_gen.persian.knowledge import Words, split_places
from site_gen.persian.looks import Looks
from site_gen.persian.split_features import split_features
from site_gen.persian.vocabulary import Vocabulary, read
from site_gen.persian.weights import Links, Weights
from site_gen.persian.words import data_files

FOLDER = Path(__file__).parent
VOCABULARY, SPLIT_MODEL, GAP_MODEL = "spacing_words.tsv", "spacing_split.tsv", "spacing_gap.tsv"

_REMEMBERED = 100_000  # answers

Lost = tuple[tuple[int, float], ...]
Question = TypeVar("Question")
Answer = TypeVar("Answer")


class Model(Struct, frozen=True):
    """Everything that is loaded, with the answers it has given (they never change)."""

    words: Words
    split: Weights
    gap: Weights
    borders: Borders
    looks: Looks
    _lost: dict[tuple[str, str, str], Lost] = {}
    _joined: dict[tuple[str, str, str, str], float] = {}

    def forget(self) -> None:
        """Drop the answers given so far; the next ones take the time of first ones."""
        self._lost.clear()
        self._joined.clear()
        self.looks.forget()
        self.words.forget()

    def is_plausible(self, piece: str) -> bool:
        """Whether a piece never seen whole falls into two known ones somewhere."""
        v, lexicon = self.words.vocabulary, self.words.lexicon
        if self.words.is_whole(piece):
            return False
        for place in split_places(piece):
            left = piece[:place]
            if piece[place:] in v.last and (left in v.forms or left in lexicon or left in v.first):
                return True
        return False

    def lost(self, piece: str, before: str, after: str) -> Lost:
        """Each place in the piece with the probability that a ZWNJ was lost there."""
        question = (piece, before, after)
        answer = self._lost.get(question)
        if answer is None:
            probabilities = self.split.probabilities(split_features(self.words, *question))
            answer = tuple(zip(split_places(piece), probabilities, strict=True))
            _remember(self._lost, question, answer)
        return answer

    def joined(self, left: str, right: str, before: str, after: str) -> float:
        """The probability that the space between left and right parts one word."""
        question = (left, right, before, after)
        answer = self._joined.get(question)
        if answer is None:
            answer = self.gap.probability(gap_features(self.words, *question))
            _remember(self._joined, question, answer)
        return answer


def _remember(answers: dict[Question, Answer], question: Question, answer: Answer) -> None:
    if len(answers) >= _REMEMBERED:
        answers.clear()
    answers[question] = answer


@cache
def model() -> Model:
    """The shipped model. Takes a third of a second, the first time on a machine."""
    tables = [FOLDER / name for name in (VOCABULARY, SPLIT_MODEL, GAP_MODEL)]
    with _for_good():
        return _made(*compiled("spacing", [*tables, *data_files()], _worked_out))


def _worked_out() -> tuple[object, ...]:
    """The arguments of `_made`, from the shipped files."""
    words = Words(read((FOLDER / VOCABULARY).read_text("utf-8")))
    known = words.lexicon, words.verbs, words.participles, words.parts
    weighed = (
        weights.read((FOLDER / name).read_text("utf-8")) for name in (SPLIT_MODEL, GAP_MODEL)
    )
    edges = borders(words)
    return astuple(words.vocabulary), known, tuple(weighed), (edges.left, edges.right)


def _made(vocabulary: Any, known: Any, weighed: Any, edges: Any) -> Model:
    words = Words(Vocabulary(*vocabulary), *known)
    split, gap = (Weights(features, Links(*links)) for features, links in weighed)
    either = Borders(words, *edges)
    return Model(words, split, gap, either, Looks(either))


@contextmanager
def _for_good() -> Iterator[None]:
    """What is made within stays until the end: the garbage collector need not look at it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
