"""The cache of a site: what is known of its articles, and of what was written (`written.py`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from site_gen.pipeline.database import connected, passing, rows_of
from site_gen.pipeline.parts import Parts
from site_gen.pipeline.records import (
    Count,
    Counted,
    Record,
    Some,
    unpacked_sayings,
)
from site_gen.pipeline.written import Written
from site_gen.quality.consistency import Saying
from site_gen.render.packing import pack, unpack, unpack_all

if TYPE_CHECKING:
    from site_gen.pipeline.index_store import IndexStore

_NONE: Mapping[str, bytes] = MappingProxyType({})


class Store:
    """The cache of one site. Nothing is kept before `commit`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.written = Written(database)
        self.parts = Parts.of(database)

    @cached_property
    def index(self) -> IndexStore:
        """What it has of the search's index."""
        from site_gen.pipeline.index_store import IndexStore  # what knows words is slow to import

        return IndexStore(self._database)

    def fact(self, name: str) -> bytes:
        """A value kept under a name; empty where there is none."""
        found = self._database.execute("SELECT data FROM facts WHERE name = ?", (name,)).fetchone()
        return found[0] if found else b""

    def keep_fact(self, name: str, data: bytes) -> None:
        self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, data))

    def records(self) -> list[Record]:
        """All articles, by folder. Raises msgspec.DecodeError."""
        found = self._database.execute("SELECT record FROM articles ORDER BY folder")
        return unpack_all((record for (record,) in found), Record)

    def put(
        self,
        record: Record,
        parts: Mapping[str, bytes] = _NONE,
        laid: Iterable[tuple[str, bytes, bytes]] = (),
    ) -> None:
        """An article with its parts, and what is laid out of it with name and mark, in place of
        what its folder had."""
        self._drop([record.folder])
        values = (record.folder, record.key, msgspec.msgpack.encode(record))
        self._database.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?)", values)
        self._database.executemany(
            "INSERT OR REPLACE INTO parts (key, part, data) VALUES (?, ?, ?)",
            [(record.key, part, data) for part, data in parts.items()],
        )
        for name, mark, data in laid:
            self.keep_laid(record.key, name, mark, data)

    def keep_laid(self, key: bytes, name: str, mark: bytes, data: bytes) -> None:
        """What was laid out of an article, in place of what that was; `mark` says by what."""
        values = (key, name, mark, data)
        self._database.execute("INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?)", values)

    def laid_keys(self, keys: Sequence[bytes], name: str, mark: bytes) -> set[bytes]:
        """Those of these articles of which the cache has something as it is laid out now."""
        query = "SELECT key, mark FROM parts WHERE part = ? AND key IN"
        return {key for key, by in rows_of(self._database, query, name, keys) if by == mark}

    def looked(self) -> set[str]:
        """Folders of articles whose texts have been looked through as they are now."""
        found = self._database.execute("SELECT folder FROM doubts WHERE is_final")
        return {folder for (folder,) in found}

    def doubts(self) -> dict[str, Some]:
        """What was looked for in the texts of articles, and found, by folder."""
        rows = self._database.execute("SELECT folder, found FROM doubts")
        return {folder: unpack(found, Some) for folder, found in rows}

    def keep_doubts(self, folder: str, found: Some, said: bytes, *, is_final: bool) -> None:
        """What was looked for in the texts of an article, and the packed sayings of these, until it
        is put anew."""
        values = (folder, pack(found), said, is_final)
        self._database.execute("INSERT OR REPLACE INTO doubts VALUES (?, ?, ?, ?)", values)

    def disagreeing(self, *, counted: bool = False) -> Iterator[Saying]:
        """What articles that were looked through, or `counted`, say otherwise for a source than
        others do, in their order."""
        all_said = partial(self._all_said, "counts" if counted else "doubts")
        first: dict[bytes, bytes] = {}
        sources = {
            one.source
            for one in all_said()
            if first.setdefault(one.source, one.target) != one.target
        }
        return (one for one in all_said() if one.source in sources) if sources else iter(())

    def _all_said(self, table: str) -> Iterator[Saying]:
        query = f"SELECT said FROM {table} WHERE said IS NOT NULL ORDER BY folder"
        for (packed,) in self._database.execute(query):
            yield from unpacked_sayings(packed)

    def said(self) -> dict[str, bytes]:
        """The packed sayings of articles that were looked through, or counted with them since, by
        folder."""
        found = self._database.execute("SELECT folder, said FROM doubts")
        return {**dict(found.fetchall()), **self.counted_sayings()}

    def counts(self) -> list[Count]:
        """The articles that were counted. Raises msgspec.DecodeError."""
        found = self._database.execute("SELECT count FROM counts")
        return unpack_all((count for (count,) in found), Count)

    def keep_counts(self, counts: Iterable[Counted], gone: Iterable[str]) -> None:
        """Articles that were counted, and folders that are no more."""
        rows = [(one.count.folder, pack(one.count), one.said, _packed(one.found)) for one in counts]
        self._database.executemany("INSERT OR REPLACE INTO counts VALUES (?, ?, ?, ?)", rows)
        self._delete("DELETE FROM counts WHERE folder = ?", gone)

    def counted_sayings(self) -> dict[str, bytes]:
        """The packed sayings of articles that were counted with them, by folder."""
        found = self._database.execute("SELECT folder, said FROM counts WHERE said IS NOT NULL")
        return dict(found.fetchall())

    def found_in_translations(self) -> dict[str, Some]:
        """What was found in those of articles that were counted, by folder."""
        query = "SELECT folder, found FROM counts WHERE found IS NOT NULL"
        return {folder: unpack(found, Some) for folder, found in self._database.execute(query)}

    def forget(self, folders: Sequence[str]) -> None:
        """Take articles out, with their parts."""
        self._drop(folders)
        self._delete("DELETE FROM articles WHERE folder = ?", folders)

    def _drop(self, folders: Sequence[str]) -> None:
        """Take out what was made of articles."""
        of_folder = "(SELECT key FROM articles WHERE folder = ?)"
        self._delete(f"DELETE FROM parts WHERE key = {of_folder}", folders)
        self._delete("DELETE FROM doubts WHERE folder = ?", folders)

    def _delete(self, query: str, folders: Iterable[str]) -> None:
        self._database.executemany(query, ((folder,) for folder in folders))

    def looks(self) -> dict[str, tuple[bytes, Some]]:
        """What a check found in each piece of the site, and the key of what it looked at."""
        rows = self._database.execute("SELECT name, key, found FROM looks")
        return {name: (key, unpack(found, Some)) for name, key, found in rows}

    def keep_looks(self, looks: Iterable[tuple[str, bytes, Some]], gone: Iterable[str]) -> None:
        """Pieces that were looked at, and names of those that are no more."""
        rows = [(name, key, pack(found)) for name, key, found in looks]
        self._database.executemany("INSERT OR REPLACE INTO looks VALUES (?, ?, ?)", rows)
        self._database.executemany("DELETE FROM looks WHERE name = ?", [(name,) for name in gone])

    def commit(self) -> None:
        """Keep all that was put since the last time."""
        self._database.commit()


def _packed(found: Some | None) -> bytes | None:
    return None if found is None else pack(found)


@contextmanager
def opened(path: Path, say: Callable[[str], None]) -> Iterator[Store]:
    """The cache at `path`, an empty one where it cannot be used; `say` is told why."""
    with closing(connected(path, say)) as database:
        yield Store(database)


@contextmanager
def without() -> Iterator[Store]:
    """A cache that is gone when the build ends."""
    with closing(passing()) as database:
        yield Store(database)
