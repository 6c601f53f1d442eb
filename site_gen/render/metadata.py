"""What a page says of itself to machines: its address, its other languages, Open Graph, JSON-LD.

Open Graph: https://ogp.me (basic metadata, `article`). Cards: `twitter:card`, the rest is read from
Open Graph. Alternates: BCP 47 codes and `x-default`, as search engines read `hreflang`; the
bilingual page is the default.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from msgspec import Struct
from msgspec.structs import replace

from site_gen.model import LOCALES, Locale
from site_gen.render.addresses import FEED_PATHS, absolute
from site_gen.render.cards import CARD
from site_gen.render.editions import edition_paths, names_in, site_title, text_in, title_in
from site_gen.render.linked_data import article_data, dumped, list_data
from site_gen.render.views import ArticleFrame, SiteView

#: Open Graph's name of a language: with the country it is mostly written in.
_TERRITORIES = {"fa": "fa_IR", "en": "en_US"}

Properties = Iterator[tuple[str, str]]


class Alternate(Struct, frozen=True):
    """The same in another language. `code` is that of `hreflang`, `address` is absolute."""

    code: str
    address: str


class FeedLink(Struct, frozen=True):
    """A feed by its path, its title and the language of both, none for a feed in two."""

    path: str
    title: str
    locale: Locale | None = None


class Head(Struct, frozen=True):
    """What stands in a page's `head`; whatever needs the site's address is empty without one.

    `properties` are Open Graph's names and contents in order, `linked_data` is JSON-LD that may
    stand inside a `script` as it is.
    """

    title: str
    description: str = ""
    canonical: str = ""
    alternates: tuple[Alternate, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    linked_data: str = ""


def alternates(site: SiteView, paths: Mapping[str, str]) -> tuple[Alternate, ...]:
    """All languages of a page, by the paths of its editions, the bilingual one under ""."""
    if not site.address or len(paths) < 2:
        return ()
    return tuple(
        Alternate(code or "x-default", absolute(site.address, path)) for code, path in paths.items()
    )


def feed_links(site: SiteView, codes: Set[str]) -> tuple[FeedLink, ...]:
    """The feeds of these editions, the bilingual one under ""."""
    if not site.address:
        return ()
    return tuple(
        FeedLink(path, site_title(site, LOCALES.get(code)), LOCALES.get(code))
        for code, path in FEED_PATHS.items()
        if code in codes
    )


def article_head(
    site: SiteView, article: ArticleFrame, edition: Locale | None, card: str = ""
) -> Head:
    """The head of an article's page: its edition's, or the bilingual one's for None.

    `card` is the path of its picture, empty where there is none.
    """
    teaser = article.teaser
    paths = edition_paths(site, teaser)
    locale = edition or article.source
    opening = article.opening[locale != article.source]
    head = Head(
        title=title_in(teaser, edition),
        description=text_in(teaser.summary, teaser, locale) or opening,
        canonical=absolute(site.address, paths[edition.code if edition else ""]),
        alternates=alternates(site, paths),
        feeds=feed_links(site, set(paths) if teaser.date else set()),
    )
    if not site.address:
        return head
    more = (*_article_properties(article, locale), *_card_properties(site, head.title, card))
    return replace(
        head,
        properties=(*_properties(site, head, locale, "article"), *more),
        linked_data=dumped(article_data(site, article, edition, card)),
    )


def list_head(
    site: SiteView,
    title: str,
    locale: Locale,
    path: str,
    paths: Mapping[str, str],
    description: str = "",
    feeds: Set[str] = frozenset(),
) -> Head:
    """The head of a list, whose main language is `locale`; only its first page has alternates.

    `paths` are those of the first pages in each edition, `feeds` the editions in whose feeds its
    articles are, or would be if they were newer.
    """
    head = Head(
        title,
        description,
        absolute(site.address, path),
        alternates(site, paths) if path in paths.values() else (),
        feed_links(site, feeds),
    )
    if not site.address:
        return head
    return replace(
        head,
        properties=(*_properties(site, head, locale, "website"), ("twitter:card", "summary")),
        linked_data=dumped(list_data(site, head.canonical, locale, title, description)),
    )


def _properties(site: SiteView, head: Head, locale: Locale, kind: str) -> Properties:
    yield "og:type", kind
    yield "og:site_name", site.title[locale.code]
    yield "og:title", head.title
    if head.description:
        yield "og:description", head.description
    yield "og:url", head.canonical
    yield "og:locale", _TERRITORIES[locale.code]
    for alternate in head.alternates:
        if alternate.code in _TERRITORIES and alternate.code != locale.code:
            yield "og:locale:alternate", _TERRITORIES[alternate.code]


def _article_properties(article: ArticleFrame, locale: Locale) -> Properties:
    teaser = article.teaser
    if teaser.date:
        yield "article:published_time", teaser.date.iso
    if teaser.updated:
        yield "article:modified_time", teaser.updated.iso
    for name in names_in(article.authors, teaser, locale):
        yield "article:author", name
    for name in names_in(article.tags, teaser, locale):
        yield "article:tag", name


def _card_properties(site: SiteView, title: str, card: str) -> Properties:
    if card:
        width, height = CARD
        yield "og:image", absolute(site.address, card)
        yield "og:image:width", str(width)
        yield "og:image:height", str(height)
        yield "og:image:alt", title
    yield "twitter:card", "summary_large_image" if card else "summary"
