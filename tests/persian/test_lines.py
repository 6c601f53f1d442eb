"""Which line breaks stay: whole texts, as they arrive."""

from __future__ import annotations

import pytest

from site_gen.persian.restore import restore_text

WRAPPED = """\
در این روزها که باران بسیار باریده است و رودخانه\u200cها پر آب شده\u200cاند مردم شهر به کنار
رودخانه رفته و تماشا کرده بودند. کودکان سنگ به آب می\u200cاندازند و پیرمردها از سال\u200cهای
گذشته می\u200cگویند و همه خوشحال هستند.

فردا نیز چنین خواهد بود، اگر باران ببارد و باد نوزد. اما اگر باد بوزد هیچ\u200cکس به کنار

رودخانه نمی\u200cرود و شهر خاموش خواهد ماند و پیرمردها در خانه خواهند نشست و از پنجره به
کوچه نگاه خواهند کرد.
"""

POEM = """\
ای باد خوش آواز که از کوی بهاری
پیغام گل سرخ به این خانه نیاری
من منتظرم تا تو بیایی و بخوانی
آن راز که با سوسن و با لاله تو داری
"""

LETTER = """\
تهران، خیابان بهار
کوچهٔ یکم، پلاک ۱۲
طبقهٔ سوم
"""

LIST = """\
برای سفر این\u200cها را بردارید:
- نان
- آب و میوه
۱. کفش
"""

DIALOGUE = """\
– سلام، خوبی؟
– بله، تو چطوری؟
– بد نیستم.
"""


def test_wrapped_paragraphs_are_joined() -> None:
    first, second = restore_text(WRAPPED).paragraphs
    assert "\n" not in first + second
    assert first.startswith("در این روزها")
    assert first.endswith("خوشحال هستند.")
    assert second.startswith("فردا")
    assert second.endswith("نگاه خواهند کرد.")


@pytest.mark.parametrize("text", [POEM, LETTER, LIST, DIALOGUE], ids=str.split)
@pytest.mark.parametrize("around", [False, True], ids=["alone", "among prose"])
def test_lines_that_are_meant_stay(text: str, around: bool) -> None:
    whole = f"{WRAPPED}\n{text}\n{WRAPPED}" if around else text
    assert text.strip() in restore_text(whole, rules=["unwrap"]).paragraphs


def test_one_line_a_paragraph() -> None:
    sentence = "این یک بند کامل است که در یک خط نوشته شده و به نقطه پایان می\u200cیابد و بلند است."
    text = f"عنوان کوتاه\n{sentence}\n{sentence} {sentence}\n{sentence}"
    expected = ("عنوان کوتاه", sentence, f"{sentence} {sentence}", sentence)
    assert restore_text(text, rules=["unwrap"]).paragraphs == expected


def test_paragraphs_without_a_final_mark_are_no_wrapped_lines() -> None:
    text = "این یک بند است که نقطهٔ پایان ندارد و درازای آن به بند دیگر می\u200cماند"
    long = "این بند از همه بلندتر است و در یک خط نوشته شده است و به نقطه پایان می\u200cیابد."
    paragraphs = (text, f"{text}تر", *[f"{long} {long}"] * 3)
    assert restore_text("\n\n".join(paragraphs), rules=["unwrap"]).paragraphs == paragraphs


def test_heading_between_paragraphs() -> None:
    text = f"{WRAPPED}\nباران و باد\n\n{WRAPPED}"
    assert "باران و باد" in restore_text(text).paragraphs


def test_page_numbers_and_running_heads_go() -> None:
    half = (
        "مردم شهر در این روزها به کنار رودخانه رفتند و از دیدن آب شاد شدند و همه گفتند که امسال سال"
    )
    rest = "خوبی خواهد بود."
    page = f"{half}\n\nتاریخ شهر ما\n\n{{}}\n\n{rest}\n\n"
    text = "".join(page.format(number) for number in ("۱۲", "۱۳", "- ۱۴ -"))
    restored = restore_text(text, rules=["page-numbers", "running-heads", "unwrap"])
    assert restored.paragraphs == (f"{half} {rest}",) * 3


def test_an_english_text_is_unwrapped_too() -> None:
    lines = [
        "The river had risen during the night, and in the morning the people",
        "of the town came down to look at it. Children threw stones into the",
        "brown water while the old men talked of other years.",
    ]
    restored = restore_text("\n".join(lines), rules=["unwrap"])
    assert restored.paragraphs == (" ".join(lines),)


def test_a_salutation_keeps_its_line() -> None:
    body = "به آگاهی می\u200cرسانیم که نشست هفتگی ما روز دوشنبه در اتاق بزرگ برگزار خواهد شد."
    letter = f"با سلام خدمت همکاران گرامی،\n\n{body}\n\nبا سپاس"
    assert restore_text(letter).text == letter


def test_a_parted_word_leaves_the_width_of_the_lines() -> None:
    wrapped = (
        "تاریخ شهر در قرن نوزدهم میلادی با ساخت راه و کارخانه\u200cهای بزرگ و نو دگر-\n"
        "گون شد و مردم بسیاری از روستاها برای یافتن کار به آنجا کوچیدند و در همه\n"
        "جای شهر که در کنار رودخانه ساخته شده بود خانه گرفتند و این چهره شهر را\n\n"
        "۱۲\n\n"
        "برای همیشه تغییر داد. نویسندگان از این دگرگونی نوشته\u200cاند."
    )
    restored = restore_text(wrapped).text
    assert "بزرگ و نو دگرگون شد" in restored
    assert "\n" not in restored
