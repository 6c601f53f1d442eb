"""The stages of an article, in the order in which it walks through them.

    Source -> import_source -> restore -> unite -> align -> grade -> annotate -> listen -> view
              Document         Document   BilingualDocument                       ArticleView
                                                    `-> check
                                                        Findings

Each is a pure function of its arguments. What stops or spoils a page is found on the way; what is
only looked for in the texts, where somebody wants to know, is told by `restore` and `check`.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import splitext

from msgspec import Struct
from msgspec.structs import replace

from site_gen.alignment.links import parse_links
from site_gen.alignment.recording import follow_recording
from site_gen.alignment.sentences import UNSURE, Hints, LinkedUnit, Links, Unit, align_units
from site_gen.config import CheckSettings, RestoreSettings
from site_gen.errors import ContentError
from site_gen.model import (
    BilingualDocument,
    BlockKind,
    Document,
    Finding,
    Locale,
    Severity,
    Source,
    TranslationUnit,
    UnitState,
)
from site_gen.persian.checks import CHECKS
from site_gen.persian.restore import restore as restore_persian
from site_gen.persian.rules import RULES
from site_gen.persian.sentences import split_sentences
from site_gen.pipeline.pictures import picture_findings
from site_gen.quality.levels import told
from site_gen.render.article import article_view
from site_gen.render.views import ArticleView
from site_gen.sources import IMPORTERS
from site_gen.sources.captions import read_recording
from site_gen.sources.text import as_markdown
from site_gen.translation.entries import Memory
from site_gen.translation.glossary import NO_GLOSSARY, Glossary, shown_terms, term_pairs
from site_gen.translation.reconcile import unite as unite_with_memory

_PROSE = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH})
_FINISHED = frozenset({UnitState.TRANSLATED, UnitState.REVIEWED})


def import_source(source: Source) -> Document:
    """Read the format that the file's name says. Raises ContentError."""
    document = IMPORTERS[splitext(source.path)[1]](source)
    cues, problems = read_recording(document, source)
    return replace(
        document,
        cues=cues,
        sizes=source.sizes,
        findings=(*document.findings, *picture_findings(document, source), *problems),
    )


def restore(document: Document, settings: RestoreSettings, *, tell: bool = False) -> Document:
    """Mend the text as its format and the settings ask; plain text becomes Markdown.

    Damage that stays is looked for where it is to `tell`. Raises ContentError where nothing is
    left of the title.
    """
    metadata = document.metadata
    if metadata.restore is False:
        return as_markdown(document)
    skip = frozenset((*settings.skip, *metadata.restore_skip))
    restored = restore_persian(
        replace(document, raw=document.raw or metadata.restore is True),
        skip=skip,
        keep=frozenset((*settings.keep, *metadata.restore_keep)),
        tell=tell,
    )
    if not restored.title.text:
        raise ContentError(
            "no title is left when damage is mended",
            path=document.path,
            line=document.title.line,
            hint="Write the title in words.",
        )
    if skip:
        unknown = tuple(_unknown_rules(skip, document.path))
        restored = replace(restored, findings=restored.findings + unknown)
    return as_markdown(restored)


def _unknown_rules(names: frozenset[str], path: str) -> Iterator[Finding]:
    for name in sorted(names - {rule.name for rule in RULES} - CHECKS.keys()):
        message = f"no rule of restoration is called “{name}”"
        hint = "docs/restoration.md lists them."
        yield Finding(Severity.WARNING, path, 0, message, hint, "unknown-rule")


def unite(document: Document, memory: Memory | None, target: Locale) -> BilingualDocument:
    """Give each leaf its id and its translation."""
    return unite_with_memory(document, memory, target)


class Aligned(Struct, frozen=True):
    """Units with those links that are sure enough to show, and all links as they were found."""

    bilingual: BilingualDocument
    linked: tuple[LinkedUnit, ...]


def align(
    bilingual: BilingualDocument, memory_path: str, glossary: Glossary = NO_GLOSSARY
) -> Aligned:
    """Link the sentences of each translated unit.

    An editor's own links win; those that no longer fit the text are a finding of the memory.
    """
    locales = bilingual.document.locale, bilingual.target_locale
    translated = [unit for unit in bilingual.units if unit.target]
    sentences = [
        (split_sentences(unit.source, locales[0]), split_sentences(unit.target, locales[1]))
        for unit in translated
    ]
    found = align_units(sentences, *locales, Hints(tuple(term_pairs(glossary, *locales))))
    linked = [
        _linked(unit, pair, links, memory_path)
        for unit, pair, links in zip(translated, sentences, found, strict=True)
    ]
    sure = {
        one.name: tuple([link for link in one.links if link.score >= UNSURE]) for one, _ in linked
    }
    findings = tuple(finding for _, findings in linked for finding in findings)
    units = tuple(
        replace(unit, links=sure[unit.id]) if sure.get(unit.id) else unit
        for unit in bilingual.units
    )
    aligned = replace(bilingual, units=units, findings=bilingual.findings + findings)
    return Aligned(aligned, tuple(one for one, _ in linked))


