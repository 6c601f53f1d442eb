"""Numbers, dates, names and words: the keys that both languages share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.alignment.evidence import cut, read_pieces, read_sentences
from site_gen.alignment.names import english_skeletons, persian_skeleton
from site_gen.alignment.numbers import number_keys
from site_gen.alignment.presence import find_keys
from site_gen.alignment.seed import english_meanings, persian_meanings
from site_gen.alignment.terms import Terms
from site_gen.model import ENGLISH, PERSIAN
from tests.alignment.pairs import ENGLISH_SIDE, PERSIAN_SIDE


def keys(text: str) -> frozenset[str]:
    said, meant = number_keys(text.split())
    return said | meant


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("۸۹", 89),
        ("10,000", 10_000),
        ("۱۰٬۰۰۰", 10_000),
        ("twenty five", 25),
        ("بیست و پنج", 25),
        ("سی و پنج هزار و دویست", 35_200),
        ("two hundred and six", 206),
        ("۱۰ هزار", 10_000),
        ("1.5 million", 1_500_000),
        ("۲٫۵ میلیارد", 2_500_000_000),
        ("هزار و سیصد", 1300),
    ],
)
def test_a_number_has_one_value(text: str, value: int) -> None:
    assert number_keys(text.split())[0] == {f"n{value}"}


def test_numbers_side_by_side_stay_two() -> None:
    assert {"n2", "n40"} <= keys("two forty")
    assert {"n7", "n55"} <= keys("7.55 am")


@pytest.mark.parametrize(
    ("persian", "english"),
    [
        ("۲۰ مهر ۱۴۰۱", {"n12", "m10", "n2022"}),
        ("۱ فروردین ۱۳۵۸", {"n21", "m3", "n1979"}),
        ("سال ۱۳۵۷", {"n1978", "n1979"}),
        ("۲۲ بهمن", {"n11", "m2"}),
        ("۳ اکتبر", {"n3", "m10"}),
    ],
)
def test_dates_meet_across_calendars(persian: str, english: set[str]) -> None:
    assert english <= keys(persian)


@given(st.lists(st.sampled_from(["صد", "هزار", "million", "و", "۹" * 30, "1/2/3", "مهر", "سی"])))
def test_no_heap_of_number_words_is_too_much(words: list[str]) -> None:
    assert all(key[0] in "nm" for key in set().union(*number_keys(words)))


@pytest.mark.parametrize(
    ("persian", "english"),
    [
        ("پوتین", "putin"),
        ("امیرعبداللهیان", "amirabdollahian"),
        ("جونز", "jones"),
        ("چلسی", "chelsea"),
        ("خامنه\u200cای", "khamenei"),
        ("میشل", "michel"),
        ("فیلادلفیا", "philadelphia"),
        ("الکساندر", "alexander"),
        ("قطر", "qatar"),
        ("ژاک", "jacques"),
    ],
)
def test_names_meet_across_scripts(persian: str, english: str) -> None:
    assert persian_skeleton(persian) in english_skeletons(english)


@given(st.text(max_size=40))
def test_any_word_has_few_skeletons(word: str) -> None:
    assert 1 <= len(english_skeletons(word)) <= 12
    assert set(persian_skeleton(word)) <= set("bptsjCKdzrSgfklmn")


@pytest.mark.parametrize(
    ("persian", "english"),
    [
        ("کتاب\u200cهایشان", "books"),
        ("نمی\u200cخواهند", "wanted"),
        ("کشورهای", "countries"),
        ("دانشمندان", "scientists"),
        ("می\u200cنویسد", "writing"),
    ],
)
def test_inflected_words_have_a_meaning_in_common(persian: str, english: str) -> None:
    assert persian_meanings(persian) & english_meanings(english)


@pytest.mark.parametrize("text", ["برو https://a.ir/b", "[برو](https://a.ir/b)", "<b>برو</b>"])
def test_addresses_and_tags_are_no_words(text: str) -> None:
    assert [chunk.strip("[") for chunk in cut(text, True).chunks] == ["برو"]


SENTENCES = st.lists(
    st.sampled_from(
        [
            *(f"{text} " for text in (*PERSIAN_SIDE, *ENGLISH_SIDE)),
            "صد و بیست. ",
            "پنج ",
            "and two ",
            "هزار ۵ مهر. ",
            "Vue [پل](https://a.ir/b) ",
            "see https://a.ir/b: ",
            "<b>Vue</b>?\n",
            "«آری» ",
        ]
    ),
    min_size=1,
    max_size=5,
)


@given(SENTENCES, SENTENCES)
def test_keys_stand_in_the_paragraphs_whose_reading_has_them(
    source: list[str], target: list[str]
) -> None:
    pieces = [cut(text, True) for text in source], [cut(text, False) for text in target]
    for found, read in zip(find_keys(*pieces), read_pieces(*pieces, Terms()), strict=True):
        for here, paragraph in zip(found, read, strict=True):
            assert here >= set(paragraph.keys)
            assert {key for key in here - set(paragraph.keys) if key[0] not in "sw"} == set()


@given(
    st.lists(st.sampled_from(["صد", "هزار", "و", "and", "two", "۵", "مهر", "۱۴۰۱", "کتاب", "a"]))
)
def test_numbers_of_a_sentence_are_those_of_its_runs_of_number_words(words: list[str]) -> None:
    ((read,), _) = read_sentences([" ".join(words)], [], (PERSIAN, ENGLISH), Terms())
    said, meant = number_keys(words)
    assert {key for key in read.keys if key[0] in "nm"} == said | meant
    assert {key for key in read.said if key[0] in "nm"} == said
