"""What the commands print alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from site_gen.model import Finding
    from site_gen.pipeline.records import Findings


def count(number: int, noun: str) -> str:
    """“1 article”, “2 articles”."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def print_findings(findings: Iterable[Finding], stream: TextIO) -> None:
    """Each finding with its hint."""
    stream.writelines(f"{finding}\n" for finding in findings)


def print_some(findings: Findings, stream: TextIO, most: int = 50) -> None:
    """Findings as far as a person reads them, what matters most first where they are many;
    then how many there are besides, and what lists them all."""
    print_findings(findings if len(findings) <= most else findings.first(most), stream)
    if len(findings) > most:
        more = count(len(findings) - most, "more finding")
        print(f"and {more}; all of them: python build.py check", file=stream)
