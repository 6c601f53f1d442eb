"""Putting the ZWNJ where Persian spelling wants it: when to believe the trained model.

The model's odds hold for a text in which every ZWNJ is damaged. How damaged *this* text is, is
estimated from the words that are in no doubt (`Habits`), and the odds are multiplied by that: in
a carefully edited text only what is nearly certain changes, in one without any ZWNJ whatever is
likelier than not. A text that was restored looks edited, so that nothing changes a second time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from site_gen.persian.checks import is_arabic
from site_gen.persian.edits import Edit
from site_gen.persian.features import END, START, joint
from site_gen.persian.letters import WORD, WORD_CHARS, ZWNJ
from site_gen.persian.spacing_model import TOKEN, Model, gaps, known_form, missing_places, model

_PRIOR, _PRIOR_DAMAGE = 2.0, 0.1  # a text of which nothing is known counts as this many places
_BOLDNESS = 2.0  # how much likelier a change is made than the share of damage says
_LEAST_DAMAGE, _MOST_DAMAGE = 0.01, 2.2
_HARDLY_DAMAGED = 0.1

_PAIR = re.compile(f"(?<![{WORD_CHARS}])([{WORD_CHARS}]++) (?=([{WORD_CHARS}]++))")


@dataclass(frozen=True, slots=True)
class Habits:
    """How a text treats its ZWNJs: which share was lost within words, which became spaces."""

    lost: float
    spaced: float


@lru_cache(maxsize=4)
def habits(text: str) -> Habits:
    """How the text treats its ZWNJs, judged by what is in no doubt."""
    v = model().words.vocabulary
    counts = Counter(WORD.findall(text)).items()
    lost = sum(number * _known_lost(word) for word, number in counts)
    spaced = sum(map(v.one.__contains__, _PAIR.findall(text)))
    total = text.count(ZWNJ) + lost + spaced + _PRIOR
    share = _PRIOR * _PRIOR_DAMAGE
    return Habits(_damage((lost + share) / total), _damage((spaced + share) / total))


def _damage(share: float) -> float:
    return min(_MOST_DAMAGE, max(_LEAST_DAMAGE, _BOLDNESS * share))


def _known_lost(word: str) -> int:
    """How many ZWNJs the word surely lacks."""
    loaded = model()
    if loaded.is_settled(word):
        return 0
    known = known_form(loaded.words.vocabulary, word.replace(ZWNJ, ""))
    return len(missing_places(word, known[0])) if known else 0


def lost_zwnj(text: str, how: Habits | None = None) -> Iterator[Edit]:
    """ZWNJs lost within words are put back: میخواهد becomes می\u200cخواهد."""
    loaded, damage = model(), (how or habits(text)).lost
    for start, line in _persian_lines(text):
        tokens = TOKEN.findall(line)
        if not all(map(loaded.is_settled, tokens)):
            for place in _lost_in_line(loaded, line, tokens, damage):
                yield Edit(start + place, start + place, ZWNJ)


def _persian_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with the place where each begins, without those that are Arabic."""
    start = 0
    for line in text.split("\n"):
        if "ال" not in line or not is_arabic(line):
            yield start, line
        start += len(line) + 1


def _lost_in_line(loaded: Model, line: str, tokens: list[str], damage: float) -> Iterator[int]:
    around = [START, *(token.replace(ZWNJ, "") for token in tokens), END]
    for i, match in enumerate(TOKEN.finditer(line)):
        if not loaded.is_settled(match[0]):
            for place in _lost_in_word(loaded, match[0], around[i], around[i + 2], damage):
                yield match.start() + place


def _lost_in_word(
    loaded: Model, word: str, before: str, after: str, damage: float
) -> Iterator[int]:
    """Where in the word, counted in its characters, a ZWNJ is to be put."""
    known = known_form(loaded.words.vocabulary, word.replace(ZWNJ, ""))
    if known:
        if (known[1] + 1) * damage > 1:
            yield from missing_places(word, known[0])
        return
    start = 0
    for piece in word.split(ZWNJ):
        if loaded.is_piece_in_doubt(piece, word) and (
            damage >= _HARDLY_DAMAGED or loaded.is_plausible(piece)
        ):
            likely = [
                (place, probability)
                for place, probability in loaded.lost(piece, before, after)
                if _is_likely(probability, damage)
            ]
            yield from (start + place for place in _apart(likely))
        start += len(piece) + 1


def _apart(likely: list[tuple[int, float]]) -> Iterator[int]:
    """The places, without the less likely of two neighbours: a ZWNJ before or after a ه."""
    odds = dict(likely)
    for place, probability in likely:
        if probability >= max(odds.get(place - 1, 0.0), odds.get(place + 1, 0.0)):
            yield place


def _is_likely(probability: float, damage: float) -> bool:
    return probability * damage > 1 - probability


def wrong_spaces(text: str, how: Habits | None = None) -> Iterator[Edit]:
    """A space within a word becomes a ZWNJ, or nothing after a letter that does not join."""
    loaded, damage = model(), (how or habits(text)).spaced
    borders = loaded.strong if damage < _HARDLY_DAMAGED else loaded.weak
    words = loaded.words
    for start, line in _persian_lines(text):
        if any(borders.doubt(words, *pair) for pair in _PAIR.findall(line)):
            for gap in gaps(line):
                if borders.doubt(words, gap.left, gap.right) and _is_likely(
                    loaded.joined(*gap[1:]), damage
                ):
                    yield Edit(start + gap.place, start + gap.place + 1, joint(gap.left))
