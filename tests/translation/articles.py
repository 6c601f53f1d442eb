"""Small documents and memories for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from site_gen.model import PERSIAN, Block, BlockKind, Document, Metadata
from site_gen.translation.memory import Entry, Memory


def document(*texts: str, title: str = "عنوان", fields: Iterable[tuple[str, str]] = ()) -> Document:
    """An article of paragraphs, as an importer makes it: only title and fields have ids."""
    return Document(
        slug="article",
        locale=PERSIAN,
        path="article.fa.txt",
        metadata=Metadata(),
        title=Block(BlockKind.TITLE, title, id="title"),
        fields=tuple(Block(BlockKind.FIELD, text, id=name) for name, text in fields),
        blocks=tuple(Block(BlockKind.PARAGRAPH, text) for text in texts),
    )


def english(source: str) -> str:
    return f"English of {source}"


def translated(memory: Memory, words: Callable[[str], str] = english) -> Memory:
    """The memory after a person has translated what was missing."""
    return replace(memory, entries=tuple(_translated(entry, words) for entry in memory.entries))


def _translated(entry: Entry, words: Callable[[str], str]) -> Entry:
    missing = not (entry.target or entry.obsolete)
    return replace(entry, target=words(entry.source)) if missing else entry
