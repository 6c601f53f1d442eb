"""What `check` finds in the pages of a site: made, looked at and dropped, once each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_gen.model import Finding
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.making import Kit, checking
from site_gen.pipeline.pieces import Piece, tasks, to_check
from site_gen.pipeline.store import Store
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
    stale = [one for one in wanted if one[0] not in known]
    jobs = tasks(((piece, owners) for _, piece, owners in stale), store)
    made = runner.run(checking(kit), jobs, len(stale))
    fresh = {name: found for (name, _, _), found in zip(stale, made, strict=True)}
    store.keep_looks(
        ((name, keys[name], found) for name, found in fresh.items()), before.keys() - keys.keys()
    )
    store.commit()
    for found in (known | fresh).values():
        yield from found
