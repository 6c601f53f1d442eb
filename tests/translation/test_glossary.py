"""The glossary: its file, its terms in texts, and what a translation says otherwise."""

from __future__ import annotations

import subprocess
import sys

import pytest

from site_gen.model import ENGLISH, LOCALES, PERSIAN, Severity
from site_gen.translation.glossary import Glossary, find_terms, misses
from site_gen.translation.glossary_file import load_glossary, parse_glossary
from tests.conftest import SiteFolder

TERMS = """\
[[term]]
fa = ["پهپاد", "هواپیمای بدون سرنشین"]
en = ["drone", "unmanned aircraft"]
note = { fa = "هواپیمایی که خلبان ندارد.", en = "An aircraft without a pilot." }
part_of_speech = "noun"
show = true

[[term]]
fa = "کاخ سفید"
en = "White House"

[[term]]
fa = "شورای امنیت ملی"
en = "National Security Council"

[[term]]
fa = "شورا"
en = "council"

[[term]]
fa = "ایران"
en = "Iran"

[[term]]
en = "US"
fa = "آمریکا"

[[term]]
en = "MSNBC"
do_not_translate = true
"""


def glossary(text: str = TERMS) -> Glossary:
    made, findings = parse_glossary(text)
    assert findings == ()
    return made


def found(text: str, code: str = "fa") -> list[str]:
    return [text[u.start : u.end] for u in find_terms(text, LOCALES[code], glossary())]


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("روسیه پهپاد خرید.", ["پهپاد"]),
        ("پهپادهای ایران", ["پهپادهای", "ایران"]),
        ("پهپاد\u200cهایشان و پهپادی", ["پهپاد\u200cهایشان", "پهپادی"]),
        ("هواپیماهای بدون سرنشین", ["هواپیماهای بدون سرنشین"]),
        ("هواپیما بدون سرنشینِ دشمن", ["هواپیما بدون سرنشینِ"]),
        ("ایرانی و ایرانیان", []),
        ("در کاخ سفید، سفید", ["کاخ سفید"]),
        ("کاخ، سفید", []),
        ("شورای امنیت ملی و شورای شهر", ["شورای امنیت ملی", "شورای"]),
        ("پهپاد با ي و ك: آمريكا", ["پهپاد", "آمريكا"]),
        ("**پهپاد**ها", ["پهپاد"]),
        ("`پهپاد` و [این](http://x/پهپاد)", []),
        ("شبکه MSNBC گفت", ["MSNBC"]),
    ],
)
def test_terms_in_persian(text: str, uses: list[str]) -> None:
    assert found(text) == uses


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("Drones and a drone's wing", ["Drones", "drone's"]),
        ("droning", ["droning"]),
        ("Tell us about the US.", ["US"]),
        ("Iranian", []),
        ("the white   house", ["white   house"]),
        ("councils", ["councils"]),
    ],
)
def test_terms_in_english(text: str, uses: list[str]) -> None:
    assert found(text, "en") == uses


@pytest.mark.parametrize(
    ("source", "target", "missed"),
    [
        ("پهپادها در ایران", "Drones in Iran", []),
        ("پهپادها در ایران", "unmanned aircraft in Iran", []),
        ("پهپادها در ایران", "UAVs in Iran", ["پهپاد"]),
        ("پهپاد، پهپاد و MSNBC", "a plane", ["پهپاد", "MSNBC"]),
        ("شورای امنیت ملی", "the council", ["شورای امنیت ملی"]),
        ("هیچ", "nothing", []),
    ],
)
def test_what_a_translation_says_otherwise(source: str, target: str, missed: list[str]) -> None:
    terms = misses(source, target, (PERSIAN, ENGLISH), glossary())
    assert [term.forms["fa"][0] for term in terms] == missed


def test_the_other_direction() -> None:
    terms = misses("Drones", "بالن\u200cها", (ENGLISH, PERSIAN), glossary())
    assert [term.forms["en"][0] for term in terms] == ["drone"]
    assert not misses("Drones", "پهپادهایی", (ENGLISH, PERSIAN), glossary())


