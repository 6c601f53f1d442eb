"""The stages of an article, in the order in which it walks through them.

    Source -> import_source -> restore -> unite -> align -> grade -> annotate -> listen -> view
              Document         Document   BilingualDocument                       ArticleView
                                                    `-> check
                                                        Findings

Each is a pure function of its arguments. What stops or spoils a page is found on the way; what is
only looked for in the texts, where somebody wants to know, is told by `restore` and `check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import splitext
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from site_gen.alignment.checks import LinkedUnit, check_links
from site_gen.alignment.links import parse_links
from site_gen.alignment.recording import follow_recording
from site_gen.alignment.sentences import UNSURE, Hints, Links, Unit, align_units
from site_gen.config import CheckSettings, RestoreSettings
from site_gen.errors import ContentError
from site_gen.model import (
    BilingualDocument,
    Block,
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
from site_gen.pipeline.pictures import RASTER
from site_gen.quality.checks import check_units, told, unknown_names
from site_gen.quality.terms import misused
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
        findings=(*document.findings, *_picture_findings(document, source), *problems),
    )


def _picture_findings(document: Document, source: Source) -> Iterator[Finding]:
    """Pictures that the article shows and that are not there, are none, or are elsewhere."""
    read = {path for path, _, _ in source.sizes}
    for address, line in dict.fromkeys(_images((*document.blocks, *document.footnotes))):
        if re.match(r"[a-z]+:", address):
            told = _far(address)
        elif address not in source.assets:
            told = _missing(address)
        else:
            told = None if address in read else _unread(address)
        if told:
            severity, name, message, hint = told
            yield Finding(severity, document.path, line, message, hint, name)


#: What is wrong with a picture: how much it matters, its name, what is told, what to do.
_Told = tuple[Severity, str, str, str]


def _far(address: str) -> _Told | None:
    host = re.match(r"https?://([^/?#]*)", address)
    message = f"a picture is asked of “{host[1][:60]}”, which so learns who reads" if host else ""
    hint = "Put the file into the article's folder, if its licence lets you."
    return (Severity.WARNING, "far-image", message, hint) if host else None


def _missing(address: str) -> _Told:
    hint = "Put the file into the article's folder, or mend its name; case matters."
    return Severity.ERROR, "missing-image", f"there is no image “{address}”", hint


def _unread(address: str) -> _Told | None:
    if PurePosixPath(address).suffix.lower() not in RASTER:
        return None
    hint = "Is the file whole? Browsers may not show it, and books go without it."
    return Severity.WARNING, "broken-image", f"the image “{address}” cannot be read", hint


def _images(blocks: tuple[Block, ...]) -> Iterator[tuple[str, int]]:
    """The addresses of all images with their lines, of those inside a text too."""
    for block in blocks:
        if block.kind is BlockKind.IMAGE:
            yield block.address, block.line
        elif "![" in block.text and block.kind is not BlockKind.CODE:
            for address in re.findall(r"!\[[^\]]*\]\(<?([^)\s>]+)", block.text):
                yield unquote(address), block.line
        if block.children:
            yield from _images(block.children)


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
    unknown = tuple(
        Finding(
            Severity.WARNING,
            document.path,
            0,
            f"no rule of restoration is called “{name}”",
            "docs/restoration.md lists them.",
            "unknown-rule",
        )
        for name in sorted(skip - {rule.name for rule in RULES} - CHECKS.keys())
    )
    return as_markdown(replace(restored, findings=restored.findings + unknown))


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
        one.name: tuple(link for link in one.links if link.score >= UNSURE) for one, _ in linked
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
    bilingual = aligned.bilingual
    units, locales = bilingual.units, (bilingual.document.locale, bilingual.target_locale)
    finished = {unit.id for unit in units if unit.state in _FINISHED}
    found = (
        *check_links([one for one in aligned.linked if one.name in finished], *locales),
        *check_units(units, locales, memory_path),
        *misused(units, locales, memory_path, glossary),
        *unknown_names(units, memory_path),
    )
    return (*bilingual.document.doubts, *told(found, units, memory_path, settings))


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
