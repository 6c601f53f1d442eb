"""What holds for any text at all."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.persian import characters
from site_gen.persian.borders import STRONG, WEAK, needed
from site_gen.persian.characters import COMPOSED, LETTER_TABLE
from site_gen.persian.checks import CHECKS, doubled_words, long_words
from site_gen.persian.letters import WORD, unusual
from site_gen.persian.restore import restore_lines, restore_text
from site_gen.persian.rules import RULES
from site_gen.persian.scan import look_at
from site_gen.persian.spacing_model import model
from site_gen.persian.workshop import Workshop
from tests.persian.replaying import replay

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=80)
PIECES = (
    *("می", "خواهد", "کتاب", "ها", "های", "نمیخواهد", "كتابها", "خانۀ", "قطعاً", "به", "گفت", "و"),
    *(
        "\u200c",
        "\u200c",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\u00a0",
        "\u200f",
        "\u202b",
        "¬",
        "ـ",
        "\t",
    ),
    *(".", "،", ":", "...", "«", "»", "(", ")", '"', "?", "!", "-", "؛", "\u0654", "۱", "2", "٣"),
    *("&nbsp;", "&amp;", "lt;", "&#47;", "<br>", "<;br/>", "<b>", "<!--keep-->", "<!-- /keep -->"),
    *("Ø§", "ط§", "https://a.ir/x", "a@b.ir", "Latin", "\u0000", "\ud800", "😀", "ﻫ", "ﺐ", "ە"),
)
PERSIAN = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
TEXTS = ANY | PERSIAN


@settings(max_examples=300)
@given(TEXTS)
def test_a_second_time_changes_nothing(text: str) -> None:
    once = restore_text(text).text
    assert restore_text(once).text == once


@given(TEXTS)
def test_the_report_replays_to_the_result(text: str) -> None:
    result = restore_text(text)
    assert replay(text, result.changes) == result.text


@given(TEXTS, st.sampled_from([rule.name for rule in RULES]))
def test_every_rule_alone_is_stable(text: str, name: str) -> None:
    once = restore_text(text, rules=[name])
    assert restore_text(once.text, rules=[name]).text == once.text
    assert {change.rule for change in once.changes} <= {name}


@given(st.lists(TEXTS, max_size=6))
def test_lines_in_lines_out(lines: list[str]) -> None:
    restored = restore_lines(lines)
    assert len(restored) == len(lines)
    assert not any("\n" in line for line in restored)


@given(TEXTS)
def test_a_rule_finds_nothing_where_it_soon_told_so(text: str) -> None:
    quick = [rule for rule in RULES if not rule.may_find(text)]
    assert not [rule.name for rule in quick if list(rule.find(text))]


def test_each_sign_of_a_rule_is_soon_seen() -> None:
    for rule in RULES:
        signs = [one for one in map(chr, range(0x10000)) if rule.signs and rule.signs.search(one)]
        assert all(map(rule.may_find, signs)), rule.name


@settings(max_examples=300)
@given(st.lists(TEXTS.map(lambda text: text.replace("\n\n", "\n")), max_size=5))
def test_a_rule_not_needed_for_the_whole_finds_nothing_in_its_paragraphs(texts: list[str]) -> None:
    whole = "\n\n".join(texts)
    within = tuple(rule for rule in RULES if not rule.moves_lines)
    shop = Workshop(within).with_habits_of(whole)
    needed = {rule.name for rule in shop.needed(whole).rules}
    assert needed >= {rule.name for rule in shop.rules for text in texts if shop.edits(rule, text)}


def letters(text: str) -> Counter[str]:
    """The letters and marks of a text as the published tables write them."""
    for pair, letter in COMPOSED.items():
        text = text.replace(pair, letter)
    plain = unicodedata.normalize("NFKD", "".join(LETTER_TABLE.get(char, char) for char in text))
    return Counter(char for char in plain if unicodedata.category(char)[0] in "LM" and char != "ـ")


UNTOUCHED = ("mojibake", "entities", "tags", "page-numbers", "running-heads", "teh-marbuta")
KEEPING = [rule.name for rule in RULES if rule.name not in UNTOUCHED]


@given(TEXTS)
def test_letters_are_kept(text: str) -> None:
    restored = restore_text(text, rules=KEEPING).text
    assert letters(letters_after_letters(restored)) == letters(letters_after_letters(text))


def letters_after_letters(text: str) -> str:
    """Tables applied until nothing is left to apply."""
    text = unicodedata.normalize("NFKC", text).replace("هء", "ه\u0654")
    return "".join(LETTER_TABLE.get(char, char) for char in text)


@pytest.mark.parametrize(
    "safe",
    [
        "https://example.ir/كتاب?a=1,2",
        "a.b@example.ir",
        "Windows 10 Pro",
        "C3PO",
        "GPT-4.5",
        "v2.0.1",
    ],
)
@given(text=PERSIAN)
def test_addresses_and_latin_survive(safe: str, text: str) -> None:
    harmless = text.replace("<", "").replace("&", "").replace('"', "")
    assert safe in restore_text(f"{harmless} {safe} {harmless}").text


def test_nothing_that_a_rule_looks_for_is_usual() -> None:
    usual = [char for char in map(chr, range(0x10000)) if not unusual(char)]
    assert {"ی", "ک", "\u200c"} < set(usual)
    signs = [rule.signs for rule in RULES if rule.signs]
    assert not [char for char in usual if any(sign.search(char) for sign in signs)]


@given(PERSIAN)
def test_a_zwnj_is_needless_at_an_edge_and_beside_another(text: str) -> None:
    """As seen one by one, without the sign that is looked for first."""
    edges = "«»()[]\"'.،:؛؟!-"
    wanted = []
    for run in re.finditer("\u200c+", text):
        before, after = text[: run.start()][-1:], text[run.end() :][:1]
        sides = [not side or side in edges or side.isspace() for side in (before, after)]
        if any(sides) or before in "اآدذرزژو" or len(run[0]) > 1:
            wanted.append(run.span()[1])
    assert [edit.end for edit in characters.zwnj(text)] == wanted


WORDS = st.lists(st.sampled_from(["با", "برای", "و", " ", " ", "\n", "«", ".", "x", "1"]))


@given(WORDS.map("".join))
def test_a_word_stands_twice_wherever_it_stands(text: str) -> None:
    words = [*WORD.finditer(text)]
    pairs = [
        one.start()
        for one, other in itertools.pairwise(words)
        if one[0] == other[0]
        and len(one[0]) > 1
        and not text[one.end() : other.start()].strip(" \n")
    ]
    found = [doubt.place for doubt in doubled_words(text)]
    assert set(found) <= set(pairs)
    assert bool(found) == bool(pairs)


PARAGRAPHS = st.lists(
    TEXTS | st.lists(st.sampled_from(("ال", "ة ", *PIECES, "کتاب " * 2, "ا" * 31))).map("".join)
)


@given(PARAGRAPHS)
def test_doubts_about_paragraphs_are_those_about_each(texts: list[str]) -> None:
    """What is seen of all at once changes nothing, nor do neighbours."""
    for check in CHECKS.values():
        one_by_one = [(n, doubt) for n, text in enumerate(texts) for doubt in check.find(text)]
        assert list(check.find_all(texts)) == one_by_one


@given(st.lists(st.sampled_from([*"0٣۵9aب \n\t\u00a0\x1c-–.", " تا ", " - ", "10"])).map("".join))
def test_numbers_are_those_that_a_pattern_finds(text: str) -> None:
    number = r"[^\s0-9٠-٩۰-۹]*+[0-9٠-٩۰-۹]\S*"
    groups = r"(?:(?<=[0-9٠-٩۰-۹]) [0-9٠-٩۰-۹]\S*)*"
    wanted = re.finditer(rf"(?<!\S){number}{groups}(?: (?:[-–—]|تا) {number})?", text)
    assert [match.span() for match in characters.numbers(text)] == [m.span() for m in wanted]


SPACED = st.lists(
    st.sampled_from(
        ("می", "خواهد", "کتاب", "ها", "های", "گفت", "و", "گو", "تر", "آن", "چه", "«", ".")
    )
).map(" ".join)


@given(SPACED, st.sampled_from((WEAK, STRONG)))
def test_gaps_in_doubt_are_those_between_words_in_doubt(text: str, level: int) -> None:
    words, line = text.split(" "), look_at(text)
    borders = model().borders
    wanted = [
        gap
        for gap, (left, right) in enumerate(itertools.pairwise(words))
        if WORD.fullmatch(left) and WORD.fullmatch(right) and borders.doubt(left, right, level)
    ]
    assert list(line.gaps(needed(level), level) if line else ()) == wanted


@given(st.lists(st.sampled_from(["ب" * 29, "ب" * 30, "بند", " ", "\n", "\0", "(", "x" * 31])))
def test_a_long_word_is_found_wherever_it_stands(parts: list[str]) -> None:
    text = "".join(parts)
    runs = re.finditer("[بند]+", text)
    assert [doubt.place for doubt in long_words(text)] == [
        run.start() for run in runs if len(run[0]) >= 30
    ]
