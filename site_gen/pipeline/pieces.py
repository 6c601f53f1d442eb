"""Pieces of a site: files that are made together, by what they are known, which are out of date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from msgspec import Struct

from site_gen.pipeline.making import Task
from site_gen.pipeline.store import Store
from site_gen.pipeline.written import Standing
from site_gen.render.renderers import ARTICLE_RENDERERS, SITE_RENDERERS


def _no_task(_: Parts, owners: Sequence[str]) -> Task:
    raise AssertionError(f"not planned yet: {owners}")


class Piece(Struct, frozen=True, gc=False):
    """Files that are made by one task.

    `keys` has, for each owner of such files, the digest of all that they are made from; `task`
    is given what it `wants` of articles and what is `laid` out of them, and the owners whose files
    are out of date. Where the keys are enough so far, it is `planned` when its files are to be
    made.
    """

    keys: Mapping[str, bytes]
    task: Callable[[Parts, Sequence[str]], Task] = _no_task
    wants: Mapping[str, Sequence[bytes]] = {}
    laid: Mapping[str, Sequence[bytes]] = {}
    planned: Callable[[], Piece] | None = None


#: What is wanted of articles: the keys of some by the name of a part; then that part of each.
Parts = Mapping[str, Mapping[bytes, bytes]]

_AT_ONCE = 256  # parts asked for at once, so that memory has a bound


def planned(stale: Iterable[tuple[Piece, Sequence[str]]]) -> list[tuple[Piece, Sequence[str]]]:
    """These pieces, as they are made."""
    return [(piece.planned() if piece.planned else piece, owners) for piece, owners in stale]


def tasks(stale: Iterable[tuple[Piece, Sequence[str]]], store: Store) -> Iterator[Task]:
    """The tasks of these pieces, which are planned; what they want is read for many at once."""
    for some in _batches(stale):
        wanted: dict[str, set[bytes]] = {}
        for piece, _ in some:
            for part, keys_of in chain(piece.wants.items(), piece.laid.items()):
                wanted.setdefault(part, set()).update(keys_of)
        parts = {part: store.parts(tuple(keys_of), part) for part, keys_of in wanted.items()}
        for piece, owners in some:
            yield piece.task(parts, owners)


def _batches(
    stale: Iterable[tuple[Piece, Sequence[str]]],
) -> Iterator[list[tuple[Piece, Sequence[str]]]]:
    some: list[tuple[Piece, Sequence[str]]] = []
    size = 0
    for piece, owners in stale:
        more = sum(map(len, chain(piece.wants.values(), piece.laid.values())))
        if some and size + more > _AT_ONCE:
            yield some
            some, size = [], 0
        some.append((piece, owners))
        size += more
    if some:
        yield some


def out_of_date(
    pieces: Iterable[Piece], standing: Mapping[str, Sequence[Standing]], output: Path
) -> Iterator[tuple[Piece, list[str]]]:
    """The pieces of which something is not in the output as it should be, and whose that is."""
    folder = str(output)
    for piece in pieces:
        stale = [
            owner
            for owner, key in piece.keys.items()
            if not _stand(standing.get(owner, ()), key, folder)
        ]
        if stale:
            yield piece, stale


def _stand(files: Sequence[Standing], key: bytes, output: str) -> bool:
    for file in files:  # nearly all owners have one, for which a generator costs more than this
        if file.key != key or not file.is_in(output):
            return False
    return bool(files)


_UNCHECKED = frozenset(
    f"{kind}:{renderer.name}"
    for kind, renderers in (("article", ARTICLE_RENDERERS), ("site", SITE_RENDERERS))
    for renderer in renderers
    if not renderer.checked
)


def to_check(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, tuple[str, ...]]]:
    """The pieces of which `check` reads something, and whose that is."""
    for piece in pieces:
        owners = tuple(owner for owner in piece.keys if _renderer_of(owner) not in _UNCHECKED)
        if owners:
            yield piece, owners


def _renderer_of(owner: str) -> str:
    return ":".join(owner.split(":", 2)[:2])


def slug_in(owner: str) -> str:
    """The article whose files these are; empty for those of more than one."""
    kind, _, rest = owner.partition(":")
    return rest.rpartition(":")[2] if kind == "article" else ""
