"""A united article as its page shows it: inline text as HTML, sentences marked, notes numbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache

from markupsafe import Markup
from msgspec import Struct

from site_gen.model import (
    BilingualDocument,
    Block,
    BlockKind,
    Document,
    Locale,
    Term,
    TranslationUnit,
    UnitState,
    note_labels,
)
from site_gen.persian.calendar import digits
from site_gen.render.bidi import isolate_text
from site_gen.render.dates import date_view
from site_gen.render.inline import InlineRenderer
from site_gen.render.pairs import anchors, couplet, sentences
from site_gen.render.plainly import is_plain
from site_gen.render.sentences import marked, opening
from site_gen.render.terms import Numbered
from site_gen.render.texts import opening_of
from site_gen.render.views import (
    ArticleView,
    Node,
    NoteView,
    Pair,
    RecordingView,
    Teaser,
    TermView,
)

#: What a reader should know of a translation, by its state.
_NOTES = {
    UnitState.UNTRANSLATED: "untranslated",
    UnitState.MACHINE: "machine",
    UnitState.OUTDATED: "outdated",
}
_NOTHING = Markup()
#: What is not parted into sentences: all of it answers all of the other side.
_WHOLE = (BlockKind.HEADING, BlockKind.CAPTION, BlockKind.CELL)
_STATES = tuple(UnitState)
_LEAST_FIRST = (
    UnitState.UNTRANSLATED,
    UnitState.MACHINE,
    UnitState.OUTDATED,
    UnitState.TRANSLATED,
    UnitState.REVIEWED,
)


def article_view(bilingual: BilingualDocument) -> ArticleView:
    """The page of one article."""
    return _Viewer.of(bilingual).article()


def plain_title(document: Document) -> str:
    """The source's title as it is read, without markup."""
    renderer = InlineRenderer(document.locale, document.references, _note_numbers(document))
    return renderer.plain(document.title.text)


