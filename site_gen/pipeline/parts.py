"""What the cache keeps of each article: read by this process, or by those that work for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cached_property
from urllib.parse import quote

from site_gen.pipeline.database import rows_of


class Parts:
    """The parts of articles that a cache has, read here or, where this was sent, by another process
    of this machine.

    While others read, no part may be put or taken out. Then the pages of the database's file on
    which the parts lie stay as they are, whatever is written on others, and nobody needs a lock.
    """

    def __init__(self, path: bytes, here: sqlite3.Connection | None = None) -> None:
        self._path, self._here = path, here

    @classmethod
    def of(cls, database: sqlite3.Connection) -> Parts:
        """Those of a database, which others may read as far as it is committed."""
        query = "SELECT CAST(file AS BLOB) FROM pragma_database_list WHERE name = 'main'"
        return cls(database.execute(query).fetchone()[0], database)

    def __reduce__(self) -> tuple[object, ...]:
        return Parts, (self._path,)

    @property
    def is_shared(self) -> bool:
        """Whether others can read them: not where the cache lives as long as the build."""
        return bool(self._path)

    @cached_property
    def _database(self) -> sqlite3.Connection:
        if self._here:
            return self._here
        return sqlite3.connect(f"file:{quote(self._path)}?immutable=1", uri=True)

    def read(self, keys: Sequence[bytes], part: str) -> dict[bytes, bytes]:
        """One part of some articles, by their keys. Raises sqlite3.DatabaseError where one
        is not there."""
        query = "SELECT key, data FROM parts WHERE part = ? AND key IN"
        found: dict[bytes, bytes] = dict(rows_of(self._database, query, part, keys))
        if not found.keys() >= set(keys):
            raise sqlite3.DatabaseError(f"the {part} of an article is missing")
        return found
