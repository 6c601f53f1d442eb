"""Articles that changed, through all stages, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from functools import partial
from pathlib import Path

from site_gen.config import Settings
from site_gen.errors import ContentError
from site_gen.model import Finding, Locale
from site_gen.pipeline import content, naming
from site_gen.pipeline.content import Found
from site_gen.pipeline.executors import Runner, Step, as_it_is
from site_gen.pipeline.naming import is_article, is_there
from site_gen.pipeline.records import Record, Some
from site_gen.pipeline.seen import Look, keep
from site_gen.pipeline.store import Store
from site_gen.pipeline.tree import Tree
from site_gen.pipeline.work import Context, Inputs, Job, Made, Read, make_article, read
from site_gen.quality.checks import doubts_of_all
from site_gen.render.packing import digest
from site_gen.translation.glossary_file import load_glossary

_BETWEEN_COMMITS = 500  # articles


def remake(
    root: Path,
    settings: Settings,
    seen: Look,
    known: Iterable[Record],
    store: Store,
    runner: Runner,
) -> tuple[list[Record], bool]:
    """Make and keep what is not known as it was seen, and forget what is no more.

    Gives the records of all, and whether another look would find the same. Raises ContentError
    where there is no content.
    """
    naming.require(root)
    glossary, doubts = load_glossary(root, settings.source)
    inputs = Inputs.of(settings, glossary)
    context = Context(inputs, seen.context)
    step = Step("articles", partial(read, root), partial(make_article, context), as_it_is)
    records = {record.folder: record for record in known}
    stale = set(seen.stale(records))
    unsettled = set(_made(step, settings.source, seen.tree, stale, records, store, runner))
    gone = [folder for folder in records if not is_there(folder, seen.tree)]
    store.forget(gone)
    of_all = doubts_of_all(store.disagreeing(), settings.check)
    others = (folder for folder in seen.tree if not is_article(seen.tree[folder]))
    misnamed = (one for folder in others for one in content.misnamed(folder, seen.tree[folder]))
    keep(seen, unsettled, (*doubts, *of_all, *misnamed), store)
    store.commit()
    for folder in gone:
        del records[folder]
    return [records[folder] for folder in sorted(records)], not unsettled


def _made(
    step: Step[Job, Read, Made, Made],
    preferred: Locale,
    tree: Tree,
    stale: Set[str],
    records: dict[str, Record],
    store: Store,
    runner: Runner,
) -> Iterator[str]:
    """Make the stale articles, keep them, and put them among the records; gives the folders to
    look at again next time."""
    found: dict[str, Found] = {}
    for folder in sorted(stale):
        try:
            found[folder] = content.find_article(folder, tree, preferred)
        except ContentError as error:
            records[folder] = _broken(folder, (error.as_finding(),))
            store.put(records[folder])
    jobs = [
        Job(one, records[folder].key if folder in records else b"") for folder, one in found.items()
    ]
    made = runner.run(step, jobs, len(jobs))
    for number, (folder, one) in enumerate(zip(found, made, strict=True)):
        if not one.is_final:
            yield folder
        if one.key and not one.parts:  # the files have changed, what they say has not
            continue
        records[folder] = _record(folder, found[folder], one)
        store.put(records[folder], one.parts, one.sayings)
        if number % _BETWEEN_COMMITS == 0:
            store.commit()


def _broken(folder: str, findings: Iterable[Finding]) -> Record:
    return Record(folder, naming.slug_of(folder), naming.shown(folder), Some.of(findings))


def _record(folder: str, found: Found, made: Made) -> Record:
    parts = {name: digest(part) for name, part in made.parts.items()}
    some = Some.of(made.findings)
    return Record(folder, found.slug, found.path, some, made.key, found.assets, parts, made.summary)
