"""Addresses: of pages, of tags and authors, and of what a text links to from another place."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from site_gen.model import PERSIAN
from site_gen.render.addresses import absolute, base_path, page_path, rebased, term_slug, to_top


def test_a_page_and_its_edition() -> None:
    assert page_path("پل") == "پل/"
    assert page_path("پل", PERSIAN) == "fa/پل/"
    assert page_path("", PERSIAN) == "fa/"
    assert to_top("fa/پل/") == "../../"
    assert to_top("") == ""


@pytest.mark.parametrize(
    ("site", "address", "base"),
    [
        ("https://example.org/", "https://example.org/fa/%D9%BE%D9%84/", "/"),
        (
            "https://example.org/reading/",
            "https://example.org/reading/fa/%D9%BE%D9%84/",
            "/reading/",
        ),
        ("", "", "/"),
    ],
)
def test_the_whole_address_of_a_page(site: str, address: str, base: str) -> None:
    assert absolute(site, "fa/پل/") == address
    assert base_path(site) == base


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("پهپاد", "پهپاد"),
        ("Artificial Intelligence", "artificial-intelligence"),
        ("می\u200cخواهد", "می-خواهد"),
        ("می خواهد", "می-خواهد"),
        ("C++ / C#", "c-c"),
        ("..", "5ec1f7e7"),
        ("../../etc/passwd", "etc-passwd"),
        ("", "e3b0c442"),
    ],
)
def test_the_address_of_a_tag(name: str, slug: str) -> None:
    assert term_slug(name) == slug


def test_long_names_that_begin_alike_stay_apart() -> None:
    one, another = (term_slug("دراز " * 70 + end) for end in "آب")
    assert one != another
    assert len(quote(one)) < 600  # far below the 2,000 that old crawlers read


@given(st.text(max_size=400))
def test_every_name_has_a_safe_address_however_it_is_encoded(name: str) -> None:
    slug = term_slug(name)
    assert re.fullmatch(r"\w[\w-]*", slug)
    assert len(slug) <= 70
    assert term_slug(unicodedata.normalize("NFD", name)) == slug


@pytest.mark.parametrize(
    ("html", "led"),
    [
        ('<img src="a.png" alt="x">', '<img src="../../a/a.png" alt="x">'),
        ('<a href="files/b.pdf">b</a>', '<a href="../../a/files/b.pdf">b</a>'),
        ('<a href="../c/#p2">c</a>', '<a href="../../a/../c/#p2">c</a>'),
        ('<a href="https://example.org/">x</a>', '<a href="https://example.org/">x</a>'),
        ('<a href="mailto:a@example.org">x</a>', '<a href="mailto:a@example.org">x</a>'),
        ('<a href="#note-1">1</a>', '<a href="#note-1">1</a>'),
        ('<a href="/top">x</a>', '<a href="/top">x</a>'),
        ('say src="a.png" and href="b"', 'say src="a.png" and href="b"'),
    ],
)
def test_what_is_relative_is_led_to_where_it_lies(html: str, led: str) -> None:
    assert rebased(Markup(html), "../../a/") == led


def test_in_a_feed_anchors_lead_to_the_page() -> None:
    html = Markup('<a href="#note-1">1</a><a href="../b/?x&amp;y">2</a>')
    led = rebased(html, "https://example.org/a/", "https://example.org/fa/a/")
    assert led == (
        '<a href="https://example.org/fa/a/#note-1">1</a>'
        '<a href="https://example.org/b/?x&amp;y">2</a>'
    )
