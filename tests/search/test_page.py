"""The page of the search, in a browser."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from site_gen.config import load, parse
from site_gen.persian.folding import words
from site_gen.pipeline.site import build
from site_gen.search.coding import numbers
from site_gen.search.entries import SearchEntry, TermUse
from site_gen.search.index import search_index
from tests.conftest import ServeFolder, SiteFolder
from tests.publish.pages_host import pages_host

ZWNJ = "\u200c"
LIBRARY = f"""
# کتابخانهٔ شهر

مردی در کتابخانه نشسته بود. او می{ZWNJ}خواهد کتاب{ZWNJ}هایشان را بخواند.

آب در سال ۱۴۰۱ کم بود و دانش{ZWNJ}آموزان رفتند.
"""
MEMORY = """
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "title"
msgid "کتابخانهٔ شهر"
msgstr "The city library"

msgctxt "p1"
msgid "مردی در کتابخانه نشسته بود. او می\u200cخواهد کتاب\u200cهایشان را بخواند."
msgstr "A man was sitting in the library. He wants to read their books."

msgctxt "p2"
msgid "آب در سال ۱۴۰۱ کم بود و دانش\u200cآموزان رفتند."
msgstr "Water was scarce in 1401 and the pupils went away."
"""
BRIDGE = "# پل\n\nپلی بلند بود که مردم از آن می گذشتند.\n"


@pytest.fixture
def address(site: SiteFolder, serve_folder: ServeFolder) -> str:
    site.write("content/articles/library/article.fa.md", LIBRARY)
    site.write("content/articles/library/en.po", MEMORY)
    site.write("content/articles/bridge/article.fa.md", BRIDGE)
    output = site.root / "_site"
    report = build(site.root, load(site.root), output)
    assert not report.failed, report.findings
    return serve_folder(output)


def searched(page: Page, address: str, query: str) -> list[str]:
    """What is marked when the query has been answered."""
    page.goto(f"{address}/search/?q={quote(query)}")
    expect(page.locator("[data-hits][aria-busy=false]")).to_be_attached()
    return page.locator("[data-hits] .pair mark").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        (f"می{ZWNJ}خواهد", f"می{ZWNJ}خواهد"),
        ("می خواهد", f"می{ZWNJ}خواهد"),
        ("میخواهد", f"می{ZWNJ}خواهد"),
        ("نمی\u200cخواستند", f"می{ZWNJ}خواهد"),
        ("میخواهند", f"می{ZWNJ}خواهد"),
        ("نمی خواهیم", f"می{ZWNJ}خواهد"),
        ("بخواهم", f"می{ZWNJ}خواهد"),
        ("خواندن", "بخواند"),
        (f"نخوانده{ZWNJ}ایم", "بخواند"),
        ("رفته", "رفتند"),
        (f"می{ZWNJ}رود", "رفتند"),
        ("نروند", "رفتند"),
        ("می نشینیم", "نشسته"),
        ("كتاب", f"کتاب{ZWNJ}هایشان"),
        ("کتابهای", f"کتاب{ZWNJ}هایشان"),
        ("کتاب ها", f"کتاب{ZWNJ}هایشان"),
        ("اب", "آب"),
        ("۱۴۰۱", "۱۴۰۱"),
        ("١٤٠١", "۱۴۰۱"),
        ("1401", "1401"),
        ("دانش آموز", f"دانش{ZWNJ}آموزان"),
        ("دانش\u200cآموز", f"دانش{ZWNJ}آموزان"),
        ("دانشآموزان", f"دانش{ZWNJ}آموزان"),
        ("book", "books"),
        ("Reading", "read"),
        ("scar", "scarce"),
    ],
)
def test_variants_find_each_other(page: Page, address: str, query: str, marked: str) -> None:
    assert marked in searched(page, address, query)


def test_the_counterpart_is_marked_and_the_paragraph_linked(page: Page, address: str) -> None:
    searched(page, address, "کتاب\u200cها")
    assert page.locator(".answer").all_inner_texts() == ["He wants to read their books."]
    link = page.locator("[data-hits] h2 a")
    assert link.first.get_attribute("href") == "../library/#p1"
    link.first.click()
    expect(page.locator("#p1")).to_be_in_viewport()


def test_the_title_is_found(page: Page, address: str) -> None:
    searched(page, address, "city")
    assert page.locator("[data-hits] h2 mark").all_inner_texts() == ["city"]


def test_what_is_in_no_article_and_what_is_in_all(page: Page, address: str) -> None:
    searched(page, address, "زرافه")
    expect(page.locator("[data-status]")).to_contain_text("چیزی یافت نشد")
    searched(page, address, "و از")
    expect(page.locator("[data-status]")).to_contain_text("تقریباً در هر متنی")


def test_words_of_different_articles(page: Page, address: str) -> None:
    searched(page, address, "پل کتاب")
    expect(page.locator("[data-status]")).to_contain_text("هیچ نوشته")
    assert page.locator("[data-hits] > li").count() == 2


def test_typing_changes_the_address_and_going_back_the_answer(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.keyboard.press("/")
    page.wait_for_url("**/search/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("پل")
    page.wait_for_url(f"**/search/?q={quote('پل')}")
    expect(page.locator("[data-hits] > li")).to_have_count(1)
    page.keyboard.press("Enter")
    page.locator("#q").fill("book")
    page.wait_for_url("**/search/?q=book")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("books")
    page.go_back()
    expect(page.locator("#q")).to_have_value("پل")


def test_what_a_reader_types_is_never_markup(page: Page, address: str) -> None:
    searched(page, address, "<img src=x onerror=alert(1)> کتاب")
    assert page.locator("main img").count() == 0


def test_the_status_is_announced_and_results_are_a_list(page: Page, address: str) -> None:
    searched(page, address, "کتاب")
    assert page.get_by_role("status").inner_text().strip() == "نوشته\u200cهای یافته\u200cشده: ۱"
    assert page.get_by_role("list").filter(has=page.locator("mark")).count() == 1
    expect(page.get_by_role("searchbox")).to_have_css("direction", "rtl")
    searched(page, address, "book")
    expect(page.get_by_role("searchbox")).to_have_css("direction", "ltr")


def test_without_an_index_it_says_so(page: Page, address: str, site: SiteFolder) -> None:
    (site.root / "_site/search/index.json").unlink()
    searched(page, address, "کتاب")
    expect(page.locator("[data-status]")).to_contain_text("نمایه بار نشد")


def test_a_hit_whose_page_cannot_be_had_is_a_hit(
    page: Page, address: str, site: SiteFolder
) -> None:
    (site.root / "_site/library/index.html").unlink()
    assert searched(page, address, "کتاب") == []
    expect(page.locator("[data-hits] h2 a").first).to_have_attribute("href", "../library/#p1")
    expect(page.get_by_role("status")).to_contain_text("یافته\u200cشده")


def test_the_browser_reads_what_python_writes(page: Page, address: str) -> None:
    """Gaps short and long (201 articles in a row, then one far away), paragraphs by the hundred."""
    chance = random.Random(3)
    places = {n: sorted(chance.sample(range(900), chance.randint(1, 9))) for n in range(201)}
    places |= {4000: [0], 9999: list(range(0, 700, 2)), 10_000: [899]}
    entries = (
        SearchEntry(str(n), "fa", ("", ""), _uses(places[n]) if n in places else ())
        for n in range(10_001)
    )
    files = {one.path: one.data for one in search_index(entries)}
    (shard,) = (data[3:] for path, data in files.items() if path.endswith(".bin"))
    page.goto(f"{address}/search/")
    found: Any = page.evaluate(_POSTINGS, [list(shard), "کوه"])
    runs = pairwise(found["starts"])
    assert [found["places"][start:end] for start, end in runs] == list(places.values())
    assert found["articles"] == list(places)
    begun: Any = page.evaluate(_BEGUN, [list(shard), "کو"])
    assert begun == ["کوه", "کوهستان", "کوهها"]
    assert page.evaluate(_BEGUN, [list(shard), "دشت"]) == ["دشت"]
    assert page.evaluate(_BEGUN, [list(shard), "زرافه"]) == []


def _uses(places: Sequence[int]) -> tuple[TermUse, ...]:
    rare = ("دشت", "کوهستان", "گل") if len(places) == 1 else ()
    uses = [TermUse(term, numbers((1,)), ()) for term in rare]
    return (*uses, TermUse("کوه", numbers(tuple(places)), ("کوهها",)))


_POSTINGS = """([data, key]) =>
    dozabanSearch.postings(dozabanSearch.begunBy(new Uint8Array(data), key).next().value)"""
_BEGUN = """([data, key]) =>
    [...dozabanSearch.begunBy(new Uint8Array(data), key)].map((entry) => entry.name)"""


RIVER = "---\ndate: 2020-01-01\n---\n# رود\n\nرودی آرام و درختان کنارش.\n"


def published_anew(site: SiteFolder, name: str = "_site") -> Path:
    """With an older article, which changes the numbers of all others, and a moved paragraph."""
    site.write("content/articles/river/article.fa.md", RIVER)
    site.write("content/articles/bridge/article.fa.md", BRIDGE.replace("پلی", "آسمان صاف\n\nپلی"))
    report = build(site.root, load(site.root), site.root / name)
    assert not report.failed, report.findings
    return site.root / name


def hits(page: Page) -> list[tuple[str | None, list[str]]]:
    """What the links of the results lead to, and what is marked beside them."""
    expect(page.locator("[data-hits][aria-busy=false]")).to_be_attached()
    items = page.locator("[data-hits] > li")
    return [
        (item.locator("h2 a").get_attribute("href"), item.locator("mark").all_inner_texts())
        for item in items.all()
    ]


@pytest.fixture
def cached(address: str, site: SiteFolder) -> Iterator[str]:
    """The site on a host whose files a browser keeps for ten minutes."""
    del address
    with pages_host(site.root / "_site", "/repo/") as host:
        yield host.rstrip("/")


@pytest.mark.parametrize("is_open", [True, False], ids=["in the open page", "in a new one"])
def test_a_site_published_anew_while_a_browser_holds_the_old_one(
    page: Page, cached: str, site: SiteFolder, is_open: bool
) -> None:
    if is_open:
        page.goto(f"{cached}/search/")  # loads the index alone
        page.wait_for_load_state("networkidle")
    else:
        searched(page, cached, "پل")
        assert hits(page) == [("../bridge/#p1", ["پل", "پلی"])]
    published_anew(site)
    for query, found in {
        "پل": [("../bridge/#p2", ["پل", "پلی"])],
        "کتاب": [("../library/#p1", [f"کتاب{ZWNJ}هایشان"])],
        "درخت": [("../river/#p1", ["درختان"])],
    }.items():
        if is_open:
            page.locator("#q").fill(query)
            page.keyboard.press("Enter")
        else:
            searched(page, cached, query)
        assert hits(page) == found


def test_what_a_cache_holds_under_an_address_of_today_is_asked_for_again(
    page: Page, cached: str, site: SiteFolder
) -> None:
    """As where a file was loaded in the moment in which the site was published."""
    old = site.root / "_site"
    new = published_anew(site, "_new")
    index = json.loads((new / "search/index.json").read_bytes())
    page.goto(f"{cached}/bridge/")
    for name in (f"0.bin?v={index['tags'][0]}", f"articles-0.json?v={index['blocks'][0]}"):
        page.evaluate(
            "address => fetch(address).then((answer) => answer.text())", f"../search/{name}"
        )
    old.rename(site.root / "_old")
    new.rename(old)
    searched(page, cached, "درخت")
    assert hits(page) == [("../river/#p1", ["درختان"])]


def test_files_of_two_indexes_give_no_answer_rather_than_a_wrong_one(
    page: Page, cached: str, site: SiteFolder
) -> None:
    old = (site.root / "_site/search/articles-0.json").read_bytes()
    published_anew(site)
    page.route("**/articles-0.json*", lambda route: route.fulfill(body=old))
    searched(page, cached, "درخت")
    assert hits(page) == []
    expect(page.locator("[data-status]")).to_contain_text("نمایه بار نشد")


def test_without_a_network_an_open_page_keeps_what_it_has(page: Page, cached: str) -> None:
    searched(page, cached, "پل")
    page.context.set_offline(True)
    page.locator("#q").fill("پل")
    page.keyboard.press("Enter")
    assert hits(page) == [("../bridge/#p1", ["پل", "پلی"])]


def test_opened_from_a_disk_it_says_so(page: Page, address: str, site: SiteFolder) -> None:
    del address
    page.goto((site.root / "_site/search/index.html").as_uri())
    expect(page.locator("[data-status]")).to_contain_text("کارساز وب")


def test_a_site_may_have_none(site: SiteFolder) -> None:
    site.write("content/articles/bridge/article.fa.md", BRIDGE)
    settings = parse("[search]\non = false\n")
    build(site.root, settings, site.root / "_site")
    assert not (site.root / "_site/search").exists()
    assert "search" not in site.read("_site/index.html")


def test_the_browser_folds_as_python_does(page: Page, address: str) -> None:
    chance = random.Random(5)
    letters = "ابآأإئؤۀةيىكکهھ ءـًُّ\u200c\u200d۱٢3,٬' ’sSéÉß xYz-«».\n"
    texts = ["".join(chance.choices(letters, k=30)) for _ in range(200)]
    page.goto(f"{address}/search/")
    found: Any = page.evaluate(
        "texts => texts.map((text) => dozabanSearch.words(text).map((word) => word.parts))", texts
    )
    assert found == [[list(parts) for parts in words(text)] for text in texts]


def test_pages_stay_as_they_are_where_nothing_changed(address: str, site: SiteFolder) -> None:
    del address
    before = snapshot(site.root / "_site")
    build(site.root, load(site.root), site.root / "_site")
    assert snapshot(site.root / "_site") == before


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
