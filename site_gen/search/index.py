"""The index of a whole site: entries of articles to the files that a browser loads as it needs.

    search/index.json     how many articles there are, where each shard begins, the stop words
    search/articles-7.json  the articles from 7 × 8 on: address, language, titles
    search/d8a7.bin       a shard: all words from one (here those that begin with ا) to the next

A browser may have got one of these files before the site was published anew and another after.
So each begins with a tag that `index.json` names too: a shard with that of its bytes, articles with
that of the addresses of the block of articles they are in, which is what their numbers depend on.

An entry of a shard is a word, after the one before it (`coding.word`), then one of two things:

- 0, and a term's postings: number of articles, Rice parameter, number of its written forms, the
  forms, number of bytes, and bits: for each article the gap to the one before, then its paragraphs.
- 1, and the term that this form belongs to.

Articles are numbered as they are given; where new ones come last, the old shards stay as they are.
A shard is a stretch of the alphabet, cut where the letters change, so that an article that changes
moves no borders but those next to its words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain, groupby

from msgspec import Struct

from site_gen.model import Artifact
from site_gen.persian.lemmas import present_forms
from site_gen.search.coding import packed, rice, varint, word
from site_gen.search.entries import SearchEntry
from site_gen.search.stopwords import STOP_WORDS

_FOLDER = "search"
_SHARD = 16_000  # bytes, about; a term in most articles has a longer one of its own
_ARTICLES = 8  # in a file
_BLOCK = 128  # articles with one tag: few tags, and few files that a new article changes
_TAG = 3  # bytes, in JSON hexadecimal


#: An article as a list of results names it: address, language, titles.
Row = tuple[str, str, str, str]


class _Postings(Struct):
    """A term while it is gathered: the articles it is in, their bits, its forms."""

    articles: list[int] = []
    bits: list[str] = []
    forms: set[str] = set()


def search_index(entries: Iterable[SearchEntry]) -> Iterator[Artifact]:
    """The files of the index; articles are numbered in the order of the entries."""
    rows, terms = _gathered(entries)
    bodies = {**dict(_asked(terms)), **dict(_bodies(terms))}
    shards = list(_cut(sorted(bodies), bodies, 0))
    blocks = [_block(rows[start : start + _BLOCK]) for start in range(0, len(rows), _BLOCK)]
    for start in range(0, len(rows), _ARTICLES):
        held = {"tag": blocks[start // _BLOCK], "rows": rows[start : start + _ARTICLES]}
        yield _json(f"articles-{start // _ARTICLES}", held)
    tags: dict[str, str] = {}  # by the border of a shard
    for border, keys in shards:
        begins = border if tags else ""
        data = _shard(keys, bodies)
        tags[begins] = _tag(data).hex()
        yield Artifact(shard_path(begins), _tag(data) + data)
    yield _json("index", _directory(len(rows), blocks, tags))


def _directory(
    articles: int, blocks: Sequence[str], tags: Mapping[str, str]
) -> Mapping[str, object]:
    return {
        "articles": articles,
        "batch": _ARTICLES,
        "block": _BLOCK,
        "blocks": blocks,
        "stop": sorted(STOP_WORDS),
        "shards": list(tags),
        "tags": list(tags.values()),
    }


def _tag(data: bytes) -> bytes:
    return sha256(data).digest()[:_TAG]


def _block(rows: Sequence[Row]) -> str:
    return _tag("\n".join(row[0] for row in rows).encode()).hex()


def shard_path(border: str) -> str:
    """Where the shard lies that begins with a word: its letters in hexadecimal."""
    return f"{_FOLDER}/{border.encode().hex() or '0'}.bin"


def _json(name: str, value: object) -> Artifact:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Artifact(f"{_FOLDER}/{name}.json", data)


def _gathered(entries: Iterable[SearchEntry]) -> tuple[list[Row], Mapping[str, _Postings]]:
    rows: list[Row] = []
    terms: dict[str, _Postings] = {}
    same: dict[str, str] = {}  # one object for all equal bits: there are millions
    for article, entry in enumerate(entries):
        rows.append((entry.slug, entry.locale, *entry.titles))
        for use in entry.uses:
            postings = terms.get(use.term)
            if postings is None:
                postings = terms[use.term] = _Postings()
            postings.articles.append(article)
            postings.bits.append(same.setdefault(use.bits, use.bits))
            if use.forms:
                postings.forms.update(use.forms)
    return rows, terms


def _bodies(terms: Mapping[str, _Postings]) -> Iterator[tuple[str, bytes]]:
    """What a shard says of each word, without the word itself."""
    for term, postings in terms.items():
        for form in postings.forms:
            if form not in terms:
                yield form, b"\1" + word(term, form)
        yield term, b"\0" + _term_body(term, postings)


def _asked(terms: Mapping[str, _Postings]) -> Iterator[tuple[str, bytes]]:
    """The present of verbs, which a reader may ask for where articles have the past alone: a
    browser knows endings, but not which stems are one verb's."""
    for form, term in present_forms():
        if term in terms:
            yield form, b"\1" + word(term, form)


def _term_body(term: str, postings: _Postings) -> bytes:
    articles = postings.articles
    count = len(articles)
    parameter = ((articles[-1] + 1) // count).bit_length() - 1
    pairs = zip((-1, *articles), articles, strict=False)
    gaps = [rice(later - earlier - 1, parameter) for earlier, later in pairs]
    data = packed("".join(chain.from_iterable(zip(gaps, postings.bits, strict=True))))
    forms = sorted(postings.forms - {term})
    written = b"".join([word(form, term) for form in forms])
    head = varint(count) + varint(parameter) + varint(len(forms)) + written
    return head + varint(len(data)) + data


def _shard(keys: Sequence[str], bodies: Mapping[str, bytes]) -> bytes:
    before = ""
    parts: list[bytes] = []
    for key in keys:
        parts += (word(key, before), bodies[key])
        before = key
    return b"".join(parts)


def _cut(
    keys: Sequence[str], bodies: Mapping[str, bytes], depth: int
) -> Iterator[tuple[str, Sequence[str]]]:
    """Sorted words, alike in their first letters, in stretches that fill a shard, each with its
    border: as many letters as part it from the one before."""
    border, held, size = "", list[str](), 0
    for beginning, same in groupby(keys, key=lambda key: key[: depth + 1]):
        group = list(same)
        weight = sum(len(bodies[key]) for key in group)
        if held and size + weight > _SHARD:
            yield border, held
            held, size = [], 0
        if weight > _SHARD and len(group) > 1:
            yield from _cut(group, bodies, depth + 1)
            continue
        border = border if held else beginning
        held += group
        size += weight
    if held:
        yield border, held
