"""Days in both calendars and both languages."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from site_gen.persian.calendar import persian_digits
from site_gen.render.dates import date_view


def test_a_day_in_both_calendars() -> None:
    day = date_view(date(2022, 10, 12))
    assert (day.fa, day.fa_beside) == ("۲۰ مهر ۱۴۰۱", "۱۲ اکتبر ۲۰۲۲")
    assert (day.en, day.en_beside, day.iso) == ("12 October 2022", "20 Mehr 1401", "2022-10-12")


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(3000, 1, 1)))
def test_gregorian_days_read_as_the_cldr_has_them(day: date) -> None:
    view = date_view(day)
    assert view.fa_beside == persian_digits(format_date(day, "d MMMM y", locale="fa"))
    assert view.en == format_date(day, "d MMMM y", locale="en")