class _Viewer(Struct, frozen=True):
    bilingual: BilingualDocument
    units: Mapping[str, TranslationUnit]
    source: InlineRenderer
    target: InlineRenderer
    terms: tuple[tuple[Term, str], ...]  # with the ids of the units that first use them
    sizes: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, bilingual: BilingualDocument) -> _Viewer:
        document = bilingual.document
        numbers = _note_numbers(document)
        terms = tuple(_terms(bilingual))
        sizes = {path: (width, height) for path, width, height in document.sizes}

        def renderer(locale: Locale) -> InlineRenderer:
            notes = tuple(term.notes.get(locale.code, "") for term, _ in terms)
            return InlineRenderer(locale, document.references, numbers, notes, sizes)

        units = {unit.id: unit for unit in bilingual.units}
        sides = renderer(document.locale), renderer(bilingual.target_locale)
        return cls(bilingual, units, *sides, terms, sizes)

    def article(self) -> ArticleView:
        document = self.bilingual.document
        fields = {block.id: self.plain_pair(block) for block in document.fields}
        teaser = self.teaser(fields)
        nodes = tuple(self.node(block) for block in document.blocks)
        return ArticleView(
            teaser=teaser,
            source=document.locale,
            target=self.bilingual.target_locale,
            title=self.pair(document.title),
            description=str(teaser.summary.source.striptags()) if teaser.summary else "",
            authors=tuple(pair for key, pair in fields.items() if key.startswith("author-")),
            tags=tuple(pair for key, pair in fields.items() if key.startswith("tag-")),
            link=document.metadata.link,
            licence=document.metadata.licence,
            is_news=document.metadata.is_news,
            opening=opening_of(nodes, teaser),
            nodes=nodes,
            notes=tuple(self.notes()),
            terms=tuple(self.term(*term, number) for number, term in enumerate(self.terms, 1)),
            states=count_states(self.bilingual.units),
            recording=_recording(self.bilingual),
        )

    def teaser(self, fields: Mapping[str, Pair]) -> Teaser:
        document = self.bilingual.document
        lead = next((b for b in document.blocks if b.kind is BlockKind.LEAD), None)
        unit = self.units[document.title.id]
        plain_title = self.source.plain(unit.source), self.target.plain(unit.target)
        published, updated = document.metadata.date, document.metadata.updated
        return Teaser(
            slug=document.slug,
            locale=document.locale,
            title=self._pair(unit, *self.isolated(plain_title)),
            plain_title=plain_title,
            summary=fields.get("summary") or (self.plain_pair(lead) if lead else None),
            origin=fields.get("source"),
            date=date_view(published) if published else None,
            progress=_progress({unit.state for unit in self.bilingual.units}),
            updated=date_view(updated) if updated else None,
            editions=self.editions(),
        )

    def editions(self) -> tuple[str, ...]:
        """The source's code, and the target's once anything of the text is translated."""
        text = (leaf for block in self.bilingual.document.blocks for leaf in block.leaves())
        begun = any(self.units[leaf.id].target for leaf in text)
        codes = (self.bilingual.document.locale.code, self.bilingual.target_locale.code)
        return codes if begun else codes[:1]

    def plain_pair(self, block: Block) -> Pair:
        """The block as other pages may show it: without links, notes and pictures."""
        unit = self.units[block.id]
        plain = self.source.plain(unit.source), self.target.plain(unit.target)
        return self._pair(unit, *self.isolated(plain))

    def isolated(self, plain: tuple[str, str]) -> tuple[Markup, Markup]:
        """Plain text of both languages as HTML."""
        source, target = self.source.locale, self.target.locale
        return _isolated(plain[0], source), _isolated(plain[1], target)

    def pair(self, block: Block) -> Pair:
        unit = self.units[block.id]
        source, target = self.source, self.target
        if block.kind is BlockKind.COUPLET:
            return self._pair(unit, *couplet(unit, source, target))
        if block.kind in (BlockKind.LEAD, BlockKind.PARAGRAPH):
            terms = self.numbered(unit) if self.terms else ((), ())
            return self._pair(unit, *sentences(unit, source, target, terms))
        ours, theirs = source.render(unit.source), target.render(unit.target)
        if block.kind in _WHOLE:
            # A table is one row of the page: each of its cells is a bead.
            bead = int(unit.id[1:]) if block.kind is BlockKind.CELL else 0
            (our_id,), (their_id,) = anchors(unit, 1), anchors(unit, 1, target.locale)
            ours = marked(ours, opening(our_id, bead))
            theirs = marked(theirs, opening(their_id, bead))
        return self._pair(unit, ours, theirs)

    def _pair(self, unit: TranslationUnit, source: Markup, target: Markup) -> Pair:
        note = _NOTES.get(unit.state, "")
        if unit.state is UnitState.MACHINE and not unit.origin:
            note = "draft"  # a person's, not yet sure
        return Pair(source, target if unit.target else _NOTHING, note, unit.id)

    def numbered(self, unit: TranslationUnit) -> tuple[list[Numbered], list[Numbered]]:
        """The terms that both sides of a unit use, with their numbers on the page."""
        known = [term for term, _ in self.terms]
        ours, theirs = (
            [(use, known.index(use.term) + 1) for use in uses]
            for uses in (unit.source_terms, unit.target_terms)
        )
        return ours, theirs

    def term(self, term: Term, back: str, number: int) -> TermView:
        """What a term means, in both languages."""
        sides = self.source.locale, self.target.locale
        source, target = (_meaning(term, locale) for locale in sides)
        return TermView(Pair(source, target, "", f"term-{number}"), back)

    def node(self, block: Block, *, numbered: bool = True) -> Node:
        """The block and all below it. What has marks of its own, or is a note, has no number."""
        numbered = numbered and block.kind is not BlockKind.LIST
        shown = numbered and block.kind in (BlockKind.PARAGRAPH, BlockKind.COUPLET)
        number = _number(block.id, self.source.locale) if shown else ""
        pair = self.pair(block) if block.id in self.units else None
        if block.kind is BlockKind.PARAGRAPH:  # which most are, and which has nothing else
            return Node(block.kind, pair, number=number)
        return Node(
            kind=block.kind,
            pair=pair,
            children=tuple(self.node(child, numbered=numbered) for child in block.children),
            number=number,
            level=block.level,
            ordered=block.ordered,
            start=block.start,
            address=block.address,
            size=self.sizes.get(block.address, (0, 0)),
            label=block.label,
            header=block.header,
            align=block.align,
            code=block.text if block.kind is BlockKind.CODE else "",
        )

    def notes(self) -> Iterator[NoteView]:
        notes = {note.label: note for note in self.bilingual.document.footnotes}
        mentions = _mentions(self.bilingual.document) if notes else {}
        for label, number in self.source.notes.items():
            children = tuple(self.node(block, numbered=False) for block in notes[label].children)
            yield NoteView(number, label, mentions.get(label, ""), children)


