"""The sitemap against the rules of sitemaps.org 0.9 and of its schema, and robots.txt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from xml.etree import ElementTree

import pytest

from site_gen.render.metadata import Alternate
from site_gen.render.sitemap import MOST_BYTES, MOST_PAGES, SitemapPage, robots, sitemap

SITE = "https://example.org/reading/"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def pages(count: int) -> Iterable[SitemapPage]:
    return (SitemapPage(f"{SITE}{number}/") for number in range(count))


def check_urlset(data: bytes) -> list[str]:
    """Hold a file to the schema's rules: order and number of elements, lengths, days."""
    assert len(data) <= MOST_BYTES
    root = ElementTree.fromstring(data)
    assert root.tag == f"{MAP}urlset"
    assert 1 <= len(root) <= MOST_PAGES
    for url in root:
        assert url.tag == f"{MAP}url"
        names = [child.tag for child in url]
        own = [name for name in names if name.startswith(MAP)]
        assert own in ([f"{MAP}loc"], [f"{MAP}loc", f"{MAP}lastmod"])
        assert set(names) - set(own) <= {LINK}
        location = url.findtext(f"{MAP}loc") or ""
        assert 12 <= len(location) <= 2048
        assert location.isascii()
        assert location.startswith("https://")
        changed = url.findtext(f"{MAP}lastmod")
        assert changed is None or date.fromisoformat(changed)
        for link in url.findall(LINK):
            assert link.attrib.keys() == {"rel", "hreflang", "href"}
            assert link.get("rel") == "alternate"
            assert re.fullmatch(r"[a-z]{2}|x-default", link.get("hreflang") or "")
    return [url.findtext(f"{MAP}loc") or "" for url in root]


def test_each_page_with_its_day_and_its_languages() -> None:
    both = (Alternate("x-default", f"{SITE}a/"), Alternate("fa", f"{SITE}fa/a/"))
    (made,) = sitemap(SITE, [SitemapPage(f"{SITE}a/?b&c", "2024-05-01", both)])
    assert made.path == "sitemap.xml"
    assert check_urlset(made.data) == [f"{SITE}a/?b&c"]
    assert b"<lastmod>2024-05-01</lastmod>" in made.data
    assert made.data.count(b"<xhtml:link ") == 2


@pytest.mark.parametrize(("most_pages", "most_bytes"), [(2, MOST_BYTES), (MOST_PAGES, 320)])
def test_a_large_one_is_parted_and_its_parts_are_listed(most_pages: int, most_bytes: int) -> None:
    index, *parts = sitemap(SITE, pages(5), most_pages=most_pages, most_bytes=most_bytes)
    root = ElementTree.fromstring(index.data)
    assert root.tag == f"{MAP}sitemapindex"
    assert [one.findtext(f"{MAP}loc") for one in root] == [SITE + part.path for part in parts]
    assert len(parts) > 1
    assert all(len(part.data) <= most_bytes for part in parts)
    found = [location for part in parts for location in check_urlset(part.data)]
    assert found == [page.address for page in pages(5)]


def test_fifty_thousand_are_one_file_and_one_more_is_two() -> None:
    assert len(list(sitemap(SITE, pages(MOST_PAGES)))) == 1
    assert len(list(sitemap(SITE, pages(MOST_PAGES + 1)))) == 3


def test_robots_know_where_it_is() -> None:
    assert robots(SITE).data.decode().endswith(f"Sitemap: {SITE}sitemap.xml\n")
    assert b"Sitemap" not in robots("").data
