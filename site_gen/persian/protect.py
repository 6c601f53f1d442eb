"""What no rule may touch: addresses, kept passages and words, and the markup of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from site_gen.model import UNTRANSLATED, Markup
from site_gen.patterns import later
from site_gen.persian.damage import TAG
from site_gen.persian.edits import Span
from site_gen.persian.letters import WORD_CHARS

#: The marks around what must not be touched; without an end mark, to the end of the paragraph.
KEEP_MARK = later(r"<!--[ ]?/?keep[ ]?-->")

_KEPT = later(
    r"<!--[ ]?keep[ ]?-->(?:(?!<!--[ ]?/keep|\n[ \t]*\n)[\s\S])*(?:<!--[ ]?/keep[ ]?-->)?"
)
# An address within a tag that was left over is part of it: the tag is passed, and not protected.
_ADDRESS = later(
    TAG.pattern + r"|(?P<kept>(?:https?|ftp)://[^\s<>«»\"،؛)\]]+|(?<!\w)www\.[^\s<>«»\"،؛)\]]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+)",
    re.IGNORECASE,
)
_MARKDOWN = later(
    r"(?<!`)(?P<ticks>`+)(?!`)[\s\S]+?(?<!`)(?P=ticks)(?!`)"  # code
    r"|(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)"  # the address of a link
    r"|(?<=\])\[[^\[\]]*\]|\[\^[^\]\s]+\]"  # labels
    rf"|{UNTRANSLATED.pattern}"
    r"|<[^<>\n]+>|&#?\w{2,32};|\\."  # tags, references, escapes
)


def protected_spans(text: str, keep: Iterable[str], markup: Markup) -> list[Span]:
    """Where in the text nothing may change, in order; spans may touch but do not overlap."""
    spans = [span for pattern in _patterns(text, keep, markup) for span in _found(pattern, text)]
    return _merged(sorted(spans))


def _patterns(text: str, keep: Iterable[str], markup: Markup) -> list[re.Pattern[str]]:
    patterns = []
    if "<!--" in text:
        patterns.append(_KEPT)
    if "://" in text or "www." in text or "@" in text:
        patterns.append(_ADDRESS)
    if markup is Markup.MARKDOWN:
        patterns.append(_MARKDOWN)
    words = "|".join(re.escape(word) for word in sorted(keep, key=len, reverse=True) if word)
    if words:
        patterns.append(re.compile(f"(?<![{WORD_CHARS}])(?:{words})(?![{WORD_CHARS}])"))
    return patterns


def _found(pattern: re.Pattern[str], text: str) -> Iterable[Span]:
    if pattern is not _ADDRESS:
        return (match.span() for match in pattern.finditer(text))
    return (match.span() for match in pattern.finditer(text) if match["kept"])


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
