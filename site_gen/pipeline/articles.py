"""All articles of a site as the cache has them, those that changed made anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from site_gen.config import Settings
from site_gen.model import Finding
from site_gen.pipeline import naming
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.records import Findings, Record, Some
from site_gen.pipeline.seen import MORE, Look, look
from site_gen.pipeline.store import Store
from site_gen.pipeline.tree import Tree
from site_gen.render.packing import unpack


class Gathered(Struct, frozen=True):
    """All articles, newest first; `broken` are slugs of those that cannot be built now."""

    root: Path
    tree: Tree
    known: tuple[Record, ...]
    broken: frozenset[str]
    findings: Findings
    is_final: bool  # False where another look may find something else


def gather(
    root: Path, settings: Settings, store: Store, runner: Runner, seen: Look | None = None
) -> Gathered:
    """Bring the cache up to date with `content/`, as it was seen. Raises ContentError where there
    is none."""
    seen = seen or look(root, settings, store)
    records, is_final = store.records(), True
    if not seen.mark:
        from site_gen.pipeline.remaking import remake

        records, is_final = remake(root, settings, seen, records, store, runner)
    twice = naming.same_address({one.path: one.slug for one in records if one.key})
    broken = frozenset(one.slug for one in records if not one.key or one.path in twice)
    known = [one for one in records if one.slug not in broken]
    known.sort(key=lambda one: one.slug)
    known.sort(key=lambda one: one.summary.day if one.summary else "", reverse=True)
    more = (*unpack(store.fact(MORE), tuple[Finding, ...]), *twice.values())
    return Gathered(root, seen.tree, tuple(known), broken, _ordered(records, more), is_final)


def _ordered(records: Sequence[Record], more: Sequence[Finding]) -> Findings:
    """Findings article by article, those of the whole site where their articles are."""
    groups = {naming.shown(one.folder): one.found for one in records}
    others: dict[str, list[Finding]] = {}
    for finding in more:
        place = next((above for above in _upwards(finding.path) if above in groups), finding.path)
        others.setdefault(place, []).append(finding)
    for place, some in others.items():
        groups[place] = Some.of((*groups.get(place, ()), *some))
    return Findings(tuple(groups[place] for place in sorted(groups) if groups[place]))


def _upwards(path: str) -> Iterator[str]:
    """The path and all folders that it lies in."""
    while path:
        yield path
        path = path.rpartition("/")[0]
