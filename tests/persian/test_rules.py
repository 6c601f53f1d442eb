"""Each rule on what it is for, and on what it must leave alone."""

from __future__ import annotations

import pytest

from site_gen.persian.checks import not_persian
from site_gen.persian.restore import restore_lines, restore_text
from site_gen.persian.rules import RULES
from tests.persian.replaying import replay

Z = "\u200c"

# rule, damaged, restored by that rule alone; Z stands for a ZWNJ
CHANGED = [
    ("line-ends", "یک\r\nدو\x00", "یک\nدو"),
    ("mojibake", "Ø§ÛŒÙ† یک Ù…ØªÙ† است", "این یک متن است"),
    ("mojibake", "ط§غŒظ† ظ…طھظ† ط§ط³طھ", "این متن است"),
    ("mojibake", "Ã˜Â§Ã›Å’Ã™â€\xa0 یک Ã™â€¦Ã˜ÂªÃ™â€\xa0 است", "این یک متن است"),
    ("entities", "&amp;quot;سلام&#8204;ها&quot;&nbsp;&#47;", f'"سلام{Z}ها"\u00a0/'),
    ("entities", "یک &amp; دو", "یک & دو"),
    ("tags", 'در <a href="https://a.ir/b?c=1">خانه</a>', "در خانه"),
    ("tags", "یک<br/>دو <b>سه</b> چهار<;br/>پنج<!-- x -->", "یک\nدو سه چهار\nپنج"),
    ("presentation-forms", "ﺳﻼﻡ ﻛﺘﺎﺏﻫﺎ ﺧﺎﻧﻪﺍﻯ", "سلام كتابZها خانهZاى"),
    (
        "letters",
        "كتاب علي، خانۀ ما، موسى، کتابەها، ا\u0653ب",
        "کتاب علی، خانهٔ ما، موسی، کتابهZها، آب",
    ),
    ("letters", "نامهء او، جزء و بهاء", "نامهٔ او، جزء و بهاء"),
    ("teh-marbuta", "خانة دوست", "خانهٔ دوست"),
    ("tatweel", "کتــــاب ســـلام", "کتاب سلام"),
    ("bidi-controls", "\u202bسلام\u202c \u200fدنیا", "سلام دنیا"),
    ("bidi-controls", "نشان داده\u200eاند و می\u200f\u200fخواهد", "نشان دادهZاند و میZخواهد"),
    ("spaces", "می\u00a0خواهد\u2003دید", "می خواهد دید"),
    ("split-words", "علمی-\nفرهنگی و دگر-\nگون", "علمی-فرهنگی و دگرگون"),
    ("split-words", "به خوا-\nند رسید و کتاب\u00ad\nخانه", "به خواند رسید و کتابخانه"),
    ("invisible", "می¬خواهد کتاب\u00adها کتاب\u200b\u200bخانه", "میZخواهد کتابZها کتابZخانه"),
    ("zwnj", "میZZخواهد میZ خواهد Zاو کشورZها", "میZخواهد می خواهد او کشورها"),
    ("space-runs", "  یک   دو\tسه  ", "یک دو سه"),
    ("thrown-marks", ".او به خانه رفت\n؟چرا آمد", "او به خانه رفت.\nچرا آمد؟"),
    ("reversed-brackets", "متن )توضیح( دارد و »این« هم", "متن (توضیح) دارد و «این» هم"),
    ("reversed-brackets", "او )رضا (آمد", "او (رضا )آمد"),
    ("marks", "چرا?بله, شاید; نه", "چرا؟بله، شاید؛ نه"),
    ("ellipsis", "رفت... و آمد.....", "رفت… و آمد…"),
    ("quotes", 'گفت "سلام" و “خوب”', "گفت «سلام» و «خوب»"),
    ("mark-spacing", "او آمد ،رفت( و )دید«ما» را", "او آمد، رفت (و) دید «ما» را"),
    ("digits", "سال ٢٠٢٢ و 1401، 3.5 درصد", "سال ۲۰۲۲ و ۱۴۰۱، ۳.۵ درصد"),
    ("digits", "تلفن +98 912 345 است", "تلفن +۹۸ ۹۱۲ ۳۴۵ است"),
    ("digits", "۱۰–20 و 10 - 20 و ۱۰ تا 20 نفر", "۱۰–۲۰ و ۱۰ - ۲۰ و ۱۰ تا ۲۰ نفر"),
    (
        "lost-zwnj",
        "او کتابها را میخواهد و نمیتواند ببیند",
        "او کتابZها را میZخواهد و نمیZتواند ببیند",
    ),
    ("lost-zwnj", "واپسگرایی و کتابهای همتیمیها", "واپسZگرایی و کتابZهای همZتیمیZها"),
    ("wrong-spaces", "خانه ی ما و همه ی آن", "خانهZی ما و همهZی آن"),
    ("wrong-spaces", "این تظاهر کنندگان", "این تظاهرکنندگان"),
    (
        "wrong-spaces",
        "او کتاب ها را می خواهد و کار های دیگر",
        "او کتابZها را میZخواهد و کارهای دیگر",
    ),
]

