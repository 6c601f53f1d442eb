"""What the pages themselves say, in each language."""

from __future__ import annotations

from collections.abc import Mapping

from site_gen.model import UnitState

#: Key -> locale code -> text. Templates read it as `strings.articles.fa`.
STRINGS: Mapping[str, Mapping[str, str]] = {
    "articles": {"fa": "نوشته\u200cها", "en": "Articles"},
    "skip": {"fa": "رفتن به متن", "en": "Skip to the text"},
    "source": {"fa": "منبع", "en": "Source"},
    "author": {"fa": "نوشتهٔ", "en": "By"},
    "comma": {"fa": "،", "en": ","},
    "translation": {"fa": "ترجمه", "en": "Translation"},
    "notes": {"fa": "پانوشت\u200cها", "en": "Notes"},
    "back": {"fa": "بازگشت به متن", "en": "Back to the text"},
    "newer": {"fa": "نوشتهٔ بعدی", "en": "Newer"},
    "older": {"fa": "نوشتهٔ پیشین", "en": "Older"},
    "licence": {"fa": "مجوز", "en": "Licence"},
    "paragraph": {"fa": "بند", "en": "Paragraph"},
    "empty": {"fa": "هنوز نوشته\u200cای نیست.", "en": "There are no articles yet."},
    "partial": {"fa": "بخشی ترجمه شده", "en": "in part"},
    "draft": {"fa": "پیش\u200cنویس", "en": "draft"},
    UnitState.UNTRANSLATED: {"fa": "هنوز ترجمه نشده", "en": "not translated yet"},
    UnitState.MACHINE: {"fa": "پیش\u200cنویس ماشینی", "en": "machine draft"},
    UnitState.TRANSLATED: {"fa": "ترجمه\u200cشده", "en": "translated"},
    UnitState.REVIEWED: {"fa": "بازبینی\u200cشده", "en": "reviewed"},
    UnitState.OUTDATED: {
        "fa": "متن اصلی پس از ترجمه تغییر کرده",
        "en": "the source has changed since",
    },
}

#: Gregorian months, as English dates name them.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