def test_of_words_written_alike_one_is_enough() -> None:
    text = '[[term]]\nfa = "شیر"\nen = "lion"\n[[term]]\nfa = "شیر"\nen = "milk"\n'
    both, findings = parse_glossary(text)
    assert [(f.severity, f.line) for f in findings] == [(Severity.WARNING, 4)]
    assert "line 1" in findings[0].message
    assert not misses("شیر خورد.", "He drank milk.", (PERSIAN, ENGLISH), both)
    assert len(misses("شیر خورد.", "He drank tea.", (PERSIAN, ENGLISH), both)) == 1
    assert len(find_terms("شیر", PERSIAN, both)) == 2


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "no terms"),
        ("[[term]]\nfa = \n", 2, "not valid TOML"),
        ('[[term]]\nfa = "الف"\n', 1, "not said in en"),
        ('[[term]]\nfa = "الف"\nen = ""\n', 1, "not said in en"),
        (
            '[[term]]\nfa = "الف"\nen = "a"\n\n[[term]]\nfa = 3\nen = "b"\n',
            6,
            "“fa” is the number 3",
        ),
        ('[[term]]\nfa = "الف"\nen = "a"\nfr = "a"\n', 4, "no key “fr”"),
        ('[[term]]\nfa = "الف"\nen = "a"\nshow = "yes"\n', 4, "“show” is the text “yes”"),
        ('[[term]]\nfa = "الف"\nen = [1, "a"]\n', 3, "“en” is a list of other things"),
        ('[[term]]\nfa = "الف"\nen = "a"\nnote.fa = 1\n', 4, "“note” is a table"),
        ('[[term]]\nfa = "الف"\nen = true\n', 3, "“en” is true"),
        ("term = [1]\n", 0, "a term is a table"),
        ('term = [{ fa = 1, en = "a" }]\n', 0, "“fa” is the number 1"),
        ('[[term]]\nfa = "الف"\nen = "a"\nshow = true\n', 1, "has no note"),
        ('[[term]]\nfa = "الف"\nen = "a"\nnote = { de = "x" }\n', 1, "unknown language"),
        ('[[term]]\nfa = "الف"\nen = "a"\ndo_not_translate = true\n', 1, "written once"),
        ('[[term]]\nfa = "A"\nen = "B"\n[[term]]\nfa = "B"\nen = "A"\n', 1, "in a circle"),
        ('[terms]\nfa = "A"\n', 1, "nothing that a glossary has"),
        ('term = "A"\n', 1, "nothing that a glossary has"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, words: str) -> None:
    _, findings = parse_glossary(text)
    assert len(findings) == 1
    assert findings[0].line == line
    assert words in findings[0].message
    assert findings[0].hint


def test_a_term_that_cannot_be_used_harms_no_other() -> None:
    kept, findings = parse_glossary(f"[[term]]\nfa = 3\n\n{TERMS}")
    assert (len(findings), kept.terms[0].forms["en"][0]) == (1, "drone")


def test_no_file_is_no_glossary(site: SiteFolder) -> None:
    assert load_glossary(site.root) == (Glossary(), ())


def test_a_file_in_another_encoding(site: SiteFolder) -> None:
    site.write("content/glossary.toml", "[[term]]\nfa = 'پهپاد'".encode("utf-16"))
    terms, findings = load_glossary(site.root)
    assert (terms, findings[0].path) == (Glossary(), "content/glossary.toml")
    assert "UTF-8" in findings[0].message


def test_a_term_that_stands_as_in_the_glossary_needs_no_hazm() -> None:
    code = (
        "import sys\n"
        "from site_gen.model import PERSIAN\n"
        "from site_gen.translation.glossary import find_terms\n"
        "from site_gen.translation.glossary_file import parse_glossary\n"
        'terms, _ = parse_glossary(\'[[term]]\\nfa = "پهپاد"\\nen = "drone"\')\n'
        "assert find_terms('یک پهپاد\u200cها', PERSIAN, terms)\n"
        "print('hazm' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
