"""A text as it is sent to a machine: placeholders for what must come back as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from site_gen.escaping import escape
from site_gen.model import PERSIAN, UNTRANSLATED, Locale, TermUse
from site_gen.persian.calendar import latin_digits, persian_digits
from site_gen.persian.letters import ZWNJ
from site_gen.translation.markup import Kind, Mark, marks
from site_gen.translation.placeholders import TAG, TOKEN, Hole, Masked, Style, placeholder, sent

_NUMBER = re.compile(r"(?<![\w.,/:–-])\d+(?:[.,٬٫/:–-]\d+)*[%٪]?(?!\w)(?!-[^\W\d])")
_PLURAL = re.compile(r"ها(?:یی?)?(?!\w)|[A-Za-z]s$")
_GROUPED = re.compile(r"\d{1,3}(?:[,٬]\d{3})+(?:[.٫]\d+)?[%٪]?|\d+(?:[.٫]\d+)?[%٪]?")
_TO_PERSIAN = str.maketrans(",.%", "٬٫٪")
_TO_LATIN = str.maketrans("٬٫٪", ",.%")


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
        written.append(sent(text[place:start], style))
        if hole.kind is Kind.ESCAPE:
            written.append(sent(hole.text, style))
        else:
            holes.append(hole)
            written.append(placeholder(len(holes), hole, style))
        place = end
    written.append(sent(text[place:], style))
    return Masked("".join(written), tuple(holes), style)


def _hidden(
    text: str, locales: tuple[Locale, Locale], terms: Sequence[TermUse], labels: Set[str]
) -> Iterator[tuple[int, int, Hole]]:
    """What is hidden in order; of what overlaps, the first is meant."""
    found = marks(text, labels)
    yield from sorted(
        (
            *_of_lookalikes(text),
            *((mark.start, mark.end, _of_mark(mark)) for mark in found),
            *_of_terms(text, terms, found, locales[1]),
            *_of_numbers(text, locales[1]),
        ),
        key=lambda item: item[0],
    )


def _of_mark(mark: Mark) -> Hole:
    if mark.kind is Kind.ESCAPE:
        return Hole(mark.kind, mark.text[1:], "")
    shown = ""
    if mark.kind is Kind.ATOM:
        shown = UNTRANSLATED.sub(r"\1", mark.text).strip("`[]^<>&;")
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
    """What would be taken for a placeholder of ours, with the backslash that escapes it."""
    for pattern in (TOKEN, TAG):
        for match in pattern.finditer(text):
            before = text[: match.start()]
            escaped = (len(before) - len(before.rstrip("\\"))) % 2
            yield match.start() - escaped, match.end(), Hole(Kind.ATOM, escape(match[0]), "")


def _of_numbers(text: str, target: Locale) -> Iterator[tuple[int, int, Hole]]:
    for match in _NUMBER.finditer(text):
        number = _number_in(match[0], target)
        yield *match.span(), Hole(Kind.ATOM, number, number)


def _number_in(number: str, target: Locale) -> str:
    """The same number in the digits and signs of a locale: 1,200.5% is ۱٬۲۰۰٫۵٪."""
    to_signs = _TO_PERSIAN if target == PERSIAN else _TO_LATIN
    signed = number.translate(to_signs) if _GROUPED.fullmatch(number) else number
    return persian_digits(signed) if target == PERSIAN else latin_digits(signed)
