"""What the cache keeps of the search's index between two builds, step by step of its merging."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from site_gen.render.packing import pack, squeezed, unpack, unsqueezed
from site_gen.search.buckets import Row, section_of
from site_gen.search.sections import Leaf


class KeptBucket(Struct, frozen=True):
    """A bucket: the number by which sections name it, the digest of all that it is made from, and
    the number of its first article."""

    id: int
    key: bytes
    start: int


class IndexStore:
    """The index as it was merged last. Nothing is kept before the cache's `commit`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def buckets(self) -> list[KeptBucket]:
        """In the order of their articles."""
        found = self._database.execute("SELECT id, key, start FROM buckets ORDER BY start")
        return [KeptBucket(*values) for values in found]

    def forget(self) -> None:
        """Take all out."""
        for table in ("buckets", "sections", "leaves"):
            self._database.execute(f"DELETE FROM {table}")

    def keep_bucket(
        self, one: KeptBucket, rows: Sequence[Row], sections: Mapping[str, bytes]
    ) -> None:
        """A bucket that was made anew: how results name its articles, and the digest of what it
        gives to each section."""
        values = (one.id, one.key, one.start, pack(rows), pack(sections))
        self._database.execute("INSERT OR REPLACE INTO buckets VALUES (?, ?, ?, ?, ?)", values)

    def keep_buckets(self, places: Iterable[KeptBucket], gone: Iterable[int]) -> None:
        """Where buckets begin now, and those that are no more."""
        self._database.executemany(
            "UPDATE buckets SET start = ? WHERE id = ?", [(one.start, one.id) for one in places]
        )
        self._database.executemany("DELETE FROM buckets WHERE id = ?", [(one,) for one in gone])

    def rows(self) -> list[Row]:
        """How results name the articles, in order."""
        found = self._database.execute("SELECT articles FROM buckets ORDER BY start")
        return [row for (data,) in found for row in unpack(data, tuple[Row, ...])]

    def sections_of(self, bucket: int) -> dict[str, bytes]:
        """The sections that a bucket gave something to, with the digest of that."""
        query = "SELECT sections FROM buckets WHERE id = ?"
        (data,) = self._database.execute(query, (bucket,)).fetchone()
        return unpack(data, dict[str, bytes])

    def parts(self, section: str) -> dict[int, bytes]:
        """What buckets gave to a section, by their ids."""
        query = "SELECT parts FROM sections WHERE label = ?"
        found = self._database.execute(query, (section,)).fetchone()
        return unpack(unsqueezed(found[0]), dict[int, bytes]) if found else {}

    def keep_section(
        self, label: str, parts: Mapping[int, bytes], leaves: Iterable[tuple[Leaf, bytes]]
    ) -> None:
        """A section as it is now, with its leaves and their words; without parts it is no more."""
        self._database.execute("DELETE FROM leaves WHERE section = ?", (label,))
        self._database.execute("DELETE FROM sections WHERE label = ?", (label,))
        if parts:
            values = (label, squeezed(pack(parts)))
            self._database.execute("INSERT INTO sections VALUES (?, ?)", values)
        rows = ((label, *_listed(leaf), squeezed(words)) for leaf, words in leaves)
        self._database.executemany("INSERT INTO leaves VALUES (?, ?, ?, ?, ?)", rows)

    def leaves(self) -> list[Leaf]:
        """All leaves in order."""
        query = "SELECT label, weight, key FROM leaves ORDER BY section, label"
        return [Leaf(*values) for values in self._database.execute(query)]

    def words(self, leaves: Iterable[Leaf]) -> list[bytes]:
        """The packed words of each of these leaves."""
        query = "SELECT words FROM leaves WHERE section = ? AND label = ?"
        asked = ((section_of(leaf.label), leaf.label) for leaf in leaves)
        rows = (self._database.execute(query, one).fetchone() for one in asked)
        return [unsqueezed(data) for (data,) in rows]


def _listed(leaf: Leaf) -> tuple[str, int, bytes]:
    return leaf.label, leaf.weight, leaf.key
