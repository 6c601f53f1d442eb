"""Pieces of a site: files that are made together, by what they are known, which are out of date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from site_gen.pipeline.tasks import Task
from site_gen.pipeline.written import Standing
from site_gen.render.renderers import ARTICLE_RENDERERS, SITE_RENDERERS


class Piece(Struct, frozen=True, gc=False):
    """Files that are made by one task.

    `keys` has, for each owner of such files, the digest of all that they are made from; `task`
    is given the owners whose files are out of date.
    """

    keys: Mapping[str, bytes]
    task: Callable[[Sequence[str]], Task]


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
