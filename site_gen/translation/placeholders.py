"""What must come back from a machine as it was: hidden from it, and put in place again.

Markup, addresses, code, numbers, footnote marks and terms become placeholders. There are two
spellings of them, as services differ: `TAGS` of HTML, whose contents a service may read but not
translate, and `TOKENS` for services that know no markup. Services move placeholders about, set
spaces into them, change their case and their digits; all that is understood.
"""

from __future__ import annotations

import html
import re
from enum import Enum

from msgspec import Struct

from site_gen.translation.markup import Kind

# Brackets of any kind may come back for ours, and an × or a Cyrillic letter for the X.
_OPENING, _CLOSING, _EX = r"[\[\](（［【{⟦]", r"[\[\])）］】}⟧]", "[XxХх×]"
TOKEN = re.compile(rf"{_OPENING}\s*{_EX}\s*(?P<id>\d+)\s*{_EX}\s*{_CLOSING}")
_SPAN = re.compile(r"<span [^<>]*>[^<>]*</span>")
SPAN_END = re.compile(r"<\s*/\s*span\s*>", re.IGNORECASE)
TAG = re.compile(
    r"<\s*(?P<end>/?)\s*(?P<name>span|a)(?:\s[^<>]*?[\"'“”«»=\s](?P<id>\d+)[^<>]*)?\s*>",
    re.IGNORECASE,
)


class Style(Enum):
    """How placeholders are spelled."""

    TOKENS = "tokens"  # [X1X]
    TAGS = "tags"  # <a id="1">words</a>, <span id="2" translate="no">what it is</span>


class Hole(Struct, frozen=True):
    """Something hidden: what to put in its place, and what a machine may read there.

    `pair` is that of both ends of a piece of markup, -1 for what stands by itself.
    """

    kind: Kind
    text: str
    shown: str
    pair: int = -1


class Masked(Struct, frozen=True):
    """A text as it is sent; the number of a placeholder is its place among the holes, from 1."""

    text: str
    holes: tuple[Hole, ...]
    style: Style


def words_of(text: str, style: Style) -> str:
    """What of a masked text is there to be translated; empty where nothing is."""
    if style is Style.TAGS:
        text = html.unescape(TAG.sub(" ", _SPAN.sub(" ", text)))
    text = TOKEN.sub(" ", text)
    return text if any(map(str.isalnum, text)) else ""


def sent(text: str, style: Style) -> str:
    return html.escape(text, quote=False) if style is Style.TAGS else text


def placeholder(number: int, hole: Hole, style: Style) -> str:
    if style is Style.TOKENS:
        return f"[X{number}X]"
    if hole.kind is Kind.ATOM:
        shown = html.escape(hole.shown, quote=False)
        return f'<span id="{number}" translate="no" class="notranslate">{shown}</span>'
    return f'<a id="{number}">' if hole.kind is Kind.OPEN else "</a>"
