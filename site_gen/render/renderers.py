"""What the pages of a site are: a table of what is made of each article, and one of the rest.

To add to it, write a function beside those of `pages.py` and an entry in one of the two tables.
All that a renderer shows comes to it through its arguments; the cache knows a file by exactly
these, so what is read from elsewhere (a clock, a global, the disk) would be shown out of date.
Raise `version` when the renderer makes something else of the same arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from site_gen.model import Artifact
from site_gen.render.cards import card_path
from site_gen.render.edition_pages import edition_pages
from site_gen.render.laying import ROWS
from site_gen.render.packing import pack
from site_gen.render.pages import PageRenderer
from site_gen.render.searching import make_search_page, packed_entry, plan_search_page
from site_gen.render.sheets import Sheet
from site_gen.render.site_pages import (
    make_feed,
    make_host_files,
    make_list,
    make_not_found,
    make_sitemap,
    plan_feeds,
    plan_host_files,
    plan_lists,
    plan_not_found,
    plan_sitemap,
)
from site_gen.render.standing import make_status, plan_status
from site_gen.render.takeaway import (
    make_books,
    make_card,
    make_collection,
    make_worker,
    plan_collections,
    plan_worker,
)
from site_gen.render.views import (
    ArticleView,
    FramedView,
    Listed,
    PageView,
    SiteView,
    Translated,
)

#: The parts of an article that the cache has, by which the files that show it depend on it.
VIEW, TEASER, SEARCH = "view", "teaser", "search"


def _packed_teaser(view: ArticleView) -> bytes:
    return pack(view.teaser)


#: What each part is, made while the article is at hand.
PARTS: Mapping[str, Callable[[ArticleView], bytes]] = {
    VIEW: pack,
    TEASER: _packed_teaser,
    SEARCH: packed_entry,
}


class ArticleRenderer(Struct, frozen=True):
    """Makes files of one article.

    They depend on the article, on the settings, on the neighbours where `around` is true, and on
    templates and static files where `theme` is true, on the pictures beside the article where
    `pictures` is true; what it does not use, it must not be given. Where it is `framed`, it shows
    the text as that is laid out once (`laying.py`), and is given a `FramedView`.
    It makes at least one file of each article, on sites where it `is_wanted`; `check` makes them
    too, to read the pages, unless `checked` is false: such as are no pages and cost much.
    """

    name: str
    version: int
    make: Callable[[PageRenderer, Any], Iterable[Artifact]]
    around: bool = True
    theme: bool = True
    pictures: bool = False
    framed: bool = False
    checked: bool = True
    is_wanted: Callable[[SiteView], bool] = lambda _: True


#: What can be asked of all articles at once.
Asked = type[Listed] | type[Translated]
ASKED: tuple[Asked, ...] = (Listed, Translated)


class SiteRenderer(Struct, frozen=True):
    """Makes the files that show more than one article: lists, feeds, indexes for searching.

    `plan` says, from what it `asks` of all articles (newest first), which sheets there are; only
    those whose values changed are made again. `make` lays one out; its last argument has, by
    slug, the `part` of each article that the sheet asks for, as `PARTS` packed it. Neither is
    asked for on a site where the renderer is not wanted.
    Where something of that is `laid` out once (`laying.py`), it is given this instead.
    Where `pictures` is true, it has those beside these articles too, by slug and path. `checked`
    is as above. While what it `asks` is the same, and the `part` of each article, nothing is
    planned; not with `pictures`. Where it asks nothing, `plan` is given no articles.
    """

    name: str
    version: int
    plan: Callable[[SiteView, Sequence[Any]], Iterable[Sheet]]
    make: Callable[[PageRenderer, Sheet, Mapping[str, bytes]], Iterable[Artifact]]
    part: str = VIEW
    laid: str = ""
    theme: bool = True
    pictures: bool = False
    checked: bool = True
    is_wanted: Callable[[SiteView], bool] = lambda _: True
    asks: Asked | None = None


def _article_page(renderer: PageRenderer, page: FramedView) -> Iterator[Artifact]:
    yield renderer.article(page, _card_of(renderer, page))


def _editions(renderer: PageRenderer, page: PageView) -> Iterable[Artifact]:
    return edition_pages(renderer, page, _card_of(renderer, page))


def _card_of(renderer: PageRenderer, page: PageView | FramedView) -> str:
    return card_path(page.article.teaser.slug) if renderer.site.has_cards else ""


ARTICLE_RENDERERS: tuple[ArticleRenderer, ...] = (
    ArticleRenderer("page", 2, _article_page, framed=True),
    ArticleRenderer(
        "card",
        2,
        make_card,
        around=False,
        theme=False,
        checked=False,
        is_wanted=lambda site: site.has_cards,
    ),
    ArticleRenderer(
        "books",
        3,
        make_books,
        around=False,
        pictures=True,
        checked=False,
        is_wanted=lambda site: site.has_books,
    ),
    ArticleRenderer("editions", 1, _editions, is_wanted=lambda site: site.editions),
)


def _has_address(site: SiteView) -> bool:
    return bool(site.address)


SITE_RENDERERS: tuple[SiteRenderer, ...] = (
    SiteRenderer("lists", 2, plan_lists, make_list, TEASER, laid=ROWS, asks=Listed),
    SiteRenderer("feeds", 1, plan_feeds, make_feed, asks=Listed, is_wanted=_has_address),
    SiteRenderer(
        "sitemap", 1, plan_sitemap, make_sitemap, theme=False, asks=Listed, is_wanted=_has_address
    ),
    SiteRenderer("404", 1, plan_not_found, make_not_found),
    SiteRenderer("host", 1, plan_host_files, make_host_files, theme=False),
    SiteRenderer("status", 1, plan_status, make_status, TEASER, asks=Translated),
    SiteRenderer(
        "collections",
        3,
        plan_collections,
        make_collection,
        pictures=True,
        checked=False,
        asks=Listed,
        is_wanted=lambda site: bool(site.collections),
    ),
    SiteRenderer("worker", 2, plan_worker, make_worker),
    SiteRenderer(
        "search-page",
        1,
        plan_search_page,
        make_search_page,
        is_wanted=lambda site: site.has_search,
    ),
)
