"""JSON-LD: an article or a list as https://schema.org/Article and its neighbours describe it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from site_gen.model import Locale, other
from site_gen.render.addresses import absolute
from site_gen.render.editions import edition_paths, names_in, text_in, title_in
from site_gen.render.views import ArticleFrame, SiteView

_CONTEXT = "https://schema.org"


def dumped(value: Mapping[str, object]) -> str:
    """JSON-LD for a `script`: no text in it can end the element, or open another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def article_data(
    site: SiteView,
    article: ArticleFrame,
    edition: Locale | None,
    card: str,
) -> Mapping[str, object]:
    """An article's page: one of both languages has its editions as parts.

    The site has an address; `card` is the path of the article's picture, or empty.
    """
    teaser = article.teaser
    locale = edition or article.source
    licence = article.licence
    address = absolute(site.address, edition_paths(site, teaser)[edition.code if edition else ""])
    data = {
        **_work(article, address, edition),
        "url": address,
        "mainEntityOfPage": address,
        "headline": title_in(teaser, edition),
        "description": text_in(teaser.summary, teaser, locale),
        "image": absolute(site.address, card) if card else "",
        "author": [_named("Person", name) for name in names_in(article.authors, teaser, locale)],
        "keywords": names_in(article.tags, teaser, locale),
        "datePublished": teaser.date.iso if teaser.date else "",
        "dateModified": teaser.updated.iso if teaser.updated else "",
        "isBasedOn": article.link,
        "license": licence if "://" in licence else _named("CreativeWork", licence),
        "publisher": {**_named("Organization", site.title[locale.code]), "url": site.address},
        "isPartOf": {"@type": "WebSite", "@id": site.address},
    }
    return _filled({"@context": _CONTEXT, **data, **_translations(site, article, edition)})


def _translations(
    site: SiteView, article: ArticleFrame, edition: Locale | None
) -> Mapping[str, object]:
    paths = edition_paths(site, article.teaser)
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


def _work(article: ArticleFrame, address: str, locale: Locale | None) -> Mapping[str, object]:
    return {
        "@type": "NewsArticle" if article.is_news else "Article",
        "@id": address,
        "inLanguage": locale.code if locale else article.teaser.editions,
    }


def list_data(
    site: SiteView, address: str, locale: Locale, title: str, description: str
) -> Mapping[str, object]:
    """A list's page; that of all articles stands for the site."""
    is_top = address == site.address
    data = {
        "@context": _CONTEXT,
        "@type": "WebSite" if is_top else "CollectionPage",
        "@id": address,
        "url": address,
        "name": title,
        "description": description,
        "inLanguage": locale.code,
    }
    part = {} if is_top else {"isPartOf": {"@type": "WebSite", "@id": site.address}}
    return _filled({**data, **part})


def _named(kind: str, name: str) -> Mapping[str, object]:
    return {"@type": kind, "name": name} if name else {}


def _filled(data: Mapping[str, object]) -> Mapping[str, object]:
    return {key: value for key, value in data.items() if value}
