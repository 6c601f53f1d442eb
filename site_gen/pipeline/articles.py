"""All articles of a site as the cache has them, those that changed made anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import msgspec

from site_gen.config import Settings
from site_gen.errors import ContentError
from site_gen.model import Finding, Locale
from site_gen.pipeline import content, keys
from site_gen.pipeline.content import Found, is_article
from site_gen.pipeline.executors import Runner, Step, as_it_is
from site_gen.pipeline.store import Row, Store
from site_gen.pipeline.tree import Tree
from site_gen.pipeline.work import Context, Inputs, Job, Made, Read, make_article, read
from site_gen.quality.checks import doubts_of_all
from site_gen.render.packing import digest, unpack
from site_gen.render.views import Summary
from site_gen.translation.glossary_file import load_glossary

_TREE = "content"
_BETWEEN_COMMITS = 500  # articles
encode = msgspec.msgpack.encode


class Record(msgspec.Struct, frozen=True, array_like=True):
    """What a row of the cache says of an article besides its columns.

    `parts` has the digest of each part, by which the files that show it depend on it.
    """

    path: str
    assets: tuple[str, ...]
    summary: bytes
    findings: tuple[Finding, ...]
    parts: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Known:
    """An article that can be built."""

    row: Row
    record: Record

    @property
    def summary(self) -> Summary:
        """What other pages may show of it."""
        return unpack(self.record.summary, Summary)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All articles, newest first; `broken` are slugs of those that cannot be built now."""

    root: Path
    tree: Tree
    known: tuple[Known, ...]
    broken: frozenset[str]
    findings: tuple[Finding, ...]
    is_final: bool  # False where another look may find something else


def gather(root: Path, settings: Settings, store: Store, runner: Runner) -> Gathered:
    """Bring the cache up to date with `content/`. Raises ContentError where there is none."""
    glossary, doubts = load_glossary(root, settings.source)
    inputs = Inputs.of(settings, glossary)
    # All that every article is made from besides its own files.
    key = digest(keys.code(), "article", 1, inputs, settings.source.code)
    context = Context(inputs, key)
    before_key, before = store.tree(_TREE)
    if before_key != context.key:
        before = {}
    tree = content.look(root, before)
    rows = {row.folder: row for row in store.rows()}
    unsettled: set[str] = set()
    if tree != before:
        stale = set(_stale(tree, before, rows))
        step = Step("articles", partial(read, root), partial(make_article, context), as_it_is)
        unsettled = set(_remake(step, settings.source, tree, stale, rows, store, runner))
        gone = [folder for folder in rows if folder not in tree or not is_article(tree[folder])]
        store.forget(gone)
        store.sweep()
        kept = {path: folder for path, folder in tree.items() if path not in unsettled}
        store.keep_tree(_TREE, context.key, kept)
        store.commit()
        rows = {row.folder: row for row in store.rows()}
    of_all = doubts_of_all(store.disagreeing(), settings.check)
    return replace(
        _gathered(root, tree, list(rows.values()), (*doubts, *of_all)), is_final=not unsettled
    )


def _stale(tree: Tree, before: Tree, rows: Mapping[str, Row]) -> Iterator[str]:
    """Folders of articles that have changed, or where something below them has."""
    changed = {path for path in tree.keys() | before.keys() if tree.get(path) != before.get(path)}
    for path in changed:
        yield from (above for above in _upwards(path) if above in tree and is_article(tree[above]))
    yield from (path for path in tree if path not in rows and is_article(tree[path]))


def _upwards(path: str) -> Iterator[str]:
    """The folder and all that it lies in."""
    while path:
        yield path
        path = path.rpartition("/")[0]
    yield ""


def _remake(
    step: Step[Job, Read, Made, Made],
    preferred: Locale,
    tree: Tree,
    stale: Set[str],
    rows: Mapping[str, Row],
    store: Store,
    runner: Runner,
) -> Iterator[str]:
    """Make the stale articles and keep them; gives the folders to look at again next time."""
    found: dict[str, Found] = {}
    for folder in sorted(stale):
        try:
            found[folder] = content.find_article(folder, tree, preferred)
        except ContentError as error:
            record = Record(content.shown(folder), (), b"", (error.as_finding(),), {})
            store.put(Row(folder, content.slug_of(folder), b"", "", b"", encode(record)), {})
    jobs = [Job(one, rows[place].key if place in rows else b"") for place, one in found.items()]
    made = runner.run(step, jobs, len(jobs))
    for number, (folder, one) in enumerate(zip(found, made, strict=True)):
        if not one.is_final:
            yield folder
        if one.key and not one.parts:  # the files have changed, what they say has not
            continue
        store.put(_row(folder, found[folder], one), one.parts, one.sayings)
        if number % _BETWEEN_COMMITS == 0:
            store.commit()


def _row(folder: str, found: Found, made: Made) -> Row:
    parts = {name: digest(part) for name, part in made.parts.items()}
    record = Record(found.path, found.assets, made.summary, made.findings, parts)
    day = unpack(made.summary, Summary).day if made.summary else ""
    return Row(folder, found.slug, made.key, day, digest(made.summary), encode(record))


def _gathered(root: Path, tree: Tree, rows: Sequence[Row], more: Iterable[Finding]) -> Gathered:
    records = {row.folder: msgspec.msgpack.decode(row.record, type=Record) for row in rows}
    twice = content.same_address({records[row.folder].path: row.slug for row in rows if row.key})
    broken = {row.slug for row in rows if not row.key or records[row.folder].path in twice}
    known = [Known(row, records[row.folder]) for row in rows if row.slug not in broken]
    known.sort(key=lambda one: one.row.slug)
    known.sort(key=lambda one: one.row.day, reverse=True)
    findings = [finding for record in records.values() for finding in record.findings]
    for folder in tree:
        if not is_article(tree[folder]):
            findings.extend(content.misnamed(folder, tree[folder]))
    findings.extend((*twice.values(), *more))
    ordered = sorted(dict.fromkeys(findings), key=lambda finding: (finding.path, finding.line))
    return Gathered(root, tree, tuple(known), frozenset(broken), tuple(ordered), True)
