"""Damage done on the way: markup debris, wrong decoding, marks and lines out of their place.

All of it is told by shape, not by language, so that an English text can have most of it mended.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache

from site_gen.patterns import later
from site_gen.persian.edits import Edit, substitutions
from site_gen.persian.letters import LETTERS, MARKS

_ENTITY = later(
    r"&(?:amp;){0,9}(?P<name>#0*\d{1,7};?|#[xX]0*[0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)"
)
_BREAKS = "br|hr|p|div|li|ul|ol|tr|table|tbody|thead|h[1-6]|blockquote|section|article"
_INLINE = "a|abbr|b|big|center|code|em|font|i|img|ins|s|small|span|strike|strong|sub|sup|td|th|tt|u"
_SLASH = "(?:/|&#0*47;?|&sol;)"
TAG = later(
    rf"<;?[ ]?{_SLASH}?[ ]?(?:(?P<break>{_BREAKS})|{_INLINE})"
    rf"(?:[ ][^<>\n=]{{1,40}}=[^<>\n]{{0,300}}|[ ]?{_SLASH})?;?>",
    re.IGNORECASE,
)
_COMMENT = later(r"<!--(?!\s*/?keep\s*-->)(?:(?!-->)[^<]){0,2000}-->")
_PERSIAN = f"[{LETTERS}{MARKS}]"
_THROWN = later(
    rf"^(?P<mark>[.،؛:!؟?]|[!؟?]{{2,3}}) *(?P<line>{_PERSIAN}[^\n]*[^\s.،؛:!؟?…])[ \t]*$",
    re.MULTILINE,
)
_THROWN_SIGN = later(r"\n[.،؛:!؟?]")

# What the bytes of UTF-8 look like when they are read as one byte a character; what programs read
# as Windows-1252 may have been read as ISO 8859-1, which has controls in the place of some marks.
_BYTE_1252 = {chr(b): b for b in range(0x80, 0x100)}
_BYTE_1252 |= {bytes([b]).decode("cp1252", "ignore") or chr(b): b for b in range(0x80, 0x100)}
_BYTE_1256 = {bytes([b]).decode("cp1256", "ignore") or chr(b): b for b in range(0x80, 0x100)}


def _mojibake(table: dict[str, int], fewest: int, *, twice: bool = False) -> re.Pattern[str]:
    """Wrongly read Persian with the marks around it; `twice`: what was so read, read so again."""

    def of(low: int, high: int) -> str:
        return "".join(re.escape(char) for char, byte in table.items() if low <= byte <= high)

    tail = of(0x80, 0xBF)
    other = f"[{of(0xC2, 0xD7)}][{tail}]|[{of(0xE0, 0xEF)}][{tail}]{{2}}"
    arabic = f"{_TWICE}(?:{other})" if twice else f"[{of(0xD8, 0xDB)}][{tail}]"
    more = f"(?:[\\x20-\\x7e]?(?:{arabic}|{other}))*"
    return re.compile(f"(?:{other}){{0,2}}(?:{arabic}){{{fewest},}}{more}")


_TWICE = "Ã[˜™š›]"  # the first bytes of Persian letters, 0xD8 to 0xDB, read wrongly two times


@cache
def _misreadings() -> tuple[tuple[re.Pattern[str], dict[str, int]], ...]:
    """Made when the first sign of one is seen: few texts have any, and it takes a while."""
    return (
        (_mojibake(_BYTE_1252, 2), _BYTE_1252),
        (_mojibake(_BYTE_1256, 3), _BYTE_1256),
        (_mojibake(_BYTE_1252, 2, twice=True), _BYTE_1252),
    )


# What only text read wrongly has: first bytes of Persian letters in the one (and Ã when it was
# read so twice), second ones in the other, but for those that Persian text has too.
MOJIBAKE_SIGNS = later(
    f"[ÃØÙÚÛ{''.join(re.escape(char) for char, byte in _BYTE_1256.items() if byte < 0xC0)}]"
    "(?<![پچژگک\u200c\u200d«»،؛؟…–—“”‘’\u00a0])"
)


def mojibake(text: str) -> Iterator[Edit]:
    """Persian in UTF-8 that was read as Windows-1252 (Ø§ÛŒÙ†) or 1256 (ط§غŒظ†) is read again."""
    for pattern, table in _misreadings():
        for match in pattern.finditer(text):
            raw = bytes(table.get(char) or ord(char) for char in match[0])
            try:
                yield Edit(match.start(), match.end(), raw.decode("utf-8"))
            except UnicodeDecodeError:
                continue


def entities(text: str) -> Iterator[Edit]:
    """Character references become what they stand for, however often they were escaped."""
    if "&" in text:
        yield from substitutions(_ENTITY, _unescape, text)


def _unescape(match: re.Match[str]) -> str:
    name = "&" + match["name"]
    plain = html.unescape(name)
    return match[0] if plain == name else plain


def tags(text: str) -> Iterator[Edit]:
    """Left-over tags go; where one broke a line, the line breaks. Also broken ones: <;br&#47>."""
    if "<" in text:
        yield from substitutions(TAG, lambda match: "\n" if match["break"] else "", text)
        yield from substitutions(_COMMENT, "", text)


def thrown_marks(text: str) -> Iterator[Edit]:
    """A final mark that a bidi mishap put at the start of its line goes to the line's end."""
    for match in _THROWN.finditer(text) if _THROWN_SIGN.search(f"\n{text}") else ():
        yield Edit(match.start(), match.start("line"), "")
        yield Edit(match.end("line"), match.end("line"), match["mark"])
