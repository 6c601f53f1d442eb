"""Views: everything a page shows, complete and ready, so that templates only lay it out.

What one page depends on is what its view holds, its neighbours' titles included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count, repeat

from markupsafe import Markup

from site_gen.model import (
    BilingualDocument,
    Block,
    BlockKind,
    Locale,
    TranslationUnit,
    UnitState,
)
from site_gen.persian.calendar import jalali_text, persian_digits
from site_gen.render.inline import InlineRenderer
from site_gen.render.strings import MONTHS


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing in both languages: HTML of the source and of the target, and the target's state.

    `target` is empty while there is no translation. `id` is the unit's id.
    """

    source: Markup
    target: Markup
    state: UnitState = UnitState.TRANSLATED
    id: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One block of the page. `number` is its paragraph number in the source's digits, if any."""

    kind: BlockKind
    pair: Pair | None = None
    children: tuple[Node, ...] = ()
    number: str = ""
    level: int = 0
    ordered: bool = False
    start: int = 1
    address: str = ""
    label: str = ""
    header: bool = False
    align: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class NoteView:
    """A footnote: its number, its mark, and the paragraph that first refers to it."""

    number: int
    label: str
    back: str
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class DateView:
    """A day in both calendars, and as machines read it."""

    fa: str
    en: str
    iso: str


@dataclass(frozen=True, slots=True)
class Teaser:
    """An article as other pages speak of it."""

    slug: str
    locale: Locale
    title: Pair
    plain_title: tuple[str, str]
    summary: Pair | None
    origin: Pair | None
    date: DateView | None
    state: UnitState


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as a page, without its neighbours."""

    teaser: Teaser
    source: Locale
    target: Locale
    description: str
    authors: tuple[Pair, ...]
    tags: tuple[Pair, ...]
    link: str
    licence: str
    nodes: tuple[Node, ...]
    notes: tuple[NoteView, ...]
    states: tuple[tuple[UnitState, int], ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """An article's page: the article and its neighbours in time."""

    article: ArticleView
    newer: Teaser | None
    older: Teaser | None


def article_view(bilingual: BilingualDocument) -> ArticleView:
    """The page of one article."""
    return _Viewer.of(bilingual).article()


def page_views(articles: Sequence[ArticleView]) -> tuple[PageView, ...]:
    """Pages in the order of the index: newest first, undated last, then by address."""
    ordered = sorted(articles, key=_rank)
    around = [None, *(article.teaser for article in ordered), None]
    return tuple(
        PageView(article, around[index], around[index + 2]) for index, article in enumerate(ordered)
    )


def _rank(article: ArticleView) -> tuple[bool, int, str]:
    day = article.teaser.date
    age = -int(day.iso.replace("-", "")) if day else 0
    return day is None, age, article.teaser.slug


def date_view(day: date) -> DateView:
    """A day in both calendars."""
    return DateView(
        jalali_text(day), f"{day.day} {MONTHS[day.month - 1]} {day.year}", day.isoformat()
    )


