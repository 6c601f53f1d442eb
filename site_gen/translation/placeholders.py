"""What must come back from a machine as it was: hidden from it, and put in place again.

Markup, addresses, code, numbers, footnote marks and terms become placeholders. There are two
spellings of them, as services differ: `TAGS` of HTML, whose contents a service may read but not
translate, and `TOKENS` for services that know no markup. Services move placeholders about, set
spaces into them, change their case and their digits; all that is understood.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum

from site_gen.escaping import escape
from site_gen.model import PERSIAN, Locale, TermUse
from site_gen.persian.calendar import latin_digits, persian_digits
from site_gen.persian.letters import ZWNJ
from site_gen.translation.markup import Kind, Mark, marks

_NUMBER = re.compile(r"(?<![\w.,/:–-])\d+(?:[.,٬٫/:–-]\d+)*[%٪]?(?!\w)(?!-[^\W\d])")
_PLURAL = re.compile(r"ها(?:یی?)?(?!\w)|[A-Za-z]s$")
_GROUPED = re.compile(r"\d{1,3}(?:[,٬]\d{3})+(?:[.٫]\d+)?[%٪]?|\d+(?:[.٫]\d+)?[%٪]?")
_TO_PERSIAN = str.maketrans(",.%", "٬٫٪")
_TO_LATIN = str.maketrans("٬٫٪", ",.%")

_STOP = re.compile(r" *[.,;:!?؟،؛…»)](?:\s|\Z)")
# Brackets of any kind may come back for ours, and an × or a Cyrillic letter for the X.
_OPENING, _CLOSING, _EX = r"[\[\](（［【{⟦]", r"[\[\])）］】}⟧]", "[XxХх×]"
_TOKEN = re.compile(rf"{_OPENING}\s*{_EX}\s*(?P<id>\d+)\s*{_EX}\s*{_CLOSING}")
_SPAN = re.compile(r"<span [^<>]*>[^<>]*</span>")
_SPAN_END = re.compile(r"<\s*/\s*span\s*>", re.IGNORECASE)
_TAG = re.compile(
    r"<\s*(?P<end>/?)\s*(?P<name>span|a)(?:\s[^<>]*?[\"'“”«»=\s](?P<id>\d+)[^<>]*)?\s*>",
    re.IGNORECASE,
)


class Style(Enum):
    """How placeholders are spelled."""

    TOKENS = "tokens"  # [X1X]
    TAGS = "tags"  # <a id="1">words</a>, <span id="2" translate="no">what it is</span>


@dataclass(frozen=True, slots=True)
class Hole:
    """Something hidden: what to put in its place, and what a machine may read there.

    `pair` is that of both ends of a piece of markup, -1 for what stands by itself.
    """

    kind: Kind
    text: str
    shown: str
    pair: int = -1


@dataclass(frozen=True, slots=True)
class Masked:
    """A text as it is sent; the number of a placeholder is its place among the holes, from 1."""

    text: str
    holes: tuple[Hole, ...]
    style: Style


@dataclass(frozen=True, slots=True)
class Restored:
    """A text with everything in its place, and what was hidden and is lost."""

    text: str
    lost: tuple[str, ...] = ()


def mask(
    text: str,
    locales: tuple[Locale, Locale],
    style: Style,
    *,
    terms: Sequence[TermUse] = (),
    labels: Set[str] = frozenset(),
) -> Masked:
    """Hide what must not be translated in inline Markdown, from the first locale to the second.

    `terms` are uses of the glossary in the text; those of one place are left to the machine.
    """
    holes: list[Hole] = []
    written: list[str] = []
    place = 0
    for start, end, hole in _hidden(text, locales, terms, labels):
        if start < place:
            continue
        written.append(_sent(text[place:start], style))
        if hole.kind is Kind.ESCAPE:
            written.append(_sent(hole.text, style))
        else:
            holes.append(hole)
            written.append(_placeholder(len(holes), hole, style))
        place = end
    written.append(_sent(text[place:], style))
    return Masked("".join(written), tuple(holes), style)


def restore(answer: str, masked: Masked) -> Restored:
    """The answer of a machine as inline Markdown, whatever it did to the placeholders.

    What is lost of a pair, or comes in the wrong order, is left out with its other end.
    """
    pieces = list(_pieces(answer, masked))
    kept = _kept(pieces, masked.holes)
    lost = (hole.text for number, hole in enumerate(masked.holes) if number not in kept)
    return Restored(_joined(pieces, kept, masked.holes), tuple(lost))


def words_of(text: str, style: Style) -> str:
    """What of a masked text is there to be translated; empty where nothing is."""
    if style is Style.TAGS:
        text = html.unescape(_TAG.sub(" ", _SPAN.sub(" ", text)))
    text = _TOKEN.sub(" ", text)
    return text if any(map(str.isalnum, text)) else ""


# --- hiding -------------------------------------------------------------------------------------


def _hidden(
    text: str, locales: tuple[Locale, Locale], terms: Sequence[TermUse], labels: Set[str]
) -> Iterator[tuple[int, int, Hole]]:
    """What is hidden in order; of what overlaps, the first is meant."""
    found = marks(text, labels)
    yield from sorted(
        (
            *((mark.start, mark.end, _of_mark(mark)) for mark in found),
            *_of_terms(text, terms, found, locales[1]),
            *_of_lookalikes(text),
            *_of_numbers(text, locales[1]),
        ),
        key=lambda item: item[:2],
    )


def _of_mark(mark: Mark) -> Hole:
    if mark.kind is Kind.ESCAPE:
        return Hole(mark.kind, mark.text[1:], "")
    shown = mark.text.strip("`[]^<>&;") if mark.kind is Kind.ATOM else ""
    # Low lines beside letters are no emphasis, and who knows where the words will stand.
    text = mark.text.replace("_", "*") if set(mark.text) == {"_"} else mark.text
    return Hole(mark.kind, text, shown, mark.pair)


def _of_terms(
    text: str, terms: Sequence[TermUse], found: Sequence[Mark], target: Locale
) -> Iterator[tuple[int, int, Hole]]:
    places = [use.start for use in terms]
    for use in terms:
        overlaps = any(mark.start < use.end and use.start < mark.end for mark in found)
        if places.count(use.start) == 1 and not overlaps:
            said = _term_in_target(text[use.start : use.end], use, target)
            yield use.start, use.end, Hole(Kind.ATOM, said, said)


def _term_in_target(written: str, use: TermUse, target: Locale) -> str:
    """What to write for a term: its first form, in the plural where the text has that."""
    if use.term.do_not_translate:
        return written
    said = use.term.forms[target.code][0]
    forms = (form for forms in use.term.forms.values() for form in forms)
    if not _PLURAL.search(written) or any(map(_PLURAL.search, forms)):
        return said
    return f"{said}{ZWNJ}ها" if target == PERSIAN else _english_plural(said)


def _english_plural(noun: str) -> str:
    if re.search("(?:s|x|z|ch|sh)$", noun):
        return f"{noun}es"
    return re.sub("([^aeiou])y$", r"\1ie", noun) + "s"


def _of_lookalikes(text: str) -> Iterator[tuple[int, int, Hole]]:
    """What would be taken for a placeholder of ours."""
    for pattern in (_TOKEN, _TAG):
        for match in pattern.finditer(text):
            yield *match.span(), Hole(Kind.ATOM, escape(match[0]), "")


def _of_numbers(text: str, target: Locale) -> Iterator[tuple[int, int, Hole]]:
    for match in _NUMBER.finditer(text):
        number = _number_in(match[0], target)
        yield *match.span(), Hole(Kind.ATOM, number, number)


def _number_in(number: str, target: Locale) -> str:
    """The same number in the digits and signs of a locale: 1,200.5% is ۱٬۲۰۰٫۵٪."""
    to_signs = _TO_PERSIAN if target == PERSIAN else _TO_LATIN
    signed = number.translate(to_signs) if _GROUPED.fullmatch(number) else number
    return persian_digits(signed) if target == PERSIAN else latin_digits(signed)


def _sent(text: str, style: Style) -> str:
    return html.escape(text, quote=False) if style is Style.TAGS else text


def _placeholder(number: int, hole: Hole, style: Style) -> str:
    if style is Style.TOKENS:
        return f"[X{number}X]"
    if hole.kind is Kind.ATOM:
        shown = html.escape(hole.shown, quote=False)
        return f'<span id="{number}" translate="no" class="notranslate">{shown}</span>'
    return f'<a id="{number}">' if hole.kind is Kind.OPEN else "</a>"


# --- putting back -------------------------------------------------------------------------------

#: A piece of an answer: text, or the index of a hole; -1 is a placeholder that nobody sent.
Piece = str | int


def _pieces(answer: str, masked: Masked) -> Iterator[Piece]:
    if masked.style is Style.TAGS:
        return _tagged(html.unescape(answer), masked.holes)
    return _tokened(answer, len(masked.holes))


def _tokened(answer: str, count: int) -> Iterator[Piece]:
    place = 0
    for match in _TOKEN.finditer(answer):
        yield answer[place : match.start()]
        yield _index(match["id"], count)
        place = match.end()
    yield answer[place:]


def _index(number: str, count: int) -> int:
    """The digits may be of any script."""
    return int(number) - 1 if 0 < int(number) <= count else -1


def _tagged(answer: str, holes: Sequence[Hole]) -> Iterator[Piece]:
    """An end tag belongs to the tag that was opened last; what a span holds is not text."""
    opened: list[int] = []
    place = 0
    for match in _TAG.finditer(answer):
        if match.start() < place:
            continue
        yield answer[place : match.start()]
        place = match.end()
        if match["end"]:
            if match["name"].lower() == "a" and opened:
                yield _other_end(opened.pop(), holes)
            continue
        index = _index(match["id"] or "0", len(holes))
        yield index
        if match["name"].lower() == "a":
            opened.append(index)
        elif end := _SPAN_END.search(answer, place):
            place = end.end()
    yield answer[place:]


def _other_end(index: int, holes: Sequence[Hole]) -> int:
    pair = holes[index].pair if index >= 0 else -1
    ends = (n for n, hole in enumerate(holes) if hole.pair == pair and n != index)
    return next(ends, -1) if pair >= 0 else -1


def _kept(pieces: Sequence[Piece], holes: Sequence[Hole]) -> dict[int, int]:
    """The holes that are put back, each with the place of the piece that is for it.

    Of a doubled placeholder the first counts. Pairs must hold something, and not cross.
    """
    kept: dict[int, int] = {}
    opened: list[tuple[int, int]] = []  # holes with their places
    for place, piece in enumerate(pieces):
        if not isinstance(piece, int) or piece < 0 or piece in kept:
            continue
        hole = holes[piece]
        if hole.kind is Kind.ATOM:
            kept[piece] = place
        elif hole.kind is Kind.OPEN and piece not in (index for index, _ in opened):
            opened.append((piece, place))
        elif hole.kind is Kind.CLOSE:
            depth = next((n for n, (i, _) in enumerate(opened) if holes[i].pair == hole.pair), -1)
            if depth >= 0 and _holds_something(pieces[opened[depth][1] + 1 : place]):
                kept |= {opened[depth][0]: opened[depth][1], piece: place}
                del opened[depth:]
    return kept


def _holds_something(pieces: Sequence[Piece]) -> bool:
    return any(piece.strip() if isinstance(piece, str) else piece >= 0 for piece in pieces)


def _joined(pieces: Sequence[Piece], kept: Mapping[int, int], holes: Sequence[Hole]) -> str:
    """The text; white space that got into a pair is set outside, and none is before a note."""
    text = ""
    opened = -1  # where the markup begins that the text ends with
    for place, piece in enumerate(pieces):
        if isinstance(piece, str):
            core = piece.lstrip(" ") if opened >= 0 or text.endswith(" ") else piece
            if place and _STOP.match(piece):  # services set a space before it
                text, core = text.rstrip(" "), piece.lstrip(" ")
            if opened > 0 and core != piece and not text[opened - 1].isspace():
                text = f"{text[:opened]} {text[opened:]}"
            text += escape(core)
            opened = opened if not piece.strip() else -1
        elif kept.get(piece) == place:
            opened = len(text) if holes[piece].kind is Kind.OPEN and opened < 0 else opened
            text = _with_hole(text, holes[piece])
            opened = opened if holes[piece].kind is Kind.OPEN else -1
    return text


def _with_hole(text: str, hole: Hole) -> str:
    bare = text.rstrip(" ")
    if hole.kind is Kind.CLOSE:
        return bare + hole.text + text[len(bare) :]
    return (bare if hole.text.startswith("[^") else text) + hole.text
