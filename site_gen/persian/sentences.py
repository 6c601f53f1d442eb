"""Where sentences end, in Persian and in English.

A final mark ends a sentence, with the quotes and brackets that close after it, unless it belongs
to an abbreviation, an initial, a number, an ellipsis in mid-sentence or an address. A line break
ends one too: what is left in a block by then is verse, a list, an address or a heading.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from site_gen.model import PERSIAN, Locale
from site_gen.persian.letters import LETTERS, ZWNJ
from site_gen.remembering import Remembered

_CLOSERS = "»\"”’')\\]›*_`"
_REST = rf"(?P<more>[.!?؟…]*+)(?P<closers>[{_CLOSERS}]*+)(?:\[\^[^\]\s]{{1,20}}\])*(?P<space>\s+)"
# A set of characters comes first, which the search for a beginning is quickest with.
_END = re.compile(rf"[.!?؟…\n](?:(?<=\n)\s*|(?<!\n){_REST})")
_OTHER_ENDS = "\n!?"
_OTHER_ENDS_IN_PERSIAN = f"{_OTHER_ENDS}؟…"
_TOKEN_BEFORE = 40  # characters looked at before a full stop

# Titles and the like stand before a name; the others may end a sentence too.
_TITLES = """
mr mrs ms dr prof rev gen col lt capt sgt gov sen sens rep reps hon st mt ft v vs messrs mme mlle
"""
_ENGLISH_SHORT = """
e.g i.e cf viz al etc inc ltd co corp dept est approx no nos vol vols p pp ed eds fig figs ch sec
jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m u.s u.k u.n d.c ph.d
"""
# Short forms before a number in Persian, too.
_COUNTED = "p pp no nos vol vols ch sec art fig figs eq"
_SHORT_IN_PERSIAN = frozenset(_TITLES.split())
_SHORT_IN_ENGLISH = _SHORT_IN_PERSIAN.union(_ENGLISH_SHORT.split())
_BEFORE_NUMBERS = frozenset(_COUNTED.split())
_PERSIAN_SHORT = re.compile(r"ه\u200d?ـ?\.[قش]|ق\.م|ب\.م|ج\.ا(?:\.ا)?|[رن]\.ک|ص\.پ|ک\.ت|پ\.ن")
_INITIAL = re.compile(rf"(?:^|[\s.(«\"“\[\u200c-])(?:[A-Z]|[{LETTERS}])$")
_BEFORE_INITIAL = ("", ZWNJ)  # within a word
_LIST_NUMBER = re.compile(r"(?:^|\n)\s*[(]?[\d۰-۹]{1,3}$")
_LOWER = re.compile(r"[«\"“'(\[*_]*[a-z]")
_LAST_WORD = re.compile(r"[^\s«\"“'(\[]+$")
_QUOTE_GOES_ON = re.compile(r"(?:[،,؛;:)\-–—]|(?:را|که|گفت|گفته)\b)")


@lru_cache(maxsize=4096)  # the aligner and the page ask for the same
def split_sentences(text: str, locale: Locale) -> tuple[str, ...]:
    """The sentences of a text, white space kept at their ends: joined, they are the text again."""
    ends = _plain_ends(text, locale)
    if ends is None:
        ends = [
            end
            for match in _END.finditer(text)
            if (end := match.end()) < len(text) and _is_end(match, text, locale)
        ]
    if ends and text[: ends[0]].isspace():  # belongs to what stands after it
        del ends[0]
    if not ends:
        return (text,) if text else ()
    return tuple([text[start:end] for start, end in pairwise((0, *ends, len(text)))])


def _plain_ends(text: str, locale: Locale) -> list[int] | None:
    """Where a sentence begins after another, in a text of full stops alone, each with one space or
    a letter behind it, as most texts are; None for any other."""
    others = _OTHER_ENDS if text.isascii() else _OTHER_ENDS_IN_PERSIAN
    for mark in others:  # `any` takes thrice as long
        if mark in text:
            return None
    ends: list[int] = []
    is_persian = locale == PERSIAN
    stop, last = text.find("."), len(text) - 1
    while 0 <= stop < last:
        end = stop + 2
        if text[stop + 1] == " ":
            if end > last or text[end].isspace():
                return None
            if not _is_short_form(text, stop, locale) and (is_persian or _may_begin(text, end)):
                ends.append(end)
        elif not text[stop + 1].isalnum():
            return None
        stop = text.find(".", stop + 1)
    return ends


def _is_end(match: re.Match[str], text: str, locale: Locale) -> bool:
    more, closers, space = match.groups()
    if space is None or "\n" in space:
        return True
    start, end = match.span()
    if not more and text[start] == "." and _is_short_form(text, start, locale):
        return False
    if locale == PERSIAN:
        return not (closers and _QUOTE_GOES_ON.match(text, end))
    return _may_begin(text, end)


def _may_begin(text: str, start: int) -> bool:
    """Whether an English sentence may begin here."""
    return text[start].isupper() or not _LOWER.match(text, start)


def _is_short_form(text: str, stop: int, locale: Locale) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or a list's number."""
    begin = max(0, stop - _TOKEN_BEFORE)
    word = text[max(begin, text.rfind(" ", begin, stop) + 1) : stop]
    if _is_long[word]:
        return False
    short = _SHORT_IN_PERSIAN if locale == PERSIAN else _SHORT_IN_ENGLISH
    if _is_word(word):
        return word.lower() in short or _is_before_number(word, text, stop)
    before = text[begin:stop]
    if _INITIAL.search(before) or _LIST_NUMBER.search(before):
        return True
    found = _LAST_WORD.search(before)
    return found is not None and (
        found[0].lower() in short
        or _is_before_number(found[0], text, stop)
        or (locale == PERSIAN and _PERSIAN_SHORT.fullmatch(found[0]) is not None)
    )


def _is_word(token: str) -> bool:
    """Whether it is letters alone, and does not end in an initial."""
    return token[-2:-1] not in _BEFORE_INITIAL and token.replace(ZWNJ, "").isalpha()


def _is_surely_long(token: str) -> bool:
    """Whether it is a word and no short form, whatever stands around it in either language."""
    return _is_word(token) and token.lower() not in _SHORT_IN_ENGLISH | _BEFORE_NUMBERS


_is_long = Remembered(_is_surely_long, 1 << 12)  # the last words of sentences come back


def _is_before_number(word: str, text: str, stop: int) -> bool:
    """Whether the word says what a number behind it counts, as in (p. ۱۲)."""
    return word.lower() in _BEFORE_NUMBERS and text[stop + 1 : stop + 3].strip()[:1].isdigit()
