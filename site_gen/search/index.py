"""The index of a whole site: entries of articles to the files that a browser loads as it needs.

    search/index.json     how many articles there are, where each shard begins, the stop words
    search/articles-7.json  the articles from 7 × 8 on: address, language, titles
    search/d8a7.bin       a shard: all words from one (here those that begin with ا) to the next

A browser may have got one of these files before the site was published anew and another after.
So each begins with a tag that `index.json` names too: a shard with that of its words and what is
said of them, articles with that of the addresses of the block of articles they are in, which is
what their numbers depend on.

An entry of a shard is a word, after the one before it (`coding.word`), then one of two things:

- 0, and a term's postings: number of articles, Rice parameter, number of its written forms, the
  forms, number of bytes, and bits: for each article the gap to the one before, and then for each
  article its paragraphs.
- 1, and the term that this form belongs to.

Articles are numbered as they are given; where new ones come last, the old shards stay as they are.
A shard is a stretch of the alphabet, cut where the letters change, so that an article that changes
moves no borders but those next to its words.

It is merged in steps, each of which has to do with a part of the site only: buckets of articles
(`buckets.py`), sections of the alphabet (`sections.py`), and here the files of some of the leaves
that these consist of. `search_index` takes all steps at once; a build keeps what came of each.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby

import msgspec
from msgspec import Struct

from site_gen.model import Artifact
from site_gen.search.buckets import Row, bucket, bucketed
from site_gen.search.coding import word
from site_gen.search.entries import SearchEntry
from site_gen.search.sections import SHARD, Leaf, Said, section
from site_gen.search.stopwords import STOP_WORDS

FOLDER = "search"
BLOCK = 128  # articles with one tag: few tags, and few files that a new article changes
_ARTICLES = 8  # in a file
_TAG = 3  # bytes, in JSON hexadecimal
_FORMAT = b"2"  # of a shard


class Shard(Struct, frozen=True):
    """A stretch of the alphabet: the letters it begins with, its leaves, and what differs where
    its file does."""

    border: str
    leaves: Sequence[Leaf]
    key: bytes


def search_index(entries: Iterable[SearchEntry]) -> Iterator[Artifact]:
    """The files of the index; articles are numbered in the order of the entries."""
    rows: list[Row] = []
    parts: dict[str, list[tuple[int, bytes]]] = {}
    for some in bucketed(entries):
        made = bucket(some)
        for label, data in made.sections.items():
            parts.setdefault(label, []).append((len(rows), data))
        rows.extend(made.rows)
    words = dict(leaf for label in sorted(parts) for leaf in section(parts[label]))
    cut = shards(tuple(words))
    held = blocks(rows)
    for number, block in enumerate(held):
        yield from row_files(number, block)
    for shard in cut:
        yield from shard_file(shard, [words[leaf] for leaf in shard.leaves])
    yield from directory_file(directory(held, cut))


def blocks(rows: Sequence[Row]) -> list[tuple[Row, ...]]:
    """Articles that have one tag together."""
    return [tuple(rows[start : start + BLOCK]) for start in range(0, len(rows), BLOCK)]


def row_files(number: int, block: Sequence[Row]) -> Iterator[Artifact]:
    """How the articles of a block are named, a few in a file."""
    tag, first = _tag_of(block), number * BLOCK // _ARTICLES
    for start in range(0, len(block), _ARTICLES):
        held = {"tag": tag, "rows": block[start : start + _ARTICLES]}
        yield _json(f"articles-{first + start // _ARTICLES}", held)


def shards(leaves: Sequence[Leaf]) -> list[Shard]:
    """The shards that hold these leaves, all of an index in order."""
    cut = list(_cut(leaves, 0))
    borders = ("", *(border for border, _ in cut[1:]))
    return [
        Shard(border, held, sha256(b"".join((_FORMAT, *(leaf.key for leaf in held)))).digest()[:16])
        for border, (_, held) in zip(borders, cut, strict=False)
    ]


def shard_file(shard: Shard, words: Iterable[bytes]) -> Iterator[Artifact]:
    """The file of a shard with the packed words of its leaves. Raises msgspec.DecodeError."""
    before = ""
    parts = [shard.key[:_TAG]]
    for packed in words:
        for key, said in _WORDS.decode(packed):
            parts += (word(key, before), said)
            before = key
    yield Artifact(shard_path(shard.border), b"".join(parts))


_WORDS = msgspec.msgpack.Decoder(list[Said])


def directory(held: Sequence[Sequence[Row]], cut: Sequence[Shard]) -> Mapping[str, object]:
    """What a search begins with: which files there are, and their tags."""
    return {
        "articles": sum(map(len, held)),
        "batch": _ARTICLES,
        "block": BLOCK,
        "blocks": [_tag_of(block) for block in held],
        "stop": sorted(STOP_WORDS),
        "shards": [shard.border for shard in cut],
        "tags": [shard.key[:_TAG].hex() for shard in cut],
    }


def directory_file(held: Mapping[str, object]) -> Iterator[Artifact]:
    """The file of it."""
    yield _json("index", held)


def _tag_of(rows: Sequence[Row]) -> str:
    addresses = "\n".join(row[0] for row in rows)
    return sha256(addresses.encode()).digest()[:_TAG].hex()


def shard_path(border: str) -> str:
    """Where the shard lies that begins with a word: its letters in hexadecimal."""
    return f"{FOLDER}/{border.encode().hex() or '0'}.bin"


def _json(name: str, value: object) -> Artifact:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Artifact(f"{FOLDER}/{name}.json", data)


def _cut(leaves: Sequence[Leaf], depth: int) -> Iterator[tuple[str, Sequence[Leaf]]]:
    """Leaves alike in their first letters, in stretches that fill a shard, each with its border: as
    many letters as part it from the one before."""
    border, held, size = "", list[Leaf](), 0
    for beginning, same in groupby(leaves, key=lambda leaf: leaf.label[: depth + 1]):
        group = list(same)
        weight = sum(leaf.weight for leaf in group)
        if held and size + weight > SHARD:
            yield border, held
            held, size = [], 0
        if weight > SHARD and len(group) > 1:
            yield from _cut(group, depth + 1)
            continue
        border = border if held else beginning
        held += group
        size += weight
    if held:
        yield border, held
