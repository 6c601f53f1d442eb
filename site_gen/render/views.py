"""Views: everything a page shows, complete and ready, so that templates only lay it out.

What one page depends on is what its view holds, its neighbours' titles included.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from markupsafe import Markup
from msgspec import Struct

from site_gen.model import BlockKind, Locale
from site_gen.render.dates import DateView


class SiteView(Struct, frozen=True):
    """What every page knows of the site. `versions` maps a static file to its digest.

    `editions` says whether articles have pages of their own in each language, `page_size` how
    many articles a page of a list has, `feed_size` how many a feed has at most; `addresses` has
    what to write for the slug of a tag or an author.
    """

    title: Mapping[str, str]
    description: Mapping[str, str]
    address: str
    source: Locale
    versions: Mapping[str, str]
    has_search: bool = False
    domain: str = ""
    editions: bool = True
    page_size: int = 50
    feed_size: int = 20
    has_cards: bool = False
    has_books: bool = False
    has_offline: bool = False
    collections: tuple[str, ...] = ()
    addresses: Mapping[str, str] = {}


class Pair(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One thing in both languages, as HTML.

    `target` is empty while there is no translation. `note` is the key of what a reader should
    know of it, empty where there is nothing. `id` is the unit's id.
    """

    source: Markup
    target: Markup
    note: str = ""
    id: str = ""


class Node(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One block of the page. `number` is that of its id in the source's digits, where shown."""

    kind: BlockKind
    pair: Pair | None = None
    children: tuple[Node, ...] = ()
    number: str = ""
    level: int = 0
    ordered: bool = False
    start: int = 1
    address: str = ""
    size: tuple[int, int] = (0, 0)
    label: str = ""
    header: bool = False
    align: str = ""
    code: str = ""

    def walk(self) -> Iterator[Node]:
        """This block and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class NoteView(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A footnote: its number, its mark, and the paragraph that first refers to it."""

    number: int
    label: str
    back: str
    children: tuple[Node, ...]


class TermView(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A term with its note in both languages, and the paragraph that first uses it."""

    pair: Pair
    back: str


class Teaser(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An article as other pages speak of it. `progress` is the key of its translation's state.

    `editions` are the codes of the languages in which there is a text to read.
    """

    slug: str
    locale: Locale
    title: Pair
    plain_title: tuple[str, str]
    summary: Pair | None
    origin: Pair | None
    date: DateView | None
    progress: str
    updated: DateView | None = None
    editions: tuple[str, ...] = ()


class RecordingView(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A recording: its file, and its cues as `id,from,to` in seconds, parted by spaces."""

    address: str
    cues: str


class ArticleFrame(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the page of an article shows around its text.

    `opening` is how the text begins in the source's language and in the target's, in plain words:
    empty where the article says what it is about.
    """

    teaser: Teaser
    source: Locale
    target: Locale
    title: Pair
    description: str
    authors: tuple[Pair, ...]
    tags: tuple[Pair, ...]
    link: str
    licence: str
    is_news: bool
    opening: tuple[str, str] = ("", "")
    states: tuple[int, ...] = ()  # how many units are in each, in the order of UnitState
    recording: RecordingView | None = None


class ArticleView(ArticleFrame, frozen=True, array_like=True, gc=False):
    """An article as a page, without its neighbours."""

    nodes: tuple[Node, ...] = ()
    notes: tuple[NoteView, ...] = ()
    terms: tuple[TermView, ...] = ()


class LaidText(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An article laid out without its page: `html` is squeezed, `frame` goes around it."""

    frame: ArticleFrame
    html: bytes


def frame_of(article: ArticleView) -> ArticleFrame:
    """The article without its text."""
    return ArticleFrame(*(getattr(article, name) for name in ArticleFrame.__struct_fields__))


class Rows(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An article as lists show it, laid out: `html` by whether that is brief (`brief`, `full`) and
    the code of the edition, none for the bilingual one. `ROOT` in it stands for the way to the top
    of the site; `feeds` are the codes of the editions in whose feed it could be."""

    html: Mapping[str, str]
    feeds: tuple[str, ...] = ()


#: A name in the source's language and in the target's, as HTML; empty where there is none.
Both = tuple[str, str]


class Listed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What lists of articles are made from: as little as that takes, and nothing that is slow to
    read, for there may be a million.

    `locale` is the source's code, days are `2024-05-01` or empty, `editions` are as in the teaser.
    """

    slug: str
    locale: str
    day: str
    updated: str
    editions: tuple[str, ...] = ()
    authors: tuple[Both, ...] = ()
    tags: tuple[Both, ...] = ()

    @classmethod
    def of(cls, article: ArticleView) -> Listed:
        """An article's."""
        teaser = article.teaser
        return cls(
            teaser.slug,
            teaser.locale.code,
            teaser.date.iso if teaser.date else "",
            teaser.updated.iso if teaser.updated else "",
            teaser.editions,
            tuple(map(_both, article.authors)),
            tuple(map(_both, article.tags)),
        )

    @property
    def changed(self) -> str:
        """The day on which it was published, or changed after; empty for undated ones."""
        return max(self.day, self.updated)


class Translated(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """How far the translation of an article has come.

    `title` is the source's without markup, `locale` its code, `states` are as in the view.
    """

    slug: str
    title: str
    locale: str
    states: tuple[int, ...] = ()

    @classmethod
    def of(cls, article: ArticleView) -> Translated:
        """An article's."""
        teaser = article.teaser
        return cls(teaser.slug, teaser.plain_title[0], teaser.locale.code, article.states)


def _both(pair: Pair) -> Both:
    return str(pair.source), str(pair.target)


class PageView(Struct, frozen=True):
    """An article and its neighbours in time.

    `files` has, by slug and path, the pictures beside it, for renderers that carry them.
    """

    article: ArticleView
    newer: Teaser | None
    older: Teaser | None
    files: Mapping[str, bytes] = {}


class FramedView(Struct, frozen=True):
    """An article's page around its `text`, which is laid out."""

    article: ArticleFrame
    newer: Teaser | None
    older: Teaser | None
    text: bytes
