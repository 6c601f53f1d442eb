"""Inline runs of the other script get a language and a direction of their own.

Without them the bidirectional algorithm (Unicode UAX #9) has to guess where a Latin name inside
Persian ends, a screen reader reads it in the wrong voice, and the wrong font is taken.

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
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from html import unescape
from itertools import accumulate, pairwise

from markupsafe import Markup, escape
from msgspec import Struct

from site_gen.model import ENGLISH, PERSIAN, Locale, other

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
_GROUPS = (  # a date, a card; a number to call, which begins with zero
    rf"{_DIGIT}++(?:-{_DIGIT}++){{2,}}+|[0۰٠]{_DIGIT}{{2,3}}+(?:[- ]{_DIGIT}++)++"
)
_SUM = rf"{_NUMBER}(?: ?[+\u2212×÷=] ?{_NUMBER})++"
_WHOLE = rf"{_NEW}(?<![-–.,/:٫٬])(?:(?:{_GROUPS}|{_SUM})(?![^\W_]|[-–]\w)|{_NUMBER}{_SCALE})"
_MARK = rf"(?<![^\s(«“])(?:--|~?/|-(?=[{_LATIN}](?![\w-])))"  # of an option, of a path

_LATIN_RUN = re.compile(
    rf"(?=[-+\u00B1\u2212~/0-9{_ARABIC_DIGITS}{_LATIN}{_MONEY}])(?:{_SIGNED}|{_WHOLE}"  # seen soon
    rf"|(?:{_SIGN}|{_MARK}(?=[{_LATIN}]))?(?:[0-9]++(?:[-.,/:][0-9]++)*+-?)?[{_LATIN}]"
    rf"(?:[^{_ARABIC}{_ARABIC_DIGITS}{_ENDS}،؛؟]*[{_LATIN}{_LATIN_DIGITS}])?"
    r"(?:\+{1,2}(?!\w)|#|/+|(?<=\.[A-Z])\.|[!?]+(?=[»”\"]))?)"
)
_ARABIC_RUN = re.compile(
    rf"[{_ARABIC}](?:[^{_LATIN}{_ENDS},;]*[{_ARABIC}{_ARABIC_DIGITS}][%٪‰{_MONEY}]?)?"
)
_COUNT = re.compile(  # a number before a run
    rf"[-+\u2212{_MONEY}]?[{_ARABIC_DIGITS}][{_ARABIC_DIGITS}.,/:٫٬%٪‰°–-]*+ ?\Z"
)
_LONGEST_COUNT = 40  # characters
_BEFORE_LETTERS = re.compile(rf"[^{_ARABIC}\n]+")
_LOOSE = re.compile(rf"(?<={_DIGIT})(?:[%٪‰°{_MONEY}]|-(?={_DIGIT}))")
_LOOSE_MARK = re.compile(rf"[-%٪‰°{_MONEY}]")
_PERSIAN_LETTER = re.compile(f"[{_ARABIC}]")
_DEGREES = re.compile(rf"[^{_LATIN}]+°[CF]")
_LETTER = re.compile(f"[{_LATIN}{_ARABIC}]")
_BRACKETS = {")": "(", "]": "["}

#: A tag of well-formed HTML; splitting by it gives texts and tags in turn.
TAG = re.compile(r"(<(?:\"[^\"]*\"|[^\">])*>)")


def isolate_text(text: str, locale: Locale) -> Markup:
    """Plain text of `locale` as HTML, each run of the other script in a `span` of its own."""
    runs = list(foreign_runs(text, locale))
    if not runs:
        return escape(text)
    parts: list[str] = []
    end = 0
    for start, stop in runs:
        run = text[start:stop]
        inner = escape(run) if locale == PERSIAN else isolate_text(run, PERSIAN)
        parts += (escape(text[end:start]), _opening(run, locale), inner, "</span>")
        end = stop
    return Markup("".join((*parts, escape(text[end:]))))


def isolate_html(html: str, locale: Locale) -> Markup:
    """The same for well-formed inline HTML; what stands in `code` alone is left as it is."""
    if locale != PERSIAN and _PERSIAN_LETTER.search(html):
        html = _isolated(html, PERSIAN, _numbers_of_runs)
    return Markup(_isolated(html, locale, partial(foreign_runs, locale=locale)))


_Runs = Callable[[str], Iterable[tuple[int, int]]]


def _isolated(html: str, locale: Locale, find: _Runs) -> str:
    pieces = _pieces(html, find)
    shown = [piece.html for piece in pieces]
    for first, last in _extents(pieces):
        run = "".join(piece.html for piece in pieces[first : last + 1] if piece.run >= 0)
        opening = _opening(run, locale)
        for begin, end in _wrappable(pieces, first, last):
            core = shown[begin].lstrip()  # a space at the edge of a run is the block's own
            shown[begin] = shown[begin].removesuffix(core) + opening + core
            core = shown[end].rstrip()
            shown[end] = core + "</span>" + shown[end].removeprefix(core)
    return "".join(shown)


def _opening(run: str, locale: Locale) -> str:
    foreign = other(locale)
    if _LOOSE_MARK.fullmatch(run):
        return f'<span dir="{locale.direction}">'
    lang = f' lang="{foreign.code}"' if _LETTER.search(run) and not _DEGREES.fullmatch(run) else ""
    return f'<span{lang} dir="{foreign.direction}">'


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


def _numbers_of_runs(text: str) -> Iterator[tuple[int, int]]:
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


class _Piece(Struct, frozen=True):
    """A tag, or text that lies wholly in run number `run` or in none (-1)."""

    html: str
    depth: int = 0  # how much deeper the HTML is after it
    run: int = -1
    in_code: bool = False


def _pieces(html: str, find: _Runs) -> list[_Piece]:
    parts = TAG.split(html)
    texts = [
        ("\n" if part.startswith("<br") else "") if index % 2 else unescape(part)
        for index, part in enumerate(parts)
    ]
    starts = list(accumulate(map(len, texts), initial=0))
    runs = list(find("".join(texts)))
    borders = sorted({border for run in runs for border in run})
    pieces: list[_Piece] = []
    in_code = False
    for index, (part, text) in enumerate(zip(parts, texts, strict=True)):
        if index % 2:
            in_code = part.startswith("<code") or (in_code and part != "</code>")
            pieces.append(_Piece(part, depth_of(part)))
            continue
        for begin, end in _cut(starts[index], starts[index + 1], borders):
            number = bisect_right(runs, (begin, len(html))) - 1
            inside = number >= 0 and begin < runs[number][1]
            shown = str(escape(text[begin - starts[index] : end - starts[index]]))
            pieces.append(_Piece(shown, 0, number if inside else -1, in_code))
    return pieces


def depth_of(tag: str) -> int:
    """How much deeper well-formed HTML is after a tag."""
    if tag.startswith(("<br", "<img")):
        return 0
    return -1 if tag.startswith("</") else 1


def _cut(start: int, end: int, borders: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretch from `start` to `end` in pieces that end at the borders inside it."""
    inside = borders[bisect_right(borders, start) : bisect_left(borders, end)]
    return pairwise((start, *inside, end)) if start < end else iter(())


