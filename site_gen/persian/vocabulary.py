"""The words of edited Persian, counted: how each is spelled, and which a space parts.

The counts come from the training text and are shipped with the model; `lines` and `read` are the
two ends of the file format. A form is a word as written, its ZWNJs in place; a piece is what
stands between two of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from site_gen.persian.letters import WORD, WORD_CHARS, ZWNJ

Pair = tuple[str, str]

_RARE_RATE = 0.01  # of a piece: below, a space before or after it is not in doubt
_FEWEST_GAPS = 2
_SURE = 8
_SPACED = re.compile(f"(?<![{WORD_CHARS}])([{WORD_CHARS}]++) (?=([{WORD_CHARS}]++))")


class Vocabulary(Struct, frozen=True):
    """What was counted, and what follows from it."""

    forms: Mapping[str, int]
    gaps: Mapping[Pair, int]  # two words with a space between, where that is in doubt
    first: Mapping[str, int]  # pieces before a ZWNJ
    last: Mapping[str, int]  # pieces after one
    joined: Mapping[Pair, int]  # two pieces with a ZWNJ between
    spellings: Mapping[str, Mapping[str, int]]  # by the letters alone: forms with their counts
    first_types: Mapping[str, int] = {}  # with how many different pieces
    last_types: Mapping[str, int] = {}
    one: frozenset[Pair] = frozenset()  # often joined, hardly ever parted by a space
    apart: frozenset[Pair] = frozenset()  # parted by a space more than once, never joined

    def first_rate(self, piece: str) -> float:
        """How often a ZWNJ follows the piece rather than a space; of a word never seen, little."""
        return rate(self.first.get(piece, 0), self.forms.get(piece, 0))

    def last_rate(self, piece: str) -> float:
        """The same for a ZWNJ before it."""
        return rate(self.last.get(piece, 0), self.forms.get(piece, 0))

    def known(self, letters: str) -> tuple[str, int] | None:
        """The form of these letters if it was seen in no other, with its count."""
        spellings = self.spellings.get(letters)
        if spellings and len(spellings) == 1:
            return next(iter(spellings.items()))
        return None


def rate(within: int, alone: int) -> float:
    """How often a piece stands beside a ZWNJ rather than a space; never seen, it is rare."""
    return within / (within + alone) if within or alone else _RARE_RATE


def count(sentences: Iterable[str]) -> tuple[Counter[str], Counter[Pair]]:
    """The forms and the pairs parted by one space in a text."""
    forms: Counter[str] = Counter()
    gaps: Counter[Pair] = Counter()
    for sentence in sentences:
        forms.update(WORD.findall(sentence))
        gaps.update(_SPACED.findall(sentence))
    return forms, gaps


def vocabulary(forms: Mapping[str, int], gaps: Mapping[Pair, int]) -> Vocabulary:
    """Everything that follows from the two counts; gaps not in doubt are left out."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    joined: Counter[Pair] = Counter()
    spellings: dict[str, dict[str, int]] = {}
    for form, number in forms.items():
        spellings.setdefault(form.replace(ZWNJ, ""), {})[form] = number
        pieces = form.split(ZWNJ)
        for pair in pairwise(pieces):
            first[pair[0]] += number
            last[pair[1]] += number
            joined[pair] += number
    types = Counter(left for left, _ in joined), Counter(right for _, right in joined)
    everything = Vocabulary(forms, gaps, first, last, joined, spellings, *types)
    doubtful = _doubtful(everything)
    one = (pair for pair, n in joined.items() if n >= _SURE and doubtful.get(pair, 0) < n / _SURE)
    apart = doubtful.keys() - joined.keys()
    return replace(everything, gaps=doubtful, one=frozenset(one), apart=frozenset(apart))


def _doubtful(v: Vocabulary) -> dict[Pair, int]:
    """The pairs that were parted by a space though their ends are often beside a ZWNJ."""
    first = {piece for piece in v.first if v.first_rate(piece) >= _RARE_RATE}
    last = {piece for piece in v.last if v.last_rate(piece) >= _RARE_RATE}
    return {
        (left, right): number
        for (left, right), number in v.gaps.items()
        if number >= _FEWEST_GAPS
        and (left.rpartition(ZWNJ)[2] in first or right.partition(ZWNJ)[0] in last)
    }


def lines(v: Vocabulary) -> Iterator[str]:
    """The vocabulary as lines of a file, sorted: form or pair, tab, count; ZWNJ as a hyphen."""
    for form, number in sorted(v.forms.items()):
        yield f"{form.replace(ZWNJ, '-')}\t{number}"
    for (left, right), number in sorted(v.gaps.items()):
        yield f"{left} {right}\t{number}".replace(ZWNJ, "-")


def read(text: str) -> Vocabulary:
    """The vocabulary of such a file. Raises ValueError if it is not one."""
    forms: dict[str, int] = {}
    gaps: dict[Pair, int] = {}
    for line in text.replace("-", ZWNJ).splitlines():
        entry, _, number = line.partition("\t")
        left, space, right = entry.partition(" ")
        if space:
            gaps[left, right] = int(number)
        else:
            forms[left] = int(number)
    return vocabulary(forms, gaps)
