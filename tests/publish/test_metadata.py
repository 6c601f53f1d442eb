"""What pages say of themselves: canonical, hreflang, Open Graph, JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import import_module

import pytest
from msgspec.structs import replace

from site_gen.model import ENGLISH, PERSIAN, BilingualDocument, Locale, Source, UnitState
from site_gen.render.article import article_view
from site_gen.render.linked_data import dumped
from site_gen.render.metadata import FeedLink, Head, article_head, list_head
from site_gen.render.views import ArticleView, SiteView
from site_gen.sources.markdown import import_markdown
from site_gen.translation.reconcile import unite

ADDRESS = "https://example.org/reading/"
SITE = SiteView({"fa": "دفتر", "en": "Notebook"}, {"fa": "", "en": ""}, ADDRESS, PERSIAN, {})
TEXT = """---
title: پل
summary: خلاصه با React
date: 1401-07-20
updated: 2024-05-01
kind: news
authors: [نویسنده]
tags: [شعر]
link: https://example.com/original
licence: CC BY 4.0
---

متن
"""


def bilingual(text: str = TEXT, **targets: str) -> BilingualDocument:
    document = import_markdown(Source("پل", PERSIAN, "article.fa.md", text.encode()))
    made = unite(document, None, ENGLISH)
    units = (
        replace(unit, target=targets.get(unit.id.replace("-", "_"), ""), state=UnitState.TRANSLATED)
        for unit in made.units
    )
    return replace(made, units=tuple(units))


def view(text: str = TEXT, **targets: str) -> ArticleView:
    return article_view(bilingual(text, **targets))


TRANSLATED = view(
    title="The Bridge", summary="In short", author_1="Author", tag_1="Poem", p1="Text"
)
PAGES = {
    "x-default": f"{ADDRESS}%D9%BE%D9%84/",
    "fa": f"{ADDRESS}fa/%D9%BE%D9%84/",
    "en": f"{ADDRESS}en/%D9%BE%D9%84/",
}


def data(head: Head) -> dict[str, object]:
    value = json.loads(head.linked_data)
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize(
    ("edition", "own", "title", "description"),
    [
        (None, "x-default", "پل — The Bridge", "خلاصه با React"),
        (PERSIAN, "fa", "پل", "خلاصه با React"),
        (ENGLISH, "en", "The Bridge", "In short"),
    ],
)
def test_each_page_names_itself_and_all_its_languages(
    edition: Locale | None, own: str, title: str, description: str
) -> None:
    head = article_head(SITE, TRANSLATED, edition)
    assert (head.title, head.description, head.canonical) == (title, description, PAGES[own])
    assert {one.code: one.address for one in head.alternates} == PAGES


def test_open_graph_speaks_the_language_of_the_page() -> None:
    properties = article_head(SITE, TRANSLATED, ENGLISH, card="cards/پل.png").properties
    assert properties == (
        ("og:type", "article"),
        ("og:site_name", "Notebook"),
        ("og:title", "The Bridge"),
        ("og:description", "In short"),
        ("og:url", PAGES["en"]),
        ("og:locale", "en_US"),
        ("og:locale:alternate", "fa_IR"),
        ("article:published_time", "2022-10-12"),
        ("article:modified_time", "2024-05-01"),
        ("article:author", "Author"),
        ("article:tag", "Poem"),
        ("og:image", f"{ADDRESS}cards/%D9%BE%D9%84.png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "The Bridge"),
        ("twitter:card", "summary_large_image"),
    )


def test_a_translation_names_its_original_and_the_other_way_round() -> None:
    persian = data(article_head(SITE, TRANSLATED, PERSIAN))
    english = data(article_head(SITE, TRANSLATED, ENGLISH))
    assert persian["workTranslation"] == {
        "@type": "NewsArticle",
        "@id": english["@id"],
        "inLanguage": "en",
    }
    assert english["translationOfWork"] == {
        "@type": "NewsArticle",
        "@id": persian["@id"],
        "inLanguage": "fa",
    }
    assert (persian["inLanguage"], english["inLanguage"]) == ("fa", "en")
    assert english["author"] == [{"@type": "Person", "name": "Author"}]
    assert (english["datePublished"], english["dateModified"]) == ("2022-10-12", "2024-05-01")
    assert english["isBasedOn"] == "https://example.com/original"
    assert english["license"] == {"@type": "CreativeWork", "name": "CC BY 4.0"}


def test_the_bilingual_page_has_both_as_parts() -> None:
    both = data(article_head(SITE, TRANSLATED, None))
    assert both["inLanguage"] == ["fa", "en"]
    parts = both["hasPart"]
    assert isinstance(parts, list)
    assert [part["@id"] for part in parts] == [PAGES["fa"], PAGES["en"]]


def test_what_is_not_translated_has_no_second_language() -> None:
    head = article_head(SITE, view(title="The Bridge"), PERSIAN)
    assert {one.code for one in head.alternates} == {"x-default", "fa"}
    assert "workTranslation" not in data(head)
    assert ("og:locale:alternate", "en_US") not in head.properties
    both = data(article_head(SITE, view(title="The Bridge"), None))
    assert both["inLanguage"] == ["fa"]


def test_without_an_address_nothing_needs_one() -> None:
    head = article_head(replace(SITE, address=""), TRANSLATED, PERSIAN)
    assert head == Head("پل", "خلاصه با React")
    assert list_head(replace(SITE, address=""), "t", PERSIAN, "", {"": ""}) == Head("t")


def test_a_dated_article_names_the_feeds_it_is_in() -> None:
    assert article_head(SITE, TRANSLATED, ENGLISH).feeds == (
        FeedLink("feeds/all.atom", "دفتر — Notebook"),
        FeedLink("feeds/fa.atom", "دفتر", PERSIAN),
        FeedLink("feeds/en.atom", "Notebook", ENGLISH),
    )
    assert article_head(SITE, view("# پل\n\nمتن\n"), None).feeds == ()


def test_without_editions_a_page_has_no_other() -> None:
    head = article_head(replace(SITE, editions=False), TRANSLATED, None)
    assert (head.canonical, head.alternates) == (PAGES["x-default"], ())
    assert "hasPart" not in data(head)
    assert data(head)["inLanguage"] == ["fa", "en"]


def test_only_first_pages_of_lists_have_other_languages() -> None:
    paths = {"": "", "fa": "fa/", "en": "en/"}
    first = list_head(SITE, "دفتر", PERSIAN, "fa/", paths)
    second = list_head(SITE, "دفتر", PERSIAN, "fa/page/2/", paths)
    assert [one.address for one in first.alternates] == [ADDRESS, f"{ADDRESS}fa/", f"{ADDRESS}en/"]
    assert second.alternates == ()
    assert second.canonical == f"{ADDRESS}fa/page/2/"


@pytest.mark.parametrize("text", ["</script><script>x</script>", "<!--", "a & b", "\u2028"])
def test_no_text_leaves_the_data(text: str) -> None:
    made = dumped({"name": text})
    assert not set(made) & set("<>&\u2028")
    assert json.loads(made) == {"name": text}


@pytest.mark.parametrize("edition", [None, PERSIAN, ENGLISH])
def test_schema_org_knows_every_term(edition: Locale | None) -> None:
    head = article_head(SITE, TRANSLATED, edition, card="a.png")
    check_terms(data(head))
    check_terms(data(list_head(SITE, "t", PERSIAN, "", {"": "", "fa": "fa/"})))
    check_terms(data(list_head(SITE, "t", PERSIAN, "tags/", {"": "tags/"})))


def check_terms(value: object) -> None:
    """Every type and property is one of the vocabulary, as msgspec-schemaorg has it."""
    if isinstance(value, list):
        for item in value:
            check_terms(item)
    if not isinstance(value, Mapping):
        return
    kind = value["@type"]
    folder = {"Person": "person", "Organization": "organization"}.get(kind, "creativework")
    model = getattr(import_module(f"msgspec_schemaorg.models.{folder}.{kind}"), kind)
    assert set(value) <= set(model.__struct_encode_fields__)
    for inner in value.values():
        check_terms(inner)


def test_an_article_without_a_summary_is_described_by_how_it_begins() -> None:
    text = "---\ntitle: عنوان\n---\n\n## سر\n\n```verse\nیک\nدو\n```\n\n" + "واژه " * 60
    made = view(text, p2="One\nTwo")
    assert article_head(SITE, made, None).description == "یک دو"
    assert article_head(SITE, made, ENGLISH).description == "One Two"
    long = article_head(SITE, view("# ع\n\n" + "واژه " * 60), None).description
    assert long.endswith("واژه…")
    assert len(long) <= 160
    assert article_head(SITE, view("# ع\n"), None).description == ""