KEPT = [
    ("line-ends", "یک\nدو\tسه"),
    ("mojibake", "موضوع، طبع» و ربع؛ naïve café Ørsted São Ã˜Âª"),
    (
        "space-runs",
        "بشنو از نی چون حکایت می\u200cکند    از جدایی\u200cها شکایت می\u200cکند\nکز نیستان\tتا مرا",
    ),
    ("space-runs", "نام\tسال\tشهر\nرضا\t۱۳۰۰\tتهران"),
    ("entities", "AT&T و R&D; و a&b"),
    ("tags", "x < y و <شاید> و a<b و c>d نه <!-- keep -->این"),
    ("presentation-forms", "﷼ ﷺ"),
    ("letters", "قطعاً مسئله\u200cی رأی مؤمن جزء آینده شدّت"),
    ("teh-marbuta", "دایرة\u200cالمعارف و رحمة الله و صلاة"),
    ("tatweel", "تهران ـ شیراز ۱۴۴۴ هـ.ق"),
    ("bidi-controls", "C++\u200e است"),
    ("invisible", "p ¬ q"),
    ("zwnj", "می\u200cخواهد क्\u200cष ه\u200d."),
    ("split-words", "لندن - \nپاریس"),
    ("thrown-marks", "...و رفت\n.NET خوب است\n. او رفت."),
    ("page-numbers", "سال تولد:\n\n۱۳۵۷\n\nپایان"),
    ("running-heads", "یار\n\nدلم\n\nیار\n\nسرم\n\nیار"),
    ("reversed-brackets", "۱) یک ۲) دو (سه) و (چهار)"),
    ("marks", "۱,۲۳۴ Yes, no? a.ir/?x"),
    ("ellipsis", "../a و ...\\b"),
    ("quotes", 'صفحهٔ 17" و "English" است'),
    ("mark-spacing", "[ ] کار و [x] کار و ( ) و « »"),
    ("mark-spacing", "ساعت ۱۲:۳۰، ۱۵،۰۰۰ و ۳.۵ درصد ه.ق «آیفون»های نو؟!"),
    ("digits", "Windows 10 و 12GB، 2022-10-12 و a1"),
    ("digits", "call 12 345 67 و IR06 0170 00"),
    ("digits", "10 – 20 GB و ۱۰–20 km و 5 تا 10 MB"),
    ("lost-zwnj", "چشمه میهن همکاری بهار ماهی نمک آرامش"),
    ("wrong-spaces", "این مرد بزرگ در خانه خود به او گفت که باران می\u200cآید"),
]


@pytest.mark.parametrize(("rule", "damaged", "restored"), CHANGED)
def test_restores(rule: str, damaged: str, restored: str) -> None:
    damaged, restored = (text.replace("Z", Z) for text in (damaged, restored))
    result = restore_text(damaged, rules=[rule])
    assert result.text == restored
    assert {change.rule for change in result.changes} == {rule}
    assert replay(damaged, result.changes) == restored


