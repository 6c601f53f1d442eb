"""Where sentences end, in Persian and in English.

A final mark ends a sentence, with the quotes and brackets that close after it, unless it belongs
to an abbreviation, an initial, a number, an ellipsis in mid-sentence or an address. A line break
ends one too: what is left in a block by then is verse, a list, an address or a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from site_gen.model import PERSIAN, Locale
from site_gen.persian.letters import LETTERS

_CLOSERS = "»\"”’')\\]›*_`"
_MAY_END = re.compile(r"[.!?؟…\n]")
_END = re.compile(
    rf"(?P<marks>[.!?؟…]++)(?P<closers>[{_CLOSERS}]*+)(?:\[\^[^\]\s]{{1,20}}\])*(?P<space>\s+|$)"
    r"|\n\s*"
)
_TOKEN_BEFORE = 40  # characters looked at before a full stop

# Titles and the like stand before a name; the others may end a sentence too.
_TITLES = re.compile(
    r"mrs?|ms|dr|prof|rev|gen|col|lt|capt|sgt|gov|sens?|reps?|hon|st|mt|ft|vs?|messrs|mme|mlle",
    re.IGNORECASE,
)
_ENGLISH_SHORT = re.compile(
    r"e\.g|i\.e|cf|viz|al|etc|inc|ltd|co|corp|dept|est|approx|nos?|vols?|pp?|eds?|figs?|ch|sec"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[ap]\.m|u\.s|u\.k|u\.n|d\.c|ph\.d",
    re.IGNORECASE,
)
_PERSIAN_SHORT = re.compile(r"ه\u200d?ـ?\.[قش]|ق\.م|ب\.م|ج\.ا(?:\.ا)?|[رن]\.ک|ص\.پ|ک\.ت|پ\.ن")
_INITIAL = re.compile(rf"(?:^|[\s.(«\"“\[\u200c-])(?:[A-Z]|[{LETTERS}])$")
_LIST_NUMBER = re.compile(r"(?:^|\n)\s*[(]?[\d۰-۹]{1,3}$")
_LOWER = re.compile(r"[«\"“'(\[*_]*[a-z]")
_LAST_WORD = re.compile(r"[^\s«\"“'(\[]+$")
_QUOTE_GOES_ON = re.compile(r"(?:[،,؛;:)\-–—]|(?:را|که|گفت|گفته)\b)")


@lru_cache(maxsize=512)  # the aligner and the page ask for the same
def split_sentences(text: str, locale: Locale) -> tuple[str, ...]:
    """The sentences of a text, white space kept at their ends: joined, they are the text again."""
    ends = [match.end() for match in _ends(text) if _is_end(match, text, locale)]
    places = [0, *(end for end in ends if end < len(text)), len(text)]
    pieces = [text[start:end] for start, end in pairwise(places)]
    return _with_blanks_joined(pieces)


def _ends(text: str) -> Iterator[re.Match[str]]:
    """What `_END` finds; looking for one of few characters first is faster."""
    at = 0
    while may := _MAY_END.search(text, at):
        match = _END.match(text, may.start())
        if match:
            yield match
        at = match.end() if match else may.end()


def _with_blanks_joined(pieces: list[str]) -> tuple[str, ...]:
    """Pieces of white space only belong to what stands before them, or else after."""
    joined: list[str] = []
    for piece in pieces:
        if joined and (not piece.strip() or not joined[-1].strip()):
            joined[-1] += piece
        elif piece:
            joined.append(piece)
    return tuple(joined)


def _is_end(match: re.Match[str], text: str, locale: Locale) -> bool:
    if match["marks"] is None or match.end() == len(text) or "\n" in match["space"]:
        return True
    following = text[match.end() : match.end() + _TOKEN_BEFORE]
    if match["marks"] == "." and _is_short_form(text, match.start(), locale):
        return False
    if locale == PERSIAN:
        return not (match["closers"] and _QUOTE_GOES_ON.match(following))
    return not _LOWER.match(following)


def _is_short_form(text: str, stop: int, locale: Locale) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or a list's number."""
    before = text[max(0, stop - _TOKEN_BEFORE) : stop]
    if _INITIAL.search(before) or _LIST_NUMBER.search(before):
        return True
    found = _LAST_WORD.search(before)
    word = found[0] if found else ""
    short = _PERSIAN_SHORT if locale == PERSIAN else _ENGLISH_SHORT
    return bool(_TITLES.fullmatch(word) or short.fullmatch(word))
