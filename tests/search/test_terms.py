"""What search takes for the same word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.persian.folding import fold, words
from site_gen.persian.lemmas import lemma
from site_gen.search.stopwords import STOP_WORDS
from site_gen.search.terms import forms, term

ZWNJ = "\u200c"


def terms_of(text: str) -> set[str]:
    return {term(form) for form in forms(text)}


@pytest.mark.parametrize(
    "variants",
    [
        (f"می{ZWNJ}خواهد", "می خواهد", "میخواهد", f"مي{ZWNJ}خواهد"),
        ("کتاب", "كتاب", f"کتاب{ZWNJ}هایشان", "کتابهایشان", "کِتاب"),
        ("آب", "اب", "أب"),
        ("۱۴۰۱", "١٤٠١", "1401"),
        (f"دانش{ZWNJ}آموزان", "دانشآموزان", f"دانش{ZWNJ}آموز"),
        ("Café", "cafe", "CAFÉ’s"),
        ("books", "Book", "book's"),
        ("running", "runs", "run"),
        ("1,234", "۱٬۲۳۴"),
    ],
)
def test_variants_are_one_term(variants: tuple[str, ...]) -> None:
    assert len({frozenset(terms_of(variant)) for variant in variants}) == 1


@pytest.mark.parametrize(
    ("word", "root"),
    [
        (f"نمی{ZWNJ}خواهند", "خواست"),
        ("بخواهم", "خواست"),
        (f"خواسته{ZWNJ}ایم", "خواست"),
        ("خواستن", "خواست"),
        (f"می{ZWNJ}کند", "کرد"),
        (f"می{ZWNJ}گویند", "گفت"),
        (f"می{ZWNJ}گذرد", "گذشت"),
        ("کارهای", "کار"),
        ("صدای", "صدا"),
        (f"خانه{ZWNJ}اش", "خانه"),
        ("نویسندگان", "نویسنده"),
        (f"بزرگ{ZWNJ}ترین", "بزرگ"),
        (f"توییتر{ZWNJ}ها", "توییتر"),
        ("مردم", "مردم"),
        ("میدان", "میدان"),
        ("درمان", "درمان"),
        ("ایران", "ایران"),
    ],
)
def test_lemmas(word: str, root: str) -> None:
    assert lemma(fold(word).replace(ZWNJ, "")) == fold(root)


def test_two_words_that_are_one_with_a_space_inside() -> None:
    assert "دانشاموز" in terms_of("دانش آموزان")
    assert "دانشجنگ" not in terms_of("دانش جنگ")


def test_words_of_no_weight_are_left_out() -> None:
    assert terms_of("و این را از the of") == set()
    assert all(fold(word) == word for word in STOP_WORDS)


def test_a_half_space_parts_a_word_without_ending_it() -> None:
    assert list(words(f"کتاب{ZWNJ}ها، خوب")) == [("کتاب", "ها"), ("خوب",)]


@given(st.text(max_size=60))
def test_a_term_is_its_own_term(text: str) -> None:
    for one in terms_of(text):
        assert term(one) == one


@given(st.text("کتابهای خوب\u200cآءۀ١2,'sé", max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("aA'’sé۱1,٬٬آکكي\u200c\u0640ئ\u064b ½ﬁ\n", max_size=30))
def test_what_a_text_does_not_want_done_is_not_missed(text: str) -> None:
    whole = "\n’é۱ك,"  # wants all of it
    assert fold(text + whole) == fold(text) + fold(whole)
