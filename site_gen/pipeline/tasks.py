"""What is made together: files of an article, of a sheet, of the theme; and what that takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from site_gen.errors import OutputError, unreadable
from site_gen.model import Artifact
from site_gen.pipeline.parts import Parts
from site_gen.pipeline.written import KeptFile
from site_gen.render.laying import TEXT
from site_gen.render.renderers import ARTICLE_RENDERERS, SITE_RENDERERS, TEASER, VIEW
from site_gen.render.sheets import Sheet


class PageTask(Struct, frozen=True):
    """Files of one article, by some of the renderers; it and its neighbours by their keys.

    `beside` has, by slug and path, where the pictures lie that a renderer carries.
    """

    renderers: tuple[str, ...]
    article: bytes
    newer: bytes | None
    older: bytes | None
    beside: Mapping[str, Path]

    @property
    def wants(self) -> Mapping[str, Sequence[bytes]]:
        """The keys of articles of which a part is shown, by its name."""
        framed = {each.framed for each in ARTICLE_RENDERERS if each.name in self.renderers}
        return {
            VIEW: [self.article] if False in framed else [],
            TEXT: [self.article] if True in framed else [],
            TEASER: [key for key in (self.newer, self.older) if key],
        }


class SheetTask(Struct, frozen=True):
    """The files of a sheet; `articles` has the keys of those that it shows, by slug; `beside` as
    above."""

    renderer: str
    sheet: Sheet
    articles: Mapping[str, bytes]
    beside: Mapping[str, Path]

    @property
    def wants(self) -> Mapping[str, Sequence[bytes]]:
        """As above."""
        return {self.part: list(self.articles.values())}

    @property
    def part(self) -> str:
        """What it is given of each article."""
        one = next(one for one in SITE_RENDERERS if one.name == self.renderer)
        return one.laid or one.part


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

#: What is wanted of articles: that part of each by its key, by the name of the part.
Given = Mapping[str, Mapping[bytes, bytes]]


class Loaded(Struct, frozen=True):
    """A task, what it wants of articles, and the bytes of the files that it carries."""

    task: Task | KeptTask
    given: Given = {}
    files: Mapping[str, bytes] = {}


def fetched(parts: Parts, task: Task) -> Loaded:
    """A task with all that it takes. Raises OutputError, OSError, sqlite3.DatabaseError."""
    return Loaded(task, given_to(task, parts), _beside(task))


def given_to(task: Task, parts: Parts) -> Given:
    """What a task shows of articles. Raises sqlite3.DatabaseError."""
    if not isinstance(task, PageTask | SheetTask):
        return {}
    return {part: parts.read(keys, part) for part, keys in task.wants.items()}


def _beside(task: Task) -> Mapping[str, bytes]:
    beside = {} if isinstance(task, CopyTask | MakeTask) else task.beside
    try:
        return {name: path.read_bytes() for name, path in beside.items()}
    except FileNotFoundError as error:
        raise unreadable(OutputError, error, error.filename) from error