@pytest.mark.parametrize(("rule", "text"), KEPT)
def test_leaves_alone(rule: str, text: str) -> None:
    assert restore_text(text, rules=[rule]).text == text


def test_a_range_is_one_change() -> None:
    (change,) = restore_text("از 10–20 نفر", rules=["digits"]).changes
    assert (change.before, change.after) == ("10–20", "۱۰–۲۰")


def test_every_rule_is_shown_here() -> None:
    shown = {rule for rule, *_ in CHANGED} | {"page-numbers", "running-heads", "unwrap"}
    assert shown == {rule.name for rule in RULES}


def test_unknown_rule() -> None:
    with pytest.raises(ValueError, match="no such rule: spelling"):
        restore_text("سلام", rules=["spelling"])


@pytest.mark.parametrize(
    ("damaged", "restored"),
    [
        ("کتابها و نامه های اوریول جانکوئراس", "کتابZها و نامهZهای اوریول جانکوئراس"),
        ("زمینهای سیارهٔ ژوپیتر", "زمینZهای سیارهٔ ژوپیتر"),
        ("خانم می امروز می گوید", "خانم می امروز میZگوید"),
        ("کشتی ها در آب فرو رود", "کشتیZها در آب فرو رود"),
        ("کتاب ها را با گری خواند", "کتابZها را با گری خواند"),
    ],
)
def test_names_and_words_that_go_alone(damaged: str, restored: str) -> None:
    assert restore_text(damaged).text == restored.replace("Z", Z)


def test_context_decides() -> None:
    text = "این نشانهای برای این موضوع است. نشانهای افتخار را به او دادند."
    assert restore_text(text).text.startswith(f"این نشانه{Z}ای برای")


@pytest.mark.parametrize(
    "mark", ["<!-- keep -->كتابها<!-- /keep -->", "<!--keep-->كتابها <b>x</b>"]
)
def test_kept_passages(mark: str) -> None:
    assert restore_text(f"كتابها {mark}").text == f"کتاب{Z}ها {mark}"


def test_kept_words() -> None:
    restored = restore_text("كتابها را ميخواهد", keep={"كتابها"}).text
    assert restored == f"كتابها را می{Z}خواهد"


def test_addresses_stay() -> None:
    text = "در https://example.ir/كتاب?a=1,2... و ali.reza@example.ir بود"
    assert restore_text(text).text == text


def test_changes_tell_their_line() -> None:
    result = restore_text("سلام دنیا.\n\nكتاب او\nخوب است.")
    assert [(change.rule, change.line, change.before) for change in result.changes] == [
        ("letters", 3, "ك")
    ]


def test_lines_stay_lines() -> None:
    lines = ["كتاب<br>خوب", "", "او می", "خواهد", "سه\u2028چهار"]
    assert restore_lines(lines) == ("کتاب خوب", "", "او می", "خواهد", "سه چهار")
    assert restore_lines([]) == ()


@pytest.mark.parametrize("codec", ["cp1252", "cp1256", "latin-1"])
def test_mojibake_with_bytes_that_are_no_characters(codec: str) -> None:
    text = f"این متن فارسی است و باید. «پژمان» چای می{Z}خورد؛ سال ۱۴۰۱."
    bytes_ = (bytes([byte]) for byte in text.encode())
    spoilt = "".join(byte.decode(codec, "ignore") or chr(byte[0]) for byte in bytes_)
    assert restore_text(spoilt).text == text


def test_vowelled_arabic_is_arabic() -> None:
    line = "إِنَّ اللَّهَ مَعَ الصَّابِرِینَ وَالْمُؤْمِنِینَ فِی کُلِّ الْأَحْوَالِ"
    assert [doubt.message for doubt in not_persian(line)] == ["a paragraph that looks Arabic"]
