"""Articles that changed, or that nobody has looked through, through all stages, and kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from pathlib import Path

from site_gen.config import Settings
from site_gen.errors import ContentError
from site_gen.model import Finding, Locale
from site_gen.pipeline import naming
from site_gen.pipeline.composing import Inputs
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.found import Found, find_article, misnamed
from site_gen.pipeline.kit import Kit
from site_gen.pipeline.naming import is_article, is_there
from site_gen.pipeline.records import Record, Some
from site_gen.pipeline.seen import MORE, Look, keep
from site_gen.pipeline.steps import Step, as_it_is
from site_gen.pipeline.store import Store
from site_gen.pipeline.tree import Tree
from site_gen.pipeline.work import Context, Job, Made, make_articles, read
from site_gen.render.packing import digest, pack
from site_gen.translation.glossary_file import load_glossary

_BETWEEN_COMMITS = 500  # articles
_SIDE_BY_SIDE = 64  # articles, of 70 KB each while they are made


def remake(
    root: Path,
    settings: Settings,
    seen: Look,
    known: Sequence[Record],
    stale: Set[str],
    store: Store,
    runner: Runner,
    *,
    tell: bool,
    kit: Kit | None = None,
) -> tuple[list[Record], bool]:
    """Make and keep what is `stale` of what was seen, and forget what is no more; where it is to
    `tell`, also what of these has not been looked through.

    Gives the records of all, and whether another look would find the same. Raises ContentError
    where there is no content.
    """
    naming.require(root)
    glossary, problems = load_glossary(root, settings.source)
    context = Context(Inputs.of(settings, glossary), seen.context, tell, kit)
    make = partial(make_articles, context)
    step = Step("articles", partial(read, root), make, as_it_is, _SIDE_BY_SIDE)
    records = {record.folder: record for record in known}
    looked = store.looked() if tell else set()
    if tell:
        unseen = (one.folder for one in known if one.key and one.folder not in looked)
        stale |= {folder for folder in unseen if is_there(folder, seen.tree)}
    under_way: deque[tuple[str, Found]] = deque()
    found = _found(sorted(stale), seen.tree, settings.source, records, store)
    jobs = _jobs(found, under_way, records, looked)
    made = runner.run(step, jobs, len(stale))
    try:
        marks = dict(kit.marks if kit else ())
        unsettled = set(_kept(under_way, made, records, store, marks))
    finally:
        store.commit()  # what is done is done, if somebody has had enough
    gone = [folder for folder in records if not _is_still_there(folder, seen)]
    store.forget(gone)
    for folder in gone:
        del records[folder]
    others = sorted(seen.tree.keys() - records.keys())
    strays = (one for folder in others for one in misnamed(folder, seen.tree[folder]))
    keep(seen, unsettled, store)
    store.keep_fact(MORE, pack((*problems, *strays, *naming.unnamed(seen.tree))))
    store.commit()
    return [records[folder] for folder in sorted(records)], not unsettled


def _is_still_there(folder: str, seen: Look) -> bool:
    now = seen.tree.get(folder)
    return now is not None and (now is seen.before.get(folder) or is_article(now))


def _jobs(
    found: Iterable[tuple[str, Found]],
    under_way: deque[tuple[str, Found]],
    records: Mapping[str, Record],
    looked: Container[str],
) -> Iterator[Job]:
    """A job for each article when its turn comes, which then is the last that is under way."""
    for folder, one in found:
        under_way.append((folder, one))
        known = records[folder].key if folder in records else b""
        yield Job(one, known, folder in looked)


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
    under_way: deque[tuple[str, Found]],
    made: Iterable[Made],
    records: dict[str, Record],
    store: Store,
    marks: Mapping[str, bytes],
) -> Iterator[str]:
    """Keep what was made and put it among the records; gives the folders to look at again next
    time."""
    for number, one in enumerate(made):
        folder, found = under_way.popleft()
        if not one.is_final:
            yield folder
        if one.parts or not one.key:  # else the files may have changed, what they say has not
            records[folder] = _record(folder, found, one)
            laid = ((name, marks[name], data) for name, data in one.laid.items())
            store.put(records[folder], one.parts, laid)
        if doubts := one.doubts:
            store.keep_doubts(folder, doubts.found, doubts.said, is_final=doubts.is_final)
        if number % _BETWEEN_COMMITS == 0:
            store.commit()


def _broken(folder: str, findings: Iterable[Finding]) -> Record:
    return Record(folder, naming.slug_of(folder), naming.shown(folder), Some.of(findings))


def _record(folder: str, found: Found, made: Made) -> Record:
    parts = {name: digest(part) for name, part in made.parts.items()}
    some = Some.of(made.findings)
    return Record(
        folder,
        found.slug,
        found.path,
        some,
        made.key,
        found.assets,
        parts,
        made.asked,
        made.day,
    )
