"""What is known of a piece of a word: the features of the spacing model are made of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct, field

from site_gen.persian.letters import JOINING, WORD, ZWNJ
from site_gen.persian.vocabulary import Vocabulary, rate
from site_gen.persian.words import (
    COMPARATIVE,
    IMPERFECTIVE,
    PREPOSITIONS,
    compound_parts,
    lexicon,
    participles,
    verb_forms,
)

START, END = "<", ">"  # stand for the neighbours of a sentence's first and last word

#: Endings of nouns and verbs, longest first where one ends in another; اند is ند to the model.
_SUFFIXES = frozenset(
    (
        *("هایشان", "هایمان", "هایش", "هایی", "های", "ها", "تان", "شان", "مان", "ند", "یم"),
        *("ید", "ان", "ای", "ات", "ست", "یی", "ی", "م", "ش", "ت", "\u0654"),
    )
)
_ENDINGS = tuple(_SUFFIXES)
_SUFFIX_LENGTHS = (6, 4, 3, 2, 1)
_RATES = (0.002, 0.01, 0.05, 0.2, 0.5, 0.8, 0.97)
_COMMON = 20  # times seen; what is no word is common
_REMEMBERED = 200_000  # pieces


class Known(NamedTuple):
    """What is known of one piece, each roughly and as text."""

    kind: str  # verb or not, how common in the lexicon, how often seen in the vocabulary
    first: str  # how often before a ZWNJ
    last: str  # how often after one
    first_rate: str  # how often a ZWNJ follows rather than a space
    last_rate: str
    before: str  # with how many pieces after a ZWNJ, in vocabulary and lexicon
    behind: str
    stem: str  # without its ending


class Words(Struct, frozen=True):
    """What is known of single words, looked up once each."""

    vocabulary: Vocabulary
    lexicon: Mapping[str, str] = field(default_factory=lexicon)
    verbs: frozenset[str] = field(default_factory=verb_forms)
    participles: frozenset[str] = field(default_factory=participles)
    parts: tuple[Mapping[str, int], Mapping[str, int]] = field(default_factory=compound_parts)
    looked_up: dict[str, Known] = {}
    kinds: dict[str, str] = {}

    def known(self, piece: str) -> Known:
        """What is known of the piece."""
        known = self.looked_up.get(piece)
        if known is None:
            if len(self.looked_up) >= _REMEMBERED:
                self.looked_up.clear()
            known = self.looked_up[piece] = self._known(piece)
        return known

    def forget(self) -> None:
        """Drop what was looked up so far."""
        self.looked_up.clear()
        self.kinds.clear()

    def kind(self, word: str) -> str:
        """Verb or not, how common in the lexicon, how often seen in the vocabulary."""
        kind = self.kinds.get(word)
        if kind is None:
            if len(self.kinds) >= _REMEMBERED:
                self.kinds.clear()
            kind = self.kinds[word] = self._kind(word)
        return kind

    def _kind(self, word: str) -> str:
        verb = "v" if word in self.verbs else "p" if word in self.participles else ""
        return verb + self.lexicon.get(word, "-") + bucket(self.vocabulary.forms.get(word, 0))

    def neighbour(self, word: str) -> str:
        """The word itself if it is common, or its ending: rare neighbours teach nothing."""
        if self.vocabulary.forms.get(word, 0) >= _COMMON or not WORD.match(word):
            return word
        return "~" + word[-2:]

    def solid(self, letters: str) -> str:
        """Whether the letters are known written as one word."""
        spellings = self.vocabulary.spellings.get(letters, ())
        return bucket(len(spellings)) + self.lexicon.get(letters, "-")

    def is_whole(self, word: str) -> bool:
        """Whether it was seen as a word by itself, or stands in the lexicon."""
        return word in self.vocabulary.forms or word in self.lexicon

    def may_be_one(self, left: str, right: str) -> bool:
        """Whether two words may be one at all, whatever the model takes from their letters.

        می goes before verbs only; and where no ZWNJ would show the joint, a preposition joins
        nothing and a verb nothing but the prefix it is known with (برگشت).
        """
        head = right.partition(ZWNJ)[0]
        if left in IMPERFECTIVE:
            return not self._is_no_verb(head)
        if joint(left) or left + right in self.vocabulary.spellings or left + right in self.lexicon:
            return True
        return left not in PREPOSITIONS and head not in self.verbs

    def may_be_halves(self, left: str, right: str) -> bool:
        """Whether a word may be of these halves: not if nothing is known of one, as in names."""
        if right in COMPARATIVE:
            return self._is_known(left)
        return left in IMPERFECTIVE or right.startswith("ال") or self._is_known(right)

    def _is_no_verb(self, word: str) -> bool:
        v = self.vocabulary
        other = word in self.verbs or word in self.participles or word in v.last
        return v.forms.get(word, 0) >= _COMMON and not other

    def _is_known(self, piece: str) -> bool:
        v, stem = self.vocabulary, stem_of(piece)
        return (
            piece in v.first
            or piece in v.last
            or any(each in words for each in (piece, stem) for words in (v.forms, self.lexicon))
            or known_stem(v, piece) > 0
        )

    def _known(self, piece: str) -> Known:
        v, (firsts, lasts) = self.vocabulary, self.parts
        alone, first, last = v.forms.get(piece, 0), v.first.get(piece, 0), v.last.get(piece, 0)
        return Known(
            self.kind(piece),
            bucket(first),
            bucket(last),
            _level(rate(first, alone)),
            _level(rate(last, alone)),
            (bucket(v.first_types[piece]) if first else "0") + bucket(firsts.get(piece, 0)),
            (bucket(v.last_types[piece]) if last else "0") + bucket(lasts.get(piece, 0)),
            stem_of(piece),
        )


def bucket(count: int) -> str:
    """A count, roughly."""
    if count < 2:
        return "1" if count else "0"
    return "2" if count < 4 else "4" if count < 12 else "9"


def share(part: int, total: int) -> str:
    """A share, roughly, and of how many."""
    return _level(part / total) + bucket(total)


def _level(share: float) -> str:
    return "abcdefgh"[bisect_right(_RATES, share)]


def stem_of(word: str) -> str:
    """The word without its ending, if it has one."""
    if not word.endswith(_ENDINGS):
        return word
    for length in _SUFFIX_LENGTHS:
        if word[-length:] in _SUFFIXES and len(word) > length + 1:
            return word[:-length]
    return word


def known_stem(v: Vocabulary, word: str) -> int:
    """How many letters the longest known word has that the word begins with; 0 if there is none."""
    for length in range(len(word) - 1, max(2, len(word) - 6), -1):
        if word[:length] in v.spellings:
            return length
    return 0


def split_places(word: str) -> list[int]:
    """Where in the word a ZWNJ could stand."""
    return [i for i, letter in enumerate(word[:-1], 1) if letter in JOINING]


def zwnj_places(form: str) -> frozenset[int]:
    """Where the form has its ZWNJs, counted in letters."""
    places, letters = set(), 0
    for piece in form.split(ZWNJ)[:-1]:
        letters += len(piece)
        places.add(letters)
    return frozenset(places)


def joint(left: str) -> str:
    """What joins the word to the next in place of a space."""
    return ZWNJ if left[-1:] in JOINING else ""
