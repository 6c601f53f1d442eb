"""The files of the search's index, what each is made from, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from site_gen.model import Artifact
from site_gen.pipeline import keys
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.index_store import IndexStore
from site_gen.pipeline.merging import bring_up_to_date
from site_gen.pipeline.pieces import Piece
from site_gen.pipeline.records import Record
from site_gen.pipeline.store import Store
from site_gen.pipeline.tasks import MakeTask
from site_gen.render.packing import digest
from site_gen.search.index import (
    Shard,
    blocks,
    directory,
    directory_file,
    row_files,
    shard_file,
    shards,
)

_AT_ONCE = 64  # shards that one task makes, at most: each is little work


def plan_index(known: Sequence[Record], store: Store, runner: Runner) -> Iterator[Piece]:
    """The index of these articles, newest first; it is merged as far as they have changed.

    Its first article is the oldest, so that a new one changes few files.
    """
    bring_up_to_date(known[::-1], store, runner)
    rows, cut = blocks(store.index.rows()), shards(store.index.leaves())
    for number, block in enumerate(rows):
        yield _piece(f"articles-{number}", block, partial(row_files, number, block))
    for start in range(0, len(cut), _AT_ONCE):
        some = {_owner(f"shard-{one.border}"): one for one in cut[start : start + _AT_ONCE]}
        made_from = {owner: _key(owner, shard.key) for owner, shard in some.items()}
        yield Piece(made_from, partial(_shards, some, store.index))
    held = directory(rows, cut)
    yield _piece("index", held, partial(directory_file, held))


def _owner(name: str) -> str:
    return f"site:search:{name}"


def _key(owner: str, made_from: object) -> bytes:
    return digest(keys.code(), owner, made_from)


def _piece(name: str, made_from: object, files: Callable[[], Iterable[Artifact]]) -> Piece:
    owner = _owner(name)

    def task(_: Sequence[str]) -> MakeTask:
        return MakeTask({owner: files})

    return Piece({owner: _key(owner, made_from)}, task)


def _shards(cut: Mapping[str, Shard], index: IndexStore, owners: Sequence[str]) -> MakeTask:
    wanted = ((owner, cut[owner]) for owner in owners)
    return MakeTask(
        {owner: partial(shard_file, one, index.words(one.leaves)) for owner, one in wanted}
    )
