"""Where the markup of a text stands: what of inline Markdown is not words.

It reads as the pages do: emphasis may touch letters, what never closes is text.
"""

from __future__ import annotations

import re
from collections.abc import Set
from enum import Enum, auto

from msgspec import Struct

from site_gen.model import UNTRANSLATED
from site_gen.patterns import later

_ATOM = (
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<atom>(?<!`)(?P<ticks>`+)(?!`)[\s\S]+?(?<!`)(?P=ticks)(?!`)"  # code
    r"|<!--[\s\S]*?-->|<[a-z][a-z0-9+.-]{1,31}:[^<>\s]*>|<[^\s<>@]+@[^\s<>]+>"
    r"|\[\^[^\]\s]+\]"  # a footnote's mark
    rf"|{UNTRANSLATED.pattern.replace('(', '(?:').replace('(?:?', '(?')}"
    r"|(?:https?|ftp)://[^\s<>«»\"،؛)\]*\\]*[^\s<>«»\"،؛)\]*\\.,:;!?؟]|(?<!\w)www\.[\w-]+\.[\w./-]*\w"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"
    r"|&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});)"
)
_TOKEN = later(
    _ATOM + r"|(?P<open>!\[(?!\^)|\[)|(?P<close>\])|(?P<run>\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w))"
)
_ADDRESS = later(
    r"\(\s*(?:<[^<>\n]*>|(?:[^()\s]|\\[()]|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_LABEL = later(r" ?\[([^\[\]]*)\]")
_MOST_OPEN = 500  # as many brackets as a page reads


class Kind(Enum):
    """What a piece of markup is."""

    ATOM = auto()  # stands by itself: code, an address, a footnote's mark
    OPEN = auto()  # of emphasis, of a link
    CLOSE = auto()
    ESCAPE = auto()  # a backslash and the character that it makes text


class Mark(Struct, frozen=True):
    """A piece of markup: its place in characters, and what to write for it elsewhere.

    The two marks of a pair have the same `pair`, counted from 0; others have -1.
    """

    start: int
    end: int
    kind: Kind
    text: str
    pair: int = -1


class _Opened(Struct):
    """Something that has begun and may not end."""

    start: int
    sign: str


def marks(text: str, labels: Set[str] = frozenset()) -> tuple[Mark, ...]:
    """The markup of inline Markdown, in order; `labels` are those of links defined elsewhere.

    A link by its own words, `[words]`, gets its label written out, as the words will change.
    """
    found: list[Mark] = []
    opened: list[_Opened] = []
    place = 0
    while match := _TOKEN.search(text, place):
        place = match.end()
        if match["escape"] or match["atom"]:
            kind = Kind.ESCAPE if match["escape"] else Kind.ATOM
            found.append(Mark(match.start(), place, kind, match[0]))
        elif match["open"]:
            opened.append(_Opened(match.start(), match[0]))
        elif match["close"]:
            place = _close_link(text, match.start(), opened, found, labels)
        else:
            _emphasis(text, match, opened, found)
    return tuple(sorted(found, key=lambda mark: mark.start))


def words_only(text: str) -> str:
    """The text with spaces in place of its markup, so that every word stays where it is."""
    pieces: list[str] = []
    place = 0
    for mark in marks(text):
        kept = mark.text[1:] if mark.kind is Kind.ESCAPE else ""
        pieces += text[place : mark.start], kept.rjust(mark.end - mark.start)
        place = mark.end
    return "".join((*pieces, text[place:]))


def _pair(found: list[Mark], start: tuple[int, str], end: tuple[int, int, str]) -> None:
    number = len(found)
    found.append(Mark(start[0], start[0] + len(start[1]), Kind.OPEN, start[1], number))
    found.append(Mark(end[0], end[1], Kind.CLOSE, end[2], number))


def _close_link(
    text: str, bracket: int, opened: list[_Opened], found: list[Mark], labels: Set[str]
) -> int:
    """Close the link that ends with this bracket, if one does; the place to read on from."""
    index = _last_bracket(opened)
    if index is None:
        return bracket + 1
    begun = opened[index]
    del opened[index:]
    words = text[begun.start + len(begun.sign) : bracket]
    end, written = _destination(text, bracket, words, labels)
    if not written:
        return bracket + 1
    _pair(found, (begun.start, begun.sign), (bracket, end, written))
    return end


def _last_bracket(opened: list[_Opened]) -> int | None:
    recent = range(len(opened) - 1, max(len(opened) - _MOST_OPEN, 0) - 1, -1)
    return next((index for index in recent if opened[index].sign.endswith("[")), None)


def _destination(text: str, bracket: int, words: str, labels: Set[str]) -> tuple[int, str]:
    """Where a link ends, and how its end is written; nothing where it is none."""
    if address := _ADDRESS.match(text, bracket + 1):
        return address.end(), f"]{address[0]}"
    label = _LABEL.match(text, bracket + 1)
    if label and (label[1] or words).lower() in labels:
        return label.end(), f"][{label[1] or words}]"
    if words.lower() in labels:
        return bracket + 1, f"][{words}]"
    return bracket + 1, ""


def _emphasis(text: str, match: re.Match[str], opened: list[_Opened], found: list[Mark]) -> None:
    """A run of stars or low lines: it closes what is open, and what is left of it opens."""
    run, start = match[0], match.start()
    if not text[start - 1 : start].isspace() and start:
        while run and opened and (width := _closes(opened[-1].sign, run)):
            begun = opened.pop()
            rest = len(begun.sign) - width
            _pair(found, (begun.start + rest, run[:width]), (start, start + width, run[:width]))
            if rest:
                opened.append(_Opened(begun.start, begun.sign[:rest]))
            run, start = run[width:], start + width
    following = text[match.end() : match.end() + 1]
    if run and following and not following.isspace():
        opened.append(_Opened(start, run))


def _closes(begun: str, run: str) -> int:
    """How many of the signs of a run close what was begun with others."""
    if begun[0] != run[0]:
        return 0
    width = min(len(begun), len(run))
    return width if len(begun) == len(run) or 3 in (len(begun), len(run)) else 0
