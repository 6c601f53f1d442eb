"""What the commands print alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from site_gen.model import Finding


def count(number: int, noun: str) -> str:
    """“1 article”, “2 articles”."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def print_findings(findings: Iterable[Finding], stream: TextIO) -> None:
    """Each finding with its hint."""
    for finding in findings:
        print(finding, file=stream)
