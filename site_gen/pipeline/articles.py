"""All articles of a site as the cache has them, those that changed made anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

from site_gen.config import Settings
from site_gen.model import Finding
from site_gen.pipeline import naming
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.kit import Kit
from site_gen.pipeline.records import Findings, Record, Some
from site_gen.pipeline.seen import MORE, Look
from site_gen.pipeline.store import Store
from site_gen.pipeline.tree import Tree
from site_gen.pipeline.unchanged import unnamed
from site_gen.render.packing import unpack


class Gathered(Struct, frozen=True):
    """All articles, newest first; `broken` are slugs of those that cannot be built now.

    `touched` are slugs of those that are not as the cache had them; None where that may be more
    than some of them being another: one is new or gone, or has another place among the others.
    """

    root: Path
    tree: Tree
    known: tuple[Record, ...]
    broken: frozenset[str]
    touched: frozenset[str] | None
    findings: Findings
    is_final: bool  # False where another look may find something else


def gather(
    root: Path,
    settings: Settings,
    store: Store,
    runner: Runner,
    seen: Look,
    *,
    kit: Kit | None = None,
    tell: bool = False,
) -> Gathered:
    """Bring the cache up to date with `content/`, as it was seen; what changed is laid out with the
    `kit`, and looked through where it is to `tell`. Raises ContentError where there is no content.
    """
    before = records = store.records()
    stale, is_final = frozenset[str](), True
    if not seen.mark or (tell and not _are_looked_through(records, store)):
        from site_gen.pipeline.remaking import remake

        stale = frozenset(seen.stale({one.folder for one in before}))
        records, is_final = remake(
            root, settings, seen, before, stale, store, runner, tell=tell, kit=kit
        )
    twice = naming.same_address({one.path: one.slug for one in records if one.key})
    broken = frozenset(one.slug for one in records if not one.key or one.path in twice)
    known = [one for one in records if one.slug not in broken]
    known.sort(key=attrgetter("slug"))
    known.sort(key=attrgetter("day"), reverse=True)
    found: Mapping[str, Some] = {one.folder: one.found for one in records}
    more = (
        *unpack(store.fact(MORE), tuple[Finding, ...]),
        *map(naming.without_name, unnamed(root)),
        *twice.values(),
    )
    if tell:
        found, more = _with_doubts(found, store), (*more, *_of_all(settings, store))
        is_final = is_final and _are_looked_through(records, store)
    touched = _touched(before, records, stale)
    return Gathered(root, seen.tree, tuple(known), broken, touched, ordered(found, more), is_final)


def _touched(
    before: Sequence[Record], records: Sequence[Record], stale: Set[str]
) -> frozenset[str] | None:
    was, now = (
        {one.folder: (one.day, one.slug) for one in some if one.folder in stale and one.key}
        for some in (before, records)
    )
    is_same = len(before) == len(records) and was == now and len(now) == len(stale)
    return frozenset(slug for _, slug in now.values()) if is_same else None


def _are_looked_through(records: Iterable[Record], store: Store) -> bool:
    return {one.folder for one in records if one.key} <= store.looked()


def known_doubts(settings: Settings, store: Store) -> Findings:
    """What was looked for in texts, and found, as far as they have been looked through."""
    return ordered(store.doubts(), tuple(_of_all(settings, store)))


def _with_doubts(found: Mapping[str, Some], store: Store) -> Mapping[str, Some]:
    doubts = store.doubts()
    return {folder: some.and_also(doubts.get(folder, Some())) for folder, some in found.items()}


def _of_all(settings: Settings, store: Store) -> Iterator[Finding]:
    """What is looked for in all articles together."""
    from site_gen.quality.checks import doubts_of_all

    return doubts_of_all(store.disagreeing(), settings.check)


def ordered(found: Mapping[str, Some], more: Sequence[Finding]) -> Findings:
    """Findings article by article, those of the whole site where their articles are."""
    groups = {naming.shown(folder): some for folder, some in found.items() if some.data or more}
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
