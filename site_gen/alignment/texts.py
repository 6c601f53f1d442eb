"""Any two texts, sentence by sentence: beads whose sides joined are the texts."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from site_gen.alignment.sentences import NO_HINTS, Hints, align_sentences
from site_gen.alignment.verdict import Verdict, judge
from site_gen.model import Locale
from site_gen.persian.sentences import split_sentences


class TextBead(Struct, frozen=True):
    """Text of both sides that says the same, white space and all; one side may be empty."""

    source: str
    target: str
    score: float


class TextAlignment(Struct, frozen=True):
    """All of two texts in order: the sides of the beads joined are the texts."""

    source_locale: Locale
    target_locale: Locale
    beads: tuple[TextBead, ...]
    verdict: Verdict


def align_texts(
    source: str,
    target: str,
    source_locale: Locale,
    target_locale: Locale,
    hints: Hints = NO_HINTS,
) -> TextAlignment:
    """Align two texts by sentences; `verdict` says whether they are a text and its translation.

    Line ends of any kind and a byte order mark stay where they are.
    """
    ours = split_sentences(source, source_locale)
    theirs = split_sentences(target, target_locale)
    links = align_sentences(ours, theirs, source_locale, target_locale, hints)
    return TextAlignment(
        source_locale,
        target_locale,
        tuple(
            TextBead(_joined(ours, link.source), _joined(theirs, link.target), link.score)
            for link in links
        ),
        judge(
            ours,
            theirs,
            (source_locale, target_locale),
            [(range(*link.source), range(*link.target)) for link in links],
        ),
    )


def _joined(sentences: Sequence[str], span: tuple[int, int]) -> str:
    return "".join(sentences[span[0] : span[1]])
