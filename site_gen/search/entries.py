"""What one article gives to the index: made once, kept with the article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

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
    places: dict[str, set[int]] = {}  # of each form
    for paragraph in paragraphs:
        for form in set().union(*map(forms, paragraph.texts)):
            places.setdefault(form, set()).add(paragraph.number)
    written: dict[str, list[str]] = {}
    for form in sorted(places):
        written.setdefault(term(form), []).append(form)
    uses = (_use(key, written[key], places) for key in sorted(written))
    return SearchEntry(slug, locale, titles, tuple(uses))


def _use(key: str, written: list[str], places: Mapping[str, Set[int]]) -> TermUse:
    numbered = sorted(set().union(*(places[form] for form in written)))
    return TermUse(key, numbers(tuple(numbered)), tuple(form for form in written if form != key))
