"""A first look at what stands between two spaces: may anything within or beside it be wrong?

Most of a text consists of pieces that were seen before and are right. A look is taken once for
each piece and remembered, so that a text is scanned by looking its pieces up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress, count, islice
from operator import and_
from typing import NamedTuple

from site_gen.persian.borders import ONE, Borders
from site_gen.persian.knowledge import zwnj_places
from site_gen.persian.letters import JOINING, WORD, WORD_CHARS, ZWNJ
from site_gen.persian.vocabulary import Vocabulary
from site_gen.remembering import Remembered

TOKEN = re.compile(f"[{WORD_CHARS}]+|[^\\s{WORD_CHARS}\ud800-\udfff]")

_FEWEST = 2  # how often a form must have been seen, in no other spelling, to be trusted
_LONGEST = 40  # letters; no Persian word is longer
_REMEMBERED = 100_000  # looks
_DOUBTFUL = 1 << 19  # above all bits of a gap
_ENDING = frozenset(".،؛:!؟…»)")  # what most often follows a word
_HERE = ((0, 0),)  # the one word of a piece is in doubt


class Look(NamedTuple):
    """What there is in a piece of a line that has no spaces."""

    tokens: tuple[str, ...]
    doubtful: tuple[tuple[int, int], ...]  # words that may lack a ZWNJ: place and token's number
    lost: int  # how many ZWNJs they surely lack
    left: int  # what the last word is, as the left one of a gap (see Borders); 0 if there is none
    right: int  # the same of the first word


class Looks:
    """Looks at pieces, and at those that stand beside each other, remembered."""

    def __init__(self, borders: Borders) -> None:
        self._borders = borders
        self.at = Remembered(self._look, _REMEMBERED)  #: a look at each piece
        self._lefts = Remembered(self._left, _REMEMBERED)
        self._rights = Remembered(self._right, _REMEMBERED)
        #: Of two pieces beside a gap the bits that mean it (`Borders.confirmed`); `ONE` where the
        #: pair is as good as always one word.
        self.gaps = Remembered(self._gap, _REMEMBERED)

    def through(self, pieces: Sequence[str]) -> tuple[list[int], list[int]]:
        """The numbers of the pieces within which something is doubtful; the bits that the two
        sides of each gap between them share."""
        lefts = [*map(self._lefts.__getitem__, pieces)]
        rights = map(self._rights.__getitem__, islice(pieces, 1, None))
        words = [*compress(count(), map(_DOUBTFUL.__and__, lefts))]
        return words, [*map(and_, lefts, rights)]

    def forget(self) -> None:
        """Look at every piece anew."""
        for known in (self.at, self._lefts, self._rights, self.gaps):
            known.clear()

    def _left(self, piece: str) -> int:
        """The bits of the left one of a gap, and whether anything within is doubtful."""
        look = self.at[piece]
        return look.left | bool(look.doubtful) * _DOUBTFUL

    def _right(self, piece: str) -> int:
        return self.at[piece].right

    def _gap(self, pieces: tuple[str, str]) -> int:
        before, after = self.at[pieces[0]], self.at[pieces[1]]
        pair = before.tokens[-1], after.tokens[0]
        bits = self._borders.confirmed(before.left & after.right, *pair)
        return bits | ONE if pair in self._borders.words.vocabulary.one else bits & ~ONE

    def _look(self, piece: str) -> Look:
        if WORD.fullmatch(piece):
            return _word(self._borders, piece)
        if piece[-1:] in _ENDING and WORD.fullmatch(piece, 0, len(piece) - 1):
            look = self.at[piece[:-1]]
            return Look((piece[:-1], piece[-1]), look.doubtful, look.lost, 0, look.right)
        return self._mixed(piece)

    def _mixed(self, piece: str) -> Look:
        """A look at words with marks and other characters about them."""
        tokens = list(TOKEN.finditer(piece))
        looks = [self._token(token[0]) for token in tokens]
        doubtful = [(token.start(), i) for i, token in enumerate(tokens) if looks[i].doubtful]
        return Look(
            tuple(token[0] for token in tokens),
            tuple(doubtful),
            sum(look.lost for look in looks),
            looks[-1].left if looks and tokens[-1].end() == len(piece) else 0,
            looks[0].right if looks and not tokens[0].start() else 0,
        )

    def _token(self, token: str) -> Look:
        if WORD.match(token):
            return self.at[token]
        return Look((token,), (), 0, 0, 0)


def _word(edges: Borders, word: str) -> Look:
    doubtful, lost = doubt(edges.words.vocabulary, word)
    left, right = edges.bits_left(word), edges.bits_right(word)
    return Look((word,), _HERE if doubtful else (), lost, left, right)


def doubt(v: Vocabulary, word: str) -> tuple[bool, int]:
    """Whether a ZWNJ may be missing within the word, and how many surely are."""
    seen = v.forms.get(word, 0)
    if seen and (ZWNJ in word or (seen >= _FEWEST and len(v.spellings[word]) == 1)):
        return False, 0
    letters = word.replace(ZWNJ, "")
    if len(letters) < 3:
        return False, 0
    known = known_form(v, letters)
    if not known and letters == word:
        return _may_hide_zwnj(word), 0
    if not known:
        return any(is_piece_in_doubt(v, piece, word) for piece in word.split(ZWNJ)), 0
    if known[0] == word or not zwnj_places(word) < zwnj_places(known[0]):
        return False, 0
    return True, len(missing_places(word, known[0]))


def known_form(v: Vocabulary, letters: str) -> tuple[str, int] | None:
    """The one spelling of these letters and how often it was seen, if that is often enough."""
    known = v.known(letters)
    return known if known and known[1] >= _FEWEST else None


def is_in_doubt(v: Vocabulary, letters: str) -> bool:
    """Whether the vocabulary leaves open how the letters are spelled."""
    return 2 < len(letters) <= _LONGEST and known_form(v, letters) is None


def is_piece_in_doubt(v: Vocabulary, piece: str, word: str) -> bool:
    """Whether the piece of a word may hide a ZWNJ."""
    if piece != word and (piece in v.first or piece in v.last):
        return False
    return is_in_doubt(v, piece) and _may_hide_zwnj(piece)


def _may_hide_zwnj(piece: str) -> bool:
    return len(piece) <= _LONGEST and not JOINING.isdisjoint(piece[:-1])


def missing_places(word: str, form: str) -> tuple[int, ...]:
    """Where the word, counted in its characters, lacks the ZWNJs of the form."""
    letters, there = zwnj_places(form), zwnj_places(word)
    return tuple(
        place + sum(1 for other in there if other < place) for place in sorted(letters - there)
    )
