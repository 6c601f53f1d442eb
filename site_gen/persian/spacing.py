"""Putting the ZWNJ where Persian spelling wants it: when to believe the trained model.

The model's odds hold for a text in which every ZWNJ is damaged. How damaged *this* text is, is
estimated from the words that are in no doubt (`Habits`), and the odds are multiplied by that: in
a carefully edited text only what is nearly certain changes, in one without any ZWNJ whatever is
likelier than not. A text that was restored looks edited, so that nothing changes a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from site_gen.persian.borders import STRONG, WEAK, needed
from site_gen.persian.checks import is_arabic
from site_gen.persian.edits import Edit
from site_gen.persian.knowledge import joint, split_places
from site_gen.persian.letters import LETTERS, ZWNJ
from site_gen.persian.looks import is_piece_in_doubt, known_form, missing_places
from site_gen.persian.scan import LINES, Line, forget_looks, look_at, scan
from site_gen.persian.spacing_model import Lost, Model, model

_PRIOR, _PRIOR_DAMAGE = 0.3, 0.02  # a text of which nothing is known counts as this many places
_BOLDNESS = 2.5  # how much likelier a change is made than the share of damage says
_LEAST_DAMAGE, _MOST_DAMAGE = 0.01, 2.2
_HARDLY_DAMAGED = 0.049  # below what nothing known of a text makes it
_EZAFE = re.compile(f" (?<=[{LETTERS}]ه )(?=ی(?:[ \n«(]|$))")


class Habits(Struct, frozen=True):
    """How a text treats its ZWNJs: which share was lost within words, which became spaces."""

    lost: float
    spaced: float


def habits(text: str) -> Habits:
    """How the text treats its ZWNJs, judged by what is in no doubt."""
    _, lost, spaced = scan(text)
    total = text.count(ZWNJ) + lost + spaced + _PRIOR
    share = _PRIOR * _PRIOR_DAMAGE
    return Habits(_damage((lost + share) / total), _damage((spaced + share) / total))


def _damage(share: float) -> float:
    return min(_MOST_DAMAGE, max(_LEAST_DAMAGE, _BOLDNESS * share))


def lost_zwnj(text: str, how: Habits | None = None) -> Iterator[Edit]:
    """ZWNJs lost within words are put back: میخواهد becomes می\u200cخواهد."""
    damage = (how or habits(text)).lost
    for start, line in scan(text).lines:
        if line.words:
            places = _lost_in_line(line.text, damage)
            yield from (Edit(start + place, start + place, ZWNJ) for place in places)


@lru_cache(maxsize=LINES)
def _lost_in_line(text: str, damage: float) -> Sequence[int]:
    loaded, line = model(), look_at(text)
    if line is None or not line.words:
        return ()
    lost = [
        (i, offset + place)
        for i in line.words
        for offset, number in line.look(i).doubtful
        for place in _lost_in_token(loaded, line, i, number, damage)
    ]
    if not lost or is_arabic(line.text):
        return ()
    places = line.places()
    return [places[i] + place for i, place in lost]


def _lost_in_token(
    loaded: Model, line: Line, piece: int, number: int, damage: float
) -> Iterator[int]:
    """Where in the word, counted in its characters, a ZWNJ is to be put."""
    v, word = loaded.words.vocabulary, line.look(piece).tokens[number]
    known = known_form(v, word.replace(ZWNJ, ""))
    if known:
        if (known[1] + 1) * damage > 1:
            yield from missing_places(word, known[0])
        return
    start = 0
    for part in word.split(ZWNJ):
        if is_piece_in_doubt(v, part, word) and (
            damage >= _HARDLY_DAMAGED or loaded.is_plausible(part)
        ):
            halves = set(_halves(loaded, part))
            if halves:
                before, after = line.before(piece, number), line.after(piece, number)
                places = loaded.lost(part, before.replace(ZWNJ, ""), after.replace(ZWNJ, ""))
                yield from (start + i for i in _likely_places(places, damage) if i in halves)
        start += len(part) + 1


def _halves(loaded: Model, part: str) -> Iterator[int]:
    """The places that part what may be halves of a word."""
    for place in split_places(part):
        if loaded.words.may_be_halves(part[:place], part[place:]):
            yield place


def _likely_places(places: Lost, damage: float) -> Iterator[int]:
    """The likely places, without the less likely of two neighbours: a ZWNJ about a ه."""
    odds = {place: odd for place, odd in places if _is_likely(odd, damage)}
    for place, odd in odds.items():
        if odd >= max(odds.get(place - 1, 0.0), odds.get(place + 1, 0.0)):
            yield place


def _is_likely(probability: float, damage: float) -> bool:
    return probability * damage > 1 - probability


def wrong_spaces(text: str, how: Habits | None = None) -> Iterator[Edit]:
    """A space within a word becomes a ZWNJ, or nothing after a letter that does not join."""
    yield from (Edit(place, place + 1, ZWNJ) for place in _before_ezafe(text))
    damage = (how or habits(text)).spaced
    for start, line in scan(text).lines:
        if line.doubted:
            for end, left in _wrong_in_line(line.text, damage):
                yield Edit(start + end - 1, start + end, joint(left))


def _before_ezafe(text: str) -> Iterator[int]:
    """The spaces before a ی alone: the ezafe of a final ه, of which no model is needed."""
    if "ه ی" in text:
        yield from (match.start() for match in _EZAFE.finditer(text))


@lru_cache(maxsize=LINES)
def _wrong_in_line(text: str, damage: float) -> Sequence[tuple[int, str]]:
    """Where the wrong spaces end, and the words before them."""
    loaded, line = model(), look_at(text)
    if line is None:
        return ()
    level = STRONG if damage < _HARDLY_DAMAGED else WEAK
    wrong = [gap for gap in line.gaps(needed(level), level) if _is_wrong(loaded, line, gap, damage)]
    if not wrong or is_arabic(line.text):
        return ()
    places = line.places()
    return [(places[i + 1], line.look(i).tokens[-1]) for i in wrong]


def _is_wrong(loaded: Model, line: Line, gap: int, damage: float) -> bool:
    left, right = line.pair(gap)
    if not loaded.words.may_be_one(left, right):
        return False
    before = line.before(gap, len(line.look(gap).tokens) - 1)
    probability = loaded.joined(left, right, before, line.after(gap + 1, 0))
    return _is_likely(probability, damage)


def forget() -> None:
    """Look at every text anew."""
    forget_looks()
    _lost_in_line.cache_clear()
    _wrong_in_line.cache_clear()
