"""The stages of an article, in the order in which it walks through them.

    Source -> import_source -> restore -> unite -> view
              Document         Document   BilingualDocument  ArticleView

Each is a pure function of its arguments.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from site_gen.config import RestoreSettings
from site_gen.model import (
    BilingualDocument,
    Block,
    BlockKind,
    Document,
    Finding,
    Locale,
    Severity,
    Source,
)
from site_gen.persian.restore import restore as restore_persian
from site_gen.render.views import ArticleView, article_view
from site_gen.sources import IMPORTERS
from site_gen.sources.text import as_markdown
from site_gen.translation.memory import Memory
from site_gen.translation.reconcile import unite as unite_with_memory


def import_source(source: Source) -> Document:
    """Read the format that the file's name says. Raises ContentError."""
    document = IMPORTERS[PurePosixPath(source.path).suffix](source)
    missing = tuple(
        Finding(
            Severity.ERROR,
            document.path,
            block.line,
            f"there is no image “{block.address}”",
            "Put the file into the article's folder, or mend its name; case matters.",
            "missing-image",
        )
        for block in images(document.blocks)
        if "://" not in block.address and block.address not in source.assets
    )
    return replace(document, findings=document.findings + missing)


def images(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """All image blocks, nested ones too."""
    here = (block for block in blocks if block.kind is BlockKind.IMAGE)
    return (*here, *(image for block in blocks for image in images(block.children)))


def restore(document: Document, settings: RestoreSettings) -> Document:
    """Mend the text as its format and the settings ask; plain text becomes Markdown."""
    metadata = document.metadata
    if metadata.restore is False:
        return as_markdown(document)
    restored = restore_persian(
        replace(document, raw=document.raw or metadata.restore is True),
        skip=frozenset((*settings.skip, *metadata.restore_skip)),
        keep=frozenset((*settings.keep, *metadata.restore_keep)),
    )
    return as_markdown(restored)


def unite(document: Document, memory: Memory | None, target: Locale) -> BilingualDocument:
    """Give each leaf its id and its translation."""
    return unite_with_memory(document, memory, target)


def view(bilingual: BilingualDocument) -> ArticleView:
    """What the article's page shows."""
    return article_view(bilingual)
