"""Sentences of a rendered text, each an element that the page can light up and link to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup
from msgspec import Struct

from site_gen.render.bidi import BREAK, TAG, depth_of


class Mark(NamedTuple):
    """What a sentence's element says of it: its anchor, as HTML, and its bead of the alignment."""

    id: str = ""
    bead: int = 0

    def opening(self, *, first: bool) -> str:
        """The opening tag; only the first piece of a sentence has the anchor."""
        bead = f' data-s="{self.bead}"' if self.bead else ""
        if not (self.id and first):
            return f'<span class="s"{bead}>'
        return f'<span class="s" id="{self.id}"{bead}>'


def render_sentences(
    sentences: Sequence[str], marks: Sequence[Mark], render: Callable[[str], str]
) -> Markup:
    """The sentences as one text, rendered by `render`, each in an element of its own.

    What spans sentences, such as emphasis, stays whole: a sentence that begins or ends inside it
    becomes several pieces.
    """
    joined = BREAK.join(sentences)
    if joined.count(BREAK) != len(sentences) - 1 or len(sentences) != len(marks):
        return Markup(render("".join(sentences)))
    html = render(joined)
    if any(sentence[:1] in ("*", "_") for sentence in sentences[1:]):
        # Behind a space it may only open emphasis; behind the break it may have closed some.
        plain = render("".join(sentences))
        if _text(html) != _text(plain):
            return Markup(plain)
    parts = html.split(BREAK)
    if len(parts) == len(marks) and all("<" not in part or _is_whole(part) for part in parts):
        whole = zip(parts, marks, strict=True)
        return Markup("".join([_wrapped(part, mark, first=True) for part, mark in whole]))
    pieces = list(_pieces(html))
    by_sentence = groupby(pieces, key=lambda piece: piece.sentence)
    return Markup("".join(_marked(list(group), marks[number]) for number, group in by_sentence))


def _text(html: str) -> str:
    return "".join(TAG.sub("", html.replace(BREAK, "")).split())


def marked(html: Markup, mark: Mark) -> Markup:
    """A text that is one sentence to the page, in its element."""
    return Markup(_wrapped(str(html), mark, first=True))


class _Piece(Struct, frozen=True):
    sentence: int
    html: str
    is_tag: bool

    @property
    def depth(self) -> int:
        """How much deeper the HTML is after this piece."""
        return depth_of(self.html) if self.is_tag else 0


def _pieces(html: str) -> Iterator[_Piece]:
    """Tags and texts in order, each with the number of its sentence."""
    number = 0
    for index, part in enumerate(TAG.split(html)):
        if index % 2:
            yield _Piece(number, part.replace(BREAK, ""), True)
            continue
        for count, text in enumerate(part.split(BREAK)):
            number += bool(count)
            if text:
                yield _Piece(number, text, False)


def _marked(pieces: list[_Piece], mark: Mark) -> str:
    """One sentence with its element, or with one around each text where tags cross it."""
    if _is_balanced(pieces):
        return _wrapped("".join(piece.html for piece in pieces), mark, first=True)
    parts: list[str] = []
    first = True
    for piece in pieces:
        if piece.is_tag or not piece.html.strip():
            parts.append(piece.html)
        else:
            parts.append(_wrapped(piece.html, mark, first=first))
            first = False
    return "".join(parts)


def _is_balanced(pieces: Sequence[_Piece]) -> bool:
    depth = 0
    for piece in pieces:
        depth += piece.depth
        if depth < 0:
            return False
    return depth == 0


def _is_whole(html: str) -> bool:
    """Whether all tags of a sentence open and close in it; none is cut, as a broken address is."""
    depth = 0
    for tag in TAG.findall(html):
        depth += depth_of(tag)
        if depth < 0:
            return False
    return depth == 0 and html.rfind("<") < html.rfind(">")


def _wrapped(html: str, mark: Mark, *, first: bool) -> str:
    """White space at the edges stays outside, so that what is lit is the sentence alone."""
    begun = html.lstrip()
    core = begun.rstrip()
    if not core:
        return html
    before, after = html[: len(html) - len(begun)], begun[len(core) :]
    return f"{before}{mark.opening(first=first)}{core}</span>{after}"
