"""Inline Markdown to HTML: emphasis, links, code, images, footnote marks, line breaks.

What is plain goes the short way (`plainly.py`), the rest through a parser (`inline_parser.py`). Raw
HTML is shown as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup
from msgspec import Struct

from site_gen.model import PERSIAN, LinkReference, Locale
from site_gen.persian.calendar import persian_digits
from site_gen.render.bidi import isolate_html, isolate_text
from site_gen.render.plainly import plain_html
from site_gen.render.terms import START, with_links

_SPECIAL = re.compile(rf"[\\`*_\[\]<>&\n{START}]")
_MOST_BRACKETS = 500  # Python-Markdown takes quadratic time for brackets that never close


class InlineRenderer(Struct, frozen=True):
    """Renders the leaves of one document in one language.

    `notes` gives the number of each footnote by its label, `terms` the notes of the terms that may
    be marked in a text (`render/terms.py`), `sizes` width and height of the article's pictures.
    """

    locale: Locale
    references: tuple[LinkReference, ...] = ()
    notes: Mapping[str, int] = {}
    terms: tuple[str, ...] = ()
    sizes: Mapping[str, tuple[int, int]] = {}

    def render(self, text: str) -> Markup:
        """HTML of inline Markdown; safe whatever the text is."""
        return Markup(self.html(text))

    def html(self, text: str) -> str:
        """The same, to be worked on."""
        short = plain_html(text, self.locale)
        if short is not None:
            return short
        if not _SPECIAL.search(text) or text.count("[") > _MOST_BRACKETS:
            return isolate_text(text, self.locale)
        return isolate_html(with_links(self.parsed(text), self.terms), self.locale)

    def plain(self, text: str) -> str:
        """What a reader reads of inline Markdown, without any markup."""
        if not _SPECIAL.search(text):
            return " ".join(text.split())
        html = re.sub(r"<sup.*?</sup>|<br>", " ", self.render(text))
        return " ".join(Markup(html).striptags().split())

    def parsed(self, text: str) -> str:
        """HTML of inline Markdown as the parser has it, runs of the other script not marked."""
        from site_gen.render.inline_parser import parsed  # here, since most texts need no parser

        digits = persian_digits if self.locale == PERSIAN else str
        notes = {label: digits(str(number)) for label, number in self.notes.items()}
        return parsed(text, self.references, notes, self.sizes)
