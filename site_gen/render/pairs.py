"""Both sides of a translation unit, with an element for each sentence or line of verse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from site_gen.model import Locale, SentenceLink, TranslationUnit
from site_gen.persian.sentences import split_sentences
from site_gen.render.inline import InlineRenderer
from site_gen.render.sentences import Mark, render_sentences
from site_gen.render.terms import Numbered, with_marks


def sentences(
    unit: TranslationUnit,
    source: InlineRenderer,
    target: InlineRenderer,
    terms: tuple[Sequence[Numbered], Sequence[Numbered]],
) -> tuple[Markup, Markup]:
    """Both sides with an element for each sentence; those that answer each other share a bead."""
    ours = split_sentences(unit.source, source.locale)
    theirs = split_sentences(unit.target, target.locale)
    our_beads, their_beads = _beads(unit.links)
    our_ids, their_ids = anchors(unit, len(ours)), anchors(unit, len(theirs), target.locale)
    our_marks = [Mark(name, our_beads.get(n, 0)) for n, name in enumerate(our_ids, 1)]
    their_marks = [Mark(name, their_beads.get(n, 0)) for n, name in enumerate(their_ids, 1)]
    return (
        render_sentences(with_marks(ours, terms[0]), our_marks, source.html),
        render_sentences(with_marks(theirs, terms[1]), their_marks, target.html),
    )


def couplet(
    unit: TranslationUnit, source: InlineRenderer, target: InlineRenderer
) -> tuple[Markup, Markup]:
    """Verse: each line an element of its own, so that hemistichs can face each other.

    A couplet answers as a whole: a translation seldom keeps the order of its halves.
    """
    ours, theirs = unit.source.split("\n"), unit.target.split("\n")
    our_ids, their_ids = anchors(unit, len(ours)), anchors(unit, len(theirs), target.locale)
    return _lines(source, ours, our_ids), _lines(target, theirs, their_ids)


def anchors(unit: TranslationUnit, count: int, target: Locale | None = None) -> list[str]:
    """The ids of a unit's sentences, `p3.1` …; those of its translation, `p3.1.en` …"""
    name, side = escape(unit.id), f".{target.code}" if target else ""
    return [f"{name}.{number}{side}" for number in range(1, count + 1)]


def _beads(links: Iterable[SentenceLink]) -> tuple[dict[int, int], dict[int, int]]:
    """The bead of each sentence of either side that has an answer; all are counted from 1."""
    ours: dict[int, int] = {}
    theirs: dict[int, int] = {}
    bead = 0
    for link in links:
        (begin, end), (their_begin, their_end) = link.source, link.target
        if begin < end and their_begin < their_end:
            bead += 1
            for number in range(begin, end):
                ours[number + 1] = bead
            for number in range(their_begin, their_end):
                theirs[number + 1] = bead
    return ours, theirs


def _lines(renderer: InlineRenderer, lines: Sequence[str], ids: Sequence[str]) -> Markup:
    line = Markup('<span class="line s" id="{}">{}</span>')
    parts = zip(ids, lines, strict=True)
    return Markup("\n").join(line.format(name, renderer.render(text)) for name, text in parts)
