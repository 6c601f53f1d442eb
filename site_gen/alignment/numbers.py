"""Numbers and dates, however they are written, as keys that two languages share.

A key is `n` and a value, or `m` and a Gregorian month. Jalali years, months and days give the
Gregorian ones that they may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from site_gen.persian.calendar import from_jalali, latin_digits

_DIGITS = 15  # of a number that are looked at
_LARGEST = 1e15
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[,٬][0-9]{3})+")
_DECIMAL = re.compile(r"[0-9]+[.٫/][0-9]+")

# fmt: off
_ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)
_PERSIAN = (
    "صفر", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده",
    "یازده", "دوازده", "سیزده", "چهارده", "پانزده", "شانزده", "هفده", "هجده",
    "نوزده",
)
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_PERSIAN_TENS = ("بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود")
_PERSIAN_HUNDREDS = (
    "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد",
)
_JALALI = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)
# fmt: on

#: What a word adds.
UNITS: dict[str, int] = {
    **{word: value for words in (_ENGLISH, _PERSIAN) for value, word in enumerate(words)},
    **{w: 20 + 10 * n for words in (_ENGLISH_TENS, _PERSIAN_TENS) for n, w in enumerate(words)},
    **{word: 200 + 100 * n for n, word in enumerate(_PERSIAN_HUNDREDS)},
}
#: What a word multiplies by.
SCALES: dict[str, int] = {
    **dict.fromkeys(("hundred", "hundreds", "صد", "صدها"), 100),
    **dict.fromkeys(("thousand", "thousands", "هزار", "هزاران"), 1000),
    **dict.fromkeys(("million", "millions", "میلیون", "میلیونها", "میلیون\u200cها"), 10**6),
    **dict.fromkeys(("billion", "billions", "bn", "میلیارد", "بیلیون"), 10**9),
    **dict.fromkeys(("trillion", "trillions", "تریلیون"), 10**12),
}
_MONTHS = (
    ("january", "jan", "ژانویه"),
    ("february", "feb", "فوریه"),
    ("march", "مارس"),
    ("april", "apr", "آوریل"),
    ("may", "مه", "می"),
    ("june", "jun", "ژوئن"),
    ("july", "jul", "ژوئیه", "جولای"),
    ("august", "aug", "اوت", "آگوست"),
    ("september", "sept", "سپتامبر"),
    ("october", "oct", "اکتبر"),
    ("november", "nov", "نوامبر"),
    ("december", "dec", "دسامبر"),
)
MONTHS: dict[str, int] = {name: n for n, names in enumerate(_MONTHS, 1) for name in names}
JALALI_MONTHS: dict[str, int] = {name: number for number, name in enumerate(_JALALI, 1)}
_JALALI_YEARS = range(1200, 1420)
_ANY_YEAR = 1400  # for a day and month without a year: exact but for one day
_NAMED = frozenset(MONTHS.keys() | JALALI_MONTHS.keys())
_ALL = frozenset(UNITS.keys() | SCALES.keys())
#: What may stand between two parts of a number.
JOINTS = frozenset({"and", "و"})
#: Every word that this module has something to say about.
WORDS: frozenset[str] = _ALL | _NAMED


class Numbers(NamedTuple):
    """The keys of numbers and dates: those certainly said, and those that may be meant."""

    said: frozenset[str]
    meant: frozenset[str]


def number_keys(words: Sequence[str]) -> Numbers:
    """The keys of the words of a sentence, in lower case.

    No key comes of words that another word parts which is neither in `WORDS` nor in `JOINTS` nor
    in digits: such runs of words may be read one by one.
    """
    said: set[str] = set()
    meant: set[str] = set()
    for place, values in _numbers(words):
        said.update(f"n{value}" for value in values)
        for value in values:
            if value in _JALALI_YEARS:
                meant.update((f"n{value + 621}", f"n{value + 622}"))
        if place < len(words) and words[place] in JALALI_MONTHS:
            meant.update(_gregorian(values[-1], words, place))
    for word in _NAMED.intersection(words):
        if word in MONTHS:
            meant.add(f"m{MONTHS[word]}")
        elif len(word) > 2:
            first = (JALALI_MONTHS[word] + 1) % 12
            meant.update((f"m{first + 1}", f"m{(first + 1) % 12 + 1}"))
    return Numbers(frozenset(said - meant), frozenset(meant))


def _gregorian(day: int, words: Sequence[str], month: int) -> Iterator[str]:
    """The keys of a Jalali date whose month is word number `month`."""
    year = words[month + 1] if month + 1 < len(words) else ""
    known = int(latin_digits(year)) if year.isdecimal() and len(year) == 4 else 0
    try:
        date = from_jalali(known or _ANY_YEAR, JALALI_MONTHS[words[month]], day)
    except ValueError:
        return
    for near in (date,) if known else (date, date + timedelta(days=1)):
        yield f"n{near.day}"
        yield f"m{near.month}"
        if known:
            yield f"n{near.year}"


def _numbers(words: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
    """Each number: the place after it, and its value, or several where it has parts."""
    reached = 0
    distinct = {*words}
    firsts = _ALL & distinct | {word for word in distinct if word[0].isdecimal()}
    for at in [at for at, word in enumerate(words) if word in firsts] if firsts else ():
        if at < reached:
            continue
        end, values = _number(words, at)
        if values:
            yield end, values
        reached = end


def _number(words: Sequence[str], start: int) -> tuple[int, list[int]]:
    """The number that begins at word `start`: where it ends, and its values, none if none."""
    total, current, at = 0, -1.0, start
    parts: list[int] = []
    while at < len(words) and current < _LARGEST:
        word = words[at]
        if word in SCALES and (current >= 0 or word not in ("صدها", "هزاران")):
            scale = SCALES[word]
            current = max(current, 1.0) * scale
            if scale > 100:
                total, current, parts = total + round(current), 0.0, []
        elif word in UNITS:
            if not _may_follow(current, UNITS[word]):
                break
            current = max(current, 0.0) + UNITS[word]
        elif current < 0 and word[0].isdecimal():
            parts = _values(latin_digits(word))
            current = _value(latin_digits(word), parts)
        elif word not in JOINTS or current < 0 or at + 1 == len(words) or words[at + 1] not in _ALL:
            break
        at += 1
    if current < 0 and not total:
        return start, []
    return at, parts if len(parts) > 1 else [total + round(max(current, 0.0))]


def _may_follow(current: float, unit: int) -> bool:
    """Whether a unit may be added to what is there: "forty" and "two", not "two" and "forty"."""
    if current <= 0:
        return True
    room = next((size for size in (100, 10) if current % size == 0), 1)
    return unit < room and current >= 20


def _values(text: str) -> list[int]:
    if _THOUSANDS.fullmatch(text):
        text = re.sub(r"[,٬]", "", text)
    return [int(part[:_DIGITS]) for part in re.split(r"[.,/٫٬]", text)]


def _value(text: str, parts: Sequence[int]) -> float:
    if len(parts) == 2 and _DECIMAL.fullmatch(text):
        return float(re.sub(r"[٫/]", ".", text)) if len(text) < _DIGITS else float(parts[0])
    return float(parts[0])
