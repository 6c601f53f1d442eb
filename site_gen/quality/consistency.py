"""The same source translated in two ways, anywhere in the site."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from site_gen.model import Finding, Severity, TranslationUnit, UnitState

NAME = "inconsistent"
_FINISHED = frozenset({UnitState.TRANSLATED, UnitState.REVIEWED})
_FEWEST = 3  # words: what is shorter may rightly be said otherwise elsewhere
_NO_LETTER = re.compile(r"[\W_]+")
_COMMON = " \u200c.,،*"
_NO_ASCII_LETTER = bytes(code for code in range(128) if not chr(code).isalnum())


class Saying(NamedTuple):
    """What an article says for one source: digests of both texts, and where its entry stands."""

    source: bytes
    target: bytes
    path: str
    line: int
    id: str


def sayings(units: Sequence[TranslationUnit], path: str) -> tuple[Saying, ...]:
    """Of the finished units of one article; light enough to be kept for every article."""
    said = [
        unit
        for unit in units
        if unit.state in _FINISHED and NAME not in unit.off and _is_long(unit.source)
    ]
    digests = _digests([text for unit in said for text in (unit.source, unit.target)])
    return tuple(
        Saying(source, target, path, unit.line, unit.id)
        for unit, source, target in zip(said, digests, digests, strict=True)
    )


def _is_long(text: str) -> bool:
    return len(text.split(None, _FEWEST)) >= _FEWEST


def _digests(texts: Sequence[str]) -> Iterator[bytes]:
    """For each text 8 bytes that are equal for texts that differ in spacing, case and punctuation
    only."""
    for text in texts:
        yield blake2b(_letters(text), digest_size=8).digest()


def _letters(text: str) -> bytes:
    if text.isascii():  # as most English is; this is quickest
        return text.lower().encode().translate(None, _NO_ASCII_LETTER)
    folded = text.casefold()
    for mark in _COMMON:  # what is left of most texts is letters then
        folded = folded.replace(mark, "")
    return (folded if folded.isalnum() else _NO_LETTER.sub("", folded)).encode()


def inconsistent(said: Iterable[Saying]) -> Iterator[Finding]:
    """Each unit that says otherwise than most of the site does for the same source."""
    by_source: dict[bytes, list[Saying]] = defaultdict(list)
    for saying in said:
        by_source[saying.source].append(saying)
    for same in by_source.values():
        if len({saying.target for saying in same}) > 1:
            yield from _disagreements(same)


def _disagreements(same: Sequence[Saying]) -> Iterator[Finding]:
    usual = Counter(saying.target for saying in same).most_common(1)[0][0]
    model = next(saying for saying in same if saying.target == usual)
    for saying in same:
        if saying.target != usual:
            yield Finding(
                Severity.WARNING,
                saying.path,
                saying.line,
                f"“{saying.id}”: the same source is translated otherwise at "
                f"{model.path}:{model.line}",
                "Say both alike, or switch it off here with a comment “off: inconsistent”.",
                NAME,
            )
