"""The cache on disk: an SQLite database that a killed build leaves whole.

It holds only what can be made again. Of another version, or damaged, it is dropped; where it
cannot be written, it lives as long as the build. Either is told in a line.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from site_gen.pipeline.records import Count, Counted, Record, Some, unpacked, unpacked_counts
from site_gen.pipeline.tree import sign_of
from site_gen.quality.consistency import Saying
from site_gen.render.packing import pack, unpack

_FORMAT = 8
_AT_ONCE = 500  # values of a query; SQLite takes at least 999
_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE articles (folder TEXT PRIMARY KEY, key BLOB, record BLOB NOT NULL);
CREATE TABLE counts (folder TEXT PRIMARY KEY, count BLOB NOT NULL, said BLOB);
CREATE TABLE parts (key BLOB, part TEXT, data BLOB NOT NULL);
CREATE UNIQUE INDEX one_part ON parts (key, part);
CREATE TABLE doubts (folder TEXT PRIMARY KEY, found BLOB NOT NULL, is_final INTEGER);
CREATE TABLE sayings (
    source BLOB, target BLOB, path TEXT, line INTEGER, id TEXT, folder TEXT, place INTEGER
);
CREATE INDEX said_of ON sayings (source, target);
CREATE INDEX said_in ON sayings (folder);
CREATE TABLE files (
    output TEXT, path TEXT, owner TEXT, key BLOB, modified INTEGER, changed INTEGER, size INTEGER,
    PRIMARY KEY (output, path)
) WITHOUT ROWID;
CREATE INDEX made_from ON files (key);
CREATE TABLE looks (name TEXT PRIMARY KEY, key BLOB NOT NULL, found BLOB NOT NULL);
CREATE TABLE artifacts (key BLOB, path TEXT, data BLOB NOT NULL);
CREATE INDEX artifacts_of ON artifacts (key);
"""

_NONE: Mapping[str, bytes] = MappingProxyType({})


class Standing(msgspec.Struct, frozen=True):
    """A file of an output as it was written: whose it is, from what, and its sign then."""

    path: str
    owner: str
    key: bytes
    modified: int
    changed: int
    size: int

    @classmethod
    def now(cls, output: Path, path: str, owner: str, key: bytes) -> Standing:
        """The file as it stands. Raises OSError where it does not."""
        return cls(path, owner, key, *sign_of(os.stat(f"{output}/{path}")))

    def is_in(self, output: str) -> bool:
        """Whether it stands as it was written; this is asked of each file of a site."""
        try:
            status = os.stat(f"{output}/{self.path}")
        except OSError:
            return False
        return (
            status.st_mtime_ns == self.modified
            and status.st_ctime_ns == self.changed
            and status.st_size == self.size
        )


