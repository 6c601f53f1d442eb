"""The cache's database: an SQLite file that a killed build leaves whole.

It holds only what can be made again. Of another version, or damaged, it is dropped; where it
cannot be written, it lives as long as the build. Either is told in a line.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

_FORMAT = 13
_AT_ONCE = 500  # values of a query; SQLite takes at least 999
_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE articles (folder TEXT PRIMARY KEY, key BLOB, record BLOB NOT NULL);
CREATE TABLE counts (folder TEXT PRIMARY KEY, count BLOB NOT NULL, said BLOB, found BLOB);
CREATE TABLE parts (key BLOB, part TEXT, mark BLOB NOT NULL DEFAULT x'', data BLOB NOT NULL);
CREATE UNIQUE INDEX one_part ON parts (key, part);
CREATE TABLE doubts (
    folder TEXT PRIMARY KEY, found BLOB NOT NULL, said BLOB NOT NULL, is_final INTEGER
);
CREATE TABLE files (output TEXT, share INTEGER, data BLOB NOT NULL);
CREATE UNIQUE INDEX one_share ON files (output, share);
CREATE TABLE looks (name TEXT PRIMARY KEY, key BLOB NOT NULL, found BLOB NOT NULL);
CREATE TABLE artifacts (
    key BLOB, path TEXT, article BLOB, mark BLOB, place INTEGER, data BLOB NOT NULL
);
CREATE INDEX artifacts_of ON artifacts (key);
CREATE TABLE buckets (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL, start INTEGER, articles BLOB, sections BLOB
);
CREATE TABLE sections (label TEXT PRIMARY KEY, parts BLOB NOT NULL);
CREATE TABLE leaves (section TEXT, label TEXT, weight INTEGER, key BLOB, words BLOB NOT NULL);
CREATE INDEX leaves_of ON leaves (section, label, weight, key);
"""


def connected(path: Path, say: Callable[[str], None]) -> sqlite3.Connection:
    """The database at `path`, one in memory where it cannot be used; `say` is told why."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _checked(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            say(f"{path.name}: the cache is damaged or of another version; it is made anew")
            remove(path)
            return _checked(path)
    except (sqlite3.Error, OSError) as error:
        say(f"{path}: the cache cannot be used ({error}); this build goes without")
        return passing()


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


def passing() -> sqlite3.Connection:
    """A database that is gone when it is closed."""
    return _prepared(sqlite3.connect(""))


def _prepared(database: sqlite3.Connection) -> sqlite3.Connection:
    database.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_FORMAT}; COMMIT;")
    return database


def remove(path: Path) -> None:
    """Take the cache away. Raises OSError."""
    for name in (path.name, f"{path.name}-journal", f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def rows_of(
    database: sqlite3.Connection, query: str, first: object, values: Sequence[object]
) -> Iterator[Any]:
    """The rows of a query that ends with `IN`, for as many values as there are."""
    for begin in range(0, len(values), _AT_ONCE):
        some = values[begin : begin + _AT_ONCE]
        places = ",".join("?" * len(some))
        yield from database.execute(f"{query} ({places})", (first, *some))
