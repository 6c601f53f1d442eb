"""Lists by tag, author and year, in each edition, page by page."""

from __future__ import annotations

import pytest

from site_gen.config import load
from site_gen.pipeline.site import build
from site_gen.render.listings import ListPage, Overview, lists, paginated
from site_gen.render.views import Listed
from tests.conftest import SiteFolder


def article(
    slug: str,
    *,
    tags: tuple[str, ...] = (),
    authors: tuple[str, ...] = (),
    day: str = "",
    locale: str = "fa",
    editions: tuple[str, ...] = ("fa", "en"),
) -> Listed:
    names = tuple(map(both, authors)), tuple(map(both, tags))
    return Listed(slug, locale, day, "", editions, *names)


def both(text: str) -> tuple[str, str]:
    source, _, target = text.partition("|")
    return source, target


def shown(articles: list[Listed], size: int = 10, *, editions: bool = True) -> dict[str, str]:
    """What each list has, by its path."""
    return {
        page.path: " ".join(page.slugs)
        if isinstance(page, ListPage)
        else " ".join(f"{term.slug}:{count}" for term, count in page.terms)
        for page in lists(articles, size, editions=editions)
    }


def test_a_tag_may_have_another_address_than_its_name(site: SiteFolder) -> None:
    site.write("site.toml", '[publish]\naddresses = { "شهر ما" = "Our city", "یک" = "one" }\n')
    text = "---\ntitle: عنوان\ntags: [شهر\u200cما, پل]\nauthors: یک\n---\n\nمتن\n"
    site.write("content/articles/a/article.fa.md", text)
    site.write("content/articles/b/article.en.md", "---\ntitle: b\ntags: [our city]\n---\n\nText\n")
    output = site.root / "_site"
    assert not build(site.root, load(site.root), output).failed
    for path in ("tags/our-city", "en/tags/our-city", "fa/tags/our-city", "authors/one", "tags/پل"):
        assert (output / path / "index.html").is_file(), path
    assert not (output / "tags/شهر-ما").exists()
    page = site.read("_site/tags/our-city/index.html")
    assert "../../a/" in page
    assert "../../b/" in page
    assert 'href="../tags/our-city/"' in site.read("_site/a/index.html")
    assert 'href="../authors/one/"' in site.read("_site/a/index.html")


def test_every_edition_lists_what_can_be_read_in_it() -> None:
    articles = [
        article("a", tags=("پل|bridge", "شعر|poem")),
        article("b", tags=("پل|bridge",), editions=("fa",)),
    ]
    assert shown(articles) == {
        "": "a b",
        "fa/": "a b",
        "en/": "a",
        "tags/": "پل:2 شعر:1",
        "fa/tags/": "پل:2 شعر:1",
        "en/tags/": "پل:1 شعر:1",
        "tags/پل/": "a b",
        "fa/tags/پل/": "a b",
        "en/tags/پل/": "a",
        "tags/شعر/": "a",
        "fa/tags/شعر/": "a",
        "en/tags/شعر/": "a",
    }


def test_an_edition_that_nothing_can_be_read_in_has_no_pages() -> None:
    assert shown([article("a", tags=("پل",), editions=("fa",))]).keys() == {
        "",
        "fa/",
        "tags/",
        "fa/tags/",
        "tags/پل/",
        "fa/tags/پل/",
    }


def test_without_editions_there_are_bilingual_lists_only() -> None:
    assert shown([article("a", tags=("پل",))], editions=False).keys() == {"", "tags/", "tags/پل/"}


def test_years_of_both_calendars_newest_first() -> None:
    articles = [article("b", day="2024-05-01"), article("a", day="2022-10-12"), article("c")]
    made = shown(articles)
    assert made["archive/"] == "2024:1 2022:1 1403:1 1401:1"
    assert made["en/archive/1401/"] == "a"
    assert made["fa/archive/2024/"] == "b"
    years = [page for page in lists(articles, 10) if isinstance(page, Overview)]
    assert [term.calendar for term, _ in years[0].terms] == ["gregorian"] * 2 + ["jalali"] * 2


def test_authors_by_how_much_they_wrote() -> None:
    articles = [article("a", authors=("ب|B", "آ|A")), article("b", authors=("آ|A",))]
    assert shown(articles)["authors/"] == "آ:2 ب:1"


def test_an_empty_site_has_an_index_and_nothing_else() -> None:
    assert shown([]) == {"": ""}


def test_pages_lead_to_their_neighbours() -> None:
    pages = [page for page in lists([article(str(n)) for n in range(5)], 2) if page.locale]
    assert [(page.path, page.newer, page.older) for page in pages if isinstance(page, ListPage)][
        :3
    ] == [
        ("fa/", "", "fa/page/2/"),
        ("fa/page/2/", "fa/", "fa/page/3/"),
        ("fa/page/3/", "fa/page/2/", ""),
    ]


@pytest.mark.parametrize(("count", "sizes"), [(0, [0]), (3, [3]), (4, [3, 1]), (6, [3, 3])])
def test_pages_hold_all_and_none_twice(count: int, sizes: list[int]) -> None:
    pages = paginated(range(count), 3)
    assert [len(page) for page in pages] == sizes
    assert [item for page in pages for item in page] == list(range(count))


def test_a_tag_is_called_what_most_of_its_articles_call_it() -> None:
    articles = [article(str(n), tags=(f"پل|{name}",)) for n, name in enumerate(["span", "bridge"])]
    articles.append(article("2", tags=("پل|bridge",)))
    articles.append(article("3", tags=("پل",)))
    terms = [p.terms for p in lists(articles, 10) if isinstance(p, Overview) and p.kind == "tags"]
    ((term, count),) = terms[0]
    assert (term.names, count) == ({"fa": "پل", "en": "bridge"}, 4)


def test_a_tag_twice_in_one_article_counts_once() -> None:
    assert shown([article("a", tags=("می\u200cخواهد", "می خواهد"))])["tags/"] == "می-خواهد:1"


def test_an_english_article_names_its_tags_the_other_way_round() -> None:
    one = article("a", tags=("bridge|پل",), locale="en")
    overview = next(p for p in lists([one], 10) if isinstance(p, Overview))
    assert overview.terms[0][0].names == {"en": "bridge", "fa": "پل"}
