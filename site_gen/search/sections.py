"""The words of a section, with what a shard says of each, from what buckets say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain, groupby, repeat
from operator import sub
from typing import Any

import msgspec
from msgspec import Struct

from site_gen.search.buckets import LETTERS, Uses, digest_of, section_of, unpacked
from site_gen.search.coding import packed, rice, told, varint, word

#: Bytes of a shard, about; a term in most articles has a longer one of its own.
SHARD = 16_000

#: A word, and what a shard says of it.
Said = tuple[str, bytes]


class Leaf(Struct, frozen=True, array_like=True, gc=False):
    """Words with one beginning that are in one shard, as the index lists them: `weight` is in
    bytes, `key` differs where the words or what is said of them does."""

    label: str
    weight: int
    key: bytes


class _Gathered(Struct):
    """A section while it is gathered: of each term its articles and their bits in turn, as there
    are a million of both, and its forms; the terms of forms that are of other sections; and those
    of forms that only readers write."""

    terms: dict[str, list[Any]]
    forms: dict[str, set[str]]
    roots: dict[str, str]
    asked: dict[str, str]


def section(parts: Iterable[tuple[int, bytes]]) -> list[tuple[Leaf, bytes]]:
    """The leaves of a section, each with its packed words, from what buckets gave to it.

    The buckets come in their order, with the number of the first article of each.
    Raises msgspec.DecodeError.
    """
    gathered = _Gathered({}, {}, {}, {})
    for start, data in parts:
        _gather(gathered, start, unpacked(data))
    return list(_leaves(sorted(_said(gathered).items()), LETTERS))


def _gather(gathered: _Gathered, start: int, uses: Uses) -> None:
    terms, forms = gathered.terms, gathered.forms
    columns = zip(uses.terms, uses.positions, uses.places, uses.forms, strict=True)
    for term, positions, places, others in columns:
        piece = map(start.__add__, positions), told(places)
        found = terms.get(term)
        if found is None:
            terms[term] = [*piece]
        else:
            found += piece
        if others:
            forms.setdefault(term, set()).update(others)
    gathered.roots.update(uses.roots)
    for form, term in uses.asked:
        gathered.asked[form] = max(term, gathered.asked.get(form, ""))


def _said(gathered: _Gathered) -> dict[str, bytes]:
    """What a shard says of each word: where a term is, what a form is of."""
    roots = gathered.asked | gathered.roots
    for term, forms in gathered.forms.items():
        roots |= {form: term for form in forms if section_of(form) == section_of(term)}
    said = {form: b"\1" + word(term, form) for form, term in roots.items()}
    for term, pieces in gathered.terms.items():
        said[term] = b"\0" + _postings(term, pieces, gathered.forms.get(term, frozenset()))
    return said


def _postings(term: str, pieces: Sequence[Any], forms: Set[str]) -> bytes:
    articles = tuple(chain.from_iterable(pieces[::2]))
    count = len(articles)
    parameter = ((articles[-1] + 1) // count).bit_length() - 1
    gaps = map(sub, articles, (0, *map((1).__add__, articles)))
    data = packed("".join((*map(rice, gaps, repeat(parameter)), *pieces[1::2])))
    written = [word(form, term) for form in sorted(forms)]
    head = varint(count) + varint(parameter) + varint(len(written))
    return b"".join((head, *written, varint(len(data)), data))


def _leaves(words: Sequence[Said], depth: int) -> Iterator[tuple[Leaf, bytes]]:
    for label, same in groupby(words, key=lambda one: one[0][:depth]):
        group = list(same)
        weight = sum(len(body) for _, body in group)
        if weight > SHARD and len(group) > 1:
            yield from _leaves(group, depth + 1)
            continue
        data = msgspec.msgpack.encode(group)
        yield Leaf(label, weight, digest_of(data)), data
