"""Some articles that stand side by side, and what they give to each section of the index.

An index is merged in two steps, so that little is done again when an article changes: the words of
the articles of a bucket, and then what the buckets say of the words of a section. A section is
all words that begin with the same three letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from hashlib import sha256
from itertools import groupby
from typing import Any, Protocol, TypeVar
from zlib import crc32

import msgspec

from site_gen.persian.lemmas import present_forms
from site_gen.search.coding import kept
from site_gen.search.entries import SearchEntry

LEAST, MOST = 64, 128  # articles of a bucket; a position in it is a byte
_CHANCE = 64  # one address in so many is an end
LETTERS = 3  # of a section

#: An article as a list of results names it: address, language, titles.
Row = tuple[str, str, str, str]


class Uses(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a bucket says of the words of a section, in columns.

    Of each of its `terms`: the articles, as their positions in the bucket; the bits of their
    paragraphs, one after another; the forms that it has. `roots` are forms with terms of other
    sections, and `asked` are forms that only readers may write, with their terms.
    """

    terms: list[str] = []
    positions: list[bytes] = []
    places: list[bytes] = []
    forms: list[Sequence[str]] = []
    roots: list[tuple[str, str]] = []
    asked: list[tuple[str, str]] = []


class Bucket(msgspec.Struct, frozen=True, array_like=True):
    """What articles give to the index: how results name them, and packed `Uses` by section."""

    rows: tuple[Row, ...]
    sections: Mapping[str, bytes]


class _Article(Protocol):
    @property
    def slug(self) -> str: ...


Article = TypeVar("Article", bound=_Article)


def bucketed(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles in buckets of `LEAST` to `MOST`.

    A bucket ends where an address says so, rather than after so many: an article that comes
    between others moves few borders (content-defined chunking: Muthitacharoen, Chen, Mazières,
    A Low-bandwidth Network File System, 2001).
    """
    some: list[Article] = []
    for article in articles:
        some.append(article)
        is_end = len(some) >= LEAST and crc32(article.slug.encode()) % _CHANCE == 0
        if is_end or len(some) == MOST:
            yield some
            some = []
    if some:
        yield some


def section_of(word: str) -> str:
    """The section that a word is in."""
    return word[:LETTERS]


def digest_of(data: bytes) -> bytes:
    """8 bytes by which what is kept in pieces is known again."""
    return sha256(data).digest()[:8]


def bucket(entries: Iterable[SearchEntry]) -> Bucket:
    """What these articles give, at most `MOST` of them."""
    rows: list[Row] = []
    terms: dict[str, list[Any]] = {}  # position and bits in turn: there are a hundred thousand
    forms: dict[str, set[str]] = {}
    for position, entry in enumerate(entries):
        rows.append((entry.slug, entry.locale, *entry.titles))
        for use in entry.uses:
            found = terms.get(use.term)
            if found is None:
                terms[use.term] = [position, use.bits]
            else:
                found += (position, use.bits)
            if use.forms:
                forms.setdefault(use.term, set()).update(use.forms)
    return Bucket(tuple(rows), _packed(terms, forms))


def _packed(terms: Mapping[str, list[Any]], forms: Mapping[str, Set[str]]) -> Mapping[str, bytes]:
    roots = _by_section(
        (form, term)
        for term in sorted(forms)
        for form in sorted(forms[term])
        if section_of(form) != section_of(term)
    )
    asked = _by_section(
        (form, term) for term in _presents().keys() & terms for form in _presents()[term]
    )
    groups = {label: list(group) for label, group in groupby(sorted(terms), section_of)}
    return {
        label: _ENCODER.encode(
            Uses(
                group := groups.get(label, []),
                [bytes(terms[term][::2]) for term in group],
                [kept("".join(terms[term][1::2])) for term in group],
                [sorted(forms[term]) if term in forms else () for term in group],
                roots.get(label, []),
                sorted(asked.get(label, ())),
            )
        )
        for label in sorted(groups.keys() | roots.keys() | asked.keys())
    }


def _by_section(pairs: Iterable[tuple[str, str]]) -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for pair in pairs:
        found.setdefault(section_of(pair[0]), []).append(pair)
    return found


@cache
def _presents() -> Mapping[str, Sequence[str]]:
    """The present of each verb, which a reader may ask for where articles have the past alone: a
    browser knows endings, but not which stems are one verb's."""
    presents: dict[str, list[str]] = {}
    for form, term in present_forms():
        presents.setdefault(term, []).append(form)
    return presents


_ENCODER = msgspec.msgpack.Encoder()
_DECODER: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(Uses)


def unpacked(data: bytes) -> Uses:
    """What was packed. Raises msgspec.DecodeError."""
    uses: Uses = _DECODER.decode(data)
    return uses
