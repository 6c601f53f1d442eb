"""What a site has besides its articles, as sheets: lists, feeds, the sitemap, what hosts look for.

Each kind is a pair of functions for a row of `renderers.py`: `plan_…` says which sheets there
are, and what they show; `make_…` lays one out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_gen.model import LOCALES, Artifact
from site_gen.render.edition_pages import feed_of
from site_gen.render.list_pages import list_page, not_found_page, overview_page
from site_gen.render.listings import ListPage, Overview, lists
from site_gen.render.packing import unpack
from site_gen.render.pages import PageRenderer
from site_gen.render.sheets import Sheet
from site_gen.render.sitemap import robots, sitemap, sitemap_pages, sitemap_rows
from site_gen.render.views import ArticleView, Listed, Rows, SiteView

Parts = Mapping[str, bytes]


def plan_lists(site: SiteView, articles: Sequence[Listed]) -> Iterator[Sheet]:
    """A sheet for each page of a list."""
    for one in lists(articles, site.page_size, site.addresses, editions=site.editions):
        yield Sheet(one.path, one, one.slugs if isinstance(one, ListPage) else ())


def make_list(renderer: PageRenderer, sheet: Sheet, parts: Parts) -> Iterator[Artifact]:
    if isinstance(sheet.values, Overview):
        yield overview_page(renderer, sheet.values)
    else:
        rows = [unpack(parts[slug], Rows) for slug in sheet.articles]
        yield list_page(renderer, sheet.values, rows)


def plan_feeds(site: SiteView, articles: Sequence[Listed]) -> Iterator[Sheet]:
    """A feed for each edition that has a dated article."""
    dated = [one for one in articles if one.day]
    for code in ("", *LOCALES) if site.editions else ("",):
        readable = [one.slug for one in dated if not code or code in one.editions]
        if readable:
            yield Sheet(code, site.feed_size, tuple(readable[: site.feed_size]))


def make_feed(renderer: PageRenderer, sheet: Sheet, parts: Parts) -> Iterator[Artifact]:
    articles = [unpack(parts[slug], ArticleView) for slug in sheet.articles]
    yield feed_of(renderer, LOCALES.get(sheet.name), articles)


def plan_sitemap(site: SiteView, articles: Sequence[Listed]) -> Iterator[Sheet]:
    """One sheet, however many files."""
    everything = lists(articles, site.page_size, site.addresses, editions=site.editions)
    yield Sheet("all", tuple(sitemap_rows(site, articles, everything)))


def make_sitemap(renderer: PageRenderer, sheet: Sheet, _: Parts) -> Iterator[Artifact]:
    site = renderer.site
    yield from sitemap(site.address, sitemap_pages(site, sheet.values))


def plan_not_found(*_: object) -> Iterator[Sheet]:
    yield Sheet("404", ())


def make_not_found(renderer: PageRenderer, _: Sheet, __: Parts) -> Iterator[Artifact]:
    yield not_found_page(renderer)


def plan_host_files(*_: object) -> Iterator[Sheet]:
    yield Sheet("all", ())


def make_host_files(renderer: PageRenderer, _: Sheet, __: Parts) -> Iterator[Artifact]:
    """`robots.txt`; for GitHub Pages its `CNAME`, and the word that all is built."""
    yield robots(renderer.site.address)
    yield Artifact(".nojekyll", b"")
    if renderer.site.domain:
        yield Artifact("CNAME", f"{renderer.site.domain}\n".encode())
