"""The index's files: what is in them, and what changes when."""

from __future__ import annotations

import json

import pytest

from site_gen.search.coding import gamma, numbers, packed, rice, varint
from site_gen.search.entries import Paragraph, SearchEntry, search_entry
from site_gen.search.index import search_index


def entry(slug: str, *texts: str) -> SearchEntry:
    paragraphs = [Paragraph(number, (text,)) for number, text in enumerate(texts)]
    return search_entry(slug, "fa", (slug, ""), paragraphs)


def files(*entries: SearchEntry) -> dict[str, bytes]:
    return {artifact.path: artifact.data for artifact in search_index(entries)}


@pytest.mark.parametrize(
    ("bits", "code"),
    [
        (rice(0, 0), "0"),
        (rice(5, 1), "1101"),
        (rice(9, 3), "10001"),
        (gamma(1), "1"),
        (gamma(5), "00101"),
        (numbers((0, 1, 4)), "011" + "0000" + "00" + "100"),
    ],
)
def test_codes(bits: str, code: str) -> None:
    assert bits == code


def test_packing() -> None:
    assert packed("1") == b"\x80"
    assert packed("000000001") == b"\x00\x80"
    assert varint(300) == b"\xac\x02"


def test_a_site_without_articles_has_an_index_of_nothing() -> None:
    index = json.loads(files()["search/index.json"])
    assert (index["articles"], index["shards"]) == (0, [])


def test_the_same_articles_give_the_same_bytes() -> None:
    assert files(entry("one", "کتاب سرخ"), entry("two", "red books")) == files(
        entry("one", "کتاب سرخ"), entry("two", "red books")
    )


def many(number: int) -> list[SearchEntry]:
    letters = "ابپتجدرزسشفقکلمن"
    made = [f"{a}{b}{c}سار" for a in letters for b in letters for c in letters]
    return [entry(f"a{n}", *(" ".join(made[n::97]) for _ in range(3))) for n in range(number)]


def test_a_new_article_leaves_the_shards_of_other_words_as_they_are() -> None:
    entries = many(97)
    before = files(*entries)
    after = files(*entries, entry("new", "گل گلستان"))
    shards = [path for path in before if path.endswith(".bin")]
    assert len(shards) >= 3
    assert len([path for path in shards if before[path] != after[path]]) == 1


def test_another_order_of_articles_is_another_version() -> None:
    one, two = entry("one", "کتاب"), entry("two", "پل")
    first, second = (
        json.loads(files(*order)["search/index.json"]) for order in [(one, two), (two, one)]
    )
    assert first["version"] != second["version"]
