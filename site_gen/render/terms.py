"""Terms in a rendered text: each a link to its note at the foot of the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from site_gen.model import TermUse

#: Around the words of a term while they are still Markdown: a number stands between the first two.
START, NUMBERED, END = "\ue001", "\ue002", "\ue003"

_MARKED = re.compile(f"{START}(\\d+){NUMBERED}([^{END}]*){END}")
_LINK = '<a class="term" role="doc-glossref" href="#term-{}" title="{}">'
Numbered = tuple[TermUse, int]


def with_marks(pieces: Sequence[str], uses: Sequence[Numbered]) -> Sequence[str]:
    """The pieces of a text with marks around the terms in them, by their numbers.

    A term that does not lie within one piece stays unmarked.
    """
    if not uses:
        return pieces
    marked: list[str] = []
    start = 0
    for piece in pieces:
        inside = [(use, n) for use, n in uses if start <= use.start < use.end <= start + len(piece)]
        marked.append(_marked(piece, inside, start))
        start += len(piece)
    return marked


def _marked(text: str, uses: Sequence[Numbered], start: int) -> str:
    if any(sign in text for sign in (START, NUMBERED, END)):
        return text
    for use, number in sorted(uses, key=lambda item: item[0].start, reverse=True):
        first, last = use.start - start, use.end - start
        words = f"{START}{number}{NUMBERED}{text[first:last]}{END}"
        text = text[:first] + words + text[last:]
    return text


def with_links(html: str, notes: Sequence[str]) -> str:
    """The HTML with links for the marks; `notes` are by number, from 1."""

    def link(match: re.Match[str]) -> str:
        number = int(match[1])
        if number > len(notes):
            return match[2]
        return f"{Markup(_LINK).format(number, notes[number - 1])}{match[2]}</a>"

    return _MARKED.sub(link, html)
