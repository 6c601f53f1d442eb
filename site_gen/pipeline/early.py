"""What of a site is wanted before the rest: the page that somebody looks at in the preview."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct

from site_gen.pipeline.pieces import Piece, slug_in
from site_gen.pipeline.records import Findings
from site_gen.pipeline.written import Standing
from site_gen.render.renderers import ARTICLE_RENDERERS

_RENDERED = frozenset(renderer.name for renderer in ARTICLE_RENDERERS)


class Early(Struct, frozen=True):
    """Files of the output that are wanted first, and who is told as soon as they stand.

    `paths` are relative to the output; `stand` is given what the build has found. Where something
    was saved in some folders of articles and nowhere else, they are `saved`, by their paths below
    the folder of articles.
    """

    paths: frozenset[str]
    stand: Callable[[Findings], None]
    saved: frozenset[str] = frozenset()


def shown(files: Iterable[Standing]) -> Set[str]:
    """The slugs of the articles whose files these are."""
    return {slug_in(file.owner) for file in files} - {""}


def near(
    pieces: Iterable[Piece], standing: Mapping[str, Sequence[Standing]], paths: Set[str]
) -> Iterator[Piece]:
    """The pieces that files at these paths may show; the others need not be looked at yet."""
    pages = {file.owner for files in standing.values() for file in files if file.path in paths}
    slugs = {slug for owner in pages if (slug := slug_in(owner))}
    for piece in pieces:
        if any(owner in pages or _is_beside(owner, slugs) for owner in piece.keys):
            yield piece


def urgent(
    stale: Iterable[tuple[Piece, Sequence[str]]],
    standing: Mapping[str, Sequence[Standing]],
    paths: Set[str],
) -> list[tuple[Piece, list[str]]]:
    """What of the stale pieces such pages show: they, the site's look, and files beside them.

    Nothing where no page of these paths is stale.
    """
    stale = list(stale)
    pages = {
        owner
        for _, owners in stale
        for owner in owners
        if any(file.path in paths for file in standing.get(owner, ()))
    }
    slugs = {slug for owner in pages if (slug := slug_in(owner))}
    return list(_narrowed(stale, pages, slugs)) if pages else []


def _narrowed(
    stale: Iterable[tuple[Piece, Sequence[str]]], pages: Set[str], slugs: Set[str]
) -> Iterator[tuple[Piece, list[str]]]:
    for piece, owners in stale:
        wanted = [one for one in owners if one in pages or _is_beside(one, slugs)]
        if wanted:
            yield piece, wanted


def _is_beside(owner: str, slugs: Set[str]) -> bool:
    kind = owner.split(":")
    return kind[0] == "static" or (slug_in(owner) in slugs and kind[1] not in _RENDERED)
