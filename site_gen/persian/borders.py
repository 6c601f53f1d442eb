"""Which spaces between two words may stand within one word: a quick look before the model's.

Every word has a set of bits as the left one of a gap and another as the right one; a gap is in
doubt if they share a bit, and two of the bits ask for the pair to be looked up.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from site_gen.persian.knowledge import Words, stem_of
from site_gen.persian.letters import ZWNJ

# How often the end of a word stands at a ZWNJ rather than a space, for the space to be in doubt.
_WEAK, _LIKELY, _SURE = 0.02, 0.3, 0.9
_MANY_COMPOUNDS = 4

# The left word is one of a kind and the right one any, or the other way round, or both are.
_WEAK_LEFT, _WEAK_RIGHT, _SURE_LEFT, _SURE_RIGHT, _BOTH_LIKELY = 1, 2, 4, 8, 16
_JOINED, _LISTED = 32, 64  # the pair itself has to be known
ONE = 128  #: the pair, once looked up, is as good as always one word
_STEM = 256  # of a right piece: with an ending it is as good as without
_MOSTLY_JOINED = 512  # the pair was seen joined more often than parted
_ANY_LEFT, _ANY_RIGHT = _WEAK_RIGHT | _SURE_RIGHT, _WEAK_LEFT | _SURE_LEFT
_OF_WHOLE = ONE | _LISTED  # about the whole word, not the piece beside the gap

WEAK = _WEAK_LEFT | _WEAK_RIGHT | _JOINED | _LISTED  #: for a damaged text
STRONG = _SURE_LEFT | _SURE_RIGHT | _BOTH_LIKELY | _MOSTLY_JOINED  #: for one that is hardly damaged


class Borders(Struct, frozen=True):
    """The bits of every piece that stands beside a ZWNJ somewhere."""

    words: Words
    left: Mapping[str, int]
    right: Mapping[str, int]

    def bits_left(self, word: str) -> int:
        """What the word is as the left one of a gap."""
        if ZWNJ not in word:
            return self.left.get(word, _ANY_LEFT)
        bits = self.left.get(word.rpartition(ZWNJ)[2], _ANY_LEFT) & ~_OF_WHOLE
        return bits | self.left.get(word.partition(ZWNJ)[0], 0) & _LISTED

    def bits_right(self, word: str) -> int:
        """What the word is as the right one of a gap."""
        head = word.partition(ZWNJ)[0]
        bits = self.right.get(head, _ANY_RIGHT)
        if not bits & _WEAK_RIGHT and self.right.get(stem_of(head), 0) & _STEM:
            bits |= _WEAK_RIGHT
        if head == word:
            return bits
        return bits & ~_OF_WHOLE | self.right.get(word.rpartition(ZWNJ)[2], 0) & _LISTED

    def doubt(self, left: str, right: str, level: int) -> bool:
        """Whether the space between the two words is worth a look, at a level."""
        shared = self.bits_left(left) & self.bits_right(right)
        return bool(shared & needed(level) and self.confirmed(shared, left, right) & level)

    def confirmed(self, shared: int, left: str, right: str) -> int:
        """Of the bits that two words share, those that mean it for this pair."""
        v = self.words.vocabulary
        if shared & _JOINED:
            times = v.joined.get(_ends(left, right), 0)
            if not times:
                shared &= ~_JOINED
            elif times > v.gaps.get((left, right), 0):
                shared |= _MOSTLY_JOINED
        if shared & _LISTED and left + ZWNJ + right not in self.words.lexicon:
            shared &= ~_LISTED
        return 0 if shared and (left, right) in v.apart else shared


def needed(level: int) -> int:
    """The bits of which two words must share one for `confirmed` to reach the level."""
    return level | _JOINED if level & _MOSTLY_JOINED else level


def _ends(left: str, right: str) -> tuple[str, str]:
    if ZWNJ not in left and ZWNJ not in right:
        return left, right
    return left.rpartition(ZWNJ)[2], right.partition(ZWNJ)[0]


def borders(words: Words) -> Borders:
    """The bits of all pieces of the vocabulary, and of the lexicon's compounds."""
    v, (firsts, lasts) = words.vocabulary, words.parts
    left = {p: _ANY_LEFT | _bits(v.first_rate(p), _WEAK_LEFT, _SURE_LEFT) for p in v.first}
    right = {p: _ANY_RIGHT | _bits(v.last_rate(p), _WEAK_RIGHT, _SURE_RIGHT) for p in v.last}
    for piece in right:
        right[piece] |= _STEM if right[piece] & _WEAK_RIGHT else 0
    for piece in firsts:
        left[piece] = left.get(piece, _ANY_LEFT) | _LISTED
    for piece, compounds in lasts.items():
        stem = _STEM if compounds > _MANY_COMPOUNDS else 0
        right[piece] = right.get(piece, _ANY_RIGHT) | _LISTED | stem
    for first, last in v.one:
        left[first] |= ONE
        right[last] |= ONE
    return Borders(words, left, right)


def _bits(rate: float, weak: int, sure: int) -> int:
    bits = _JOINED
    bits |= weak if rate >= _WEAK else 0
    bits |= _BOTH_LIKELY if rate >= _LIKELY else 0
    return bits | sure if rate >= _SURE else bits
