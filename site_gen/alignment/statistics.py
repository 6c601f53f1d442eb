"""What the keys of a whole text tell: how telling each is, and what it costs unanswered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import log

from msgspec import Struct

from site_gen.alignment.evidence import Sentence
from site_gen.remembering import Remembered

Shape = tuple[int, int]  # how many sentences of each side a bead has


class Weights(Struct, frozen=True, cache_hash=True):
    """Natural logarithms, chosen on half of the documents that the benchmark names."""

    shapes: tuple[tuple[Shape, float], ...]
    variance: float = 5.0  # of the length of a translation, for each character
    unlikely: float = 8.0  # what a length costs at most
    gap_length: float = 0.3  # a long sentence is left out less often
    lexical: float = 1.0
    missing: float = 1.6  # what a number costs that the other side does not have
    lacking: float = 0.4  # how much it counts that a known word is not answered
    background: float = 60.0  # keys that any text is taken to have besides those seen
    question: float = 1.5
    exclamation: float = 0.5
    colon: float = 1.0
    opens: float = 0.9
    closes: float = 0.4
    line_break: float = 1.0


WEIGHTS = Weights(
    (
        ((1, 1), 0.0),
        ((1, 2), -2.5),
        ((2, 1), -2.5),
        ((2, 2), -6.0),
        ((1, 3), -5.0),
        ((3, 1), -5.0),
        ((1, 0), -2.5),
        ((0, 1), -2.5),
    )
)

# See `trust`: by the key's first character; names by the number of their consonants.
_TRUST = {"n": 0.85, "w": 0.9, "m": 0.5, "#": 0.5, "t": 0.5}
_NAME_TRUST = (0.0, 0.0, 0.3, 0.75, 0.9)
_ONE = frozenset({"n1", "n2"})
_ONE_TRUST = 0.3
_SURE = 0.95


def _trust(key: str) -> float:
    if key[0] == "s":
        return _NAME_TRUST[min(len(key) - 1, 4)]
    return _ONE_TRUST if key in _ONE else _TRUST[key[0]]


#: The probability that a translation has a key that its source has.
trust = Remembered(_trust, 1 << 12).__getitem__


#: Of a key that both sides have: how telling it is in the source and in the target, and what it
#: costs there unanswered.
Shared = tuple[float, float, float, float]


class Statistics(Struct, frozen=True):
    """What holds for all units of a text; `ratio` is the target's length to the source's.

    `source` and `target` have the cost of each key of a side where it is not answered.
    """

    ratio: float
    shared: Mapping[str, Shared]
    source: Mapping[str, float]
    target: Mapping[str, float]


_STEADY = 500  # characters of equal length, so that a short text does not make its own ratio


def length_ratio(source: int, target: int) -> float:
    """The target's length to the source's, from the characters of both."""
    return (target + _STEADY) / (source + _STEADY)


def gather(
    source: Sequence[Sentence], target: Sequence[Sentence], weights: Weights = WEIGHTS
) -> Statistics:
    """Statistics of all sentences of both sides."""
    ours, theirs = (
        Counter(chain.from_iterable([sentence.keys for sentence in side]))
        for side in (source, target)
    )
    totals = ours.total() + weights.background, theirs.total() + weights.background
    shared: dict[str, Shared] = {}
    lacking, lacking_there = _unanswered(ours, weights), _unanswered(theirs, weights)
    alike: dict[tuple[float, int, int], Shared] = {}  # most keys are as telling as many others
    for key in ours.keys() & theirs.keys():
        kind = trust(key), ours[key], theirs[key]
        if kind not in alike:
            alike[kind] = _shared(*kind, totals, weights)
        shared[key] = alike[kind]
        _, _, lacking[key], lacking_there[key] = alike[kind]
    return Statistics(
        length_ratio(sum([s.length for s in source]), sum([s.length for s in target])),
        shared,
        lacking,
        lacking_there,
    )


def _unanswered(keys: Counter[str], weights: Weights) -> dict[str, float]:
    """The cost of the keys of one side, the other having none of them: however sure a key is, it
    is less sure than this to be answered then."""
    costs = {count: weights.lacking * _answers(1.0, count, 0)[1] for count in {*keys.values()}}
    return {key: costs[count] for key, count in keys.items()}


def _shared(
    likely: float, here: int, there: int, totals: tuple[float, float], weights: Weights
) -> Shared:
    """What a key says that stands so often on each side, with all keys of each."""
    telling, lost = _answers(likely, here, there)
    telling_there, lost_there = _answers(likely, there, here)
    return (
        log(telling * totals[0] / (here + 0.5)),
        log(telling_there * totals[1] / (there + 0.5)),
        weights.lacking * lost,
        weights.lacking * lost_there,
    )


@lru_cache(maxsize=1 << 10)
def _answers(likely: float, count: int, other: int) -> tuple[float, float]:
    """The probability that a key answers one of the other side, and its cost unanswered; `likely`
    is how far it is trusted.

    A key that the other side has less often cannot be answered each time.
    """
    answering = min(likely, _SURE * (count + 0.3) / (other + 0.3))
    answered = min(likely, _SURE * (other + 0.3) / count)
    return answering, -log(1 - answered)
