"""An article in one language: where its edition lies, and its words there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from site_gen.model import LOCALES, Locale
from site_gen.render.addresses import page_path
from site_gen.render.views import Listed, Pair, SiteView, Teaser


def edition_paths(site: SiteView, article: Teaser | Listed) -> Mapping[str, str]:
    """The paths of an article's pages: the bilingual one under "", each edition under its code."""
    codes = article.editions if site.editions else ()
    paths = {code: page_path(article.slug, LOCALES[code]) for code in codes}
    return {"": page_path(article.slug), **paths}


def title_in(teaser: Teaser, edition: Locale | None) -> str:
    """An article's title as plain text: in both languages, or in that of an edition.

    While it is not translated, it is in its own.
    """
    source, target = teaser.plain_title
    if edition is None:
        return " — ".join(filter(None, teaser.plain_title))
    return source if edition == teaser.locale else target or source


def text_in(pair: Pair | None, teaser: Teaser, locale: Locale) -> str:
    """A pair's text in a language without markup; empty while it is not translated."""
    if pair is None:
        return ""
    return str((pair.source if locale == teaser.locale else pair.target).striptags())


def names_in(pairs: Iterable[Pair], teaser: Teaser, locale: Locale) -> tuple[str, ...]:
    """Names in a language; those not translated as the source has them."""
    return tuple(text_in(pair, teaser, locale) or str(pair.source.striptags()) for pair in pairs)


def site_title(site: SiteView, edition: Locale | None) -> str:
    """The site's name in both languages, or in that of an edition."""
    if edition:
        return site.title[edition.code]
    both = (site.title[site.source.code], *site.title.values())
    return " — ".join(dict.fromkeys(filter(None, both)))
