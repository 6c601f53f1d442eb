"""The Jalali (Solar Hijri) calendar of Iran, and Persian digits.

Algorithm: the list of break years by which Kazimierz Borkowski fits the leap years of the
calendar to the vernal equinox at Tehran ("The Persian calendar for 3000 years", Earth, Moon,
and Planets 74, 1996); good for the years -61 to 3177. Month lengths and names: the Iranian
calendar act of 1304 (1925): six months of 31 days, five of 30, Esfand of 29 or 30.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple

# fmt: off
_BREAK_YEARS = (
    -61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181,
    1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178,
)
# fmt: on
_FIRST_YEAR, _LAST_YEAR = _BREAK_YEARS[0], _BREAK_YEARS[-1] - 1
_MONTHS = (
    *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
    *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
)
_TO_PERSIAN = str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹" * 2)
_TO_LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)


class JalaliDate(NamedTuple):
    """A day of the Jalali calendar; months and days count from 1."""

    year: int
    month: int
    day: int


def to_jalali(day: date) -> JalaliDate:
    """The Jalali date of a Gregorian one. Raises ValueError past the year 3177 (Gregorian 3798)."""
    year = day.year - 621
    if day < _new_year(year):
        year -= 1
    elapsed = (day - _new_year(year)).days
    if elapsed < 186:
        return JalaliDate(year, elapsed // 31 + 1, elapsed % 31 + 1)
    return JalaliDate(year, (elapsed - 186) // 30 + 7, (elapsed - 186) % 30 + 1)


def from_jalali(year: int, month: int, day: int) -> date:
    """The Gregorian date of a Jalali one. Raises ValueError if there is no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= _month_length(year, month):
        raise ValueError(f"no such day in the Jalali calendar: {year}/{month}/{day}")
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return _new_year(year) + timedelta(days=before + day - 1)


def is_leap(year: int) -> bool:
    """Whether Esfand of that Jalali year has 30 days. Raises ValueError past the year 3177."""
    return _years_after_leap(year) == 0


def jalali_text(day: date) -> str:
    """The date as Persian writes it: ۲۰ مهر ۱۴۰۱."""
    year, month, number = to_jalali(day)
    return persian_digits(f"{number} {_MONTHS[month - 1]} {year}")


def persian_digits(text: str) -> str:
    """The same text with Persian digits for Latin and Arabic ones."""
    return text.translate(_TO_PERSIAN)


def digits(text: str, locale_code: str) -> str:
    """The same text with the digits of a language."""
    return persian_digits(text) if locale_code == "fa" else latin_digits(text)


def latin_digits(text: str) -> str:
    """The same text with Latin digits for Persian and Arabic ones."""
    return text.translate(_TO_LATIN)


def _month_length(year: int, month: int) -> int:
    if month <= 6:
        return 31
    return 30 if month < 12 or is_leap(year) else 29


def _period(year: int) -> tuple[int, int, int]:
    """Of the break years: leap years before the last one, that break, and the next."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"the Jalali year {year} is outside {_FIRST_YEAR} to {_LAST_YEAR}")
    leaps = -14
    for start, end in pairwise(_BREAK_YEARS):
        if year < end:
            return leaps, start, end
        leaps += (end - start) // 33 * 8 + (end - start) % 33 // 4
    raise AssertionError(year)


@cache  # of the years that a site has
def _new_year(year: int) -> date:
    """The Gregorian date of 1 Farvardin."""
    leaps, start, end = _period(year)
    passed = year - start
    leaps += passed // 33 * 8 + (passed % 33 + 3) // 4
    if (end - start) % 33 == 4 and end - start - passed == 4:
        leaps += 1
    gregorian = year + 621
    gregorian_leaps = gregorian // 4 - (gregorian // 100 + 1) * 3 // 4 - 150
    return date(gregorian, 3, 1) + timedelta(days=19 + leaps - gregorian_leaps)


def _years_after_leap(year: int) -> int:
    _, start, end = _period(year)
    passed, length = year - start, end - start
    if length - passed < 6:
        passed += (length + 4) // 33 * 33 - length
    return ((passed + 1) % 33 - 1) % 4 if (passed + 1) % 33 else 4
