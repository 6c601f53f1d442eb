"""What was written into outputs, as the cache knows it: files as they stood, and what was made."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Set
from pathlib import Path
from zlib import crc32

import msgspec

from site_gen.pipeline.database import rows_of
from site_gen.render.packing import DamageError, unpack, unsqueezed

#: The texts of articles that files stand around, where they are laid out as they were then.
_TEXTS = (
    "LEFT JOIN parts text"
    " ON text.key = article AND text.part = 'text' AND text.mark = artifacts.mark"
)


class Standing(msgspec.Struct, frozen=True, array_like=True, gc=False):
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
        status = os.stat(f"{output}/{path}")
        return cls(path, owner, key, status.st_mtime_ns, status.st_ctime_ns, status.st_size)

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


_DECODER = msgspec.msgpack.Decoder(list[Standing])
_SHARES = 256  # of an output: an edit writes a few of them, all are soon read


def _share_of(path: str) -> int:
    return crc32(path.encode()) % _SHARES


class _Text(msgspec.Struct, frozen=True, array_like=True):
    """A `LaidText`, of which the frame is not looked at."""

    frame: msgspec.Raw
    html: bytes


class KeptFile(msgspec.Struct, frozen=True):
    """A file that was made and is kept packed; where its `text` is kept for itself, that belongs at
    its `place`."""

    path: str
    data: bytes
    place: int | None
    text: bytes | None

    def whole(self) -> bytes:
        """What the file holds. Raises DamageError."""
        found = unsqueezed(self.data)
        if self.place is None:
            return found
        if self.text is None:
            raise DamageError(f"the text of {self.path} is missing")
        html = unpack(self.text, _Text).html
        return b"".join((found[: self.place], unsqueezed(html), found[self.place :]))


class Written:
    """The files of all outputs of a site, packed in shares, for they are read all at once."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def files(self, output: str) -> list[Standing]:
        """What was written into an output. Raises msgspec.DecodeError."""
        rows = self._database.execute("SELECT data FROM files WHERE output = ?", (output,))
        return [file for (data,) in rows for file in _DECODER.decode(data)]

    def files_at(self, output: str, paths: Iterable[str]) -> list[Standing]:
        """What was written into an output at these paths."""
        wanted = frozenset(paths)
        shares = self._shares(output, map(_share_of, wanted))
        return [file for share in shares.values() for file in share if file.path in wanted]

    def _shares(self, output: str, numbers: Iterable[int]) -> dict[int, list[Standing]]:
        query = "SELECT share, data FROM files WHERE output = ? AND share IN"
        rows = rows_of(self._database, query, output, tuple(frozenset(numbers)))
        return {number: _DECODER.decode(data) for number, data in rows}

    def files_of(self, output: str, owners: Iterable[str]) -> list[Standing]:
        """What of these owners was written into an output; all files are gone through."""
        wanted = frozenset(owners)
        return [file for file in self.files(output) if file.owner in wanted]

    def keep_files(self, output: str, files: Iterable[Standing], gone: Iterable[str]) -> None:
        """Files that were written or found right, and paths that are no more."""
        new = {file.path: file for file in files}
        paths = {*new, *gone}
        by_share: dict[int, list[str]] = {}
        for path in paths:
            by_share.setdefault(_share_of(path), []).append(path)
        before = self._shares(output, by_share)
        old = {one.key for some in before.values() for one in some if one.path in paths}
        rows = []
        for number, some in by_share.items():
            stay = [one for one in before.get(number, ()) if one.path not in paths]
            stay += [new[path] for path in some if path in new]
            rows.append((output, number, msgspec.msgpack.encode(stay)))
        self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", rows)
        self._forget(old - {file.key for file in new.values()}, output)

    def _forget(self, keys: Set[bytes], output: str) -> None:
        """Let go of what an output has no more, but for what stands in another."""
        query = "SELECT DISTINCT output FROM files WHERE output != ?"
        others = [name for (name,) in self._database.execute(query, (output,))] if keys else []
        standing = {file.key for name in others for file in self.files(name)}
        self._database.executemany(
            "DELETE FROM artifacts WHERE key = ?", [(key,) for key in keys - standing]
        )

    def kept(self, keys: Iterable[bytes]) -> set[bytes]:
        """Those of these keys from which a file was made that is kept packed."""
        query = (
            f"SELECT artifacts.key FROM artifacts {_TEXTS}"
            " WHERE (article IS NULL OR text.key IS NOT NULL) AND ? AND artifacts.key IN"
        )
        return {key for (key,) in rows_of(self._database, query, True, tuple(keys))}

    def artifacts(self, key: bytes) -> list[KeptFile]:
        """All files that were made from this."""
        query = (
            "SELECT path, artifacts.data, place, text.data"
            f" FROM artifacts {_TEXTS} WHERE artifacts.key = ?"
        )
        return [KeptFile(*values) for values in self._database.execute(query, (key,))]

    def keep_artifact(
        self, key: bytes, path: str, data: bytes, around: tuple[bytes, bytes, int] | None = None
    ) -> None:
        """A file that was made from `key`, packed; where it stands `around` the text of an article,
        by its key and the mark of its layout, without that: then with the text's place. It takes
        the place of one that stood around a text which was laid out otherwise since."""
        values = (key, path, *(around or (None, None, None)), data)
        self._database.execute("DELETE FROM artifacts WHERE key = ? AND path = ?", (key, path))
        self._database.execute("INSERT INTO artifacts VALUES (?, ?, ?, ?, ?, ?)", values)
