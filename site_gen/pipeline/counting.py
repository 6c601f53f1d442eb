"""How far the translation of an article has come, found without making it.

States follow from the source's text and the memory alone, so that an article is read, united with
its memory, and goes no further.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from site_gen.config import RestoreSettings, Settings
from site_gen.errors import ContentError
from site_gen.model import Finding
from site_gen.pipeline import naming, stages
from site_gen.pipeline.composing import memory_of
from site_gen.pipeline.content import Article
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.found import Found, find_article
from site_gen.pipeline.records import Count, Counted, Some, packed_sayings
from site_gen.pipeline.seen import Look
from site_gen.pipeline.steps import Step, apiece, as_it_is
from site_gen.pipeline.work import Job, Read, defect, key_of, read
from site_gen.quality.consistency import sayings
from site_gen.render.article import count_states, plain_title
from site_gen.translation.reconcile import units_of


def count_again(
    root: Path,
    settings: Settings,
    seen: Look,
    folders: Iterable[str],
    known: Mapping[str, bytes],
    runner: Runner,
    *,
    say: bool,
) -> Iterator[Counted]:
    """The articles in these folders, with what they `say` for what; without those whose files say
    the same as when they got the `known` keys."""
    found: dict[str, Found] = {}
    for folder in folders:
        try:
            found[folder] = find_article(folder, seen.tree, settings.source)
        except ContentError as error:
            some = Some.of((error.as_finding(),))
            yield Counted(Count(folder, naming.slug_of(folder), naming.shown(folder), found=some))
    jobs = [Job(one, known.get(folder, b"")) for folder, one in found.items()]
    count = apiece(partial(count_article, settings.restore, seen.context, say))
    counted = runner.run(Step("articles", partial(read, root), count, as_it_is), jobs, len(jobs))
    for folder, one in zip(found, counted, strict=True):
        if one:
            yield Counted(replace(one.count, folder=folder), one.said)


def count_article(
    settings: RestoreSettings, context: bytes, say: bool, read: Read
) -> Iterator[Counted | None]:
    """An article's count, without its folder; None where what is known of it is right still."""
    found, article = read.job.found, read.article
    if isinstance(article, ContentError):
        yield _unread(found, article.as_finding())
        return
    key = key_of(context, found, article)
    if key == read.job.known:
        yield None
        return
    try:
        yield _count(found, key, article, settings, say=say)
    except ContentError as error:
        yield _unread(found, error.as_finding(), key)
    except Exception as error:  # a defect of ours in one article must not stop the others
        yield _unread(found, defect(article, error))


def _count(
    found: Found, key: bytes, article: Article, settings: RestoreSettings, *, say: bool
) -> Counted:
    document = stages.restore(stages.import_source(article.source), settings)
    units = units_of(document, memory_of(article))
    said = packed_sayings(sayings(units, found.memory_path)) if say else None
    title, states = plain_title(document), count_states(units)
    count = Count("", found.slug, found.path, found.locale.code, title, states, key=key)
    return Counted(count, said)


def _unread(found: Found, finding: Finding, key: bytes = b"") -> Counted:
    some = Some.of((*found.findings, finding))
    count = Count("", found.slug, found.path, found.locale.code, found=some, key=key)
    return Counted(count, b"")
