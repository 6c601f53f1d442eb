"""Which files a site has, what each is made from, and which of them are to be made again."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from site_gen.pipeline import keys, naming
from site_gen.pipeline.articles import Gathered
from site_gen.pipeline.making import CopyTask, JoinTask, PageTask, SheetTask, Task
from site_gen.pipeline.pictures import is_picture
from site_gen.pipeline.records import Record
from site_gen.pipeline.store import Store
from site_gen.pipeline.theme import Theme
from site_gen.pipeline.tree import Sign
from site_gen.pipeline.written import Standing
from site_gen.render.joining import is_small
from site_gen.render.packing import digest
from site_gen.render.renderers import (
    ARTICLE_RENDERERS,
    SITE_RENDERERS,
    TEASER,
    VIEW,
    ArticleRenderer,
    SiteRenderer,
)
from site_gen.render.sheets import Sheet


class Piece(Struct, frozen=True):
    """Files that are made by one task.

    `keys` has, for each owner of such files, the digest of all that they are made from; `task`
    is given what it `wants` of articles, and the owners whose files are out of date.
    """

    keys: Mapping[str, bytes]
    task: Callable[[Parts, Sequence[str]], Task]
    wants: Mapping[str, Sequence[bytes]] = {}


#: What is wanted of articles: the keys of some by the name of a part; then that part of each.
Parts = Mapping[str, Mapping[bytes, bytes]]

_AT_ONCE = 256  # parts asked for at once, so that memory has a bound


def tasks(stale: Iterable[tuple[Piece, Sequence[str]]], store: Store) -> Iterator[Task]:
    """The tasks of these pieces; what they want is read for many of them at once."""
    for some in _batches(stale):
        wanted: dict[str, set[bytes]] = {}
        for piece, _ in some:
            for part, keys_of in piece.wants.items():
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
        more = sum(map(len, piece.wants.values()))
        if some and size + more > _AT_ONCE:
            yield some
            some, size = [], 0
        some.append((piece, owners))
        size += more
    if some:
        yield some


def plan(gathered: Gathered, theme: Theme) -> Iterator[Piece]:
    """Everything that belongs to the site."""
    yield from plan_articles(gathered, theme)
    yield from plan_sheets(gathered, theme)


def plan_articles(
    gathered: Gathered, theme: Theme, slugs: Container[str] | None = None
) -> Iterator[Piece]:
    """What shows one article, what lies beside it, and how the site looks; of all articles, or of
    those with these `slugs`."""
    yield from _pages(gathered, theme, slugs)
    for path, parts in theme.static.items():
        key = digest(keys.code(), theme.site.versions[path])
        making = _joining(path, parts) if is_small(path) else _copying(path, parts[path])
        yield Piece({f"static::{path}": key}, making)
    for one in gathered.known:
        if slugs is not None and one.slug not in slugs:
            continue
        for asset in _assets(one, gathered):
            key = digest(asset.sign)
            owner = f"article:/{asset.name}:{one.slug}"  # no renderer has such a name
            yield Piece({owner: key}, _copying(asset.path, asset.source))


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


def _base(renderer: ArticleRenderer | SiteRenderer, theme: Theme) -> bytes:
    settings = replace(theme.site, versions={})  # these are the look
    look = theme.key if renderer.theme else b""
    return digest(keys.code(), renderer.name, renderer.version, settings, look)


def _pages(gathered: Gathered, theme: Theme, slugs: Container[str] | None) -> Iterator[Piece]:
    known = gathered.known
    wanted = [renderer for renderer in ARTICLE_RENDERERS if renderer.is_wanted(theme.site)]
    bases = {renderer: _base(renderer, theme) for renderer in wanted}
    carry = any(renderer.pictures for renderer in wanted)
    for one, newer, older in zip(known, (None, *known), (*known[1:], None), strict=False):
        if slugs is not None and one.slug not in slugs:
            continue
        pictures = _pictures((one,), gathered) if carry else ()
        around = [other.parts[TEASER] if other else b"" for other in (newer, older)]
        made_from = {
            f"article:{each.name}:{one.slug}": digest(
                base,
                one.key,
                around if each.around else (),
                *(_signs(pictures) if each.pictures else ()),
            )
            for each, base in bases.items()
        }
        beside = [other.key for other in (newer, older) if other]
        task = partial(_page_task, one, newer, older, pictures)
        yield Piece(made_from, task, {VIEW: [one.key], TEASER: beside})


def _page_task(
    one: Record,
    newer: Record | None,
    older: Record | None,
    pictures: Sequence[_Asset],
    parts: Parts,
    owners: Sequence[str],
) -> Task:
    names = tuple(owner.split(":")[1] for owner in owners)
    carry = any(each.pictures for each in ARTICLE_RENDERERS if each.name in names)
    return PageTask(
        names,
        parts[VIEW][one.key],
        parts[TEASER][newer.key] if newer else None,
        parts[TEASER][older.key] if older else None,
        _places(pictures if carry else ()),
    )


def plan_sheets(gathered: Gathered, theme: Theme) -> Iterator[Piece]:
    """What shows more than one article."""
    known = gathered.known
    summaries = [one.summary for one in known if one.summary]
    by_slug = {one.slug: one for one in known}
    for renderer in (one for one in SITE_RENDERERS if one.is_wanted(theme.site)):
        base = _base(renderer, theme)
        for sheet in renderer.plan(theme.site, summaries):
            shown = [by_slug[slug] for slug in sheet.articles]
            wanted = [one.parts[renderer.part] for one in shown]
            pictures = _pictures(shown if renderer.pictures else (), gathered)
            key = digest(base, sheet.name, sheet.values, wanted, *_signs(pictures))
            owner = f"site:{renderer.name}:{sheet.name}"
            task = partial(_sheet_task, renderer, sheet, by_slug, _places(pictures))
            yield Piece({owner: key}, task, {renderer.part: [one.key for one in shown]})


def _sheet_task(
    renderer: SiteRenderer,
    sheet: Sheet,
    known: Mapping[str, Record],
    beside: Mapping[str, Path],
    parts: Parts,
    _: Sequence[str],
) -> Task:
    found = {slug: parts[renderer.part][known[slug].key] for slug in sheet.articles}
    return SheetTask(renderer.name, sheet, found, beside)


class _Asset(Struct, frozen=True):
    """A file beside an article: its path in the site, where it lies, its sign."""

    name: str
    path: str
    source: Path
    sign: Sign | None


def _assets(one: Record, gathered: Gathered) -> Iterator[_Asset]:
    for name in one.assets:
        below, _, file = f"{one.folder}/{name}".rpartition("/")
        source = gathered.root / naming.shown(below) / file
        sign = gathered.tree[below].files[file]
        yield _Asset(name, f"{one.slug}/{name}", source, sign)


def _pictures(known: Iterable[Record], gathered: Gathered) -> tuple[_Asset, ...]:
    beside = (asset for one in known for asset in _assets(one, gathered))
    return tuple(asset for asset in beside if is_picture(asset.name))


def _signs(assets: Iterable[_Asset]) -> tuple[tuple[str, Sign | None], ...]:
    return tuple((asset.path, asset.sign) for asset in assets)


def _places(assets: Iterable[_Asset]) -> Mapping[str, Path]:
    return {asset.path: asset.source for asset in assets}


def _joining(path: str, parts: Mapping[str, Path]) -> Callable[[Parts, Sequence[str]], Task]:
    def task(_: Parts, owners: Sequence[str]) -> Task:
        return JoinTask(owners[0], path, parts)

    return task


def _copying(path: str, source: Path) -> Callable[[Parts, Sequence[str]], Task]:
    def task(_: Parts, owners: Sequence[str]) -> Task:
        return CopyTask(owners[0], path, source)

    return task


def out_of_date(
    pieces: Iterable[Piece], standing: Mapping[str, Sequence[Standing]], output: Path
) -> Iterator[tuple[Piece, list[str]]]:
    """The pieces of which something is not in the output as it should be, and whose that is."""
    folder = str(output)
    for piece in pieces:
        stale = [
            owner
            for owner, key in piece.keys.items()
            if not _stands(standing.get(owner, ()), key, folder)
        ]
        if stale:
            yield piece, stale


def _stands(files: Sequence[Standing], key: bytes, output: str) -> bool:
    return bool(files) and all(file.key == key and file.is_in(output) for file in files)
