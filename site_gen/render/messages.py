"""What the pages themselves say: English in the templates, other languages in gettext catalogues.

A catalogue is `locale/<code>/LC_MESSAGES/dozaban.po`, read as it is: there is nothing to compile.
`make messages` brings it up to date with the templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from site_gen.model import ENGLISH, PERSIAN, Locale, UnitState, other
from site_gen.persian.calendar import persian_digits

CATALOGUES = Path(__file__).resolve().parents[1] / "locale"


def msgid(text: str) -> str:
    """The text itself: marks for `make messages` what is said elsewhere, out of a table."""
    return text


#: What readers are told of a translation's state, by the key that a view has for it.
STATES: Mapping[str, str] = {
    "partial": msgid("partly translated"),
    "draft": msgid("draft"),
    UnitState.UNTRANSLATED: msgid("not translated yet"),
    UnitState.MACHINE: msgid("machine draft"),
    UnitState.TRANSLATED: msgid("translated"),
    UnitState.REVIEWED: msgid("reviewed"),
    UnitState.OUTDATED: msgid("the source has changed since"),
}


def said(text: str, locale: Locale, **values: object) -> str:
    """`text` in a language; until it is translated, as it is.

    `values` fill its places, such as `%(number)s`; numbers come in the language's digits.
    """
    shown = text if locale == ENGLISH else _catalogue(locale.code).get(text, text)
    return (
        shown % {name: _value(value, locale) for name, value in values.items()} if values else shown
    )


def in_both(text: str, first: Locale) -> str:
    """What `said` gives in one language and in the other, as a page's title has it."""
    return " — ".join(said(text, locale) for locale in (first, other(first)))


def catalogue_path(code: str) -> Path:
    """Where the catalogue of a language lies."""
    return CATALOGUES / code / "LC_MESSAGES" / "dozaban.po"


@cache
def _catalogue(code: str) -> Mapping[str, str]:
    import polib  # here, because a build that renders nothing needs no catalogue

    entries = polib.pofile(str(catalogue_path(code)))
    return {entry.msgid: entry.msgstr for entry in entries.translated_entries()}


def _value(value: object, locale: Locale) -> object:
    return persian_digits(str(value)) if isinstance(value, int) and locale == PERSIAN else value
