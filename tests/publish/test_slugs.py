"""What an article's folder may be called: a safe, stable address, or a finding that says why."""

from __future__ import annotations

import unicodedata
from datetime import date
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen import config
from site_gen.errors import ContentError
from site_gen.pipeline.naming import RESERVED, _why_no_address, begin_article
from site_gen.pipeline.site import build, collect
from tests.conftest import SiteFolder

TODAY = date(2026, 11, 23)
GOOD = "# خوب\n\nمتن\n"


def refused(site: SiteFolder, slug: str) -> str:
    """Why there can be no article of this name."""
    site.write("content/articles/good/article.fa.md", GOOD)
    site.write(f"content/articles/{slug}/article.fa.md", GOOD)
    (finding,) = collect(site.root, config.load(site.root)).findings
    assert finding.hint
    return finding.message.partition(": ")[2]


@pytest.mark.parametrize("slug", ["پل", "پل-دوم", "می\u200cشود", "Bridge", "v1.0", "a_b", "۱۴۰۱"])
def test_letters_of_any_script_are_an_address(site: SiteFolder, slug: str) -> None:
    site.write(f"content/articles/{slug}/article.fa.md", GOOD)
    settings = config.with_address(config.load(site.root), "https://example.org/")
    assert not build(site.root, settings, site.root / "_site").failed
    page = site.read(f"_site/{slug}/index.html")
    assert f'<link rel="canonical" href="https://example.org/{quote(slug)}/">' in page


def test_however_a_disk_spells_a_name_its_address_is_one(site: SiteFolder) -> None:
    site.write(f"content/articles/{unicodedata.normalize('NFD', 'café')}/article.fa.md", GOOD)
    (one,) = collect(site.root, config.load(site.root)).composed
    assert one.article.source.slug == unicodedata.normalize("NFC", "café")


@pytest.mark.parametrize("slug", ["a b", "a&b", "a'b", "a%20b", "-a", "…", "a;b", "a#b", "a?b"])
def test_spaces_and_signs_are_not(site: SiteFolder, slug: str) -> None:
    assert "more than letters" in refused(site, slug)


@pytest.mark.parametrize("slug", ["x" * 200, "پ" * 100])
def test_a_name_that_is_too_long(site: SiteFolder, slug: str) -> None:
    assert refused(site, slug) == "it is longer than 150 bytes"


@pytest.mark.parametrize("slug", [*sorted(RESERVED), "Tags", "EN", "sitemap-2.xml"])
def test_the_sites_own_names(site: SiteFolder, slug: str) -> None:
    assert refused(site, slug) == "the site uses this name itself"


@pytest.mark.parametrize("slug", ["con", "NUL", "com1", "lpt9.txt", "aux.md", "a."])
def test_names_that_windows_does_not_know(site: SiteFolder, slug: str) -> None:
    assert refused(site, slug) == "Windows knows no folder of this name"


@pytest.mark.parametrize("slug", ["..", ".", "../up", "a/b", "", "x" * 300, "/etc", "a\0b", "con"])
def test_new_makes_no_such_article(site: SiteFolder, slug: str) -> None:
    before = sorted(site.root.rglob("*"))
    with pytest.raises(ContentError, match="cannot be an address"):
        begin_article(site.root, slug, config.load(site.root).source, TODAY)
    assert sorted(site.root.rglob("*")) == before


@given(st.text(max_size=300))
def test_no_name_leads_out_of_the_site(slug: str) -> None:
    if not _why_no_address(slug):
        assert "/" not in slug
        assert not slug.startswith(".")
        assert len(quote(slug)) <= 450


def test_no_article_can_take_a_place_of_the_sites_own(site: SiteFolder) -> None:
    """Whatever a renderer puts at the top of a site is a reserved name."""
    site.write("content/articles/a/article.fa.md", "---\ntitle: t\ndate: 2024-01-01\n---\nمتن\n")
    settings = config.with_address(config.load(site.root), "https://example.org/")
    build(site.root, settings, site.root / "_site")
    names = {path.name.casefold() for path in (site.root / "_site").iterdir()} - {"a"}
    assert {name for name in names if not name.startswith(".")} <= RESERVED
