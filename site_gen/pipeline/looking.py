"""What `check` finds in the pages of a site: those that no build has kept are made, looked at and
dropped, once each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from site_gen.model import Finding
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.kit import Kit
from site_gen.pipeline.laying import lay_missing
from site_gen.pipeline.making import checking
from site_gen.pipeline.pieces import Piece, to_check
from site_gen.pipeline.store import Store
from site_gen.pipeline.tasks import KeptTask
from site_gen.render.packing import digest


def findings_of_pages(
    pieces: Iterable[Piece], kit: Kit, store: Store, runner: Runner
) -> Iterator[Finding]:
    """What breaks the rules in these pieces of a site; what an earlier check looked at, made from
    the same, is not made again. Raises TemplateError."""
    wanted = [(owners[0], piece, owners) for piece, owners in to_check(pieces)]
    keys = {
        name: digest(*(piece.keys[owner] for owner in owners)) for name, piece, owners in wanted
    }
    before = store.looks()
    known = {name: found for name, (key, found) in before.items() if keys.get(name) == key}
    stale = {name: (piece, owners) for name, piece, owners in wanted if name not in known}
    built = _built(stale, store)
    others = {name: one for name, one in stale.items() if name not in built}
    missing = [piece.task(owners) for piece, owners in others.values()]
    lay_missing(missing, kit, store, runner)
    jobs = chain(_kept(built.values(), store), missing)
    made = runner.run(checking(kit, store.parts), jobs, len(stale))
    fresh = dict(zip((*built, *others), made, strict=True))
    store.keep_looks(
        ((name, keys[name], found) for name, found in fresh.items()), before.keys() - keys.keys()
    )
    store.commit()
    for found in (known | fresh).values():
        yield from found


_Stale = tuple[Piece, Sequence[str]]  # a piece, and whose files of it are wanted


def _built(stale: Mapping[str, _Stale], store: Store) -> dict[str, _Stale]:
    """Those of which a build has kept all pages."""
    pages = {
        name: {piece.keys[owner] for owner in owners}
        for name, (piece, owners) in stale.items()
        if not name.startswith("static:")  # of these not the files are looked at, but their parts
    }
    kept = store.written.kept(chain.from_iterable(pages.values()))
    return {name: stale[name] for name, keys in pages.items() if keys <= kept}


def _kept(built: Iterable[_Stale], store: Store) -> Iterator[KeptTask]:
    for piece, owners in built:
        keys = (piece.keys[owner] for owner in owners)
        yield KeptTask(tuple(file for key in keys for file in store.written.artifacts(key)))
