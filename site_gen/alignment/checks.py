"""What a person should look at in the links of an article that is already translated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

from site_gen.alignment.evidence import Piece, cut
from site_gen.alignment.presence import find_keys
from site_gen.alignment.sentences import UNSURE, LinkedUnit
from site_gen.alignment.slips import slips
from site_gen.alignment.statistics import length_ratio
from site_gen.model import PERSIAN, Finding, Locale, SentenceLink, Severity

# In the edited news of the benchmark, no paragraph of four lines is above 20.
_UNLIKE = 30.0  # squared difference of lengths for a character of both
_TOO_FEW = 0.5  # as long as the other side's, after the ratio of the whole text


def check_links(
    units: Sequence[LinkedUnit], source_locale: Locale, target_locale: Locale
) -> tuple[Finding, ...]:
    """Findings about the links of one article, its units given in order."""
    ours, theirs = (
        [cut(" ".join(unit.sentences[side]), locale == PERSIAN) for unit in units]
        for side, locale in enumerate((source_locale, target_locale))
    )
    return (
        *(finding for unit in units for finding in _unsure(unit)),
        *check_lengths(units),
        *_slipped(units, ours, theirs),
    )


def _unsure(unit: LinkedUnit) -> Iterator[Finding]:
    """Sentences whose counterpart is doubtful or missing."""
    doubtful = [link for link in unit.links if link.score < UNSURE]
    if doubtful:
        start = doubtful[0].source[0] + 1
        yield _finding(
            unit,
            f"which sentences answer each other is not sure from sentence {start} on",
            "The page shows the paragraph as a whole; a comment “links: 1=1 2,3=2” settles it.",
            "unsure-link",
        )
    for link in unit.links:
        if link.score >= UNSURE and (alone := _alone(link)):
            yield _finding(
                unit,
                f"nothing answers {alone}",
                "Look whether it was left out or added.",
                "lone-sentence",
            )


def _alone(link: SentenceLink) -> str:
    """The sentence of one side that the other leaves out; empty where both have some."""
    if link.target[0] == link.target[1]:
        return f"sentence {link.source[0] + 1} of the source"
    if link.source[0] == link.source[1]:
        return f"sentence {link.target[0] + 1} of the translation"
    return ""


def check_lengths(units: Sequence[LinkedUnit]) -> Iterator[Finding]:
    """Translations much longer or shorter than the others of the article; links do not matter."""
    lengths = [(_length(unit.sentences[0]), _length(unit.sentences[1])) for unit in units]
    root = sqrt(length_ratio(sum(ours for ours, _ in lengths), sum(other for _, other in lengths)))
    for unit, (source, target) in zip(units, lengths, strict=True):
        here, there = source * root, target / root
        distance = (here - there) ** 2 / (here + there + 1)
        if distance > _UNLIKE and min(here, there) < _TOO_FEW * max(here, there):
            size = "longer" if there > here else "shorter"
            yield _finding(
                unit,
                f"the translation is much {size} than its source",
                "Look whether something was left out, or belongs to the paragraph beside it.",
                "unlike-length",
            )


def _length(sentences: Sequence[str]) -> int:
    """How many characters there are, white space left out."""
    return sum(len("".join(sentence.split())) for sentence in sentences)


def _slipped(
    units: Sequence[LinkedUnit], ours: Sequence[Piece], theirs: Sequence[Piece]
) -> Iterator[Finding]:
    """Translations that would do much better one paragraph further up or down."""
    for here, there in slips(*find_keys(ours, theirs)):
        yield _finding(
            units[there],
            f"the translation seems to be that of {units[here].name}",
            "Look whether translations slipped by one paragraph.",
            "slipped",
        )


def _finding(unit: LinkedUnit, message: str, hint: str, name: str) -> Finding:
    told = f"“{unit.name}”: {message}"
    return Finding(Severity.WARNING, unit.path, unit.line, told, hint, name)
