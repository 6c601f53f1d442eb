"""Both sides of a translation unit, with an element for each sentence or line of verse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from site_gen.model import Locale, SentenceLink, TranslationUnit
from site_gen.persian.sentences import split_sentences
from site_gen.render.inline import InlineRenderer
from site_gen.render.sentences import opening, render_sentences
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
    beads = _beads(unit.links, len(ours), len(theirs))
    name = unit.id if unit.id.isalnum() else str(escape(unit.id))
    our_openings = _openings(name, "", beads[0])
    their_openings = _openings(name, f".{target.locale.code}", beads[1])
    return (
        render_sentences(with_marks(ours, terms[0]), our_openings, source),
        render_sentences(with_marks(theirs, terms[1]), their_openings, target),
    )


@lru_cache(maxsize=1024)  # ids and beads are much the same in all articles
def _openings(name: str, side: str, beads: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(opening(f"{name}.{n}{side}", bead) for n, bead in enumerate(beads, 1))


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


def _beads(
    links: Iterable[SentenceLink], ours: int, theirs: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The bead of each of so many sentences on either side, counted from 1; 0 without an answer."""
    here, there = [0] * ours, [0] * theirs
    bead = 0
    for link in links:
        (i, k), (j, m) = link.source, link.target
        if i < k and j < m:
            bead += 1
            if k - i == m - j == 1:  # as most are
                here[i] = there[j] = bead
            else:
                here[i:k] = [bead] * (k - i)
                there[j:m] = [bead] * (m - j)
    return tuple(here), tuple(there)


def _lines(renderer: InlineRenderer, lines: Sequence[str], ids: Sequence[str]) -> Markup:
    line = Markup('<span class="line s" id="{}">{}</span>')
    parts = zip(ids, lines, strict=True)
    return Markup("\n").join(line.format(name, renderer.render(text)) for name, text in parts)
