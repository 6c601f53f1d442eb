"""What crawlers read: `sitemap.xml` (sitemaps.org 0.9, with `xhtml:link` alternates), `robots.txt`.

A sitemap holds at most 50,000 addresses and 50 MiB; a larger one is parted, and `sitemap.xml`
lists the parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from msgspec import Struct

from site_gen.model import Artifact
from site_gen.render.addresses import absolute
from site_gen.render.editions import edition_paths
from site_gen.render.listings import ListPage, Overview
from site_gen.render.metadata import Alternate, alternates
from site_gen.render.views import Listed, SiteView

MOST_PAGES = 50_000
MOST_BYTES = 50 * 2**20
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPENING = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAPS}"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
).encode()
_CLOSING = b"</urlset>\n"


class SitemapPage(Struct, frozen=True):
    """A page by its address. `changed` is the day its content says, ISO 8601, or empty."""

    address: str
    changed: str = ""
    alternates: tuple[Alternate, ...] = ()


#: A page's path by the code of each edition that has it, and the day on which it changed.
Row = tuple[Mapping[str, str], str]


def sitemap_rows(
    site: SiteView, articles: Sequence[Listed], lists: Iterable[ListPage | Overview]
) -> Iterator[Row]:
    """Everything that a crawler may be told of: the articles, then the lists."""
    changed = {article.slug: article.changed for article in articles}
    for article in articles:
        yield edition_paths(site, article), article.changed
    for one in lists:
        slugs = one.slugs if isinstance(one, ListPage) else ()
        last = max((changed[slug] for slug in slugs), default="")
        if one.path not in one.editions.values():
            yield {"": one.path}, last
        elif one.locale is None:
            yield one.editions, last


def sitemap_pages(site: SiteView, rows: Iterable[Row]) -> Iterator[SitemapPage]:
    """The pages of the rows, each with its others."""
    for paths, changed in rows:
        others = alternates(site, paths)
        for path in paths.values():
            yield SitemapPage(absolute(site.address, path), changed, others)


def sitemap(
    site: str,
    pages: Iterable[SitemapPage],
    *,
    most_pages: int = MOST_PAGES,
    most_bytes: int = MOST_BYTES,
) -> Iterator[Artifact]:
    """The sitemap of the site published at `site`, in as many files as it takes."""
    parts = list(_parts(map(_url, pages), most_pages, most_bytes - len(_OPENING + _CLOSING)))
    files = [_OPENING + b"".join(part) + _CLOSING for part in parts]
    if len(files) == 1:
        yield Artifact("sitemap.xml", files[0])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(files) + 1)]
    yield Artifact("sitemap.xml", _index([absolute(site, name) for name in names]))
    yield from map(Artifact, names, files)


def robots(site: str) -> Artifact:
    """`robots.txt`: all may be read; where the sitemap is, if the site has an address."""
    lines = ["User-agent: *", "Allow: /"]
    if site:
        lines += ["", f"Sitemap: {absolute(site, 'sitemap.xml')}"]
    return Artifact("robots.txt", ("\n".join(lines) + "\n").encode())


def _url(page: SitemapPage) -> bytes:
    changed = f"<lastmod>{page.changed}</lastmod>" if page.changed else ""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{one.code}" href="{escape(one.address)}"/>'
        for one in page.alternates
    )
    return f"<url><loc>{escape(page.address)}</loc>{changed}{links}</url>\n".encode()


def _parts(urls: Iterable[bytes], most: int, size: int) -> Iterator[Sequence[bytes]]:
    """The entries in parts of at most `most` and of at most `size` bytes; at least one part."""
    part: list[bytes] = []
    filled = 0
    for url in urls:
        if part and (len(part) == most or filled + len(url) > size):
            yield part
            part, filled = [], 0
        part.append(url)
        filled += len(url)
    yield part


def _index(addresses: Iterable[str]) -> bytes:
    entries = "".join(f"<sitemap><loc>{escape(one)}</loc></sitemap>\n" for one in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<sitemapindex xmlns="{_SITEMAPS}">\n{entries}</sitemapindex>\n'.encode()
