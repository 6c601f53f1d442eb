"""Which files a site has, what each is made from, and which of them are to be made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from site_gen.pipeline import content, keys
from site_gen.pipeline.articles import Gathered, Known
from site_gen.pipeline.making import CopyTask, PageTask, SheetTask, Task
from site_gen.pipeline.store import Row, Standing, Store
from site_gen.pipeline.theme import Theme
from site_gen.render.packing import digest
from site_gen.render.renderers import (
    ARTICLE_RENDERERS,
    SITE_RENDERERS,
    VIEW,
    ArticleRenderer,
    SiteRenderer,
)
from site_gen.render.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Piece:
    """Files that are made by one task.

    `keys` has, for each owner of such files, the digest of all that they are made from; `task`
    is given the owners whose files are out of date.
    """

    keys: Mapping[str, bytes]
    task: Callable[[Store, Sequence[str]], Task]


def plan(gathered: Gathered, theme: Theme) -> Iterator[Piece]:
    """Everything that belongs to the site."""
    yield from _pages(gathered.known, theme)
    yield from _sheets(gathered.known, theme)
    for path, source in theme.static.items():
        key = digest(keys.code(), theme.site.versions[path])
        yield Piece({f"static::{path}": key}, _copying(path, source))
    for one in gathered.known:
        yield from _assets(one, gathered)


def slug_in(owner: str) -> str:
    """The article whose files these are; empty for those of more than one."""
    kind, _, rest = owner.partition(":")
    return rest.partition(":")[2] if kind == "article" else ""


def _base(renderer: ArticleRenderer | SiteRenderer, theme: Theme) -> bytes:
    settings = replace(theme.site, versions={})  # these are the look
    look = theme.key if renderer.theme else b""
    return digest(keys.code(), renderer.name, renderer.version, settings, look)


def _pages(known: Sequence[Known], theme: Theme) -> Iterator[Piece]:
    wanted = [renderer for renderer in ARTICLE_RENDERERS if renderer.is_wanted(theme.site)]
    bases = {renderer: _base(renderer, theme) for renderer in wanted}
    for one, newer, older in zip(known, (None, *known), (*known[1:], None), strict=False):
        around = (newer.row.digest if newer else b"", older.row.digest if older else b"")
        made_from = {
            f"article:{each.name}:{one.row.slug}": digest(
                base, one.row.key, around if each.around else ()
            )
            for each, base in bases.items()
        }
        yield Piece(made_from, partial(_page_task, one, newer, older))


def _page_task(
    one: Known, newer: Known | None, older: Known | None, store: Store, owners: Sequence[str]
) -> Task:
    return PageTask(
        tuple(owner.split(":")[1] for owner in owners),
        store.part(one.row.key, VIEW),
        newer.record.summary if newer else None,
        older.record.summary if older else None,
    )


def _sheets(known: Sequence[Known], theme: Theme) -> Iterator[Piece]:
    summaries = [one.summary for one in known]
    rows = {one.row.slug: one.row for one in known}
    parts = {one.row.slug: one.record.parts for one in known}
    for renderer in (one for one in SITE_RENDERERS if one.is_wanted(theme.site)):
        base = _base(renderer, theme)
        for sheet in renderer.plan(theme.site, summaries):
            wanted = [parts[slug][renderer.part] for slug in sheet.articles]
            key = digest(base, sheet.values, wanted)
            owner = f"site:{renderer.name}:{sheet.name}"
            yield Piece({owner: key}, partial(_sheet_task, renderer, sheet, rows))


def _sheet_task(
    renderer: SiteRenderer, sheet: Sheet, rows: Mapping[str, Row], store: Store, _: Sequence[str]
) -> Task:
    found = {slug: store.part(rows[slug].key, renderer.part) for slug in sheet.articles}
    return SheetTask(renderer.name, sheet, found)


def _assets(one: Known, gathered: Gathered) -> Iterator[Piece]:
    slug, folder = one.row.slug, one.row.folder
    for asset in one.record.assets:
        below, _, name = f"{folder}/{asset}".rpartition("/")
        sign = gathered.tree[below].files[name]
        copying = _copying(f"{slug}/{asset}", gathered.root / content.shown(below) / name)
        yield Piece({f"article:{asset}:{slug}": digest(sign)}, copying)


def _copying(path: str, source: Path) -> Callable[[Store, Sequence[str]], Task]:
    def task(_: Store, owners: Sequence[str]) -> Task:
        return CopyTask(owners[0], path, source)

    return task


def out_of_date(
    pieces: Iterable[Piece], standing: Mapping[str, Sequence[Standing]], output: Path
) -> Iterator[tuple[Piece, list[str]]]:
    """The pieces of which something is not in the output as it should be, and whose that is."""
    for piece in pieces:
        stale = [
            owner
            for owner, key in piece.keys.items()
            if not _stands(standing.get(owner, ()), key, output)
        ]
        if stale:
            yield piece, stale


def _stands(files: Sequence[Standing], key: bytes, output: Path) -> bool:
    return bool(files) and all(file.key == key and file.is_in(output) for file in files)
