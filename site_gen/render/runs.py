"""Which stretches of a text are not of its block's own direction.

A run goes from a letter of the other script to the last one before anything of the block's own
script, with all that stands between: two runs side by side would be set in the block's order,
“New York” as “York New”. That holds across emphasis and links, too.

Numbers in Persian that are read as one from left to right are such a run, too, of no language: with
a sign or a currency before them, with degrees of a scale, a date or a number of a card in groups, a
number to call, a sum. The algorithm would set their signs on the right (W6), and their groups from
the right, after a letter; the CLDR puts U+200E before them (locale `fa`, minusSign and currency
pattern); an element does the same and is not copied with the text. Marks that begin an option or a
path belong to it.

Of a number before all letters the algorithm would set a percent sign, a currency after it and the
hyphen of a range as in English (W4, W5), of one after a letter as in Persian (W2): there these
marks stand in an element of Persian direction, so that both look alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from site_gen.model import ENGLISH, PERSIAN, Locale
from site_gen.patterns import later

#: Stands where a sentence begins while the text becomes HTML. For private use (Unicode 23.5), so
#: that it is neither a letter nor markup; no run goes across it.
BREAK = "\ue000"

# Letters: Basic Latin to Latin Extended-B with combining marks, and raised and lowered digits;
# Arabic, its supplement and presentation forms. Joiners are nobody's: emoji have them as well.
_LATIN = r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\u0300-\u036F"
_LATIN_DIGITS = r"0-9\u00B2\u00B3\u00B9\u2070-\u209C"
_ARABIC = (
    r"\u0610-\u061A\u0620-\u065F\u066E-\u06D3\u06D5-\u06ED\u06FA-\u06FF"
    r"\u0750-\u077F\uFB50-\uFDFF\uFE70-\uFEFC"
)
_ARABIC_DIGITS = r"\u06F0-\u06F9\u0660-\u0669"
_ENDS = rf'\n{BREAK}«»“”"'  # a quotation, or a sentence, is one of its own

_DIGIT = f"[0-9{_ARABIC_DIGITS}]"
_NUMBER = rf"{_DIGIT}++(?:[.,/:٫٬]{_DIGIT}++)*+"
_MONEY = "$¢£¥\u20a0-\u20c0"
_SCALE = r"[ \u00A0]?°[CF]\b"
_NEW = rf"(?<![^\W_])(?<![)\]»”])(?<!{_DIGIT} )"  # what comes is of no word or number before it
_SIGN = rf"{_NEW}(?:[-+\u00B1\u2212][{_MONEY}]?|[{_MONEY}][ \u00A0]?[-+\u2212]?)(?={_DIGIT})"
_PHONE = rf"(?<=\+){_DIGIT}{{1,3}}(?:[- ]{_DIGIT}++){{2,}}+(?!\w)"  # with its country's code
_SIGNED = (
    rf"{_SIGN}(?:{_PHONE}|{_NUMBER}(?:-{_NUMBER})*+(?:{_SCALE}|[%٪‰{_MONEY}]| ?°)?(?![{_LATIN}]))"
)
_FOUR = rf"{_DIGIT}{{4}}(?!{_DIGIT})"
_GROUPS = (  # a date, a card; a number to call, which begins with zero; a card in fours
    rf"{_DIGIT}++(?:-{_DIGIT}++){{2,}}+|[0۰٠]{_DIGIT}{{2,3}}+(?:[- ]{_DIGIT}++)++"
    rf"|{_FOUR}(?:[ \u00A0]{_FOUR}){{3,}}+"
)
_SUM = rf"{_NUMBER}(?: ?[+\u00B1\u2212×÷=] ?{_NUMBER})++"
_WHOLE = rf"{_NEW}(?<![-–.,/:٫٬])(?:(?:{_GROUPS}|{_SUM})(?![^\W_]|[-–]\w)|{_NUMBER}{_SCALE})"
_MARK = (  # of an option, a path, a name such as .NET, @someone, #something
    rf"(?<![^\s(«“{BREAK}])"
    rf"(?:--|(?:~|\.\.?)?/(?:\.\./)*+|-(?=(?:[{_LATIN}]|[a-z]{{2,3}})(?![\w-]))"
    rf"|\*?\.(?=[a-z]|[A-Z]{{2}})|[@#])"
)
_BEFORE_LETTER = (  # as in 1.5GB, ۵G
    rf"[0-9]++(?:[-.,/:][0-9]++)*+-?|[{_ARABIC_DIGITS}]++(?:[.٫][{_ARABIC_DIGITS}]++)?+"
)
# As in A۴, F-۱۶, C++۱۷; an account of a bank, in groups.
_AFTER_LETTER = (
    rf"(?<=[{_LATIN}])(?:-|\+\+?)?[{_ARABIC_DIGITS}]++"
    rf"(?:(?<=\b[A-Z]{{2}}[{_ARABIC_DIGITS}]{{2}})(?: [{_ARABIC_DIGITS}]{{2,4}}(?!\w))++)?"
)
_LATIN_RUN = later(
    rf"(?=[-+\u00B1\u2212~/.@#*0-9{_ARABIC_DIGITS}{_LATIN}{_MONEY}])"  # seen soon
    rf"(?:{_SIGNED}|{_WHOLE}"
    rf"|(?:{_SIGN}|{_MARK}(?=[{_LATIN}]))?(?:{_BEFORE_LETTER})?[{_LATIN}]"
    rf"(?:(?:[^{_ARABIC}{_ARABIC_DIGITS}{_ENDS}،؛؟]|{_AFTER_LETTER})*"
    rf"(?:[{_LATIN}{_LATIN_DIGITS}]|{_AFTER_LETTER}))?"
    r"(?:\+{1,2}(?!\w)|#|/+|(?<=\.[A-Z])\.|[!?]+(?=[»”\"]))?)"
)
_ARABIC_RUN = later(
    rf"[{_ARABIC}](?:[^{_LATIN}{_ENDS},;]*[{_ARABIC}{_ARABIC_DIGITS}][%٪‰{_MONEY}]?)?"
)
_COUNT = later(  # a number before a run
    rf"[-+\u2212{_MONEY}]?[{_ARABIC_DIGITS}][{_ARABIC_DIGITS}.,/:٫٬%٪‰°–-]*+ ?\Z"
)
_LONGEST_COUNT = 40  # characters
_BEFORE_LETTERS = later(rf"[^{_ARABIC}\n]+")
_LOOSE = later(rf"(?<={_DIGIT})(?:[%٪‰°{_MONEY}]|-(?={_DIGIT}))")
_BRACKETS = {")": "(", "]": "["}

#: Marks of a number that are a run of their own, of the block's own direction.
LOOSE_MARK = later(rf"[-%٪‰°{_MONEY}]")
#: A number of degrees, which has a letter and no language.
DEGREES = later(rf"[^{_LATIN}]+°[CF]")
LETTER = later(f"[{_LATIN}{_ARABIC}]")
PERSIAN_LETTER = later(f"[{_ARABIC}]")


def foreign_runs(text: str, locale: Locale) -> Iterable[tuple[int, int]]:
    """Where the runs of the other script begin and end, brackets that they open closed; and in
    Persian numbers that are read from left to right, and marks of those before all letters."""
    if locale != PERSIAN:
        return _with_counts(text)
    loose = list(_loose_marks(text))
    runs = _runs(_LATIN_RUN, text)
    return _without_inner(sorted((*runs, *loose))) if loose else runs


def _loose_marks(text: str) -> Iterator[tuple[int, int]]:
    start, is_line = 0, True
    while is_line:
        if before := _BEFORE_LETTERS.match(text, start):
            yield from (mark.span() for mark in _LOOSE.finditer(text, start, before.end()))
        start = text.find("\n", start) + 1
        is_line = start > 0


def _without_inner(runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs by their beginnings, without those that another one has in it."""
    end = 0
    for run in runs:
        if run[0] >= end:
            yield run
            end = run[1]


def _with_counts(text: str) -> Iterator[tuple[int, int]]:
    """The runs of Persian, each with the number before it."""
    before = 0
    for start, end in _runs(_ARABIC_RUN, text):
        count = _COUNT.search(text, max(before, start - _LONGEST_COUNT), start)
        yield count.start() if count else start, end
        before = end


def numbers_of_runs(text: str) -> Iterator[tuple[int, int]]:
    """The runs of Persian that lie in runs of Persian in a text of the other language."""
    for start, end in foreign_runs(text, ENGLISH):
        for begin, stop in foreign_runs(text[start:end], PERSIAN):
            yield start + begin, start + stop


def _runs(run: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    for match in run.finditer(text):
        end = match.end()
        while text[end : end + 1] in _BRACKETS and _opens(match[0], text[match.end() : end + 1]):
            end += 1
        yield match.start(), end


def _opens(run: str, closers: str) -> bool:
    """Whether the run leaves open what these brackets close."""
    last = closers[-1]
    opened = run.count(_BRACKETS[last])
    return opened > run.count(last) + closers[:-1].count(last)
