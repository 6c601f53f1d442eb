"""The two sides of a translation unit, as the checks look at them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_gen.model import NOTE_MARK, PERSIAN, UNTRANSLATED, Locale

_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_ADDRESS = re.compile(
    r"\]\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*))"
    r"""(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
    r"|<(?P<auto>[a-z][a-z0-9+.-]*:[^<>\s]*)>",
    re.IGNORECASE,
)
_PLAIN_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>«»،؛]*[^\s<>«»،؛.,:;!?)\]}'\"*_]")
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_GAP = " \ufffc "  # in the place of what is no text, so that no two words meet there
_SPECIAL = re.compile(r"[\\`<\[]|://|www\.")


@dataclass(frozen=True, slots=True)
class Side:
    """One language's part of a unit: inline Markdown, and what of it is neither text nor emphasis.

    `prose` is the text without code, addresses, footnote marks, tags, comments and escapes, and
    without what stays in every language as it is (`kept`).
    """

    locale: Locale
    text: str
    prose: str
    codes: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def is_persian(self) -> bool:
        """Whether its language is Persian."""
        return self.locale == PERSIAN


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit's source and target."""

    source: Side
    target: Side


def read_pair(source: str, target: str, locales: tuple[Locale, Locale]) -> Pair:
    """Both sides of a unit, each read once."""
    return Pair(read_side(source, locales[0]), read_side(target, locales[1]))


def read_side(text: str, locale: Locale) -> Side:
    """One side, parted into what the checks compare."""
    if not _SPECIAL.search(text):
        return Side(locale, text, text)
    codes = tuple(match[2].strip() for match in _CODE.finditer(text))
    rest = _CODE.sub(_GAP, text)
    kept = tuple(UNTRANSLATED.findall(rest))
    rest = UNTRANSLATED.sub(_GAP, rest)
    notes = tuple(f"[^{label}]" for label in NOTE_MARK.findall(rest))
    rest = NOTE_MARK.sub("", rest)
    found = [(m["angled"] or m["bare"] or m["auto"] or "") for m in _ADDRESS.finditer(rest)]
    rest = _ADDRESS.sub("]", rest)
    found += _PLAIN_ADDRESS.findall(rest)
    rest = _TAG.sub(_GAP, _PLAIN_ADDRESS.sub(_GAP, rest))
    return Side(locale, text, _ESCAPE.sub(r"\1", rest), codes, tuple(found), notes, kept)
