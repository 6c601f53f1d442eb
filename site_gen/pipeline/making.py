"""The files of a site, made one task after the other, here or in another process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from site_gen.errors import OutputError, unreadable
from site_gen.model import Artifact
from site_gen.pipeline.kit import Kit, renderer_of
from site_gen.pipeline.output import copy_aside, put_aside
from site_gen.pipeline.parts import Parts
from site_gen.pipeline.records import Some
from site_gen.pipeline.steps import Step, apiece, as_it_is
from site_gen.pipeline.tasks import (
    CopyTask,
    Given,
    JoinTask,
    KeptTask,
    Loaded,
    MakeTask,
    PageTask,
    SheetTask,
    Task,
    fetched,
    given_to,
)
from site_gen.render.joining import joined
from site_gen.render.laying import TEXT
from site_gen.render.packing import squeezed, unpack, unsqueezed
from site_gen.render.pages import PageRenderer
from site_gen.render.renderers import ARTICLE_RENDERERS, SITE_RENDERERS, TEASER, VIEW
from site_gen.render.views import ArticleView, FramedView, LaidText, PageView, Teaser

_BEGINNING = 64  # bytes; a title is among them

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


def writing(kit: Kit, output: Path, parts: Parts) -> Step[Task, Loaded, Item, Kept]:
    """Make the files of a task and put aside what is new. Raises TemplateError, OSError."""
    make, keep = apiece(partial(_files, kit)), partial(_put, output)
    return Step("pages", partial(fetched, parts), make, keep, is_near=not parts.is_shared)


def checking(kit: Kit, parts: Parts) -> Step[Task | KeptTask, Loaded, Some, Some]:
    """Find what breaks the rules in the files of a task; assets are their author's own.

    Raises TemplateError.
    """
    make = apiece(partial(_looked_at, kit))
    return Step("pages", partial(_to_check, parts), make, as_it_is, is_near=not parts.is_shared)


def _to_check(parts: Parts, task: Task | KeptTask) -> Loaded:
    """Of files beside a task, only those are looked at that it joins."""
    if isinstance(task, KeptTask):
        return Loaded(task)
    if isinstance(task, JoinTask):
        return fetched(parts, task)
    return Loaded(task, given_to(task, parts))


def _looked_at(kit: Kit, loaded: Loaded) -> Iterator[Some]:
    from site_gen.lint.pages import lint_page  # here, as a build wants none of it
    from site_gen.lint.styles import lint_style

    yield Some.of(
        finding
        for path, data in _read(kit, loaded)
        for finding in (lint_style if path.endswith(".css") else lint_page)(path, data)
    )


def _read(kit: Kit, loaded: Loaded) -> Iterator[tuple[str, bytes]]:
    """The pages of a task, or the parts of a style sheet."""
    task = loaded.task
    if isinstance(task, KeptTask):
        yield from ((file.path, file.whole()) for file in task.files if _is_page(file.path))
    elif isinstance(task, JoinTask):
        yield from ((path, data) for path, data in loaded.files.items() if path.endswith(".css"))
    elif isinstance(task, PageTask | SheetTask):
        for one in _artifacts(renderer_of(kit), task, loaded):
            if _is_page(one.artifact.path):
                yield one.artifact.path, one.artifact.data


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def _files(kit: Kit, loaded: Loaded) -> Iterator[Item]:
    task = loaded.task
    if isinstance(task, CopyTask):
        yield task
    elif isinstance(task, JoinTask):
        joint = joined(task.path, tuple(loaded.files.values()))
        yield Owned(task.owner, Artifact(task.path, joint))
    elif isinstance(task, MakeTask):
        for owner, make in task.files.items():
            yield from (Owned(owner, artifact) for artifact in make())
    elif isinstance(task, PageTask | SheetTask):
        yield from _artifacts(renderer_of(kit), task, loaded)


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
    renderer: PageRenderer, task: PageTask | SheetTask, loaded: Loaded
) -> Iterator[Owned]:
    if isinstance(task, SheetTask):
        return _of_sheet(renderer, task, loaded.given, loaded.files)
    return _of_article(renderer, task, loaded.given, loaded.files)


def _of_sheet(
    renderer: PageRenderer, task: SheetTask, given: Given, files: Mapping[str, bytes]
) -> Iterator[Owned]:
    one = next(one for one in SITE_RENDERERS if one.name == task.renderer)
    of_articles = {slug: given[task.part][key] for slug, key in task.articles.items()}
    for artifact in one.make(renderer, task.sheet, {**of_articles, **files}):
        yield Owned(f"site:{one.name}:{task.sheet.name}", artifact)


def _of_article(
    renderer: PageRenderer, task: PageTask, given: Given, files: Mapping[str, bytes]
) -> Iterator[Owned]:
    makers = [each for each in ARTICLE_RENDERERS if each.name in task.renderers]
    newer, older = (
        unpack(given[TEASER][key], Teaser) if key else None for key in (task.newer, task.older)
    )
    for packed in given[TEXT].values():
        laid = unpack(packed, LaidText)
        framed = FramedView(laid.frame, newer, older, unsqueezed(laid.html))
        slug = framed.article.teaser.slug
        for each in (each for each in makers if each.framed):
            for artifact in each.make(renderer, framed):
                place = _place_of(framed.text, artifact.data, task.article)
                yield Owned(f"article:{each.name}:{slug}", artifact, place)
    for packed in given[VIEW].values():
        page = PageView(unpack(packed, ArticleView), newer, older, files)
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
