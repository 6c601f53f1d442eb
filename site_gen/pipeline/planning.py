"""Which files a site has, and what each is made from."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from site_gen.pipeline import keys, naming
from site_gen.pipeline.articles import Gathered
from site_gen.pipeline.pictures import is_picture
from site_gen.pipeline.pieces import Piece
from site_gen.pipeline.records import Record
from site_gen.pipeline.store import Store
from site_gen.pipeline.tasks import CopyTask, JoinTask, PageTask, SheetTask, Task
from site_gen.pipeline.theme import Theme
from site_gen.pipeline.tree import Sign
from site_gen.render.joining import is_small
from site_gen.render.packing import digest, digest_of, pack, unpack, unpack_all
from site_gen.render.renderers import (
    ARTICLE_RENDERERS,
    SITE_RENDERERS,
    TEASER,
    ArticleRenderer,
    Asked,
    SiteRenderer,
)
from site_gen.render.sheets import Sheet
from site_gen.render.views import Listed, Translated


def plan(
    gathered: Gathered, theme: Theme, store: Store, slugs: Container[str] | None = None
) -> Iterator[Piece]:
    """Everything that belongs to the site; of single articles only those with these `slugs`, where
    such are named."""
    yield from plan_articles(gathered, theme, slugs)
    yield from plan_sheets(gathered, theme, store)


def plan_articles(
    gathered: Gathered, theme: Theme, slugs: Container[str] | None = None
) -> Iterator[Piece]:
    """What shows one article, what lies beside it, and how the site looks; of all articles, or of
    those with these `slugs`."""
    yield from _pages(gathered, theme, slugs)
    for path, parts in theme.static.items():
        key = digest(keys.code(), path, theme.site.versions[path])
        small = is_small(path)
        making = partial(_joining, path, parts) if small else partial(_copying, path, parts[path])
        yield Piece({f"static::{path}": key}, making)
    for one in gathered.known:
        if not one.assets or (slugs is not None and one.slug not in slugs):
            continue
        for asset in _assets(one, gathered):
            key = digest(asset.sign)
            owner = f"article:/{asset.name}:{one.slug}"  # no renderer has such a name
            yield Piece({owner: key}, partial(_copying, asset.path, asset.source))


def _base(renderer: ArticleRenderer | SiteRenderer, theme: Theme) -> bytes:
    settings = replace(theme.site, versions={})  # these are the look
    look = theme.key if renderer.theme else b""
    return digest(keys.code(), renderer.name, renderer.version, settings, look)


_NOBODY = bytes(len(digest()))


def _pages(gathered: Gathered, theme: Theme, slugs: Container[str] | None) -> Iterator[Piece]:
    known = gathered.known
    wanted = [renderer for renderer in ARTICLE_RENDERERS if renderer.is_wanted(theme.site)]
    rows = [(each, f"article:{each.name}:", _base(each, theme)) for each in wanted]
    carry = any(renderer.pictures for renderer in wanted)
    teasers = [_NOBODY, *(one.parts[TEASER] for one in known), _NOBODY]
    for place, one in enumerate(known):
        if slugs is not None and one.slug not in slugs:
            continue
        pictures = _pictures((one,), gathered) if carry else ()
        signs = digest(*_signs(pictures)) if carry else b""
        beside = teasers[place] + teasers[place + 2]
        made_from = {
            name + one.slug: digest_of(
                base, one.key, beside if each.around else b"", signs if each.pictures else b""
            )
            for each, name, base in rows
        }
        newer = known[place - 1] if place else None
        older = known[place + 1] if place + 1 < len(known) else None
        yield Piece(made_from, partial(_page_task, one, newer, older, pictures))


def _page_task(
    one: Record,
    newer: Record | None,
    older: Record | None,
    pictures: Sequence[_Asset],
    owners: Sequence[str],
) -> PageTask:
    names = tuple(owner.split(":")[1] for owner in owners)
    carry = any(each.pictures for each in ARTICLE_RENDERERS if each.name in names)
    beside = _places(pictures if carry else ())
    before, after = (each.key if each else None for each in (newer, older))
    return PageTask(names, one.key, before, after, beside)


def plan_sheets(gathered: Gathered, theme: Theme, store: Store) -> Iterator[Piece]:
    """What shows more than one article."""
    of_all = cache(partial(_asked, gathered.known))
    for renderer in (one for one in SITE_RENDERERS if one.is_wanted(theme.site)):
        base = _base(renderer, theme)
        for piece in _planned(renderer, of_all, gathered, theme, store):
            keys_of = {owner: digest_of(base, shown) for owner, shown in piece.keys.items()}
            yield replace(piece, keys=keys_of)


def _asked(known: Sequence[Record], kind: Asked) -> Sequence[Listed | Translated]:
    return unpack_all((one.asked[kind.__name__] for one in known), kind)


def _planned(
    renderer: SiteRenderer,
    of_all: Callable[[Asked], Sequence[Listed | Translated]],
    gathered: Gathered,
    theme: Theme,
    store: Store,
) -> Iterable[Piece]:
    """The sheets of a renderer, with the digests of what they show for keys."""
    anew = partial(_sheets, renderer, of_all, gathered, theme)
    if renderer.asks is None or renderer.pictures:
        return anew()
    kind = renderer.asks.__name__
    asked = b"".join([one.asked[kind] for one in gathered.known])
    parts = b"".join([one.parts[renderer.part] for one in gathered.known])
    mark = digest(keys.code(), replace(theme.site, versions={}), asked, parts)
    return _as_before(f"plan of {renderer.name}", mark, store, anew)


def _as_before(
    name: str, mark: bytes, store: Store, anew: Callable[[], Iterable[Piece]]
) -> Iterable[Piece]:
    """Pieces of which the cache has the keys under a name, if these followed from what has the
    same `mark`: then they are planned `anew` only where they are to be made."""
    before = store.fact(name)
    if before[: len(mark)] == mark:
        planned = cache(lambda: {owner: piece for piece in anew() for owner in piece.keys})
        known = unpack(before[len(mark) :], dict[str, bytes])
        task = partial(_task_of, planned)
        return [Piece({owner: key}, task) for owner, key in known.items()]
    pieces = list(anew())
    keys = {owner: key for piece in pieces for owner, key in piece.keys.items()}
    store.keep_fact(name, mark + pack(keys))
    return pieces


def _task_of(planned: Callable[[], Mapping[str, Piece]], owners: Sequence[str]) -> Task:
    return planned()[owners[0]].task(owners)


def _sheets(
    renderer: SiteRenderer,
    of_all: Callable[[Asked], Sequence[Listed | Translated]],
    gathered: Gathered,
    theme: Theme,
) -> Iterator[Piece]:
    asked = of_all(renderer.asks) if renderer.asks else ()
    by_slug = {one.slug: one for one in gathered.known} if renderer.asks else {}
    for sheet in renderer.plan(theme.site, asked):
        shown = [by_slug[slug] for slug in sheet.articles]
        wanted = [one.parts[renderer.part] for one in shown]
        pictures = _pictures(shown if renderer.pictures else (), gathered)
        key = digest_of(digest(sheet.name, sheet.values, *_signs(pictures)), *wanted)
        owner = f"site:{renderer.name}:{sheet.name}"
        yield Piece({owner: key}, partial(_sheet_task, renderer, sheet, shown, _places(pictures)))


def _sheet_task(
    renderer: SiteRenderer,
    sheet: Sheet,
    shown: Sequence[Record],
    beside: Mapping[str, Path],
    _: Sequence[str],
) -> SheetTask:
    return SheetTask(renderer.name, sheet, {one.slug: one.key for one in shown}, beside)


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


def _joining(path: str, parts: Mapping[str, Path], owners: Sequence[str]) -> JoinTask:
    return JoinTask(owners[0], path, parts)


def _copying(path: str, source: Path, owners: Sequence[str]) -> CopyTask:
    return CopyTask(owners[0], path, source)
