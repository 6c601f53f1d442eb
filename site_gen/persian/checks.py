"""What restoration leaves alone and a person should look at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from msgspec import Struct

from site_gen.model import Markup
from site_gen.patterns import later
from site_gen.persian.edits import Edit, apply
from site_gen.persian.letters import LETTERS, MARKS, WORD_CHARS, unusual
from site_gen.persian.protect import protected_spans

# It begins with what is before the word: a set of characters is soonest found.
_DOUBLED = later(f"[^{WORD_CHARS}]([{WORD_CHARS}]{{2,40}}+)[ \n]+\\1(?![{WORD_CHARS}])")
_LONGEST = 30  # letters
_LONG = later(f"[{LETTERS}{MARKS}]{{{_LONGEST},}}+")
_BRACKETS = {"«": "»", "(": ")", "[": "]", "{": "}"}
_CLOSING = frozenset(_BRACKETS.values())
_BRACKET = later(r"[«»()\[\]{}\"]|(?<!\S)(?:\d{1,3}|[^\W\d]|الف)\)")
_QUOTE_OR_BRACKET = later(r"[«»()\[\]{}\"]")
_LETTERS = later(r"[^\W\d_]+")
_PERSIAN_LETTERS = later(f"[{LETTERS}]+")
_FOREIGN_LETTERS = later(f"[^\\W\\d_{LETTERS}]+")
# The two letters stand first: a pattern that begins with letters is searched for fast.
_ARTICLE = (
    f"ال(?:(?<![{WORD_CHARS}]ال)|(?<=[وفبلكک]ال)(?<![{WORD_CHARS}][وفبلكک]ال))[{LETTERS}]{{2,}}"
)
_WITH_ARTICLE = later(_ARTICLE)
_ARABIC = later(f"{_ARTICLE}|[{LETTERS}]ة(?![{WORD_CHARS}])")
_WORD = later(f"[{WORD_CHARS}]+")
_MARK = later(f"[{MARKS}]+")
_FEWEST_LETTERS, _FEWEST_WORDS = 30, 4

#: Adverbs and exclamations made by saying a word twice.
_REDUPLICATED = frozenset(
    (
        *("کم", "آرام", "یکی", "دانه", "نم", "تک", "تند", "زود", "یواش", "خرده", "ذره", "قدم"),
        *("گروه", "دسته", "خیلی", "نرم", "پاره", "تکه", "چاک", "وای", "نه", "بله", "آری", "هی"),
        *("جدا", "فوج", "رفته", "سال", "روز", "کشان", "گاه", "قطره", "پله", "خط", "جزء", "فرد"),
        "بی",  # بی بی سی
    )
)


class Doubt(NamedTuple):
    """One thing to look at: the place in the text and what to say."""

    place: int
    message: str
    hint: str


def doubled_words(text: str) -> Iterator[Doubt]:
    """The same word twice in a row (برای برای)."""
    for match in _DOUBLED.finditer(f" {text}"):
        if match[1] not in _REDUPLICATED:
            yield Doubt(
                match.start(), f"the word «{match[1]}» stands twice", "delete one if it is a slip"
            )


def long_words(text: str) -> Iterator[Doubt]:
    """A word longer than any Persian word: spaces were lost."""
    place = 0
    while place + _LONGEST <= len(text):
        after = text.rfind(" ", place, place + _LONGEST) + 1
        if not after:  # so long without a space: only there is a word worth a search
            after = text.find(" ", place) + 1 or len(text)
            for match in _LONG.finditer(text, place, after):
                message = f"a word of {len(match[0])} letters"
                yield Doubt(match.start(), message, "spaces may be missing")
        place = after


def brackets(text: str) -> Iterator[Doubt]:
    """Quotes and brackets that open and never close, or close and never opened."""
    if not _QUOTE_OR_BRACKET.search(text):
        return
    still_open: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(text):
        sign = match[0]
        if sign in _BRACKETS:
            still_open.append((_BRACKETS[sign], match.start()))
        elif sign in _CLOSING and (not still_open or still_open.pop()[0] != sign):
            yield _unbalanced(text, match.start())
            return
    if still_open:
        yield _unbalanced(text, still_open[-1][1])
    elif text.count('"') % 2:
        yield _unbalanced(text, text.rindex('"'))


def _unbalanced(text: str, place: int) -> Doubt:
    return Doubt(place, f"“{text[place]}” has no partner", "add the other half or delete it")


def not_persian(text: str) -> Iterator[Doubt]:
    """A paragraph in Latin letters, or in Arabic; addresses and code alone are no paragraph."""
    arabic = is_arabic(text)
    if not arabic and _length(_FOREIGN_LETTERS, unusual(text)) <= _FEWEST_LETTERS / 2:
        return
    prose = _prose(text)
    letters = _length(_LETTERS, prose)
    if letters < _FEWEST_LETTERS or len(prose.split()) < _FEWEST_WORDS:
        return
    if _length(_PERSIAN_LETTERS, prose) < letters / 2:
        yield Doubt(0, "a paragraph that is not in Persian letters", "is it in the right file?")
        return
    if arabic:
        yield Doubt(0, "a paragraph that looks Arabic", "mark it as a quotation, or keep it")


def _length(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


def _prose(text: str) -> str:
    """The text without addresses, code and markup."""
    edits = (Edit(*span, " ") for span in protected_spans(text, (), Markup.MARKDOWN))
    return apply(text, edits)


def is_arabic(text: str) -> bool:
    """Whether more than a third of at least a few words have the Arabic article or a final ة."""
    if "ال" not in text and "ة" not in text:
        return False
    text = _MARK.sub("", text) if _MARK.search(unusual(text)) else text
    found = len((_ARABIC if "ة" in text else _WITH_ARTICLE).findall(text))
    if not found:
        return False
    words = len(_WORD.findall(text))
    return words >= _FEWEST_WORDS and found > words / 3


class Check(Struct, frozen=True):
    """One thing to look for: `find` gives its doubts about a paragraph.

    Where it is `flat`, it finds in paragraphs that a NUL parts what it finds in each of them; where
    there are `signs`, it finds something only where one of them is among the unusual characters.
    """

    find: Callable[[str], Iterator[Doubt]]
    flat: bool = False
    signs: re.Pattern[str] | None = None

    def find_all(self, paragraphs: Sequence[str]) -> Iterator[tuple[int, Doubt]]:
        """Its doubts about several paragraphs, with the number of each; the same that it has one by
        one, but for what is seen of all at once."""
        if self.flat:
            starts = [0, *accumulate(len(text) + 1 for text in paragraphs)]
            for doubt in self.find("\0".join(paragraphs)):
                number = bisect_right(starts, doubt.place) - 1
                yield number, doubt._replace(place=doubt.place - starts[number])
            return
        for number, text in enumerate(paragraphs):
            if self.signs is None or self.signs.search(unusual(text)):
                yield from ((number, doubt) for doubt in self.find(text))


CHECKS: dict[str, Check] = {
    "doubled-word": Check(doubled_words, flat=True),
    "long-word": Check(long_words, flat=True),
    "unbalanced": Check(brackets, signs=_QUOTE_OR_BRACKET),
    "not-persian": Check(not_persian),
}


def doubts_of(
    paragraphs: Sequence[str], checks: Mapping[str, Check]
) -> list[tuple[int, str, Doubt]]:
    """The number of the paragraph, the check's name and the doubt, paragraph by paragraph."""
    found = [
        (number, name, doubt)
        for name, check in checks.items()
        for number, doubt in check.find_all(paragraphs)
    ]
    return sorted(found, key=itemgetter(0))
