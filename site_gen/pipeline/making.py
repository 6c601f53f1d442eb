"""The files of a site, made one task after the other, here or in another process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from site_gen.errors import OutputError, unreadable
from site_gen.model import Artifact
from site_gen.pipeline.kit import Kit, renderer_of
from site_gen.pipeline.output import copy_aside, put_aside
from site_gen.pipeline.records import Some
from site_gen.pipeline.steps import Step, apiece, as_it_is
from site_gen.pipeline.written import KeptFile
from site_gen.render.joining import joined
from site_gen.render.packing import squeezed, unpack, unsqueezed
from site_gen.render.pages import PageRenderer
from site_gen.render.renderers import ARTICLE_RENDERERS, SITE_RENDERERS
from site_gen.render.sheets import Sheet
from site_gen.render.views import ArticleView, FramedView, LaidText, PageView, Teaser

_BEGINNING = 64  # bytes; a title is among them


class PageTask(Struct, frozen=True):
    """Files of one article, by some of the renderers; its neighbours as packed teasers.

    `article` is its key; `view` and `laid`, a `LaidText`, are empty where none of them wants it.
    `beside` has, by slug and path, where the pictures lie that a renderer carries.
    """

    renderers: tuple[str, ...]
    article: bytes
    view: bytes
    laid: bytes
    newer: bytes | None
    older: bytes | None
    beside: Mapping[str, Path]


class SheetTask(Struct, frozen=True):
    """The files of a sheet, with what it wants of articles; `beside` as above."""

    renderer: str
    sheet: Sheet
    articles: Mapping[str, bytes]
    beside: Mapping[str, Path]


class JoinTask(Struct, frozen=True):
    """A script or a style sheet of the site; `beside` has its parts in order, by path."""

    owner: str
    path: str
    beside: Mapping[str, Path]


class MakeTask(Struct, frozen=True):
    """Files that functions make of what they were given, by owner."""

    files: Mapping[str, Callable[[], Iterable[Artifact]]]


class CopyTask(Struct, frozen=True):
    """A file that the site takes over as it is."""

    owner: str
    path: str
    source: Path


class KeptTask(Struct, frozen=True):
    """Files that are made already."""

    files: tuple[KeptFile, ...]


Task = PageTask | SheetTask | JoinTask | MakeTask | CopyTask

#: A task, and the bytes of the files that it carries.
Loaded = tuple[Task, Mapping[str, bytes]]

#: Where the text stands in a file that is around one: the article's key, and how many bytes before.
Around = tuple[bytes, int, int]


class Owned(Struct, frozen=True):
    """A file of the site, and whose it is."""

    owner: str
    artifact: Artifact
    around: Around | None = None


#: One that is taken over is yet to be copied.
Item = Owned | CopyTask

#: A file as it was put aside: whose it is, its path, and whether it is new or was there already.
Put = tuple[str, str, bool]


class Kept(Struct, frozen=True):
    """The same with the file packed, so that the cache can keep it; empty for one taken over.

    Of one that is `around` the text of an article, by its key, that is left out at a place.
    """

    put: Put
    data: bytes = b""
    around: tuple[bytes, int] | None = None


def writing(kit: Kit, output: Path) -> Step[Task, Loaded, Item, Kept]:
    """Make the files of a task and put aside what is new. Raises TemplateError, OSError."""
    return Step("pages", _with_files, apiece(partial(_files, kit)), partial(_put, output))


def checking(kit: Kit) -> Step[Task | KeptTask, Loaded | KeptTask, Some, Some]:
    """Find what breaks the rules in the files of a task; assets are their author's own.

    Raises TemplateError.
    """
    return Step("pages", _with_parts, apiece(partial(_looked_at, kit)), as_it_is)


def _with_files(task: Task) -> Loaded:
    beside = {} if isinstance(task, CopyTask | MakeTask) else task.beside
    try:
        return task, {name: path.read_bytes() for name, path in beside.items()}
    except FileNotFoundError as error:
        raise unreadable(OutputError, error, error.filename) from error


def _with_parts(task: Task | KeptTask) -> Loaded | KeptTask:
    if isinstance(task, KeptTask):
        return task
    return _with_files(task) if isinstance(task, JoinTask) else (task, {})


def _looked_at(kit: Kit, loaded: Loaded | KeptTask) -> Iterator[Some]:
    from site_gen.lint.pages import lint_page  # here, as a build wants none of it
    from site_gen.lint.styles import lint_style

    yield Some.of(
        finding
        for path, data in _read(kit, loaded)
        for finding in (lint_style if path.endswith(".css") else lint_page)(path, data)
    )


def _read(kit: Kit, loaded: Loaded | KeptTask) -> Iterator[tuple[str, bytes]]:
    """The pages of a task, or the parts of a style sheet."""
    if isinstance(loaded, KeptTask):
        yield from ((file.path, file.whole()) for file in loaded.files if _is_page(file.path))
        return
    task, files = loaded
    if isinstance(task, JoinTask):
        yield from ((path, data) for path, data in files.items() if path.endswith(".css"))
    elif isinstance(task, PageTask | SheetTask):
        for one in _artifacts(renderer_of(kit), task, {}):
            if _is_page(one.artifact.path):
                yield one.artifact.path, one.artifact.data


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def _files(kit: Kit, loaded: Loaded) -> Iterator[Item]:
    task, files = loaded
    if isinstance(task, CopyTask):
        yield task
    elif isinstance(task, JoinTask):
        yield Owned(task.owner, Artifact(task.path, joined(task.path, tuple(files.values()))))
    elif isinstance(task, MakeTask):
        for owner, make in task.files.items():
            yield from (Owned(owner, artifact) for artifact in make())
    else:
        yield from _artifacts(renderer_of(kit), task, files)


def _put(output: Path, file: Item) -> Kept:
    if isinstance(file, CopyTask):
        return Kept((file.owner, file.path, _copied(output, file)))
    artifact, around = file.artifact, file.around
    put = file.owner, artifact.path, put_aside(output, artifact)
    if around is None:
        return Kept(put, squeezed(artifact.data))
    article, start, end = around
    return Kept(put, squeezed(artifact.data[:start] + artifact.data[end:]), (article, start))


def _artifacts(
    renderer: PageRenderer, task: PageTask | SheetTask, files: Mapping[str, bytes]
) -> Iterator[Owned]:
    if isinstance(task, SheetTask):
        one = next(one for one in SITE_RENDERERS if one.name == task.renderer)
        for artifact in one.make(renderer, task.sheet, {**task.articles, **files}):
            yield Owned(f"site:{one.name}:{task.sheet.name}", artifact)
        return
    makers = [each for each in ARTICLE_RENDERERS if each.name in task.renderers]
    newer, older = (
        unpack(packed, Teaser) if packed else None for packed in (task.newer, task.older)
    )
    if task.laid:
        laid = unpack(task.laid, LaidText)
        framed = FramedView(laid.frame, newer, older, unsqueezed(laid.html))
        slug = framed.article.teaser.slug
        for each in (each for each in makers if each.framed):
            for artifact in each.make(renderer, framed):
                place = _place_of(framed.text, artifact.data, task.article)
                yield Owned(f"article:{each.name}:{slug}", artifact, place)
    if task.view:
        page = PageView(unpack(task.view, ArticleView), newer, older, files)
        slug = page.article.teaser.slug
        for each in (each for each in makers if not each.framed):
            for artifact in each.make(renderer, page):
                yield Owned(f"article:{each.name}:{slug}", artifact)


def _place_of(text: bytes, page: bytes, article: bytes) -> Around | None:
    """Where the text of an article stands in its page; None for nowhere, as it stands there."""
    start = page.find(text[:_BEGINNING])  # to look for all of it takes longer
    end = start + len(text)
    return (article, start, end) if start >= 0 and text and page[start:end] == text else None


def _copied(output: Path, task: CopyTask) -> bool:
    try:
        return copy_aside(output, task.path, task.source)
    except FileNotFoundError as error:
        raise unreadable(OutputError, error, str(task.source)) from error
