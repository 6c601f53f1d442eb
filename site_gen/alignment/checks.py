"""What a person should look at in the links of an article that is already translated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import sqrt

from msgspec import Struct

from site_gen.alignment.evidence import Piece, cut, read_pieces
from site_gen.alignment.scoring import Scorer
from site_gen.alignment.sentences import UNSURE, Links, Unit
from site_gen.alignment.statistics import gather, length_ratio
from site_gen.alignment.terms import Terms
from site_gen.model import PERSIAN, Finding, Locale, SentenceLink, Severity

# In the edited news of the benchmark, no paragraph of four lines is above 20.
_UNLIKE = 30.0  # squared difference of lengths for a character of both
_TOO_FEW = 0.5  # as long as the other side's, after the ratio of the whole text
_MANY = 3  # sentences, by which a translation is plainly its own: no slip of the benchmark is lost
_SURE = 0.96
_BETTER = 6.0  # by which a neighbour must agree better, a log likelihood ratio


class LinkedUnit(Struct, frozen=True):
    """A translated paragraph with its links; `path` and `line` say where its entry stands."""

    name: str
    sentences: Unit
    links: Links
    path: str
    line: int = 0


def check_links(
    units: Sequence[LinkedUnit], source_locale: Locale, target_locale: Locale
) -> tuple[Finding, ...]:
    """Findings about the links of one article, its units given in order."""
    ours, theirs = (
        [cut(unit.sentences[side], locale == PERSIAN) for unit in units]
        for side, locale in enumerate((source_locale, target_locale))
    )
    return (
        *(finding for unit in units for finding in _unsure(unit)),
        *_unlike(units, ours, theirs),
        *_neighbours(units, ours, theirs),
    )


def _unsure(unit: LinkedUnit) -> Iterator[Finding]:
    """Sentences whose counterpart is doubtful or missing."""
    doubtful = [link for link in unit.links if link.score < UNSURE]
    alone = [k for k in unit.links if k.score >= UNSURE and _is_gap(k.source, k.target)]
    if doubtful:
        start = doubtful[0].source[0] + 1
        yield _finding(
            unit,
            f"which sentences answer each other is not sure from sentence {start} on",
            "The page shows the paragraph as a whole; a comment “links: 1=1 2,3=2” settles it.",
            "unsure-link",
        )
    for link in alone:
        side, span = (
            ("source", link.source)
            if link.source[0] < link.source[1]
            else (
                "translation",
                link.target,
            )
        )
        yield _finding(
            unit,
            f"nothing answers sentence {span[0] + 1} of the {side}",
            "Look whether it was left out or added.",
            "lone-sentence",
        )


def _is_gap(source: tuple[int, int], target: tuple[int, int]) -> bool:
    return source[0] == source[1] or target[0] == target[1]


def _unlike(
    units: Sequence[LinkedUnit], ours: Sequence[Piece], theirs: Sequence[Piece]
) -> Iterator[Finding]:
    """Translations much longer or shorter than the others of the article."""
    root = sqrt(length_ratio(sum(one.length for one in ours), sum(one.length for one in theirs)))
    for unit, source, target in zip(units, ours, theirs, strict=True):
        here, there = source.length * root, target.length / root
        distance = (here - there) ** 2 / (here + there + 1)
        if distance > _UNLIKE and min(here, there) < _TOO_FEW * max(here, there):
            size = "longer" if there > here else "shorter"
            yield _finding(
                unit,
                f"the translation is much {size} than its source",
                "Look whether something was left out, or belongs to the paragraph beside it.",
                "unlike-length",
            )


def _neighbours(
    units: Sequence[LinkedUnit], ours: Sequence[Piece], theirs: Sequence[Piece]
) -> Iterator[Finding]:
    """Translations that would do much better one paragraph further up or down."""
    plain = [_is_plain(unit) for unit in units]
    doubtful = [
        pair for pair in pairwise(range(len(units))) if not (plain[pair[0]] and plain[pair[1]])
    ]
    if not doubtful:
        return
    wanted = sorted({place for pair in doubtful for place in pair})
    agreement = _agreements(wanted, ours, theirs)
    own = {place: agreement(place, place) for place in wanted}
    for first, second in doubtful:
        for here, there in ((first, second), (second, first)):
            if agreement(here, there) - max(own[here], own[there]) > _BETTER:
                yield _finding(
                    units[there],
                    f"the translation seems to be that of {units[here].name}",
                    "Look whether translations slipped by one paragraph.",
                    "slipped",
                )


def _is_plain(unit: LinkedUnit) -> bool:
    """Whether so many sentences answer each other one to one that no other text would do."""
    return len(unit.links) >= _MANY and all(
        link.score >= _SURE and not _is_uneven(link) for link in unit.links
    )


def _is_uneven(link: SentenceLink) -> bool:
    return link.source[1] - link.source[0] != 1 or link.target[1] - link.target[0] != 1


def _agreements(
    wanted: Sequence[int], ours: Sequence[Piece], theirs: Sequence[Piece]
) -> Callable[[int, int], float]:
    """How well the source of one unit and the target of another agree, of those wanted."""
    read = read_pieces(
        [ours[place] for place in wanted], [theirs[place] for place in wanted], Terms()
    )
    scorer = Scorer(*read, gather(*read))
    places = {place: slice(number, number + 1) for number, place in enumerate(wanted)}
    return lambda here, there: scorer.agreement(places[here], places[there])


def _finding(unit: LinkedUnit, message: str, hint: str, name: str) -> Finding:
    told = f"“{unit.name}”: {message}"
    return Finding(Severity.WARNING, unit.path, unit.line, told, hint, name)
