"""How far the translation of each article has come, and what is to be seen at each unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from site_gen.model import BilingualDocument, Finding, Locale, TranslationUnit, UnitState

_WORD = re.compile(r"\s*(?:[\w\u200c]+|[^\w\s])|\s+")


@dataclass(frozen=True, slots=True)
class Progress:
    """One article and target locale: how many units are in each state, how many findings."""

    slug: str
    title: str
    source: Locale
    target: Locale
    counts: Mapping[UnitState, int] = field(default_factory=dict)
    findings: int = 0

    @property
    def units(self) -> int:
        """All units."""
        return sum(self.counts.values())

    @property
    def finished(self) -> int:
        """Units that a person has translated, for the source as it is."""
        return self.counts[UnitState.TRANSLATED] + self.counts[UnitState.REVIEWED]


def progress_of(bilingual: BilingualDocument, memory_path: str) -> Progress:
    """The row of one article; findings are those of its memory."""
    document = bilingual.document
    counted = Counter(unit.state for unit in bilingual.units)
    return Progress(
        document.slug,
        document.title.text,
        document.locale,
        bilingual.target_locale,
        {state: counted[state] for state in UnitState},
        sum(finding.path == memory_path for finding in bilingual.findings),
    )


class UnitStatus(NamedTuple):
    """A unit with what was found at its entry."""

    unit: TranslationUnit
    findings: tuple[Finding, ...]


def units_with_findings(
    units: Sequence[TranslationUnit], findings: Sequence[Finding], memory_path: str
) -> Iterator[UnitStatus]:
    """Each unit with the findings at its line of the memory; lines without a unit come last."""
    by_line: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.path == memory_path:
            by_line.setdefault(finding.line, []).append(finding)
    for unit in units:
        yield UnitStatus(unit, tuple(by_line.get(unit.line, ())) if unit.line else ())


class Change(NamedTuple):
    """A run of words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def difference(old: str, new: str) -> tuple[Change, ...]:
    """What became of a text, word by word."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    changes: list[Change] = []
    gone = new = ""
    for step in Indel.opcodes(before, after):
        was = "".join(before[step.src_start : step.src_end])
        if step.tag == "equal":
            changes += (*_replaced(gone, new), Change("same", was))
            gone = new = ""
        else:
            gone += was
            new += "".join(after[step.dest_start : step.dest_end])
    return (*changes, *_replaced(gone, new))


def _replaced(gone: str, new: str) -> Iterator[Change]:
    if gone:
        yield Change("gone", gone)
    if new:
        yield Change("new", new)
