"""The two sides of a translation unit, as the checks look at them."""

from __future__ import annotations

import re
import string

from msgspec import Struct

from site_gen.model import NOTE_MARK, PERSIAN, UNTRANSLATED, Locale
from site_gen.persian.letters import unusual

# What comes first in a pattern is a letter or a set of them: the search for it is quickest then.
_CODE = re.compile(r"`(?<![\\`]`)(`*+)(.+?)(?<!`)`\1(?!`)", re.DOTALL)
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
_USUAL_ENGLISH = re.compile(r"[A-Za-z .\n]+")
_USUAL_BYTES = f"{string.ascii_letters} .\n".encode()
_SPECIAL = re.compile(r"[\[<`\\]|://")  # among the signs, of what is no prose


class Side(Struct, frozen=True):
    """One language's part of a unit: inline Markdown, and what of it is neither text nor emphasis.

    `prose` is the text without code, addresses, footnote marks, tags, comments and escapes, and
    without what stays in every language as it is (`kept`). `signs` are the characters of the text
    that are no usual letters of its own language, no spaces and no full stops: what none of them
    is need not be looked for in the text.
    """

    locale: Locale
    text: str
    prose: str
    codes: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    signs: str = ""

    @property
    def is_persian(self) -> bool:
        """Whether its language is Persian."""
        return self.locale == PERSIAN


class Pair(Struct, frozen=True):
    """A unit's source and target."""

    source: Side
    target: Side


def read_pair(source: str, target: str, locales: tuple[Locale, Locale]) -> Pair:
    """Both sides of a unit, each read once."""
    return Pair(read_side(source, locales[0]), read_side(target, locales[1]))


def read_side(text: str, locale: Locale) -> Side:
    """One side, parted into what the checks compare."""
    signs = _signs(text, locale)
    if not _SPECIAL.search(signs) and "www." not in text:
        return Side(locale, text, text, signs=signs)
    codes: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rest = text
    if "`" in rest:
        codes = tuple(match[2].strip() for match in _CODE.finditer(rest))
        rest = _CODE.sub(_GAP, rest)
    if "<" in rest:
        kept = tuple(UNTRANSLATED.findall(rest))
        rest = UNTRANSLATED.sub(_GAP, rest)
    if "[^" in rest:
        notes = tuple(f"[^{label}]" for label in NOTE_MARK.findall(rest))
        rest = NOTE_MARK.sub("", rest)
    rest, found = _without_addresses(rest)
    if "<" in rest:
        rest = _TAG.sub(_GAP, rest)
    if "\\" in rest:
        rest = _ESCAPE.sub(r"\1", rest)
    return Side(locale, text, rest, codes, tuple(found), notes, kept, signs)


def _signs(text: str, locale: Locale) -> str:
    if locale == PERSIAN:
        return unusual(text)
    if text.isascii():  # as most English is; this is quicker than a search
        return text.encode().translate(None, _USUAL_BYTES).decode()
    return _USUAL_ENGLISH.sub("", text)


def _without_addresses(text: str) -> tuple[str, list[str]]:
    """The text without the addresses in it, and these."""
    found: list[str] = []
    if "](" in text or "<" in text:

        def without(match: re.Match[str]) -> str:
            angled, bare, auto = match.groups()
            found.append(angled or bare or auto or "")
            return "]" if auto is None else _GAP

        text = _ADDRESS.sub(without, text)
    if "://" in text or "www." in text:
        found += _PLAIN_ADDRESS.findall(text)
        text = _PLAIN_ADDRESS.sub(_GAP, text)
    return text, found
