"""Numbers, their signs and what they measure: where each stands in a line, in Chromium.

What a careful typesetter shows: a sign and a currency before a number on its left (as the CLDR's
patterns of locale `fa` have it, with U+200E), a percent sign and a currency after it on its left,
too, as it comes after it from the right; ranges from the right; dates, times, telephone numbers and
sums as in English. So with Persian and with Latin digits, and wherever in a text.
"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from site_gen.model import ENGLISH, PERSIAN, Locale
from site_gen.render.inline import InlineRenderer

# A text, and its parts from the line's beginning: from the right in Persian, from the left in
# English. In a part without Persian letters, each sign is right of the one before.
PERSIAN_LINES = [
    ("حدود ۵۰٪ مردم", "حدود|۵۰|٪|مردم"),
    ("۵۰٪ مردم", "۵۰|٪|مردم"),
    ("50% مردم", "50|%|مردم"),
    ("۵۰٪", "۵۰|٪"),
    ("حدود 50% مردم", "حدود|50|%|مردم"),
    ("نرخ ۵‰ بود", "نرخ|۵|‰|بود"),
    ("دما −۵ شد", "دما|−۵|شد"),
    ("دما -5 شد", "دما|-5|شد"),
    ("-5 درجه", "-5|درجه"),
    ("رشد +۳٫۵٪ بود", "رشد|+۳٫۵٪|بود"),
    ("رشد -3.5% بود", "رشد|-3.5%|بود"),
    ("خطا ±۲ است", "خطا|±۲|است"),
    ("گرمای ۳۷° بود", "گرمای|۳۷|°|بود"),
    ("گرمای ۳۷°C بود", "گرمای|۳۷°C|بود"),
    ("گرمای 37 °C بود", "گرمای|37 °C|بود"),
    ("گرمای −۵°C بود", "گرمای|−۵°C|بود"),
    ("بهای $۵۰ بود", "بهای|$۵۰|بود"),
    ("بهای $50 بود", "بهای|$50|بود"),
    ("بهای ۵۰$ بود", "بهای|۵۰|$|بود"),
    ("بهای €۱٬۲۰۰٫۵۰ بود", "بهای|€۱٬۲۰۰٫۵۰|بود"),
    ("بهای £ ۵۰ بود", "بهای|£ ۵۰|بود"),
    ("بهای -$50 بود", "بهای|-$50|بود"),
    ("بهای ۵۰ € بود", "بهای|۵۰|€|بود"),
    ("$۵۰ بود", "$۵۰|بود"),
    ("۵۰$", "۵۰|$"),
    ("سال ۱۰–۱۲ بود", "سال|۱۰|–|۱۲|بود"),
    ("سال ۱۰-۱۲ بود", "سال|۱۰|-|۱۲|بود"),
    ("۱۰-۱۲ روز", "۱۰|-|۱۲|روز"),
    ("۱۰–۱۲ روز", "۱۰|–|۱۲|روز"),
    ("10-12 روز", "10|-|12|روز"),
    ("نسبت ۳:۲ بود", "نسبت|۳:۲|بود"),
    ("نسبت 3:2 بود", "نسبت|3:2|بود"),
    ("ساعت ۱۰:۳۰ بود", "ساعت|۱۰:۳۰|بود"),
    ("10:30 بود", "10:30|بود"),
    ("روز 2022-10-12 بود", "روز|2022-10-12|بود"),
    ("روز ۱۴۰۱-۰۷-۲۰ بود", "روز|۱۴۰۱-۰۷-۲۰|بود"),
    ("روز ۱۴۰۱/۰۷/۲۰ بود", "روز|۱۴۰۱/۰۷/۲۰|بود"),
    ("2022-10-12 بود", "2022-10-12|بود"),
    ("هنگام 2022-10-12T10:30 بود", "هنگام|2022-10-12T10:30|بود"),
    ("تلفن ۰۲۱-۸۸۷۷۶۶۵۵ بود", "تلفن|۰۲۱-۸۸۷۷۶۶۵۵|بود"),
    ("تلفن 0912 345 6789 بود", "تلفن|0912 345 6789|بود"),
    ("تلفن +98 21 8877 6655 بود", "تلفن|+98 21 8877 6655|بود"),
    ("تلفن ۰۹۱۲-۳۴۵-۶۷۸۹ بود", "تلفن|۰۹۱۲-۳۴۵-۶۷۸۹|بود"),
    ("کارت 6037-9912-3456-7890 بود", "کارت|6037-9912-3456-7890|بود"),
    ("کارت ۶۰۳۷ ۹۹۱۲ ۳۴۵۶ ۷۸۹۰ بود", "کارت|۶۰۳۷ ۹۹۱۲ ۳۴۵۶ ۷۸۹۰|بود"),
    ("کارت 6037 9912 3456 7890 بود", "کارت|6037 9912 3456 7890|بود"),
    ("از ۱۳۹۰ ۱۴۰۰ ۱۴۰۱ بود", "از|۱۳۹۰|۱۴۰۰|۱۴۰۱|بود"),
    ("شبا IR۰۶ ۰۱۷۰ ۰۰۰۰ ۰۰ بود", "شبا|IR۰۶ ۰۱۷۰ ۰۰۰۰ ۰۰|بود"),
    ("کاغذ A۴ بود", "کاغذ|A۴|بود"),
    ("هواپیمای F-۱۶ بود", "هواپیمای|F-۱۶|بود"),
    ("زبان C++۱۷ بود", "زبان|C++۱۷|بود"),
    ("ویروس H۱N۱ بود", "ویروس|H۱N۱|بود"),
    ("تلفن iPhone ۱۵ بود", "تلفن|iPhone|۱۵|بود"),
    ("فرمان -la بود", "فرمان|-la|بود"),
    ("فایل *.txt بود", "فایل|*.txt|بود"),
    ("حجم 1.5GB بود", "حجم|1.5GB|بود"),
    ("حجم 1.5 GB بود", "حجم|1.5|GB|بود"),
    ("زمان 10:30AM بود", "زمان|10:30AM|بود"),
    ("شبکهٔ ۵G بود", "شبکهٔ|۵G|بود"),
    ("حجم ۱٫۵GB بود", "حجم|۱٫۵GB|بود"),
    ("شمار ۵±۲ بود", "شمار|۵±۲|بود"),
    ("حاصل ۲+۳=۵ است", "حاصل|۲+۳=۵|است"),
    ("حاصل ۲ × ۳ = ۶ است", "حاصل|۲ × ۳ = ۶|است"),
    ("سهم ۱/۲ بود", "سهم|۱/۲|بود"),
    ("شمار ۱۲٬۰۰۰ بود", "شمار|۱۲٬۰۰۰|بود"),
    ("۳٫۵٪ بود", "۳٫۵|٪|بود"),
    ("«۵۰٪» گفت", "«|۵۰|٪|»|گفت"),
    ("از −۵ تا +۳ شد", "از|−۵|تا|+۳|شد"),
    ("کووید-۱۹ آمد", "کووید|-|۱۹|آمد"),
    ("نسخهٔ ۲.۰.۱ بود", "نسخهٔ|۲.۰.۱|بود"),
    ("گروه ۱۸+ بود", "گروه|۱۸|+|بود"),
    ("شمارهٔ #۵ بود", "شمارهٔ|#|۵|بود"),
    ("زبان .NET بود", "زبان|.NET|بود"),
    ("نشانی ../path بود", "نشانی|../path|بود"),
    ("نشانی ../../a.txt بود", "نشانی|../../a.txt|بود"),
    ("برنامهٔ ./run بود", "برنامهٔ|./run|بود"),
    ("این بود. .NET هم", "این|بود|.|.NET|هم"),
    ("حساب @user بود", "حساب|@user|بود"),
    ("برچسب #hashtag بود", "برچسب|#hashtag|بود"),
    ("برچسب #تهران بود", "برچسب|#|تهران|بود"),
]
ENGLISH_LINES = [
    ("It said دمای −۵ درجه there", "It|said|درجه|−۵|دمای|there"),
    ("It said «۵۰٪ مردم» there", "It|said|«|مردم|٪|۵۰|»|there"),
    ("It said حدود ۵۰٪ مردم there", "It|said|مردم|٪|۵۰|حدود|there"),
    ("It said ۱۰ تا ۱۲ روز there", "It|said|روز|۱۲|تا|۱۰|there"),
    ("The year ۱۴۰۱ was", "The|year|۱۴۰۱|was"),
    ("From سال ۱۳۹۰–۱۴۰۰ on", "From|۱۴۰۰|–|۱۳۹۰|سال|on"),
    ("From ۱۳۹۰–۱۴۰۰ on", "From|۱۳۹۰|–|۱۴۰۰|on"),
    ("On روز ۱۴۰۱-۰۷-۲۰ بود then", "On|بود|۱۴۰۱-۰۷-۲۰|روز|then"),
    ("Then −۵ or -5% or $50 or 2022-10-12.", "Then|−۵|-5%|$50|2022-10-12."),
    ("It cost بهای $۵۰ بود there", "It|cost|بود|$۵۰|بهای|there"),
]

_LETTER = re.compile("[\u0620-\u06d3]")
_PLACES = """() => [...document.querySelectorAll("p")].map(line => {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT), places = [];
    while (walker.nextNode()) {
        for (let at = 0; at < walker.currentNode.data.length; at++) {
            const range = new Range();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + 1);
            const { left, right } = range.getBoundingClientRect();
            places.push([left, right]);
        }
    }
    return places;
})"""
Place = tuple[float, float]


def go_right(places: list[Place]) -> bool:
    return all(one[1] <= other[0] + 1 for one, other in pairwise(places))


def extent(places: list[Place]) -> Place:
    return min(left for left, _ in places), max(right for _, right in places)


def is_as_wanted(text: str, parts: list[str], places: list[Place], locale: Locale) -> bool:
    """Whether the parts stand one after the other, and each is right in itself."""
    extents, at = [], 0
    for part in parts:
        at = text.index(part, at if locale == PERSIAN else 0)
        stand = places[at : at + len(part)]
        at += len(part)
        extents.append(extent(stand))
        if not _LETTER.search(part) and not go_right(stand):
            return False
    return go_right(extents[::-1] if locale == PERSIAN else extents)


@pytest.mark.parametrize(("locale", "lines"), [(PERSIAN, PERSIAN_LINES), (ENGLISH, ENGLISH_LINES)])
def test_numbers_stand_as_they_are_read(
    page: Page, locale: Locale, lines: list[tuple[str, str]]
) -> None:
    render = InlineRenderer(locale).render
    head = f'<!doctype html><html dir="{locale.direction}" lang="{locale.code}">'
    page.set_content(head + "".join(f"<p>{render(text)}</p>" for text, _ in lines))
    found = page.evaluate(_PLACES)
    assert [
        text
        for (text, parts), places in zip(lines, found, strict=True)
        if not is_as_wanted(text, parts.split("|"), places, locale)
    ] == []
