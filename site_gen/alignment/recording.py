"""Which sentence each cue of a recording speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from site_gen.model import BilingualDocument, Cue, Finding, Severity
from site_gen.persian.sentences import split_sentences

_PLACE = re.compile(r"title|p\d+(?:\.\d+)?")  # other ids are a tool's own count
_NO_LETTERS = re.compile(r"\]\([^)]*\)|[\W_]+")  # a link's address is not read aloud either


def follow_recording(bilingual: BilingualDocument) -> BilingualDocument:
    """The document with the cues whose sentence is there, each with that sentence's id.

    A cue names its sentence (`p3.2`) or paragraph (`p3`), or has its words: those of a sentence
    or of a part of one, looked for from the last cue's on. A cue without one is a finding.
    """
    document = bilingual.document
    if not document.cues:
        return bilingual
    sentences = _Sentences.of(bilingual)
    found = list(sentences.match(document.cues))
    path = f"{document.path.rpartition('/')[0]}/{document.metadata.captions}"
    missing = (
        _missing(cue, path) for cue, place in zip(document.cues, found, strict=True) if not place
    )
    return replace(
        bilingual,
        spoken=tuple(
            replace(cue, id=place) for cue, place in zip(document.cues, found, strict=True) if place
        ),
        findings=(*bilingual.findings, *missing),
    )


class _Sentences(Struct, frozen=True):
    """Ids of sentences in the order of the text with their letters, and those of paragraphs."""

    letters: Mapping[str, str]
    order: Sequence[str]
    paragraphs: frozenset[str]

    @classmethod
    def of(cls, bilingual: BilingualDocument) -> _Sentences:
        locale = bilingual.document.locale
        letters = {
            f"{unit.id}.{number}": _letters(sentence)
            for unit in bilingual.units
            for number, sentence in enumerate(split_sentences(unit.source, locale), 1)
        }
        return cls(letters, tuple(letters), frozenset(unit.id for unit in bilingual.units))

    def match(self, cues: Sequence[Cue]) -> Iterator[str]:
        """The id of what each cue speaks; empty where that is not there."""
        at = 0
        for cue in cues:
            named = _PLACE.fullmatch(cue.id)
            place = self._named(cue) if named else self._worded(cue, at)
            if place in self.letters:
                at = self.order.index(place)
            yield place

    def _named(self, cue: Cue) -> str:
        return cue.id if cue.id in self.letters or cue.id in self.paragraphs else ""

    def _worded(self, cue: Cue, at: int) -> str:
        words = _letters(cue.text)
        there = (place for place in self.order[at:] if words and words in self.letters[place])
        return next(there, "")


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text).casefold()


def _missing(cue: Cue, path: str) -> Finding:
    words = f"sentence with the words “{cue.text[:60]}”"
    what = f"sentence “{cue.id}”" if _PLACE.fullmatch(cue.id) else words
    hint = "Name the cue by the address of its sentence, such as p3.2, or write its very words."
    return Finding(Severity.WARNING, path, cue.line, f"the text has no {what}", hint, "recording")
