"""Every link of a whole site leads somewhere: at the top of a host, below it, and from a disk."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest

from site_gen.lint.pages import lint_page
from tests.publish.conftest import ADDRESS, ODD
from tests.publish.crawling import Crawl
from tests.publish.pages_host import TYPES, get, pages_host

OUTSIDE = {
    "https://example.com/original",
    "https://example.com/a?b=1&c=2",
}


def over_http(host: str, base: str, address: str) -> tuple[bytes, str] | None:
    """What the host gives for an address of the public site, redirections not followed."""
    status, data, headers = get(address.replace(ADDRESS + base, host))
    return (data, headers["Content-Type"]) if status == 200 else None


@pytest.mark.parametrize("base", ["/", "/repo/"])
def test_every_link_leads_somewhere(at_top: Path, below: Path, base: str) -> None:
    output = at_top if base == "/" else below
    site = ADDRESS + base
    with pages_host(output, base) as host:
        crawl = Crawl(lambda address: over_http(host, base, address), lambda a: a.startswith(site))
        crawl.follow(site, f"{site}404.html", f"{site}sitemap.xml")
    assert crawl.broken == []
    assert crawl.outside >= OUTSIDE
    assert not {link for link in crawl.outside if link.startswith(ADDRESS)}
    pages = {
        unquote(address.removeprefix(site))
        for address, kind in crawl.seen.items()
        if "html" in kind
    }
    built = {
        path.relative_to(output).as_posix().removesuffix("index.html")
        for path in output.rglob("*.html")
    }
    assert pages == built - {"status/"}  # which is for editors; no other page is left alone
    assert {f"{site}feeds/{name}.atom" for name in ("all", "fa", "en")} <= crawl.seen.keys()


def test_every_link_leads_somewhere_on_a_disk(below: Path) -> None:
    def read(address: str) -> tuple[bytes, str] | None:
        place = Path(unquote(urlsplit(address).path))
        place = place / "index.html" if address.endswith("/") else place
        return (place.read_bytes(), TYPES.get(place.suffix, "")) if place.is_file() else None

    top = f"{below.as_uri()}/"
    crawl = Crawl(read, lambda address: address.startswith("file:")).follow(top)
    assert crawl.broken == []
    assert f"{top}fa/{quote(ODD)}/" in crawl.seen
    assert all(address.startswith(top) for address in crawl.seen)


def test_a_broken_link_is_seen(tmp_path: Path) -> None:
    page = '<a href="b/">b</a><a href="#no">c</a><a id="yes" href="#yes"><img src="d.png">'
    (tmp_path / "index.html").write_text(page)
    top = tmp_path.as_uri() + "/"
    crawl = Crawl(lambda a: (page.encode(), "text/html") if a == top else None, lambda _: True)
    assert sorted(link for _, link in crawl.follow(top).broken) == sorted(
        [f"{top}#no", f"{top}b/", f"{top}d.png"]
    )


def test_what_only_a_site_with_an_address_has_is_marked_too(below: Path) -> None:
    """The titles of feeds in another language than the page's, for one."""
    pages = {
        path.relative_to(below).as_posix(): path.read_bytes() for path in below.rglob("*.html")
    }
    assert any(b"feeds/en.atom" in data for data in pages.values())
    assert [finding for path, data in pages.items() for finding in lint_page(path, data)] == []
