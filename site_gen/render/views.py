"""Views: everything a page shows, complete and ready, so that templates only lay it out.

What one page depends on is what its view holds, its neighbours' titles included.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from site_gen.model import BlockKind, Locale
from site_gen.render.dates import DateView


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page knows of the site. `versions` maps a static file to its digest."""

    title: Mapping[str, str]
    description: Mapping[str, str]
    address: str
    source: Locale
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing in both languages, as HTML.

    `target` is empty while there is no translation. `note` is the key of what a reader should
    know of it, empty where there is nothing. `id` is the unit's id.
    """

    source: Markup
    target: Markup
    note: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One block of the page. `number` is that of its id in the source's digits, where shown."""

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
class Teaser:
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


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as a page, without its neighbours."""

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
    nodes: tuple[Node, ...]
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """An article's page: the article and its neighbours in time."""

    article: ArticleView
    newer: Teaser | None
    older: Teaser | None


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
