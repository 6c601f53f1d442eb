"""What each check finds in a translation, and what it leaves in peace."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_gen.cli import main
from site_gen.config import CheckSettings, parse
from site_gen.errors import ConfigError
from site_gen.model import (
    ENGLISH,
    PERSIAN,
    Finding,
    Locale,
    Severity,
    TranslationUnit,
    UnitState,
)
from site_gen.quality import language
from site_gen.quality.checks import CHECKS, check_units, names_of_checks, unknown_names
from site_gen.quality.consistency import inconsistent, sayings
from site_gen.quality.levels import told
from site_gen.quality.pairs import Pair, read_pair
from tests.conftest import SiteFolder

FA_EN, EN_FA = (PERSIAN, ENGLISH), (ENGLISH, PERSIAN)


def unit(
    source: str,
    target: str,
    state: UnitState = UnitState.TRANSLATED,
    number: int = 1,
    off: tuple[str, ...] = (),
) -> TranslationUnit:
    return TranslationUnit(f"p{number}", source, target, state, line=10 * number, off=off)


def found(source: str, target: str, locales: tuple[Locale, Locale]) -> list[tuple[str, str]]:
    findings = check_units([unit(source, target)], locales, "en.po")
    assert {(finding.path, finding.line) for finding in findings} <= {("en.po", 10)}
    return [(finding.name, finding.message.removeprefix("“p1”: ")) for finding in findings]


# fmt: off
WRONG = [
    (FA_EN, 'شعر <span translate="no">توانا بود</span> را', "The poem", "do-not-translate",
     "“توانا بود” should stand in the translation as it is"),
    (FA_EN, "بهار آمد.", "بهار آمد.", "untranslated", "the translation is the source itself"),
    (FA_EN, "او گفت جنگ به پایان می\u200cرسد.", "He said جنگ به پایان می\u200cرسد.", "untranslated",
     "not translated: “جنگ به پایان می\u200cرسد”"),
    (EN_FA, "The war will come to an end soon.", "او گفت will come to an end soon.", "untranslated",
     "not translated: “will come to an end soon”"),
    (EN_FA, "The war is over.", "The war is over.", "untranslated",
     "the translation is the source itself"),
    (FA_EN, "در سال ۱۴۰۱ آمد.", "He came.", "numbers", "the translation lacks “1401”"),
    (FA_EN, "سال ۱۴۰۱", "In 1402", "numbers", "the source has “1401”, the translation “1402”"),
    (FA_EN, "۲۵۰ نفر", "250 of 300 people", "numbers", "the source has no “300”"),
    (FA_EN, "۲۰ مهر ۱۴۰۱", "October 13, 2022", "numbers",
     "the source has “20”, the translation “13”"),
    (FA_EN, "شبکه MSNBC گفت.", "The network said.", "latin-words", "the translation lacks “MSNBC”"),
    (FA_EN, "**مهم** است", "**It is important", "markup",
     "“**” opens and does not close, or the other way round"),
    (FA_EN, "«آری» گفت.", "He (said yes.", "markup",
     "“(” opens and does not close, or the other way round"),
    (EN_FA, "He said “yes”.", "گفت «آری.", "markup",
     "“«” opens and does not close, or the other way round"),
    (FA_EN, "![پل](a.png) پل", "A bridge", "markup", "a picture of the source is missing"),
    (FA_EN, "[پل](https://a.ir/b)", "[bridge](https://a.ir/c)", "addresses",
     "the source has “https://a.ir/b”, the translation “https://a.ir/c”"),
    (FA_EN, "[پل](https://a.ir/b)", "The bridge", "addresses",
     "the translation lacks “https://a.ir/b”"),
    (FA_EN, "گفت.[^1]", "He said.", "notes", "the translation lacks “[^1]”"),
    (FA_EN, "گفت.[^1]", "He said.[^1] So.[^2]", "notes", "the source has no “[^2]”"),
    (FA_EN, "دستور `make site`", "The command `make cite`", "code",
     "the source has “make site”, the translation “make cite”"),
    (EN_FA, "A book.", "كتابي", "letters", "letters that Persian does not write: “ك”, “ي”"),
    (EN_FA, "A book.", "ﻛﺘﺎﺏ", "letters", "letters that Persian does not write: “ﻛﺘﺎﺏ”"),
    (EN_FA, "It has 12 parts.", "٪ ١٢ بخش دارد.", "digits",
     "digits that Persian does not write: “١٢”"),
    (EN_FA, "It has 12 parts.", "12 بخش دارد.", "digits",
     "digits that Persian does not write: “12”"),
    (FA_EN, "۱۲ بخش دارد.", "It has ۱۲ parts.", "digits",
     "digits that English does not write: “۱”, “۲”"),
    (EN_FA, "Really?", "راستی?", "punctuation", "marks of the other language: “?”"),
    (EN_FA, "Yes, really.", "آری, راستی.", "punctuation", "marks of the other language: “,”"),
    (EN_FA, "He said “yes”.", "گفت “آری”.", "punctuation", "marks of the other language: ““”"),
    (FA_EN, "راستی؟", "Really؟", "punctuation", "marks of the other language: “؟”"),
    (FA_EN, "«آری»", "He said «yes».", "punctuation", "marks of the other language: “«”, “»”"),
    (FA_EN, "به خانه رفت.", "He went to to the house.", "repeated-word", "stands twice: “to”"),
    (EN_FA, "He went home.", "به به خانه رفت.", "repeated-word", "stands twice: “به”"),
    (EN_FA, "He said “go home”.", "گفت «به به خانه برو».", "repeated-word", "stands twice: “به”"),
    (FA_EN, "گفت: خانه", "He said—to to the house", "repeated-word", "stands twice: “to”"),
]
# fmt: on


@pytest.mark.parametrize(("locales", "source", "target", "name", "message"), WRONG)
def test_what_is_wrong_is_found(
    locales: tuple[Locale, Locale], source: str, target: str, name: str, message: str
) -> None:
    assert (name, message) in found(source, target, locales)


def test_every_check_of_single_units_is_shown_here() -> None:
    assert {name for *_, name, _ in WRONG} == {check.name for check in CHECKS} - {"names"}


# fmt: off
RIGHT = [
    (FA_EN, "در سال ۱۴۰۱ آمد.", "He came in 1401."),
    (FA_EN, "در سال ۱۴۰۱ آمد.", "He came in 2022."),
    (FA_EN, "۲۰ مهر ۱۴۰۱ بود.", "It was October 12, 2022."),
    (FA_EN, "۱۴۰۱/۰۷/۲۰", "12 October 2022"),
    (EN_FA, "It was 12 October 2022.", "بیستم مهر ۱۴۰۱ بود."),
    (FA_EN, "دوازده نفر", "12 people"),
    (FA_EN, "۱۰ هزار نفر", "10,000 people"),
    (FA_EN, "۲٫۵ میلیون", "2,500,000"),
    (FA_EN, "قرن نوزدهم", "The 19th century"),
    (EN_FA, "The 36th meeting", "سی و ششمین دیدار"),
    (FA_EN, "۱۲۵ میلیون پوند", "£125m"),
    (FA_EN, "ساعت ۷:۵۵", "7.55 am"),
    (FA_EN, "۰۸۰۰۵۵۵۱۱۱", "0800 555 111"),
    (EN_FA, "within 200 miles", "در ۳۲۰ کیلومتری"),
    (FA_EN, "نیاز به compile دارد", "It needs compilation."),
    (FA_EN, "Zarate گفت", "Zárate said"),
    (FA_EN, "**مهم** و `x * y` است", "It is **important** and `x * y`"),
    (FA_EN, "گفت (", "He said ("),
    (FA_EN, "۵ * ۳", "5 * 3"),
    (FA_EN, r"\*ستاره", r"\*star"),
    (EN_FA, "Call `setup()` now", "اکنون `()setup` را صدا بزنید"),
    (EN_FA, "Vue.js", "Vue.js"),
    (EN_FA, "`make site`", "`make site`"),
    (FA_EN, "واژهٔ «کتاب» زیباست", "The word کتاب («kitab») is fine."
     .replace("«kitab»", "kitab")),
    (FA_EN, "گفت «کتاب»", "He wrote «کتاب»"),
    (EN_FA, "MP3 and 3D in C++, e.g. 2022-10-12", "MP3 و 3D در C++، مثلاً 2022-10-12"),
    (EN_FA, "Who? “Ali; Reza”, he said.", "که؟ گفت «علی؛ رضا»."),
    (EN_FA, "See “Hamlet”, by him.", "“Hamlet” را ببینید، از او."),
    (FA_EN, "گفت که آن که", "He said that that is so."),
    (EN_FA, "little by little, slowly", "کم کم، آرام آرام"),
    (EN_FA, "The BBC", "بی بی سی"),
    (FA_EN, "<https://a.ir/ب>", "<https://a.ir/ب>"),
]
# fmt: on


@pytest.mark.parametrize(("locales", "source", "target"), RIGHT)
def test_what_is_right_is_left_in_peace(
    locales: tuple[Locale, Locale], source: str, target: str
) -> None:
    assert found(source, target, locales) == []


NAMED = [
    ("جان کربی سخن گفت.", "Mr Kirby spoke."),
    ("کربی آمد.", "Then Kirby came."),
    ("کربی و پوتین رفتند.", "Then they went."),
]


@pytest.mark.parametrize("locales", [FA_EN, EN_FA])
def test_a_name_that_the_article_spells_is_missed(locales: tuple[Locale, Locale]) -> None:
    sides = NAMED if locales == FA_EN else [(b, a) for a, b in NAMED[:2]]
    if locales == EN_FA:
        sides = [*sides, ("Then Kirby went.", "سپس رفتند.")]
    units = [unit(*pair, number=n) for n, pair in enumerate(sides, 1)]
    findings = [f for f in check_units(units, locales, "en.po") if f.name == "names"]
    assert [finding.line for finding in findings] == [30]
    assert "Kirby" in findings[0].message


def test_a_name_without_a_second_witness_is_not_missed() -> None:
    units = [unit(*pair, number=n) for n, pair in enumerate(NAMED[1:], 1)]
    assert check_units(units, FA_EN, "en.po") == ()


@pytest.mark.parametrize("state", [UnitState.UNTRANSLATED, UnitState.OUTDATED])
def test_only_what_should_say_the_same_is_looked_at(state: UnitState) -> None:
    assert check_units([unit("سال ۱۴۰۱", "1402", state)], FA_EN, "en.po") == ()


def test_a_draft_is_looked_at() -> None:
    units = [unit("سال ۱۴۰۱", "In 1402", UnitState.MACHINE)]
    assert {finding.name for finding in check_units(units, FA_EN, "en.po")} == {"numbers"}


# --- switching off ------------------------------------------------------------------------------


def finding(name: str, line: int = 10, path: str = "en.po") -> Finding:
    return Finding(Severity.WARNING, path, line, "…", "", name)


def test_a_comment_switches_off_one_check_of_one_unit() -> None:
    units = [unit("a", "b", off=("numbers",))]
    findings = [finding("numbers"), finding("names"), finding("numbers", 20)]
    assert told(findings, units, "en.po", CheckSettings()) == tuple(findings[1:])
    assert told([finding("numbers", path="a.md")], units, "en.po", CheckSettings()) != ()


def test_the_settings_switch_off_a_check_everywhere() -> None:
    settings = CheckSettings(off=("numbers",))
    assert told([finding("numbers"), finding("names")], [], "en.po", settings) == (
        finding("names"),
    )


def test_the_settings_say_how_much_a_check_matters() -> None:
    settings = CheckSettings(level={"numbers": Severity.ERROR, "names": Severity.NOTE})
    levels = [
        one.severity for one in told([finding("numbers"), finding("names")], [], "", settings)
    ]
    assert levels == [Severity.ERROR, Severity.NOTE]


@pytest.mark.parametrize(
    ("source", "target", "name"),
    [
        ("متن **پررنگ** است", "The **bold text", "markup"),
        ("متن[^n] است", "The text", "notes"),
        ('متن <span translate="no">توانا بود</span> است', "The text", "do-not-translate"),
    ],
)
def test_what_breaks_a_page_is_an_error(source: str, target: str, name: str) -> None:
    found = check_units([unit(source, target)], (PERSIAN, ENGLISH), "en.po")
    assert Severity.ERROR in [one.severity for one in found if one.name == name]


@pytest.mark.parametrize(
    ("level", "plain", "strict", "said"),
    [
        ("error", 1, 1, "1 error, 0 warnings"),
        ("warning", 0, 1, "0 errors, 1 warning"),
        ("note", 0, 0, "0 errors, 0 warnings, 1 note"),
    ],
)
def test_exit_codes_of_check_by_level(
    site: SiteFolder,
    level: str,
    plain: int,
    strict: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site.write(ARTICLE, "# عنوان\n\nسال ۱۴۰۱\n")
    site.write(MEMORY, PO + 'msgstr "The year 1402"\n')
    site.write("site.toml", f'[check]\nlevel = {{ numbers = "{level}" }}\n')
    assert main(["--root", str(site.root), "check"]) == plain
    assert said in capsys.readouterr().out
    assert main(["--root", str(site.root), "check", "--strict"]) == strict


def test_a_level_or_a_name_that_is_not_there_is_told(site: SiteFolder) -> None:
    with pytest.raises(ConfigError, match="level"):
        parse('[check]\nlevel = { numbers = "fatal" }\n')
    site.write(ARTICLE, "# عنوان\n\nمتن\n")
    site.write("site.toml", '[check]\noff = ["nombers"]\n')
    [wrong] = checked(site)
    assert (wrong.path, wrong.name, "nombers" in wrong.message) == (
        "site.toml",
        "unknown-check",
        True,
    )


def test_a_check_that_is_not_there_is_named() -> None:
    [wrong] = unknown_names([unit("a", "b", off=("numbers", "nombers"))], "en.po")
    assert (wrong.line, wrong.name) == (10, "unknown-check")
    assert "nombers" in wrong.message


ARTICLE = "content/articles/a/article.fa.md"
MEMORY = "content/articles/a/en.po"
PO = 'msgctxt "title"\nmsgid "عنوان"\nmsgstr "Title"\n\nmsgctxt "p1"\nmsgid "سال ۱۴۰۱"\n'


def checked(site: SiteFolder) -> Sequence[Finding]:
    from site_gen.config import load
    from site_gen.pipeline.site import look_through

    return tuple(look_through(site.root, load(site.root))[0])


def test_both_switches_work_in_a_site(site: SiteFolder) -> None:
    site.write(ARTICLE, "# عنوان\n\nسال ۱۴۰۱\n")
    site.write(MEMORY, PO + 'msgstr "The year 1402"\n')
    [wrong] = {finding.name: finding for finding in checked(site)}.values()
    assert (wrong.path, wrong.line, wrong.name) == (MEMORY, 5, "numbers")
    site.write(
        MEMORY,
        PO.replace('\nmsgctxt "p1', '\n# off: numbers\nmsgctxt "p1') + 'msgstr "The year 1402"\n',
    )
    assert checked(site) == ()
    site.write(MEMORY, PO + 'msgstr "The year 1402"\n')
    site.write("site.toml", '[check]\noff = ["numbers"]\n')
    assert checked(site) == ()


# --- the whole site -----------------------------------------------------------------------------

SAME = "سایت خبری پرسون گزارش داد"


def test_the_same_source_in_two_ways_is_found_across_articles(site: SiteFolder) -> None:
    for slug, target in (("a", "Person news reported"), ("b", "Parson news reported")):
        site.write(f"content/articles/{slug}/article.fa.md", f"# عنوان\n\n{SAME}\n")
        site.write(
            f"content/articles/{slug}/en.po", f'msgctxt "p1"\nmsgid "{SAME}"\nmsgstr "{target}"\n'
        )
    [wrong] = checked(site)
    assert (wrong.path, wrong.line, wrong.name) == ("content/articles/b/en.po", 1, "inconsistent")
    assert f"{MEMORY}:1" in wrong.message


def test_the_usual_way_is_the_model() -> None:
    units = [unit(SAME, target, number=n) for n, target in enumerate(("one", "two", "two"), 1)]
    assert [finding.line for finding in inconsistent(sayings(units, "en.po"))] == [10]


@pytest.mark.parametrize(
    "pairs",
    [
        [(SAME, "Person news."), (SAME + ".", "person News")],  # spacing, case, marks
        [("عنوان", "Title"), ("عنوان", "Heading")],  # short
        [(SAME, "one"), ("سایت خبری دیگری گزارش داد", "two")],
    ],
)
def test_what_is_the_same_enough_is_consistent(pairs: list[tuple[str, str]]) -> None:
    units = [unit(*pair, number=n) for n, pair in enumerate(pairs, 1)]
    assert list(inconsistent(sayings(units, "en.po"))) == []


def test_a_draft_and_what_is_switched_off_are_not_compared() -> None:
    units = [
        unit(SAME, "one"),
        unit(SAME, "two", UnitState.MACHINE, 2),
        unit(SAME, "three", number=3, off=("inconsistent",)),
    ]
    assert len(sayings(units, "en.po")) == 1


def test_every_name_is_in_the_documents() -> None:
    from pathlib import Path

    text = (Path(__file__).parents[2] / "docs/translation.md").read_text("utf-8")
    for name in names_of_checks():
        assert f"`{name}`" in text


PIECES = (
    *("کتاب", "the the", "به به", "كتاب", "ﻛﺘﺎﺏ", "۱۲", "12", "١٢", "؟", "?", ",", "«", "»"),
    *("“a”", "**", "*", "`x`", "![a](b)", "[a](https://a.ir/1)", "[^1]", "<b>", "<https://a.ir>"),
    *(r"\*", "www.a.ir", "(", ")", '<span translate="no">Vue</span>', "Vue", "\u200c", ".", "é"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)


@given(TEXTS, TEXTS, st.sampled_from([FA_EN, EN_FA]))
def test_what_is_not_looked_for_is_not_there(
    source: str, target: str, locales: tuple[Locale, Locale]
) -> None:
    """Signs save a check from looking; with every character as a sign, each looks."""
    pair = read_pair(source, target, locales)
    every = Pair(
        replace(pair.source, signs=source + pair.source.prose),
        replace(pair.target, signs=target + pair.target.prose),
    )
    for check in CHECKS:
        assert list(check.find([pair])) == list(check.find([every]))


WORDS = ("the", "The", "was", " ", " ", "\n", "\t", "'s", "-", ".", "_", "1", "(", "ab")


@given(st.lists(st.sampled_from(WORDS)).map("".join))
def test_a_word_stands_twice_in_plain_letters_as_beside_others(text: str) -> None:
    plain, beside = (
        list(language.repeated_words(read_pair("متن", target, FA_EN)))
        for target in (text, f"{text} é")
    )
    assert plain == beside
