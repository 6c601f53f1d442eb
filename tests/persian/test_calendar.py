"""Jalali dates against known ones, and laws over the whole range."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.persian.calendar import (
    from_jalali,
    is_leap,
    jalali_text,
    latin_digits,
    persian_digits,
    to_jalali,
)

DAYS = st.dates(min_value=date(562, 3, 25), max_value=date(3798, 3, 1))


@pytest.mark.parametrize(
    ("gregorian", "jalali"),
    [
        (date(622, 3, 22), (1, 1, 1)),
        (date(1979, 2, 11), (1357, 11, 22)),
        (date(2000, 3, 20), (1379, 1, 1)),
        (date(2021, 3, 20), (1399, 12, 30)),
        (date(2022, 10, 12), (1401, 7, 20)),
        (date(2024, 3, 20), (1403, 1, 1)),
        (date(2025, 3, 20), (1403, 12, 30)),
        (date(2025, 3, 21), (1404, 1, 1)),
    ],
)
def test_known_days(gregorian: date, jalali: tuple[int, int, int]) -> None:
    assert to_jalali(gregorian) == jalali
    assert from_jalali(*jalali) == gregorian


def test_leap_years_of_this_century() -> None:
    leap = [year for year in range(1370, 1437) if is_leap(year)]
    fives = {1370, 1408}  # five years after the last leap year instead of four
    assert leap == [1370, *range(1375, 1404, 4), *range(1408, 1437, 4)]
    assert fives <= set(leap)


@given(DAYS)
def test_there_and_back(day: date) -> None:
    assert from_jalali(*to_jalali(day)) == day


@given(DAYS)
def test_the_next_day_follows(day: date) -> None:
    year, month, number = to_jalali(day)
    follows = to_jalali(day + timedelta(days=1))
    assert follows in {(year, month, number + 1), (year, month + 1, 1), (year + 1, 1, 1)}


@pytest.mark.parametrize(
    "jalali",
    [(1402, 12, 30), (1401, 7, 31), (1401, 13, 1), (1401, 0, 1), (1401, 1, 0), (4000, 1, 1)],
)
def test_no_such_day(jalali: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="Jalali"):
        from_jalali(*jalali)


def test_days_before_the_calendar() -> None:
    with pytest.raises(ValueError, match="Jalali"):
        to_jalali(date(500, 1, 1))


def test_as_persian_writes_it() -> None:
    assert jalali_text(date(2022, 10, 12)) == "۲۰ مهر ۱۴۰۱"


def test_digits() -> None:
    assert persian_digits("a1٢۳") == "a۱۲۳"
    assert latin_digits("۱۴۰۱/٧/20") == "1401/7/20"
