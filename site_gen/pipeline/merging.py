"""The index of the search, merged anew as far as articles have changed (`search/index.py`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from msgspec import Struct

from site_gen.pipeline import keys
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.index_store import IndexStore, KeptBucket
from site_gen.pipeline.records import Record
from site_gen.pipeline.steps import Step, apiece, as_it_is
from site_gen.pipeline.store import Store
from site_gen.render.packing import digest
from site_gen.render.renderers import SEARCH
from site_gen.render.searching import merged_bucket
from site_gen.search.buckets import Bucket, bucketed, digest_of
from site_gen.search.sections import Leaf, section

_WHOLE = "index"  # the fact that what is kept of the index fits together
_AT_ONCE = 64  # sections in one job: each is little work

#: What buckets give to sections now, by section and by the buckets' ids; None for nothing more.
_Changes = dict[str, dict[int, bytes | None]]

#: Sections with what buckets give to them, and with the number of the first article of each.
_Job = tuple[tuple[str, tuple[tuple[int, bytes], ...]], ...]

#: A section, and its leaves with their words.
_Merged = tuple[str, list[tuple[Leaf, bytes]]]

#: What articles of a bucket give, packed.
_Entries = tuple[bytes, ...]


class _Stretch(Struct, frozen=True):
    """Articles of a bucket, by their keys; the digest of what they give, and the number of the
    first."""

    key: bytes
    start: int
    articles: tuple[bytes, ...]


class _Difference(Struct, frozen=True):
    """How buckets differ from those that are kept: which are new, each with an id (that of one
    which is gone from its place, where there was such); which begin elsewhere; whose ids are
    free."""

    fresh: Sequence[tuple[KeptBucket, _Stretch]]
    moved: Sequence[KeptBucket]
    gone: Sequence[int]


def bring_up_to_date(known: Sequence[Record], store: Store, runner: Runner) -> None:
    """Merge what these articles, in this order, give otherwise than those it was merged of."""
    is_whole = bool(store.fact(_WHOLE))
    before = store.index.buckets() if is_whole else []
    difference = _difference(before, list(_stretches(known)))
    if is_whole and not any((difference.fresh, difference.moved, difference.gone)):
        return
    store.keep_fact(_WHOLE, b"")  # until all of it is kept
    if not is_whole:
        store.index.forget()
    changes = _changes(difference, {one.id for one in before}, store, runner)
    store.index.keep_buckets(difference.moved, difference.gone)
    _merge(changes, store.index, runner)
    store.keep_fact(_WHOLE, b"1")


def _stretches(known: Sequence[Record]) -> Iterator[_Stretch]:
    start = 0
    for some in bucketed(known):
        key = digest(keys.code(), [one.parts[SEARCH] for one in some])
        yield _Stretch(key, start, tuple(one.key for one in some))
        start += len(some)


def _difference(before: Sequence[KeptBucket], now: Sequence[_Stretch]) -> _Difference:
    kept = {one.key: one for one in before}
    wanted = {one.key for one in now}
    free = {one.start: one.id for one in before if one.key not in wanted}
    ids = count(max((one.id for one in before), default=0) + 1)
    fresh, moved = [], []
    for one in now:
        if one.key not in kept:
            taken = free.pop(one.start, None) or next(ids)
            fresh.append((KeptBucket(taken, one.key, one.start), one))
        elif kept[one.key].start != one.start:
            moved.append(KeptBucket(kept[one.key].id, one.key, one.start))
    return _Difference(fresh, moved, tuple(free.values()))


def _changes(
    difference: _Difference, known: Iterable[int], store: Store, runner: Runner
) -> _Changes:
    """Which sections change, and by what."""
    changes: _Changes = {}
    index = store.index
    before = {one: index.sections_of(one) for one in _touched(difference, set(known))}
    for (one, _), made in zip(difference.fresh, _made(difference, store, runner), strict=True):
        now = {label: digest_of(data) for label, data in made.sections.items()}
        _note(changes, one.id, before.get(one.id, {}), now, made.sections)
        index.keep_bucket(one, made.rows, now)
    for gone in difference.gone:
        _note(changes, gone, before[gone], {}, {})
    for one in difference.moved:
        for label in before[one.id]:
            changes.setdefault(label, {})
    return changes


def _touched(difference: _Difference, known: set[int]) -> set[int]:
    """The ids of kept buckets from which something changes."""
    here = {one.id for one, _ in difference.fresh} | {one.id for one in difference.moved}
    return known & (here | {*difference.gone})


def _note(
    changes: _Changes,
    bucket: int,
    before: Mapping[str, bytes],
    now: Mapping[str, bytes],
    given: Mapping[str, bytes],
) -> None:
    for label in before.keys() | now.keys():
        if before.get(label) != now.get(label):
            changes.setdefault(label, {})[bucket] = given.get(label)


def _made(difference: _Difference, store: Store, runner: Runner) -> Iterator[Bucket]:
    jobs = (_entries(one, store) for _, one in difference.fresh)
    return runner.run(_BUCKETS, jobs, len(difference.fresh), heavy=True)


def _entries(one: _Stretch, store: Store) -> _Entries:
    parts = store.parts.read(one.articles, SEARCH)
    return tuple(parts[key] for key in one.articles)


def _bucket(entries: _Entries) -> Iterator[Bucket]:
    yield merged_bucket(entries)


_BUCKETS: Step[_Entries, _Entries, Bucket, Bucket] = Step(
    "index", as_it_is, apiece(_bucket), as_it_is
)


def _merge(changes: _Changes, index: IndexStore, runner: Runner) -> None:
    """Bring the sections up to date that change."""
    starts = {one.id: one.start for one in index.buckets()}
    labels = sorted(changes)
    groups = [labels[at : at + _AT_ONCE] for at in range(0, len(labels), _AT_ONCE)]
    jobs = (_job(some, changes, starts, index) for some in groups)
    for label, leaves in runner.run(_SECTIONS, jobs, len(groups)):
        index.keep_section(label, _parts(label, changes, index), leaves)


def _job(
    labels: Sequence[str], changes: _Changes, starts: Mapping[int, int], index: IndexStore
) -> _Job:
    return tuple(
        (label, tuple(sorted((starts[one], data) for one, data in parts.items())))
        for label in labels
        for parts in (_parts(label, changes, index),)
    )


def _parts(label: str, changes: _Changes, index: IndexStore) -> dict[int, bytes]:
    """What buckets give to a section now."""
    parts = index.parts(label) | changes[label]
    return {one: data for one, data in parts.items() if data is not None}


def _sections(job: _Job) -> Iterator[_Merged]:
    for label, parts in job:
        yield label, section(parts)


_SECTIONS: Step[_Job, _Job, _Merged, _Merged] = Step("index", as_it_is, apiece(_sections), as_it_is)
