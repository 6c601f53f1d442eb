"""What a page says of itself to machines: its address, its other languages, Open Graph, JSON-LD.

Open Graph: https://ogp.me (basic metadata, `article`). Cards: `twitter:card`, the rest is read
from Open Graph. JSON-LD: https://schema.org/Article and what it names. Alternates: BCP 47 codes
and `x-default`, as search engines read `hreflang`; the bilingual page is the default.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from site_gen.model import LOCALES, Locale, other
from site_gen.render.addresses import absolute, page_path
from site_gen.render.views import ArticleView, Pair, SiteView, Teaser

#: Open Graph's name of a language: with the country it is mostly written in.
_TERRITORIES = {"fa": "fa_IR", "en": "en_US"}
CARD_SIZE = (1200, 630)
_CONTEXT = "https://schema.org"

Properties = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same in another language. `code` is that of `hreflang`, `address` is absolute."""

    code: str
    address: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in a page's `head`; whatever needs the site's address is empty without one.

    `properties` are Open Graph's names and contents in order, `linked_data` is JSON-LD that may
    stand inside a `script` as it is.
    """

    title: str
    description: str = ""
    canonical: str = ""
    alternates: tuple[Alternate, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    linked_data: str = ""


def alternates(site: SiteView, paths: Mapping[str, str]) -> tuple[Alternate, ...]:
    """All languages of a page, by the paths of its editions, the bilingual one under ""."""
    if not site.address or len(paths) < 2:
        return ()
    return tuple(
        Alternate(code or "x-default", absolute(site.address, path)) for code, path in paths.items()
    )


def edition_paths(teaser: Teaser) -> Mapping[str, str]:
    """The paths of an article's pages: the bilingual one under "", each edition under its code."""
    paths = {code: page_path(teaser.slug, LOCALES[code]) for code in teaser.editions}
    return {"": page_path(teaser.slug), **paths}


def title_in(teaser: Teaser, locale: Locale) -> str:
    """An article's title as plain text in a language; while untranslated, in its own."""
    source, target = teaser.plain_title
    return source if locale == teaser.locale else target or source


def article_head(
    site: SiteView, article: ArticleView, edition: Locale | None, card: str = ""
) -> Head:
    """The head of an article's page: its edition's, or the bilingual one's for None.

    `card` is the path of its picture, empty where there is none.
    """
    teaser = article.teaser
    paths = edition_paths(teaser)
    locale = edition or article.source
    head = Head(
        title=title_in(teaser, edition)
        if edition
        else " — ".join(filter(None, teaser.plain_title)),
        description=_plain(teaser.summary, teaser, locale),
        canonical=absolute(site.address, paths[edition.code if edition else ""]),
        alternates=alternates(site, paths),
    )
    if not site.address:
        return head
    more = (*_article_properties(article, locale), *_card_properties(site, head.title, card))
    return replace(
        head,
        properties=(*_properties(site, head, locale, "article"), *more),
        linked_data=linked_data(_article_data(site, article, edition, head, card)),
    )


def list_head(
    site: SiteView,
    title: str,
    locale: Locale,
    path: str,
    paths: Mapping[str, str],
    description: str = "",
) -> Head:
    """The head of a list, whose main language is `locale`; only the first pages have alternates."""
    head = Head(
        title,
        description,
        absolute(site.address, path),
        alternates(site, paths) if path in paths.values() else (),
    )
    if not site.address:
        return head
    return replace(
        head,
        properties=(*_properties(site, head, locale, "website"), ("twitter:card", "summary")),
        linked_data=linked_data(_list_data(site, head, locale, is_top=paths.get("") == "")),
    )


