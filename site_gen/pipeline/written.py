"""What was written into outputs, as the cache knows it: files as they stood, and what was made."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import msgspec

from site_gen.pipeline.database import rows_of
from site_gen.pipeline.tree import sign_of

_FILES = "SELECT path, owner, key, modified, changed, size FROM files WHERE output = ?"


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


class Written:
    """The files of all outputs of a site."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def files(self, output: str) -> list[Standing]:
        """What was written into an output, by path."""
        rows = self._database.execute(f"{_FILES} ORDER BY path", (output,))
        return [Standing(*values) for values in rows]

    def files_at(self, output: str, paths: Iterable[str]) -> list[Standing]:
        """What was written into an output at these paths."""
        rows = rows_of(self._database, f"{_FILES} AND path IN", output, tuple(paths))
        return [Standing(*values) for values in rows]

    def files_of(self, output: str, owners: Iterable[str]) -> list[Standing]:
        """What of these owners was written into an output; all files are gone through."""
        rows = rows_of(self._database, f"{_FILES} AND owner IN", output, tuple(owners))
        return [Standing(*values) for values in rows]

    def keep_files(self, output: str, files: Iterable[Standing], gone: Iterable[str]) -> None:
        """Files that were written or found right, and paths that are no more."""
        rows = [(output, f.path, f.owner, f.key, f.modified, f.changed, f.size) for f in files]
        gone = tuple(gone)
        places = [*gone, *(file[1] for file in rows)]
        query = "SELECT key FROM files WHERE output = ? AND path IN"
        old = {key for (key,) in rows_of(self._database, query, output, places)}
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
        return {key for (key,) in rows_of(self._database, query, True, tuple(keys))}

    def kept(self, keys: Iterable[bytes]) -> set[bytes]:
        """Those of these keys from which a file was made that is kept packed."""
        query = "SELECT key FROM artifacts WHERE ? AND key IN"
        return {key for (key,) in rows_of(self._database, query, True, tuple(keys))}

    def artifacts(self, key: bytes) -> list[tuple[str, bytes]]:
        """Path and packed data of all files that were made from this."""
        query = "SELECT path, data FROM artifacts WHERE key = ?"
        return self._database.execute(query, (key,)).fetchall()

    def keep_artifact(self, key: bytes, path: str, data: bytes) -> None:
        """A file that was made from `key`, packed."""
        self._database.execute("INSERT INTO artifacts VALUES (?, ?, ?)", (key, path, data))