class Store:
    """The cache of one site. Nothing is kept before `commit`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def fact(self, name: str) -> bytes:
        """A value kept under a name; empty where there is none."""
        found = self._database.execute("SELECT data FROM facts WHERE name = ?", (name,)).fetchone()
        return found[0] if found else b""

    def keep_fact(self, name: str, data: bytes) -> None:
        self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, data))

    def records(self) -> list[Record]:
        """All articles, by folder. Raises msgspec.DecodeError."""
        found = self._database.execute("SELECT record FROM articles ORDER BY folder")
        return unpacked(record for (record,) in found)

    def put(self, record: Record, parts: Mapping[str, bytes] = _NONE) -> None:
        """An article with its parts, in place of what its folder had."""
        self._drop([record.folder])
        values = (record.folder, record.key, msgspec.msgpack.encode(record))
        self._database.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?)", values)
        self._database.executemany(
            "INSERT OR REPLACE INTO parts VALUES (?, ?, ?)",
            [(record.key, part, data) for part, data in parts.items()],
        )

    def looked(self) -> set[str]:
        """Folders of articles whose texts have been looked through as they are now."""
        found = self._database.execute("SELECT folder FROM doubts WHERE is_final")
        return {folder for (folder,) in found}

    def doubts(self) -> dict[str, Some]:
        """What was looked for in the texts of articles, and found, by folder."""
        rows = self._database.execute("SELECT folder, found FROM doubts")
        return {folder: unpack(found, Some) for folder, found in rows}

    def keep_doubts(
        self, folder: str, found: Some, said: Sequence[Saying], *, is_final: bool
    ) -> None:
        """What was looked for in the texts of an article, until it is put anew."""
        self._drop_doubts([folder])
        values = (folder, pack(found), is_final)
        self._database.execute("INSERT INTO doubts VALUES (?, ?, ?)", values)
        self._database.executemany(
            "INSERT INTO sayings VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(*saying, folder, place) for place, saying in enumerate(said)],
        )

    def disagreeing(self) -> Iterator[Saying]:
        """What articles say otherwise for a source than others do, in their order."""
        query = (
            "SELECT source, target, path, line, id FROM sayings WHERE source IN"
            " (SELECT source FROM sayings GROUP BY source HAVING COUNT(DISTINCT target) > 1)"
            " ORDER BY folder, place"
        )
        return (Saying(*values) for values in self._database.execute(query))

    def said(self, sources: Iterable[bytes]) -> Iterator[tuple[str, Saying]]:
        """What articles say for these sources, with their folders, each in its order."""
        query = "SELECT folder, place, source, target, path, line, id FROM sayings WHERE source = ?"
        found = [row for one in sources for row in self._database.execute(query, (one,))]
        return ((row[0], Saying(*row[2:])) for row in sorted(found, key=lambda row: row[:2]))

    def counts(self) -> list[Count]:
        """The articles that were counted. Raises msgspec.DecodeError."""
        found = self._database.execute("SELECT count FROM counts")
        return unpacked_counts(count for (count,) in found)

    def keep_counts(self, counts: Iterable[Counted], gone: Iterable[str]) -> None:
        """Articles that were counted, and folders that are no more."""
        encode = msgspec.msgpack.encode
        rows = [(one.count.folder, encode(one.count), one.said) for one in counts]
        self._database.executemany("INSERT OR REPLACE INTO counts VALUES (?, ?, ?)", rows)
        self._delete("DELETE FROM counts WHERE folder = ?", gone)

    def counted_sayings(self) -> dict[str, bytes]:
        """The packed sayings of articles that were counted with them, by folder."""
        found = self._database.execute("SELECT folder, said FROM counts WHERE said IS NOT NULL")
        return dict(found.fetchall())

    def forget(self, folders: Sequence[str]) -> None:
        """Take articles out, with their parts."""
        self._drop(folders)
        self._delete("DELETE FROM articles WHERE folder = ?", folders)

    def _drop(self, folders: Sequence[str]) -> None:
        """Take out what was made of articles."""
        of_folder = "(SELECT key FROM articles WHERE folder = ?)"
        self._delete(f"DELETE FROM parts WHERE key = {of_folder}", folders)
        self._drop_doubts(folders)

    def _drop_doubts(self, folders: Sequence[str]) -> None:
        for table in ("doubts", "sayings"):
            self._delete(f"DELETE FROM {table} WHERE folder = ?", folders)

    def _delete(self, query: str, folders: Iterable[str]) -> None:
        self._database.executemany(query, ((folder,) for folder in folders))

    def parts(self, keys: Sequence[bytes], part: str) -> dict[bytes, bytes]:
        """One part of some articles, by their keys. Raises sqlite3.DatabaseError where one
        is not there."""
        query = "SELECT key, data FROM parts WHERE part = ? AND key IN"
        found: dict[bytes, bytes] = dict(self._all(query, part, keys))
        if not found.keys() >= set(keys):
            raise sqlite3.DatabaseError(f"the {part} of an article is missing")
        return found

    def files(self, output: str) -> list[Standing]:
        """What was written into an output, by path."""
        query = (
            "SELECT path, owner, key, modified, changed, size FROM files WHERE output = ?"
            " ORDER BY path"
        )
        return [Standing(*values) for values in self._database.execute(query, (output,))]

    def keep_files(self, output: str, files: Iterable[Standing], gone: Iterable[str]) -> None:
        """Files that were written or found right, and paths that are no more."""
        rows = [(output, f.path, f.owner, f.key, f.modified, f.changed, f.size) for f in files]
        gone = tuple(gone)
        places = [*gone, *(file[1] for file in rows)]
        query = "SELECT key FROM files WHERE output = ? AND path IN"
        old = {key for (key,) in self._all(query, output, places)}
        self._database.executemany(
            "DELETE FROM files WHERE output = ? AND path = ?", [(output, path) for path in gone]
        )
        self._database.executemany(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", rows
        )
        # What stands in no output is not kept.
        self._database.executemany(
            "DELETE FROM artifacts WHERE key = ?", [(key,) for key in old - self.standing(old)]
        )

    def standing(self, keys: Iterable[bytes]) -> set[bytes]:
        """Those of these keys from which a file was made that stands in an output."""
        query = "SELECT key FROM files WHERE ? AND key IN"
        return {key for (key,) in self._all(query, True, tuple(keys))}

    def kept(self, keys: Iterable[bytes]) -> set[bytes]:
        """Those of these keys from which a file was made that is kept packed."""
        query = "SELECT key FROM artifacts WHERE ? AND key IN"
        return {key for (key,) in self._all(query, True, tuple(keys))}

    def _all(self, query: str, first: object, values: Sequence[object]) -> Iterator[Any]:
        """The rows of a query that ends with `IN`, for as many values as there are."""
        for begin in range(0, len(values), _AT_ONCE):
            some = values[begin : begin + _AT_ONCE]
            places = ",".join("?" * len(some))
            yield from self._database.execute(f"{query} ({places})", (first, *some))

    def artifacts(self, key: bytes) -> list[tuple[str, bytes]]:
        """Path and packed data of all files that were made from this."""
        query = "SELECT path, data FROM artifacts WHERE key = ?"
        return self._database.execute(query, (key,)).fetchall()

    def keep_artifact(self, key: bytes, path: str, data: bytes) -> None:
        """A file that was made from `key`, packed."""
        self._database.execute("INSERT INTO artifacts VALUES (?, ?, ?)", (key, path, data))

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


@contextmanager
def opened(path: Path, say: Callable[[str], None]) -> Iterator[Store]:
    """The cache at `path`, an empty one where it cannot be used; `say` is told why."""
    with closing(_connected(path, say)) as database:
        yield Store(database)


@contextmanager
def without() -> Iterator[Store]:
    """A cache that is gone when the build ends."""
    with closing(_prepared(sqlite3.connect(""))) as database:
        yield Store(database)


def _connected(path: Path, say: Callable[[str], None]) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _checked(path)
        except (sqlite3.DatabaseError, msgspec.DecodeError) as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            say(f"{path.name}: the cache is damaged or of another version; it is made anew")
            remove(path)
            return _checked(path)
    except (sqlite3.Error, OSError) as error:
        say(f"{path}: the cache cannot be used ({error}); this build goes without")
        return _prepared(sqlite3.connect(""))


def _checked(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=60)
    try:
        # What is lost when the power fails is made again, and what is taken out is no secret:
        # some builds of SQLite would write zeros over it.
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA secure_delete = OFF")
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, _FORMAT):
            raise sqlite3.DatabaseError("another version")
        if version == 0:
            return _prepared(database)
        database.execute("BEGIN IMMEDIATE")
        database.rollback()
    except BaseException:
        database.close()
        raise
    return database


def _prepared(database: sqlite3.Connection) -> sqlite3.Connection:
    database.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_FORMAT}; COMMIT;")
    return database


def remove(path: Path) -> None:
    """Take the cache away. Raises OSError."""
    for name in (path.name, f"{path.name}-journal", f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