def linked_data(value: Mapping[str, object]) -> str:
    """JSON-LD for a `script`: no text in it can end the element, or open another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


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


def _article_properties(article: ArticleView, locale: Locale) -> Properties:
    teaser = article.teaser
    if teaser.date:
        yield "article:published_time", teaser.date.iso
    if teaser.updated:
        yield "article:modified_time", teaser.updated.iso
    for name in _names(article.authors, teaser, locale):
        yield "article:author", name
    for name in _names(article.tags, teaser, locale):
        yield "article:tag", name


def _card_properties(site: SiteView, title: str, card: str) -> Properties:
    if card:
        width, height = CARD_SIZE
        yield "og:image", absolute(site.address, card)
        yield "og:image:width", str(width)
        yield "og:image:height", str(height)
        yield "og:image:alt", title
    yield "twitter:card", "summary_large_image" if card else "summary"


def _article_data(
    site: SiteView, article: ArticleView, edition: Locale | None, head: Head, card: str
) -> Mapping[str, object]:
    """An article for schema.org: a page of both languages has its editions as parts."""
    teaser = article.teaser
    locale = edition or article.source
    licence = article.licence
    data = {
        **_work(article, head.canonical, edition),
        "url": head.canonical,
        "mainEntityOfPage": head.canonical,
        "headline": head.title,
        "description": head.description,
        "image": absolute(site.address, card) if card else "",
        "author": [{"@type": "Person", "name": n} for n in _names(article.authors, teaser, locale)],
        "keywords": _names(article.tags, teaser, locale),
        "datePublished": teaser.date.iso if teaser.date else "",
        "dateModified": teaser.updated.iso if teaser.updated else "",
        "isBasedOn": article.link,
        "license": licence if "://" in licence else _named("CreativeWork", licence),
        "publisher": {**_named("Organization", site.title[locale.code]), "url": site.address},
        "isPartOf": {"@type": "WebSite", "@id": site.address},
    }
    return _filled({"@context": _CONTEXT, **data, **_translations(site, article, edition)})


def _translations(
    site: SiteView, article: ArticleView, edition: Locale | None
) -> Mapping[str, object]:
    paths = edition_paths(article.teaser)
    works = {
        locale: _work(article, absolute(site.address, paths[locale.code]), locale)
        for locale in (article.source, article.target)
        if locale.code in paths
    }
    if edition is None:
        return {"hasPart": list(works.values())}
    if other(edition) not in works:
        return {}
    role = "workTranslation" if edition == article.source else "translationOfWork"
    return {role: works[other(edition)]}


def _work(article: ArticleView, address: str, locale: Locale | None) -> Mapping[str, object]:
    languages = (article.source.code, article.target.code)
    return {
        "@type": "NewsArticle" if article.is_news else "Article",
        "@id": address,
        "inLanguage": locale.code if locale else languages,
    }


def _list_data(site: SiteView, head: Head, locale: Locale, *, is_top: bool) -> Mapping[str, object]:
    data = {
        "@context": _CONTEXT,
        "@type": "WebSite" if is_top else "CollectionPage",
        "@id": head.canonical,
        "url": head.canonical,
        "name": head.title,
        "description": head.description,
        "inLanguage": locale.code,
    }
    part = {} if is_top else {"isPartOf": {"@type": "WebSite", "@id": site.address}}
    return _filled({**data, **part})


def _named(kind: str, name: str) -> Mapping[str, object]:
    return {"@type": kind, "name": name} if name else {}


def _filled(data: Mapping[str, object]) -> Mapping[str, object]:
    return {key: value for key, value in data.items() if value}


def _plain(pair: Pair | None, teaser: Teaser, locale: Locale) -> str:
    """A pair's text in a language without markup; empty while it is not translated."""
    if pair is None:
        return ""
    return str((pair.source if locale == teaser.locale else pair.target).striptags())


def _names(pairs: tuple[Pair, ...], teaser: Teaser, locale: Locale) -> list[str]:
    """Names in a language; those not translated as the source has them."""
    return [_plain(pair, teaser, locale) or str(pair.source.striptags()) for pair in pairs]
