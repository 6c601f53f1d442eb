"""Atom feeds from entries: valid whatever the texts are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_gen.model import ENGLISH, PERSIAN, Locale
from site_gen.render.feeds import Entry, feed
from site_gen.render.metadata import Alternate
from site_gen.render.views import SiteView
from tests.publish.atom import check_feed

ADDRESS = "https://example.org/reading/"
SITE = SiteView({"fa": "دفتر", "en": "Notebook"}, {"fa": "", "en": "Notes"}, ADDRESS, PERSIAN, {})
PAGES = (
    Alternate("x-default", f"{ADDRESS}a/"),
    Alternate("fa", f"{ADDRESS}fa/a/"),
    Alternate("en", f"{ADDRESS}en/a/"),
)
ENTRY = Entry(
    title="The Bridge",
    address=f"{ADDRESS}en/a/",
    published="2024-05-01",
    updated="2024-06-01",
    authors=("A", "B"),
    tags=("poem",),
    summary="Short.",
    html="<p>One &amp; two</p>",
    alternates=PAGES,
)


def test_an_entry_as_a_reader_gets_it() -> None:
    older = replace(ENTRY, address=f"{ADDRESS}en/b/", updated="2024-05-02", alternates=())
    made = feed(SITE, ENGLISH, "en/", [ENTRY, older])
    assert made.path == "feeds/en.atom"
    parsed = check_feed(made.data)
    assert (parsed.feed.title, parsed.feed.subtitle, parsed.feed.language) == (
        "Notebook",
        "Notes",
        "en",
    )
    assert parsed.feed.updated == "2024-06-01T00:00:00Z"
    assert parsed.feed.link == f"{ADDRESS}en/"
    entry, _ = parsed.entries
    assert (entry.title, entry.link, entry.id) == ("The Bridge", ENTRY.address, ENTRY.address)
    assert entry.published == "2024-05-01T00:00:00Z"
    assert [author.name for author in entry.authors] == ["A", "B"]
    assert [tag.term for tag in entry.tags] == ["poem"]
    assert entry.content[0].value == "<p>One &amp; two</p>"
    assert [(link.rel, link.hreflang, link.href) for link in entry.links] == [
        ("alternate", "en", ENTRY.address),
        ("related", "fa", f"{ADDRESS}fa/a/"),
    ]


@pytest.mark.parametrize(
    ("edition", "path", "title"),
    [
        (None, "feeds/all.atom", "دفتر — Notebook"),
        (PERSIAN, "feeds/fa.atom", "دفتر"),
        (ENGLISH, "feeds/en.atom", "Notebook"),
    ],
)
def test_a_feed_of_each_edition(edition: Locale | None, path: str, title: str) -> None:
    made = feed(SITE, edition, "", [ENTRY])
    assert made.path == path
    assert check_feed(made.data).feed.title == title


@given(st.text(min_size=1).filter(str.strip))
def test_no_text_breaks_a_feed(text: str) -> None:
    entry = replace(ENTRY, title=f"t{text}", summary=text, tags=(f"t{text}",), html=text)
    check_feed(feed(SITE, None, "", [entry]).data)
