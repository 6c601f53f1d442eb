"""What readers take away: books of an article and of several, and each article's card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from site_gen.model import Artifact, other
from site_gen.render.cards import CARD, card_path, picture
from site_gen.render.packing import unpack
from site_gen.render.pages import PageRenderer
from site_gen.render.sheets import Sheet
from site_gen.render.texts import plain
from site_gen.render.views import ArticleView, Listed, PageView, SiteView


def make_card(renderer: PageRenderer, page: PageView) -> Iterator[Artifact]:
    """`/<slug>/card.png`"""
    teaser, site = page.article.teaser, renderer.site
    locales = (page.article.source, page.article.target)
    titles = zip(locales, teaser.plain_title, strict=True)
    name = site.title["en"] or site.title["fa"]
    yield Artifact(card_path(teaser.slug), picture(tuple(titles), name, CARD))


def plan_worker(*_: object) -> Iterator[Sheet]:
    """The service worker; switched off, one that takes the earlier one away."""
    yield Sheet("worker", ())


def make_worker(renderer: PageRenderer, *_: object) -> Iterator[Artifact]:
    """`/sw.js`"""
    source = renderer.site.source
    worker = renderer.html("sw.js", languages=(source, other(source)))
    yield Artifact("sw.js", worker.encode())


def make_books(renderer: PageRenderer, page: PageView) -> Iterable[Artifact]:
    """`/<slug>/<slug>.epub` and one in each language."""
    from site_gen.render.epub import article_books  # here, because few sites have books

    return article_books(renderer, page.article, page.files)


def plan_collections(site: SiteView, articles: Sequence[Listed]) -> Iterator[Sheet]:
    """A book each: `all`, and tags that some article has; the oldest article first."""
    for name in site.collections:
        chosen = [one for one in reversed(articles) if name == "all" or _has_tag(one, name)]
        if chosen:
            yield Sheet(name, (), tuple(one.slug for one in chosen))


def _has_tag(article: Listed, name: str) -> bool:
    return any(plain(Markup(tag)) == name for tag, _ in article.tags)


def make_collection(
    renderer: PageRenderer, sheet: Sheet, views: Mapping[str, bytes]
) -> Iterable[Artifact]:
    """`/books/<name>.epub`"""
    from site_gen.render.epub import collection_books

    articles = [unpack(views[slug], ArticleView) for slug in sheet.articles]
    return collection_books(renderer, sheet.name, articles, views)
