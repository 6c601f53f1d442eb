"""What is hidden from a machine, and how it comes back whatever the machine did to it."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from site_gen.model import ENGLISH, PERSIAN, Locale
from site_gen.persian.calendar import latin_digits
from site_gen.render.inline import InlineRenderer
from site_gen.translation.glossary import find_terms
from site_gen.translation.glossary_file import parse_glossary
from site_gen.translation.hiding import mask
from site_gen.translation.markup import marks, words_only
from site_gen.translation.placeholders import Masked, Style, words_of
from site_gen.translation.restoring import restore

FA_EN = (PERSIAN, ENGLISH)
EN_FA = (ENGLISH, PERSIAN)
STYLES = list(Style)

GLOSSARY = """\
[[term]]
fa = "پهپاد"
en = "drone"

[[term]]
fa = "هماهنگ\u200cکننده"
en = "coordinator"

[[term]]
fa = "کشور"
en = "country"

[[term]]
en = "MSNBC"
do_not_translate = true

[[term]]
fa = "شیر"
en = "lion"

[[term]]
fa = "شیر"
en = "milk"
"""


def masked(
    text: str, style: Style = Style.TOKENS, locales: tuple[Locale, Locale] = FA_EN
) -> Masked:
    glossary, _ = parse_glossary(GLOSSARY)
    terms = find_terms(text, locales[0], glossary)
    return mask(text, locales, style, terms=terms, labels=frozenset({"کاخ"}))


@pytest.mark.parametrize(
    ("text", "sent", "back"),
    [
        ("متن ساده", "متن ساده", "متن ساده"),
        ("**پهن**ها", "[X1X]پهن[X2X]ها", "**پهن**ها"),
        ("_کج_ و __پهن__", "[X1X]کج[X2X] و [X3X]پهن[X4X]", "*کج* و **پهن**"),
        ("[متن](http://a/b_(c) 'd')", "[X1X]متن[X2X]", "[متن](http://a/b_(c) 'd')"),
        ("[کاخ] و [x][کاخ]", "[X1X]کاخ[X2X] و [X3X]x[X4X]", "[کاخ][کاخ] و [x][کاخ]"),
        ("![تصویر](a.png)", "[X1X]تصویر[X2X]", "![تصویر](a.png)"),
        ("`x = 1` و ``a`b``", "[X1X] و [X2X]", "`x = 1` و ``a`b``"),
        ("نقل[^1]، <https://x.org>", "نقل[X1X]، [X2X]", "نقل[^1]، <https://x.org>"),
        ("ر.ک. https://x.org/a?b=۱.", "ر.ک. [X1X].", "ر.ک. https://x.org/a?b=۱."),
        ("a@b.org", "[X1X]", "a@b.org"),
        ("<!-- keep -->متن<!-- /keep -->", "[X1X]متن[X2X]", "<!-- keep -->متن<!-- /keep -->"),
        ("R&amp;D", "R[X1X]D", "R&amp;D"),
        (r"این \[X7X] و [X8X]", "این [X1X] و [X2X]", r"این \[X7X\] و \[X8X\]"),
        (
            'بیت <span translate="no">توانا *بود* ۱۲</span> را',
            "بیت [X1X] را",
            'بیت <span translate="no">توانا *بود* ۱۲</span> را',
        ),
        ("نه![^1] [X](u)", "نه![X1X] [X2X]X[X3X]", "نه![^1] [X](u)"),
        (r"ببین\![این](u)", "ببین![X1X]این[X2X]", r"ببین\![این](u)"),
        (r"http://x.y\]", "[X1X]]", r"http://x.y\]"),
        ("در ۱۴۰۱ و ۱٬۲۰۰٫۵٪", "در [X1X] و [X2X]", "در 1401 و 1,200.5%"),
        ("۱۰:۳۰ تا ۲۰۲۲/۱۰/۱۲", "[X1X] تا [X2X]", "10:30 تا 2022/10/12"),
        ("F-16 و MH17 و ۲۰ساله", "F-16 و MH17 و ۲۰ساله", "F-16 و MH17 و ۲۰ساله"),
        ("پهپاد و پهپادهای", "[X1X] و [X2X]", "drone و drones"),
        ("کشورها و هماهنگ\u200cکننده\u200cها", "[X1X] و [X2X]", "countries و coordinators"),
        ("شبکهٔ MSNBC گفت", "شبکهٔ [X1X] گفت", "شبکهٔ MSNBC گفت"),
        ("شیر خورد", "شیر خورد", "شیر خورد"),
        (r"\*ستاره\* \[x]", "*ستاره* [x]", r"\*ستاره\* \[x\]"),
        ("a [X1X] b", "a [X1X] b", r"a \[X1X\] b"),
    ],
)
def test_what_is_hidden_and_put_back(text: str, sent: str, back: str) -> None:
    there = masked(text)
    assert there.text == sent
    assert restore(sent, there).text == back
    assert restore(sent, there).lost == ()
    tagged = masked(text, Style.TAGS)
    assert restore(tagged.text, tagged) == restore(sent, there)


def test_in_tags_a_machine_may_read_what_it_must_not_change() -> None:
    there = masked("**در** ۱۴۰۱ پهپاد & <b>", Style.TAGS)
    assert there.text == (
        '<a id="1">در</a> <span id="3" translate="no" class="notranslate">1401</span> '
        '<span id="4" translate="no" class="notranslate">drone</span> &amp; &lt;b&gt;'
    )


@pytest.mark.parametrize(
    ("number", "persian"),
    [
        ("1401", "۱۴۰۱"),
        ("1,200.5%", "۱٬۲۰۰٫۵٪"),
        ("3.13.0", "۳.۱۳.۰"),
        ("10:30", "۱۰:۳۰"),
        ("0.5", "۰٫۵"),
    ],
)
def test_numbers_in_both_directions(number: str, persian: str) -> None:
    there = masked(f"in {number} was", locales=EN_FA)
    assert restore(there.text, there).text == f"in {persian} was"
    there = masked(f"در {persian} بود")
    assert restore(there.text, there).text == f"در {number} بود"


def test_plural_terms_in_persian() -> None:
    there = masked("Drones and a drone", locales=EN_FA)
    assert restore(there.text, there).text == "پهپاد\u200cها and a پهپاد"


TEXT = "در **۱۴۰۱** [کاخ سفید](http://x.org) گفت[^1]."


@pytest.mark.parametrize(
    ("style", "answer", "back", "lost"),
    [
        # what services do
        (Style.TOKENS, "[X4X]The House[X5X] said[X6X] in [X1X][X2X][X3X].", None, ()),
        (Style.TOKENS, "In [x1x] [ X2X] [X3X ] the [X4X]House[X5X] said [X6X].", None, ()),
        (Style.TOKENS, "In (X1X)[X2X][X3X] the 【X4X】House[×5×] said[Х6Х].", None, ()),
        (Style.TOKENS, "In [X۱X][X٢X][X3X] the [X4X]House[X5X] said[X6X].", None, ()),
        (Style.TAGS, '<A ID="1"> <SPAN ID="2">1401</SPAN> </A>'
            '<a id=4>House</a><span id="6"/>', None, ()),
        (Style.TAGS, "< a id = “1” >< span id = '2' >۱۴۰۱< / span ></ a >"
            '<a id="4">House</a> said <span id="6">1</span>', None, ()),
        (Style.TAGS, '&lt;a id="1"&gt;<span id="2"></span></a>'
            '<a id="4">House</a><span id="6">', None, ()),
        # what may not be
        (Style.TOKENS, "In 1401 the House said.", "In 1401 the House said.",
            ("**", "1401", "**", "[", "](http://x.org)", "[^1]")),
        (Style.TOKENS, "[X1X]In [X2X] [X4X]the [X3X]House[X5X][X6X]",
            "**In 1401 the** House[^1]", ("[", "](http://x.org)")),
        (Style.TOKENS, "[X3X]In [X1X][X2X] [X6X][X4X]the[X5X] [X6X]",
            "In 1401[^1][the](http://x.org) ", ("**", "**")),
        (Style.TOKENS, "[X1X][X3X] [X2X][X2X] [X4X]a[X5X][X6X] [X7X] [X99X]",
            " 1401 [a](http://x.org)[^1] ", ("**", "**")),
        (Style.TAGS, '<a id="1">In <span id="2">1401</span> the <span id="6">',
            "In 1401 the[^1]", ("**", "**", "[", "](http://x.org)")),
        (Style.TAGS, "</a>The <b>House</b>", r"The \<b>House\</b>",
            ("**", "1401", "**", "[", "](http://x.org)", "[^1]")),
    ],
)  # fmt: skip
def test_placeholders_are_known_whatever_became_of_them(
    style: Style, answer: str, back: str | None, lost: tuple[str, ...]
) -> None:
    restored = restore(answer, masked(TEXT, style))
    assert restored.lost == lost
    if back is None:
        assert "**1401**" in restored.text
        assert re.search(r"\[(The )?House\]\(http://x\.org\)", restored.text)
        assert "[^1]" in restored.text
    else:
        assert restored.text == back


@pytest.mark.parametrize(
    ("answer", "back"),
    [
        ("a[X1X] b [X2X]c", "a **b** c"),
        ("a [X1X] b [X2X] c", "a **b** c"),
        ("[X1X] b [X2X]", "**b** "),
        ("a [X1X]b[X2X] .", "a **b**."),
        ("a [X1X]b [X2X] .", "a **b**."),
    ],
)
def test_spaces_that_got_into_emphasis_go_out_again(answer: str, back: str) -> None:
    assert restore(answer, masked("الف **ب** پ")).text == back


def test_what_a_machine_writes_is_no_markup() -> None:
    said = restore("2 * 3 * 4, _x_ [y](z) `c` <b> \\", masked("متن")).text
    assert InlineRenderer(ENGLISH).plain(said) == "2 * 3 * 4, _x_ [y](z) `c` <b> \\"


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("text", "words"), [("۱۴۰۱ `x` [^1]", ""), ("**متن**", "متن"), ("—", "")])
def test_whether_there_is_anything_to_translate(text: str, words: str, style: Style) -> None:
    assert words_of(masked(text, style).text, style).strip() == words


# --- laws ---------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["**", "*", "_", "[", "](u)", "]", "`", "\\", "[^1]", "![", "<", ">", "&", "&amp;", " ", "\n",
     "متن", "word", "۱۴", "7.5", "[X1X]", '<a id="1">', "</a>", "<span id=2>", "http://x.y", "»"]
)  # fmt: skip
MARKDOWN = st.lists(PIECES, max_size=14).map("".join)


@given(MARKDOWN, st.sampled_from(STYLES))
@example("[[http://x.y]](u)", Style.TOKENS)  # an address ends before a backslash
def test_what_comes_back_untouched_loses_nothing(text: str, style: Style) -> None:
    assume("![![" not in text)  # a picture in another's description comes back as its words
    there = mask(text, (ENGLISH, ENGLISH), style)
    back = restore(there.text, there)
    shown = [hole.text for hole in there.holes if hole.text not in back.lost]
    assert all(piece in back.text for piece in shown)
    # Nothing but empty pairs can be lost.
    assert len(back.lost) % 2 == 0
    assert _letters(back.text) == _letters(text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, latin_digits(words_only(text))))


@given(MARKDOWN, MARKDOWN, st.sampled_from(STYLES))
def test_whatever_comes_back_is_sound(text: str, answer: str, style: Style) -> None:
    there = mask(text, (PERSIAN, ENGLISH), style)
    back = restore(answer, there).text
    opened = [mark for mark in marks(back) if mark.pair >= 0]
    given_away = [mark for mark in marks(text) if mark.pair >= 0]
    assert len(opened) <= len(given_away)


@given(st.text(max_size=60))
def test_the_place_of_every_word_is_kept(text: str) -> None:
    assert len(words_only(text)) == len(text)
