"""Inline runs of the other script get a language and a direction of their own.

Without them the bidirectional algorithm (Unicode UAX #9) has to guess where a Latin name inside
Persian ends, a screen reader reads it in the wrong voice, and the wrong font is taken.
"""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup, escape

from site_gen.model import ENGLISH, PERSIAN, Locale

# Letters: Basic Latin to Latin Extended-B with combining marks; Arabic, its supplement and
# presentation forms with ZWNJ and ZWJ.
_LATIN = r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\u0300-\u036F"
_ARABIC = (
    r"\u0610-\u061A\u0620-\u065F\u066E-\u06D3\u06D5-\u06ED\u06FA-\u06FF"
    r"\u0750-\u077F\uFB50-\uFDFF\uFE70-\uFEFC\u200C\u200D"
)

# A run begins with a word that has a letter and goes on while words of the same script follow,
# so that “iPhone 15 Pro” or «سیب ۱۵» stays one; marks at its end belong to the sentence around.
_LATIN_RUN = re.compile(
    rf"[0-9]*[{_LATIN}][{_LATIN}0-9]*"
    rf"(?:[ \u00A0'’.,&/+\-–_:;@%?=~#]{{1,3}}[{_LATIN}0-9]+)*"
    r"(?:\+\+|#|(?<=\.[A-Z])\.)?"
)
_ARABIC_RUN = re.compile(
    rf"[{_ARABIC}]+(?:[ \u00A0.:/\-–،؛«»]{{1,3}}[{_ARABIC}\u06F0-\u06F9\u0660-\u0669]+)*"
)
_TAG = re.compile(r"(<(?:\"[^\"]*\"|[^\">])*>)")


def other(locale: Locale) -> Locale:
    """The other language of the pair."""
    return ENGLISH if locale == PERSIAN else PERSIAN


def isolate_text(text: str, locale: Locale) -> Markup:
    """Plain text of `locale` as HTML, each run of the other script in a `span` of its own."""
    foreign = other(locale)
    run = _LATIN_RUN if locale == PERSIAN else _ARABIC_RUN
    parts: list[Markup] = []
    end = 0
    for match in run.finditer(text):
        parts.append(escape(text[end : match.start()]))
        parts.append(
            Markup('<span lang="{}" dir="{}">{}</span>').format(
                foreign.code, foreign.direction, match[0]
            )
        )
        end = match.end()
    parts.append(escape(text[end:]))
    return Markup("").join(parts)


def isolate_html(html: str, locale: Locale) -> Markup:
    """The same for well-formed inline HTML; what stands in `code` is left as it is."""
    parts: list[str] = []
    inside_code = False
    for index, part in enumerate(_TAG.split(html)):
        if index % 2:
            inside_code = part.startswith("<code") or (inside_code and part != "</code>")
            parts.append(part)
        elif inside_code or not part:
            parts.append(part)
        else:
            parts.append(isolate_text(unescape(part), locale))
    return Markup("".join(parts))
