"""Sentences of a rendered text, each an element that the page can light up and link to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from site_gen.model import Locale
from site_gen.render.bidi import TAG, depth_of
from site_gen.render.inline import InlineRenderer
from site_gen.render.plainly import IS_BARE, plain_html
from site_gen.render.runs import BREAK

_ANCHOR = re.compile(r' id="[^"]*"')


def opening(anchor: str = "", bead: int = 0) -> str:
    """The opening tag of a sentence's element: its anchor, as HTML, its bead of the alignment."""
    said = f' id="{anchor}"' if anchor else ""
    return f'<span class="s"{said} data-s="{bead}">' if bead else f'<span class="s"{said}>'


def render_sentences(
    sentences: Sequence[str], openings: Sequence[str], renderer: InlineRenderer
) -> Markup:
    """The sentences as one text of inline Markdown, each in an element that begins as given.

    What spans sentences, such as emphasis, stays whole: a sentence that begins or ends inside it
    becomes several pieces.
    """
    if len(sentences) != len(openings):
        return renderer.render("".join(sentences))
    html = plain_sentences(sentences, openings, renderer.locale)
    if html is None:
        html = _rendered(sentences, openings, renderer.html)
    return str.__new__(Markup, html)  # `Markup(html)` would ask first whether it is HTML


def plain_sentences(
    sentences: Iterable[str], openings: Iterable[str], locale: Locale
) -> str | None:
    """The same where each of the sentences is plain by itself, as most are: then nothing spans
    them, and what each becomes does not depend on the others."""
    parts: list[str] = []
    is_bare = IS_BARE[locale.code]
    for sentence, start in zip(sentences, openings, strict=True):
        core = sentence.rstrip(" ")
        html = core if is_bare(core) else plain_html(core, locale)
        if not html:
            return None
        parts += (start, html, "</span>", sentence[len(core) :])
    return "".join(parts)


def _rendered(
    sentences: Sequence[str], openings: Sequence[str], render: Callable[[str], str]
) -> str:
    joined = BREAK.join(sentences)
    if joined.count(BREAK) != len(sentences) - 1:
        return render("".join(sentences))
    html = render(joined)
    if any(sentence[:1] in ("*", "_") for sentence in sentences[1:]):
        # Behind a space it may only open emphasis; behind the break it may have closed some.
        plain = render("".join(sentences))
        if _text(html) != _text(plain):
            return plain
    parts = html.split(BREAK)
    if len(parts) == len(openings) and all("<" not in part or _is_whole(part) for part in parts):
        return "".join(map(_wrapped, parts, openings))
    by_sentence = groupby(_pieces(html), key=lambda piece: piece.sentence)
    return "".join(_marked(list(group), openings[number]) for number, group in by_sentence)


def _text(html: str) -> str:
    return "".join(TAG.sub("", html.replace(BREAK, "")).split())


def marked(html: str, start: str) -> Markup:
    """A text that is one sentence to the page, in its element, which begins with `start`."""
    return Markup(_wrapped(html, start))


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


def _marked(pieces: list[_Piece], start: str) -> str:
    """One sentence with its element, or with one around each text where tags cross it; only the
    first has the anchor."""
    if _is_balanced(pieces):
        return _wrapped("".join(piece.html for piece in pieces), start)
    parts: list[str] = []
    for piece in pieces:
        if piece.is_tag or not piece.html.strip():
            parts.append(piece.html)
        else:
            parts.append(_wrapped(piece.html, start))
            start = _ANCHOR.sub("", start)
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


def _wrapped(html: str, start: str) -> str:
    """White space at the edges stays outside, so that what is lit is the sentence alone."""
    core = html.strip()
    if not core:
        return html
    before, _, after = html.partition(core)
    return f"{before}{start}{core}</span>{after}"
