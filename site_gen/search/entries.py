"""What one article gives to the index: made once, kept with the article."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from site_gen.search.coding import numbers
from site_gen.search.terms import forms, term


class Paragraph(Struct, frozen=True):
    """A paragraph as it is searched: its number (0 is the title), and its text in each language."""

    number: int
    texts: tuple[str, ...]


class TermUse(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A term of an article: the paragraphs it is in, as bits, and its forms other than itself.

    An index reads millions of these; nothing in them can be part of a cycle.
    """

    term: str
    bits: str
    forms: tuple[str, ...]


class SearchEntry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An article in the index: how a list of results names it, and its terms in order.

    `locale` is the code of its source; `titles` are the source's and the target's.
    """

    slug: str
    locale: str
    titles: tuple[str, str]
    uses: tuple[TermUse, ...]


def search_entry(
    slug: str, locale: str, titles: tuple[str, str], paragraphs: Iterable[Paragraph]
) -> SearchEntry:
    """The entry of an article."""
    places: dict[str, set[int]] = {}
    written: dict[str, set[str]] = {}
    for paragraph in paragraphs:
        for form in {form for text in paragraph.texts for form in forms(text)}:
            places.setdefault(term(form), set()).add(paragraph.number)
            written.setdefault(term(form), set()).add(form)
    uses = (
        TermUse(key, numbers(tuple(sorted(places[key]))), tuple(sorted(written[key] - {key})))
        for key in sorted(places)
    )
    return SearchEntry(slug, locale, titles, tuple(uses))
