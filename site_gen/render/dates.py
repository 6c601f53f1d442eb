"""Days as readers of each language write them, in their own calendar and in the other one.

Names of the months: the Unicode CLDR, locales `fa` and `en`, calendars `gregorian` and
`persian`, as they stand between a day and a year.
"""

from __future__ import annotations

from datetime import date

import msgspec

from site_gen.persian.calendar import jalali_text, persian_digits, to_jalali

# fmt: off
_GREGORIAN_EN = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)
_GREGORIAN_FA = (
    "ژانویهٔ", "فوریهٔ", "مارس", "آوریل", "مهٔ", "ژوئن", "ژوئیهٔ",
    "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
)
_JALALI_EN = (
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
    "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
)
# fmt: on


class DateView(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A day in each language and as machines read it; `…_beside` is in the other's calendar."""

    fa: str
    fa_beside: str
    en: str
    en_beside: str
    iso: str

    def __getitem__(self, name: str) -> str:
        """As templates ask for it, by the code of a language. Raises AttributeError."""
        found: str = getattr(self, name)
        return found


def date_view(day: date) -> DateView:
    """A day in both calendars and both languages."""
    jalali = to_jalali(day)
    return DateView(
        fa=jalali_text(day),
        fa_beside=persian_digits(f"{day.day} {_GREGORIAN_FA[day.month - 1]} {day.year}"),
        en=f"{day.day} {_GREGORIAN_EN[day.month - 1]} {day.year}",
        en_beside=f"{jalali.day} {_JALALI_EN[jalali.month - 1]} {jalali.year}",
        iso=day.isoformat(),
    )
