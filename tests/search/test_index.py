"""The index's files: what is in them, and what changes when."""

from __future__ import annotations

import json

import pytest

from site_gen.search.coding import gamma, numbers, packed, rice, varint
from site_gen.search.entries import Paragraph, SearchEntry, search_entry
from site_gen.search.index import search_index, shard_path


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


def directory(*entries: SearchEntry) -> dict[str, list[str]]:
    index: dict[str, list[str]] = json.loads(files(*entries)["search/index.json"])
    return index


def test_each_file_begins_with_the_tag_that_the_index_names() -> None:
    entries = many(150)
    made, index = files(*entries), directory(*entries)
    shards = [made[shard_path(border)] for border in index["shards"]]
    assert [shard[:3].hex() for shard in shards] == index["tags"]
    assert len(set(index["tags"])) == len(shards) >= 3
    tags = [json.loads(made[f"search/articles-{n}.json"])["tag"] for n in range(19)]
    assert tags == [index["blocks"][0]] * 16 + [index["blocks"][1]] * 3


def test_articles_of_another_number_are_another_block() -> None:
    one, two = entry("one", "کتاب"), entry("two", "پل")
    assert directory(one, two)["blocks"] != directory(two, one)["blocks"]


def test_a_new_article_leaves_the_blocks_before_it_as_they_are() -> None:
    entries = many(300)
    before, after = directory(*entries), directory(*entries, entry("new", "گل"))
    assert before["blocks"][:2] == after["blocks"][:2]
    assert before["blocks"][2] != after["blocks"][2]


def test_a_word_that_moves_to_another_paragraph_is_another_shard() -> None:
    before, after = directory(entry("one", "کتاب", "پل")), directory(entry("one", "پل", "کتاب"))
    assert (before["shards"], before["blocks"]) == (after["shards"], after["blocks"])
    assert before["tags"] != after["tags"]
