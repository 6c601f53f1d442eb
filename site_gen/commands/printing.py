"""What the commands print alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from site_gen.model import Finding


def count(number: int, noun: str) -> str:
    """“1 article”, “2 articles”."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def print_findings(findings: Iterable[Finding], stream: TextIO) -> None:
    """Each finding with its hint."""
    for finding in findings:
        print(finding, file=stream)


def print_some(findings: Sequence[Finding], stream: TextIO, most: int = 50) -> None:
    """Findings as far as a person reads them, what matters most first where they are many;
    then how many there are besides, and what lists them all."""
    by_weight = sorted(findings, key=lambda finding: finding.severity.rank)
    print_findings(findings if len(findings) <= most else by_weight[:most], stream)
    if len(findings) > most:
        more = count(len(findings) - most, "more finding")
        print(f"and {more}; all of them: python build.py check", file=stream)
