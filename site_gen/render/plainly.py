"""Inline Markdown of the plainest kind, which is most of it, without a parser.

Emphasis, code and links, none inside another, in a text that is all in the block's own script:
nothing is to be found out about these. Of anything else `None` says that the long way must be
gone; where both can, both give the same bytes.
"""

from __future__ import annotations

import re

from site_gen.model import ENGLISH, PERSIAN, Locale
from site_gen.render.runs import BREAK

# Letters, digits and marks that no rule of Markdown, of HTML or of bidirectional text looks at.
_MARKS = f".:;()…–—{BREAK}"
_WORDS = rf"{_MARKS}\u0621-\u063A\u0641-\u0652\u067E\u0686\u0698\u06A9\u06AF\u06CC\u200C«»،؛؟"
_PERSIAN = rf"{_WORDS}0-9\u06F0-\u06F9%٪"
_ENGLISH = rf"{_MARKS}A-Za-z,?’“”0-9%"
_LETTER = re.compile(r"[\u0620-\u06D3]")
_WITHOUT_DIGITS = re.compile(f"[{_WORDS} *`]*+").fullmatch  # a large set is looked up at once
_PERCENT = re.compile(r"[^\u0621-\u06D3]*?[%٪]")
# A set of characters comes first, which the search for a beginning is quickest with.
_CALLED = re.compile(r"[0۰](?<![0-9۰-۹].)[0-9۰-۹]{2,3}(?![0-9۰-۹])")
_CARD = re.compile(r"[0-9۰-۹][0-9۰-۹]{3}(?: [0-9۰-۹]{4}){3}")
_ADDRESS = r"https?://[a-z0-9][a-z0-9.-]*(?:/[A-Za-z0-9/-]*)?"


def _pattern(letters: str) -> re.Pattern[str]:
    """A text, and what may come after it: strong, em, code, or a link's text and address."""
    core = rf"[{letters}](?:[{letters} ]*[{letters}])?"
    kinds = rf"\*\*({core})\*\*|\*({core})\*|`({core})`|\[({core})\]\(({_ADDRESS})\)"
    # Marks must not meet: what `**a***b*` is, the long way says.
    return re.compile(rf"([{letters} ]*+)(?:(?:{kinds})(?![*`\[(])|$)")


_MATCH = {"fa": _pattern(_PERSIAN).match, "en": _pattern(_ENGLISH).match}
_LETTERS = {"fa": re.compile(f"[{_PERSIAN} ]*"), "en": re.compile(f"[{_ENGLISH} ]*")}
#: By language: whether text is its own HTML, seen by one look. No space stands at its ends, and in
#: Persian no digit, nor what goes with one, in it: nothing is set apart.
IS_BARE = {
    code: re.compile(f"(?! )[{letters} ]++(?<! )").fullmatch
    for code, letters in (("fa", _WORDS), ("en", _ENGLISH))
}


def _is_set_apart(text: str) -> bool:
    """Whether Persian may have what `bidi.py` sets apart: a percent sign before all letters, a
    number of a card or to call."""
    if _WITHOUT_DIGITS(text):
        return False
    return bool(_PERCENT.match(text) or _CALLED.search(text) or _CARD.search(text))


def is_plain(text: str, locale: Locale) -> bool:
    """Whether plain text is HTML as it is: all in its own script, with no sign of any kind."""
    if locale == PERSIAN and _is_set_apart(text):
        return False
    return _LETTERS[locale.code].fullmatch(text) is not None


def plain_html(text: str, locale: Locale) -> str | None:
    """The HTML of inline Markdown, where it is plain."""
    if text != text.strip() or (locale == PERSIAN and _is_set_apart(text)):
        return None
    match = _MATCH[locale.code]
    parts: list[str] = []
    at = 0
    while at < len(text):
        found = match(text, at)
        if found is None:
            return None
        before, strong, emphasis, code, label, address = found.groups()
        parts.append(before)
        if strong:
            parts.append(f"<strong>{strong}</strong>")
        elif emphasis:
            parts.append(f"<em>{emphasis}</em>")
        elif code:
            spoken = PERSIAN if _LETTER.search(code) else ENGLISH
            parts.append(f'<code dir="{spoken.direction}" lang="{spoken.code}">{code}</code>')
        elif label:
            parts.append(f'<a href="{address}" rel="noopener">{label}</a>')
        at = found.end()
    return "".join(parts)
