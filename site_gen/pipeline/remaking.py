"""Articles that changed, or that nobody has looked through, through all stages, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from site_gen.config import Settings
from site_gen.errors import ContentError
from site_gen.model import Finding, Locale
from site_gen.pipeline import naming
from site_gen.pipeline.executors import Runner, Step, as_it_is
from site_gen.pipeline.found import Found, find_article, misnamed
from site_gen.pipeline.naming import is_article, is_there
from site_gen.pipeline.records import Record, Some
from site_gen.pipeline.seen import MORE, Look, keep
from site_gen.pipeline.store import Store
from site_gen.pipeline.tree import Tree
from site_gen.pipeline.work import Context, Inputs, Job, Made, make_articles, read
from site_gen.render.packing import digest, pack
from site_gen.translation.glossary_file import load_glossary

_BETWEEN_COMMITS = 500  # articles


def remake(
    root: Path,
    settings: Settings,
    seen: Look,
    known: Sequence[Record],
    store: Store,
    runner: Runner,
    *,
    tell: bool,
) -> tuple[list[Record], bool]:
    """Make and keep what is not known as it was seen, and forget what is no more; where it is to
    `tell`, also what of these has not been looked through.

    Gives the records of all, and whether another look would find the same. Raises ContentError
    where there is no content.
    """
    naming.require(root)
    glossary, problems = load_glossary(root, settings.source)
    context = Context(Inputs.of(settings, glossary), seen.context, tell)
    step = Step("articles", partial(read, root), partial(make_articles, context), as_it_is)
    records = {record.folder: record for record in known}
    stale = set(seen.stale(records))
    looked = store.looked() if tell else set()
    if tell:
        unseen = (one.folder for one in known if one.key and one.folder not in looked)
        stale.update(folder for folder in unseen if is_there(folder, seen.tree))
    found = dict(_found(sorted(stale), seen.tree, settings.source, records, store))
    jobs = [
        Job(one, records[folder].key if folder in records else b"", folder in looked)
        for folder, one in found.items()
    ]
    made = runner.run(step, jobs, len(jobs))
    try:
        unsettled = set(_kept(found, made, records, store))
    finally:
        store.commit()  # what is done is done, if somebody has had enough
    gone = [folder for folder in records if not is_there(folder, seen.tree)]
    store.forget(gone)
    others = (folder for folder in seen.tree if not is_article(seen.tree[folder]))
    strays = (one for folder in others for one in misnamed(folder, seen.tree[folder]))
    keep(seen, unsettled, store)
    store.keep_fact(MORE, pack((*problems, *strays, *naming.unnamed(seen.tree))))
    store.commit()
    for folder in gone:
        del records[folder]
    return [records[folder] for folder in sorted(records)], not unsettled


def _found(
    stale: Iterable[str],
    tree: Tree,
    preferred: Locale,
    records: dict[str, Record],
    store: Store,
) -> Iterator[tuple[str, Found]]:
    """The stale articles by folder, but those of which no file can be made out to be the source:
    these are kept as broken."""
    for folder in stale:
        try:
            yield folder, find_article(folder, tree, preferred)
        except ContentError as error:
            records[folder] = _broken(folder, (error.as_finding(),))
            store.put(records[folder])


def _kept(
    found: Mapping[str, Found], made: Iterable[Made], records: dict[str, Record], store: Store
) -> Iterator[str]:
    """Keep what was made and put it among the records; gives the folders to look at again next
    time."""
    for number, (folder, one) in enumerate(zip(found, made, strict=True)):
        if not one.is_final:
            yield folder
        if one.parts or not one.key:  # else the files may have changed, what they say has not
            records[folder] = _record(folder, found[folder], one)
            store.put(records[folder], one.parts)
        if doubts := one.doubts:
            some = Some.of(doubts.findings)
            store.keep_doubts(folder, some, doubts.sayings, is_final=doubts.is_final)
        if number % _BETWEEN_COMMITS == 0:
            store.commit()


def _broken(folder: str, findings: Iterable[Finding]) -> Record:
    return Record(folder, naming.slug_of(folder), naming.shown(folder), Some.of(findings))


def _record(folder: str, found: Found, made: Made) -> Record:
    parts = {name: digest(part) for name, part in made.parts.items()}
    some = Some.of(made.findings)
    return Record(folder, found.slug, found.path, some, made.key, found.assets, parts, made.summary)
