"""Punctuation as Persian writes it, and the white space around it.

Source: the Academy's orthography (دستور خط فارسی, 1401), the section on spacing of marks.
Marks inside Latin words, numbers and addresses stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from site_gen.patterns import later
from site_gen.persian.edits import Edit, substitutions
from site_gen.persian.letters import LETTERS, MARKS

#: Latin marks for Persian ones, where a Persian letter stands before.
MARK_TABLE = {",": "،", ";": "؛", "?": "؟"}

_PERSIAN = f"[{LETTERS}{MARKS}]"
_SUFFIX = rf"(?:ها|ی|ای|ام|اش|ات)(?!{_PERSIAN})|های"
_LATIN_MARK = later(rf"(?:(?<={_PERSIAN})|(?<={_PERSIAN}[ »)]))[,;?](?![A-Za-z0-9/&=])")
_DOTS = later(r"(?<![./\\])\.{3,}+(?![/\\])")
_QUOTED = later(r'(?<![\dA-Za-z])"([^"“”„«»\n]+)"|[“„]([^"“”„«»\n]+)[”“]')
_HAS_PERSIAN = later(_PERSIAN)
_REVERSED = later(
    r"(?:(?<=[ \n])|^)(?:(?:\)(?=[^\s.،؛:!؟])([^()\n]*)(?<=\S)\(|»(?=[^\s.،؛:!؟])([^«»\n]*)(?<=\S)«"
    r"|\](?=[^\s.،؛:!؟])([^\[\]\n]*)(?<=\S)\[)(?![^\s.،؛:!؟…])"
    r"|\)(?=[^\s.،؛:!؟])[^()\n]* \((?![^()\n]*\)))"  # the space thrown as well: )این (
)
_REVERSED_SIGN = later(r"[)»\]](?:(?<=[ \n].)|(?<=\A.))")
_SPACE_BEFORE = later(
    rf"(?<=[\w{MARKS}»)\]%٪]) +(?=[،؛؟!:.…](?![.\w/\\()\[-]))|(?<=[^\s«(\[]) +(?=[»)\]])"
)
_SPACE_AFTER_OPENING = later(r"(?<=[«(\[]) +(?=[^\s»)\]])")
_SPACE_MISSING = later(
    rf"(?<=[،؛؟])(?!(?<=\d،)\d)(?=[\w«(\[])|(?<=[!…])(?={_PERSIAN})|(?<={_PERSIAN}{_PERSIAN}[.!:…])(?=[«(]|{_PERSIAN})"
    rf"|(?<=[»)\]])(?={_PERSIAN})(?!{_SUFFIX})|(?<=[{LETTERS}{MARKS}])(?=[«(]|\[(?!\^|\d{{1,3}}\]))"
)
# A character beside which _SPACE_MISSING may match: found faster than by trying every place.
_MARK_TOUCHING = later(rf"[،؛؟!….:»)\]«(\[](?:(?=[\w{MARKS}«(\[])|(?<=[{LETTERS}{MARKS}][«(\[]))")
_SPACE_AT_MARK = later(r"[،؛؟!:.…»)\]](?<= .)")
_SPACE_AFTER_MARK = later(r"[«(\[] ")
_SPACE_RUN = later(r"(?<=\S)(?:[ \t]{2,}|\t)(?=\S)")
_WIDE = later(r"(?<=\S)(?: {4,}|\t)(?=\S)")  # between hemistichs or columns
_LINE = later(r"^.*$", re.MULTILINE)
_UNNEEDED = ("  ", "\t", " \n", "\n ")
_LINE_EDGE = later(r"^[ \t]+|(?<=\S)[ \t]+$", re.MULTILINE)
_SWAP = str.maketrans("()«»[]", ")(»«][")

# What a text must have for a rule to find anything; see Rule.signs.
MARK_SIGNS = later("[,;?]")
BRACKET_SIGNS = later(r"[)»\]]")
QUOTE_SIGNS = later('["“„]')


def marks(text: str) -> Iterator[Edit]:
    """A Latin comma, semicolon or question mark after Persian becomes the Persian one."""
    yield from substitutions(_LATIN_MARK, lambda match: MARK_TABLE[match[0]], text)


def ellipsis(text: str) -> Iterator[Edit]:
    """Three dots or more become one ellipsis, but not in a path."""
    if "..." in text:
        yield from substitutions(_DOTS, "…", text)


def quotes(text: str) -> Iterator[Edit]:
    """A pair of straight or curly double quotes around Persian becomes « »."""
    for match in _QUOTED.finditer(text):
        if _HAS_PERSIAN.search(match[0]):
            yield Edit(match.start(), match.start() + 1, "«")
            yield Edit(match.end() - 1, match.end(), "»")


def reversed_brackets(text: str) -> Iterator[Edit]:
    """A pair of brackets that opens with the closing one, as )این(, is turned round."""
    for match in _REVERSED.finditer(text) if _REVERSED_SIGN.search(text) else ():
        for place in (match.start(), match.end() - 1):
            yield Edit(place, place + 1, text[place].translate(_SWAP))


def spacing_of_marks(text: str) -> Iterator[Edit]:
    """No space before a closing mark or after an opening one; one space on their other side.

    Brackets around nothing but a space are a box to tick: [ ] stays.
    """
    if _SPACE_AT_MARK.search(text):
        yield from substitutions(_SPACE_BEFORE, "", text)
    if _SPACE_AFTER_MARK.search(text):
        yield from substitutions(_SPACE_AFTER_OPENING, "", text)
    touching = (place for match in _MARK_TOUCHING.finditer(text) for place in match.span())
    for place, _ in groupby(touching):
        if _SPACE_MISSING.match(text, place):
            yield Edit(place, place, " ")


def space_runs(text: str) -> Iterator[Edit]:
    """Several spaces become one; none stands at the edge of a line.

    A wide gap stays where the lines beside it have one too: hemistichs, columns.
    """
    if not (text.startswith(" ") or text.endswith(" ") or any(sign in text for sign in _UNNEEDED)):
        return
    columns = frozenset(_columns(text))
    runs = substitutions(_SPACE_RUN, " ", text)
    yield from (edit for edit in runs if edit.start not in columns)
    yield from substitutions(_LINE_EDGE, "", text)


def _columns(text: str) -> Iterator[int]:
    """Where wide gaps begin that part neighbouring lines into as many pieces each."""
    lines = _LINE.finditer(text)
    gaps = [[gap.start() for gap in _WIDE.finditer(text, *line.span())] for line in lines]
    for before, here, after in zip([[], *gaps], gaps, [*gaps[1:], []], strict=False):
        if len(here) in (len(before), len(after)):
            yield from here