@dataclass(frozen=True, slots=True)
class _Viewer:
    bilingual: BilingualDocument
    units: Mapping[str, TranslationUnit]
    source: InlineRenderer
    target: InlineRenderer

    @classmethod
    def of(cls, bilingual: BilingualDocument) -> _Viewer:
        document = bilingual.document
        numbers = {label: number for number, label in enumerate(_note_order(bilingual), 1)}
        return cls(
            bilingual,
            {unit.id: unit for unit in bilingual.units},
            InlineRenderer(document.locale, document.references, numbers),
            InlineRenderer(bilingual.target_locale, document.references, numbers),
        )

    def article(self) -> ArticleView:
        document = self.bilingual.document
        fields = {block.id: self.pair(block) for block in document.fields}
        lead = next((b for b in document.blocks if b.kind is BlockKind.LEAD), None)
        summary = fields.get("summary") or (self.pair(lead) if lead else None)
        unit = self.units[document.title.id]
        states = _count(self.units[leaf.id].state for leaf in document.leaves())
        teaser = Teaser(
            slug=document.slug,
            locale=document.locale,
            title=self.pair(document.title),
            plain_title=(self.source.plain(unit.source), self.target.plain(unit.target)),
            summary=summary,
            origin=fields.get("source"),
            date=date_view(document.metadata.date) if document.metadata.date else None,
            state=_overall(state for state, _ in states),
        )
        numbers = map(str, count(1))
        return ArticleView(
            teaser=teaser,
            source=document.locale,
            target=self.bilingual.target_locale,
            description=str(summary.source.striptags()) if summary else "",
            authors=tuple(pair for key, pair in fields.items() if key.startswith("author-")),
            tags=tuple(pair for key, pair in fields.items() if key.startswith("tag-")),
            link=document.metadata.link,
            licence=document.metadata.licence,
            nodes=tuple(self.node(block, numbers) for block in document.blocks),
            notes=tuple(self.notes()),
            states=states,
        )

    def pair(self, block: Block) -> Pair:
        unit = self.units[block.id]
        html = _lines if block.kind is BlockKind.COUPLET else InlineRenderer.render
        target = html(self.target, unit.target) if unit.target else Markup()
        return Pair(html(self.source, unit.source), target, unit.state, unit.id)

    def node(self, block: Block, numbers: Iterator[str]) -> Node:
        """The block and all below it; paragraphs of the running text take the next number."""
        if block.kind is BlockKind.LIST:
            numbers = _unnumbered()
        numbered = block.kind in (BlockKind.PARAGRAPH, BlockKind.LEAD, BlockKind.COUPLET)
        number = next(numbers) if numbered else ""
        persian = self.bilingual.document.locale.code == "fa"
        return Node(
            kind=block.kind,
            pair=self.pair(block) if block.id in self.units else None,
            children=tuple(self.node(child, numbers) for child in block.children),
            number=persian_digits(number) if persian else number,
            level=block.level,
            ordered=block.ordered,
            start=block.start,
            address=block.address,
            label=block.label,
            header=block.header,
            align=block.align,
            code=block.text if block.kind is BlockKind.CODE else "",
        )

    def notes(self) -> Iterator[NoteView]:
        notes = {note.label: note for note in self.bilingual.document.footnotes}
        for label, number in self.source.notes.items():
            back = next(_mentions(self.bilingual, label), "")
            children = tuple(self.node(block, _unnumbered()) for block in notes[label].children)
            yield NoteView(number, label, back, children)


def _unnumbered() -> Iterator[str]:
    """For what has marks of its own, or none."""
    return repeat("")


def _lines(renderer: InlineRenderer, text: str) -> Markup:
    """Verse: each line an element of its own, so that hemistichs can face each other."""
    line = Markup('<span class="line">{}</span>')
    return Markup("\n").join(line.format(renderer.render(part)) for part in text.split("\n"))


def _mentions(bilingual: BilingualDocument, label: str) -> Iterator[str]:
    """Ids of the leaves that refer to a footnote, in reading order."""
    mark = f"[^{label}]"
    return (leaf.id for leaf in bilingual.document.leaves() if mark in leaf.text)


def _note_order(bilingual: BilingualDocument) -> tuple[str, ...]:
    """Labels of the footnotes as the source first refers to them, then those it never does."""
    known = [note.label for note in bilingual.document.footnotes]
    marks = (
        label
        for leaf in bilingual.document.leaves()
        for label in re.findall(r"\[\^([^\]\s]+)\]", leaf.text)
        if label in known
    )
    return tuple(dict.fromkeys((*marks, *known)))


def _count(states: Iterator[UnitState]) -> tuple[tuple[UnitState, int], ...]:
    """How many units are in each state, in the order of `UnitState`, none left out but the zero."""
    found = list(states)
    return tuple((state, found.count(state)) for state in UnitState if state in found)


def _overall(states: Iterator[UnitState]) -> UnitState:
    """The state that a reader should know of: the least finished one."""
    order = (
        UnitState.UNTRANSLATED,
        UnitState.MACHINE,
        UnitState.OUTDATED,
        UnitState.TRANSLATED,
        UnitState.REVIEWED,
    )
    return min(states, key=order.index)
