"""Articles in one language: as pages of their own, and as entries of a feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from site_gen.model import LOCALES, Artifact, Locale
from site_gen.render.addresses import absolute, page_path, to_top
from site_gen.render.editions import edition_paths, names_in, text_in, title_in
from site_gen.render.feeds import Entry, feed
from site_gen.render.metadata import alternates, article_head
from site_gen.render.pages import PageRenderer, Side, side_in
from site_gen.render.views import ArticleView, PageView


def edition_pages(renderer: PageRenderer, page: PageView, card: str = "") -> Iterator[Artifact]:
    """`/fa/<slug>/`, `/en/<slug>/`: those in which there is something to read."""
    article = page.article
    paths = edition_paths(renderer.site, article.teaser)
    for code in paths:
        if code:
            yield _edition(renderer, page, LOCALES[code], paths, card)


def feed_of(
    renderer: PageRenderer, edition: Locale | None, articles: Sequence[ArticleView]
) -> Artifact:
    """The feed of an edition, None for both languages, from at least one dated article."""
    entries = [_entry(renderer, edition, article) for article in articles]
    return feed(renderer.site, edition, page_path("", edition), entries)


def _edition(
    renderer: PageRenderer, page: PageView, locale: Locale, paths: Mapping[str, str], card: str
) -> Artifact:
    article = page.article
    sides = _sides(article, locale)
    whole = to_top(paths[locale.code]) + quote(paths[""])
    return renderer.page(
        "edition.html",
        paths[locale.code],
        article_head(renderer.site, article, locale, card),
        locale,
        paths,
        locale,
        page=page,
        source=article.source,
        sides=sides,
        side=sides[0],
        base=whole,
        whole=whole,
        here="",
        anchors=True,
    )


def _entry(renderer: PageRenderer, edition: Locale | None, article: ArticleView) -> Entry:
    site, teaser = renderer.site, article.teaser
    paths = edition_paths(site, teaser)
    locale = edition or article.source
    address = absolute(site.address, paths[edition.code if edition else ""])
    published = teaser.date.iso if teaser.date else ""
    return Entry(
        title=title_in(teaser, edition),
        address=address,
        published=published,
        updated=max(published, teaser.updated.iso if teaser.updated else ""),
        authors=names_in(article.authors, teaser, locale),
        tags=names_in(article.tags, teaser, locale),
        summary=text_in(teaser.summary, teaser, locale),
        html=_text(renderer, edition, article, address),
        alternates=alternates(site, paths),
    )


def _text(
    renderer: PageRenderer, edition: Locale | None, article: ArticleView, address: str
) -> str:
    """An article's whole text for a feed; `address` is that of its page."""
    whole = absolute(renderer.site.address, page_path(article.teaser.slug))
    return renderer.html(
        "feed.html",
        article=article,
        edition=edition,
        sides=_sides(article, edition),
        source=article.source,
        base=whole,
        whole=whole,
        here=address,
        anchors=False,
    )


def _sides(article: ArticleView, edition: Locale | None) -> Sequence[Side]:
    """Each language that is shown."""
    return [
        side_in(locale, is_source=locale == article.source, is_alone=edition is not None)
        for locale in (article.source, article.target)
        if edition in (None, locale)
    ]