@lru_cache(maxsize=1024)  # authors and tags are those of other articles
def _isolated(text: str, locale: Locale) -> Markup:
    if is_plain(text, locale):
        return str.__new__(Markup, text)  # `Markup(text)` would ask first whether it is HTML
    return isolate_text(text, locale)


@lru_cache(maxsize=1024)  # ids are much the same in all articles
def _number(unit_id: str, locale: Locale) -> str:
    return digits(unit_id.removeprefix("p"), locale.code)


def count_states(units: Iterable[TranslationUnit]) -> tuple[int, ...]:
    """How many units are in each state, in the order of UnitState."""
    states = [unit.state for unit in units]
    return tuple(map(states.count, _STATES))  # a Counter would hash each: slow of an enum


def _recording(bilingual: BilingualDocument) -> RecordingView | None:
    audio = bilingual.document.metadata.audio
    cues = " ".join(f"{cue.id},{cue.start:g},{cue.end:g}" for cue in bilingual.spoken)
    return RecordingView(audio, cues) if audio else None


def _terms(bilingual: BilingualDocument) -> Iterator[tuple[Term, str]]:
    """The terms that readers are shown, in the order in which the page uses them."""
    seen: list[Term] = []
    for unit in bilingual.units:
        for use in (*unit.source_terms, *unit.target_terms):
            if use.term not in seen:
                seen.append(use.term)
                yield use.term, unit.id


def _meaning(term: Term, locale: Locale) -> Markup:
    """A term in one language, with its note."""
    name = Markup("<dfn>{}</dfn>").format(isolate_text(term.forms[locale.code][0], locale))
    note = term.notes.get(locale.code)
    return Markup("{}: {}").format(name, isolate_text(note, locale)) if note else name


def _mentions(document: Document) -> Mapping[str, str]:
    """By the label of each footnote the id of the leaf that first refers to it, in this order."""
    found: dict[str, str] = {}
    for leaf in document.leaves():
        for label in note_labels(leaf.text):
            found.setdefault(label, leaf.id)
    return found


def _note_numbers(document: Document) -> dict[str, int]:
    """The number of each footnote by its label: as the source first refers to them, then those it
    never refers to."""
    if not document.footnotes:
        return {}
    known = dict.fromkeys(note.label for note in document.footnotes)
    marks = (label for label in _mentions(document) if label in known)
    return {label: number for number, label in enumerate(dict.fromkeys((*marks, *known)), 1)}


def _progress(states: Set[UnitState]) -> str:
    """What to say of a whole translation: its least finished state, or that a part is missing."""
    if UnitState.UNTRANSLATED in states and len(states) > 1:
        return "partial"
    return min(states, key=_LEAST_FIRST.index).value  # as it is unpacked