def _linked(
    unit: TranslationUnit, sentences: Unit, found: Links, memory_path: str
) -> tuple[LinkedUnit, tuple[Finding, ...]]:
    """A unit with its links: the editor's own where they fit, else those that were found."""
    if not unit.pins:
        return LinkedUnit(unit.id, sentences, found, memory_path, unit.line), ()
    try:
        pinned = parse_links([unit.pins], len(sentences[0]), len(sentences[1]))
    except ValueError as error:
        message = f"the links of {unit.id} do not fit its sentences: {error}"
        hint = f"Mend the comment “{unit.pins}”, or take it out."
        finding = Finding(Severity.WARNING, memory_path, unit.line, message, hint, "links")
        return LinkedUnit(unit.id, sentences, found, memory_path, unit.line), (finding,)
    return LinkedUnit(unit.id, sentences, pinned or found, memory_path, unit.line), ()


def check(
    aligned: Aligned,
    memory_path: str,
    settings: CheckSettings,
    glossary: Glossary = NO_GLOSSARY,
) -> tuple[Finding, ...]:
    """Look the translations through; what of it is not switched off, after the text's doubts."""
    from site_gen.alignment.checks import check_links  # here, as a build wants none of it

    bilingual = aligned.bilingual
    units, locales = bilingual.units, (bilingual.document.locale, bilingual.target_locale)
    finished = {unit.id for unit in units if unit.state in _FINISHED}
    found = (
        *check_links([one for one in aligned.linked if one.name in finished], *locales),
        *_of_units(bilingual, memory_path, glossary),
    )
    return (*bilingual.document.doubts, *told(found, units, memory_path, settings))


def check_translations(
    bilingual: BilingualDocument,
    memory_path: str,
    settings: CheckSettings,
    glossary: Glossary = NO_GLOSSARY,
) -> tuple[Finding, ...]:
    """What `check` finds in the translations, their links left aside."""
    from site_gen.alignment.checks import check_lengths

    whole = [
        LinkedUnit(unit.id, ((unit.source,), (unit.target,)), (), memory_path, unit.line)
        for unit in bilingual.units
        if unit.state in _FINISHED
    ]
    found = (*check_lengths(whole), *_of_units(bilingual, memory_path, glossary))
    return told(found, bilingual.units, memory_path, settings)


def _of_units(
    bilingual: BilingualDocument, memory_path: str, glossary: Glossary
) -> Iterator[Finding]:
    from site_gen.quality.checks import check_units, unknown_names
    from site_gen.quality.terms import misused

    units, locales = bilingual.units, (bilingual.document.locale, bilingual.target_locale)
    yield from check_units(units, locales, memory_path)
    yield from misused(units, locales, memory_path, glossary)
    yield from unknown_names(units, memory_path)


def grade(
    bilingual: BilingualDocument, memory_path: str, settings: CheckSettings
) -> BilingualDocument:
    """What was found on the way, as far as it is not switched off, at the level that is set."""
    findings = told(bilingual.findings, bilingual.units, memory_path, settings)
    return replace(bilingual, findings=findings)


def annotate(bilingual: BilingualDocument, glossary: Glossary) -> BilingualDocument:
    """Find the terms whose notes readers are shown, in the paragraphs of both languages."""
    if not any(term.show for term in glossary.terms):
        return bilingual
    labels = frozenset(reference.label.lower() for reference in bilingual.document.references)
    locales = bilingual.document.locale, bilingual.target_locale
    prose = {leaf.id for leaf in bilingual.document.leaves() if leaf.kind in _PROSE}
    units = (
        replace(
            unit,
            source_terms=shown_terms(unit.source, locales[0], glossary, labels),
            target_terms=shown_terms(unit.target, locales[1], glossary, labels),
        )
        if unit.id in prose
        else unit
        for unit in bilingual.units
    )
    return replace(bilingual, units=tuple(units))


def listen(bilingual: BilingualDocument) -> BilingualDocument:
    """Find the sentence of each cue of a recording; a cue without one is a finding."""
    return follow_recording(bilingual)


def view(bilingual: BilingualDocument) -> ArticleView:
    """What the article's page shows."""
    return article_view(bilingual)
