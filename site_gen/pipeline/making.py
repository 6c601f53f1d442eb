"""The files of a site, made one task after the other, here or in another process."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from site_gen.errors import OutputError
from site_gen.lint.pages import lint_page
from site_gen.lint.styles import lint_style
from site_gen.model import Artifact, Finding
from site_gen.pipeline.output import copy_aside, put_aside
from site_gen.render.packing import unpack
from site_gen.render.pages import PageRenderer
from site_gen.render.renderers import ARTICLE_RENDERERS, SITE_RENDERERS
from site_gen.render.scripts import small
from site_gen.render.sheets import Sheet
from site_gen.render.views import ArticleView, PageView, SiteView, Summary


@dataclass(frozen=True, slots=True)
class Kit:
    """What all tasks have in common: where to write, the packed `SiteView`, the templates.

    `theme` is the digest of all templates, so that a kit of other templates is another kit;
    `compiled` is where they are kept compiled.
    """

    output: Path
    templates: tuple[Path, ...]
    theme: bytes
    site: bytes
    compiled: Path


@dataclass(frozen=True, slots=True)
class PageTask:
    """Files of one article, by some of the renderers; its neighbours as packed summaries."""

    renderers: tuple[str, ...]
    view: bytes
    newer: bytes | None
    older: bytes | None


@dataclass(frozen=True, slots=True)
class SheetTask:
    """The files of a sheet, with what it wants of articles."""

    renderer: str
    sheet: Sheet
    articles: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class CopyTask:
    """A file that the site takes over: its scripts made small, all else as it is."""

    owner: str
    path: str
    source: Path


Task = PageTask | SheetTask | CopyTask

#: What a task made: whose file it is, its path, and whether it is new or was there already.
Files = list[tuple[str, str, bool]]


def make_files(kit: Kit, tasks: Sequence[Task]) -> list[Files]:
    """Make the files of each task and put aside what is new. Raises TemplateError, OSError."""
    return [list(_made(kit, task)) for task in tasks]


def check_files(kit: Kit, tasks: Sequence[Task]) -> list[tuple[Finding, ...]]:
    """What breaks the rules in the files of each task; assets are their author's own.

    Raises TemplateError.
    """
    return [tuple(_findings(kit, task)) for task in tasks]


def _findings(kit: Kit, task: Task) -> Iterator[Finding]:
    if isinstance(task, CopyTask):
        if task.path.startswith("static/") and task.path.endswith(".css"):
            yield from lint_style(task.path, task.source.read_bytes())
        return
    for _, artifact in _artifacts(_renderer(kit), task):
        if artifact.path.endswith(".html"):
            yield from lint_page(artifact.path, artifact.data)


def _made(kit: Kit, task: Task) -> Iterator[tuple[str, str, bool]]:
    if isinstance(task, CopyTask):
        yield task.owner, task.path, _copied(kit.output, task)
        return
    for owner, artifact in _artifacts(_renderer(kit), task):
        yield owner, artifact.path, put_aside(kit.output, artifact)


def _artifacts(
    renderer: PageRenderer, task: PageTask | SheetTask
) -> Iterator[tuple[str, Artifact]]:
    if isinstance(task, SheetTask):
        one = next(one for one in SITE_RENDERERS if one.name == task.renderer)
        for artifact in one.make(renderer, task.sheet, task.articles):
            yield f"site:{one.name}:{task.sheet.name}", artifact
        return
    newer, older = (
        unpack(packed, Summary).teaser if packed else None for packed in (task.newer, task.older)
    )
    slug = (page := PageView(unpack(task.view, ArticleView), newer, older)).article.teaser.slug
    for each in ARTICLE_RENDERERS:
        if each.name in task.renderers:
            for artifact in each.make(renderer, page):
                yield f"article:{each.name}:{slug}", artifact


def _renderer(kit: Kit) -> PageRenderer:
    return _made_renderer(kit, _usable(kit.compiled))  # its folder may be gone since the last build


@lru_cache(maxsize=1)
def _made_renderer(kit: Kit, compiled: Path | None) -> PageRenderer:
    return PageRenderer(kit.templates, unpack(kit.site, SiteView), compiled)


def _usable(folder: Path) -> Path | None:
    """The folder, made where it is not there; None where it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def _copied(output: Path, task: CopyTask) -> bool:
    try:
        if task.path.startswith("static/") and task.path.endswith(".js"):
            return put_aside(output, Artifact(task.path, small(task.source.read_bytes())))
        return copy_aside(output, task.path, task.source)
    except FileNotFoundError as error:
        raise OutputError(f"cannot be read: {error.strerror}", path=str(task.source)) from error
