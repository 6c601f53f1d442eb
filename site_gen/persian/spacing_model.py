"""The trained spacing model: the shipped files, loaded once, and the questions it answers.

Two conditional random fields made by scripts/train_spacing.py give the probability that a ZWNJ
was lost inside a word, and that a space between two words stands for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from site_gen.persian import features
from site_gen.persian.features import END, START, Words, zwnj_places
from site_gen.persian.letters import WORD, WORD_CHARS, ZWNJ
from site_gen.persian.vocabulary import Vocabulary, read

FOLDER = Path(__file__).parent
VOCABULARY, SPLIT_MODEL, GAP_MODEL = "spacing_words.tsv", "spacing_split.crf", "spacing_gap.crf"

TOKEN = re.compile(f"[{WORD_CHARS}]+|[^\\s{WORD_CHARS}\ud800-\udfff]")

_FEWEST = 2  # how often a form must have been seen, in no other spelling, to be trusted
_LONGEST = 40  # letters; no Persian word is longer
_REMEMBERED = 100_000  # answers
# How often the end of a word stands at a ZWNJ rather than a space, for the space to be in doubt.
_WEAK, _LIKELY, _SURE = 0.02, 0.1, 0.9

Lost = tuple[tuple[int, float], ...]
Question = TypeVar("Question")
Answer = TypeVar("Answer")


class Gap(NamedTuple):
    """One space between two words, with their neighbours."""

    place: int
    left: str
    right: str
    before: str
    after: str


def in_context(sentence: str) -> Iterator[tuple[str, str, str]]:
    """Every Persian word with the token before and after it, ZWNJs left out of those."""
    tokens = [START, *TOKEN.findall(sentence), END]
    for before, word, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if WORD.match(word):
            yield word, before.replace(ZWNJ, ""), after.replace(ZWNJ, "")


def gaps(line: str) -> Iterator[Gap]:
    """Every single space between two Persian words, with the tokens around them."""
    tokens = list(TOKEN.finditer(line))
    texts = [START, *(token[0] for token in tokens), END]
    for i, (left, right) in enumerate(pairwise(tokens)):
        place = left.end()
        spaced = right.start() == place + 1 and line[place] == " "
        if spaced and WORD.match(left[0]) and WORD.match(right[0]):
            yield Gap(place, left[0], right[0], texts[i], texts[i + 3])


def known_form(v: Vocabulary, letters: str) -> tuple[str, int] | None:
    """The one spelling of these letters and how often it was seen, if that is often enough."""
    known = v.known(letters)
    return known if known and known[1] >= _FEWEST else None


def is_in_doubt(v: Vocabulary, letters: str) -> bool:
    """Whether the vocabulary leaves open how the letters are spelled."""
    return 2 < len(letters) <= _LONGEST and known_form(v, letters) is None


def missing_places(word: str, form: str) -> tuple[int, ...]:
    """Where the word, counted in its characters, lacks the ZWNJs of the form."""
    letters, there = zwnj_places(form), zwnj_places(word)
    return tuple(
        place + sum(1 for other in there if other < place) for place in sorted(letters - there)
    )


@dataclass(frozen=True, slots=True)
class Borders:
    """The pieces that stand beside a ZWNJ so often that a space there is in doubt.

    One of `first` before a space, or one of `last` after it, is enough; a space between two that
    were joined elsewhere, or one of each of the `both` sets, is in doubt too.
    """

    first: frozenset[str]
    last: frozenset[str]
    both_first: frozenset[str] = frozenset()
    both_last: frozenset[str] = frozenset()
    stems: bool = False  # whether the right word may also have an ending

    def doubt(self, words: Words, left: str, right: str) -> bool:
        """Whether the space between the two words is worth a look."""
        v = words.vocabulary
        before = left.rpartition(ZWNJ)[2] if ZWNJ in left else left
        after = right.partition(ZWNJ)[0] if ZWNJ in right else right
        return (
            before in self.first
            or after in self.last
            or (before in self.both_first and after in self.both_last)
            or (before, after) in v.joined
            or (self.stems and self._may_be_compound(words, left, right, after))
        ) and (left, right) not in v.apart

    def _may_be_compound(self, words: Words, left: str, right: str, after: str) -> bool:
        stem = features.stem_of(after)
        return (
            stem in self.last
            or words.parts[1].get(stem, 0) > 4
            or left + ZWNJ + right in words.lexicon
        )


def weak_borders(v: Vocabulary) -> Borders:
    """For a damaged text: whatever may be wrong is looked at."""
    return Borders(_first(v, _WEAK), _last(v, _WEAK), stems=True)


def strong_borders(v: Vocabulary) -> Borders:
    """For a text that is hardly damaged: only what is rarely anything else."""
    return Borders(_first(v, _SURE), _last(v, _SURE), _first(v, _LIKELY), _last(v, _LIKELY))


def _first(v: Vocabulary, least: float) -> frozenset[str]:
    return frozenset(piece for piece in v.first if v.first_rate(piece) >= least)


def _last(v: Vocabulary, least: float) -> frozenset[str]:
    return frozenset(piece for piece in v.last if v.last_rate(piece) >= least)


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that is loaded, with the answers it has given (they never change)."""

    words: Words
    split: Any  # pycrfsuite.Tagger
    gap: Any
    weak: Borders
    strong: Borders  # for a text that is hardly damaged
    _settled: dict[str, bool] = field(default_factory=dict)
    _lost: dict[tuple[str, str, str], Lost] = field(default_factory=dict)
    _joined: dict[tuple[str, str, str, str], float] = field(default_factory=dict)

    def forget(self) -> None:
        """Drop the answers given so far; the next ones take the time of first ones."""
        for answers in (self._settled, self._lost, self._joined, self.words.kinds):
            answers.clear()

    def is_settled(self, token: str) -> bool:
        """Whether nothing within the token can be missing."""
        settled = self._settled.get(token)
        if settled is None:
            settled = _remember(self._settled, token, self._is_settled(token))
        return settled

    def _is_settled(self, token: str) -> bool:
        v, letters = self.words.vocabulary, token.replace(ZWNJ, "")
        if not WORD.match(token) or len(letters) < 3 or (ZWNJ in token and token in v.forms):
            return True
        known = known_form(v, letters)
        if known:
            return not zwnj_places(token) < zwnj_places(known[0])
        return not any(self.is_piece_in_doubt(piece, token) for piece in token.split(ZWNJ))

    def is_piece_in_doubt(self, piece: str, word: str) -> bool:
        """Whether the piece of a word may hide a ZWNJ."""
        v = self.words.vocabulary
        if piece != word and (piece in v.first or piece in v.last):
            return False
        return is_in_doubt(v, piece) and bool(features.split_places(piece))

    def is_plausible(self, piece: str) -> bool:
        """Whether a piece never seen whole falls into two known ones somewhere."""
        v, lexicon = self.words.vocabulary, self.words.lexicon
        if piece in v.forms or piece in lexicon:
            return False
        for place in features.split_places(piece):
            left = piece[:place]
            if piece[place:] in v.last and (left in v.forms or left in lexicon or left in v.first):
                return True
        return False

    def lost(self, piece: str, before: str, after: str) -> Lost:
        """Each place in the piece with the probability that a ZWNJ was lost there."""
        question = (piece, before, after)
        answer = self._lost.get(question)
        if answer is None:
            self.split.set(features.split_features(self.words, *question))
            places = features.split_places(piece)
            answer = tuple((p, self.split.marginal("1", i)) for i, p in enumerate(places))
            _remember(self._lost, question, answer)
        return answer

    def joined(self, left: str, right: str, before: str, after: str) -> float:
        """The probability that the space between left and right parts one word."""
        question = (left, right, before, after)
        answer = self._joined.get(question)
        if answer is None:
            self.gap.set([features.gap_features(self.words, *question)])
            answer = _remember(self._joined, question, self.gap.marginal("1", 0))
        return answer


def _remember(answers: dict[Question, Answer], question: Question, answer: Answer) -> Answer:
    if len(answers) >= _REMEMBERED:
        answers.clear()
    answers[question] = answer
    return answer


@cache
def model() -> Model:
    """The shipped model. Takes a third of a second, the first time."""
    import pycrfsuite

    words = Words(read((FOLDER / VOCABULARY).read_text("utf-8")))
    split, gap = pycrfsuite.Tagger(), pycrfsuite.Tagger()
    split.open(str(FOLDER / SPLIT_MODEL))
    gap.open(str(FOLDER / GAP_MODEL))
    v = words.vocabulary
    return Model(words, split, gap, weak_borders(v), strong_borders(v))