def _extents(pieces: Sequence[_Piece]) -> Iterator[tuple[int, int]]:
    """The first and the last piece of each run."""
    found: dict[int, tuple[int, int]] = {}
    for index, piece in enumerate(pieces):
        if piece.run >= 0:
            found[piece.run] = found.get(piece.run, (index, index))[0], index
    return iter(found.values())


def _wrappable(pieces: Sequence[_Piece], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretches of pieces to wrap for a run: one, or its texts where tags cross it."""
    if all(piece.in_code for piece in pieces[first : last + 1]):
        return
    unopened, unclosed = _open_ends(pieces[first : last + 1])
    begin, end = first - unopened, last + unclosed
    widened = (*pieces[max(begin, 0) : first], *pieces[last + 1 : end + 1])
    only_tags = len(widened) == unopened + unclosed and all(piece.depth for piece in widened)
    if only_tags and _open_ends(pieces[begin : end + 1]) == (0, 0):
        yield begin, end
        return
    for index in range(first, last + 1):
        if pieces[index].run >= 0 and not pieces[index].in_code:
            yield index, index


def _open_ends(pieces: Sequence[_Piece]) -> tuple[int, int]:
    """How many tags are closed that were not opened here, and opened that are not closed."""
    depth = lowest = 0
    for piece in pieces:
        depth += piece.depth
        lowest = min(lowest, depth)
    return -lowest, depth - lowest
