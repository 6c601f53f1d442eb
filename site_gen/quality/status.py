"""What an editor is to see at each unit: what was found there, what became of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from site_gen.model import Finding, TranslationUnit

_WORD = re.compile(r"\s*(?:[\w\u200c]+|[^\w\s])|\s+")


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
