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
from site_gen.model import BilingualDocument, Finding
from site_gen.pipeline import naming, stages
from site_gen.pipeline.composing import Inputs, memory_of
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
    looked_by: Inputs | None = None,
) -> Iterator[Counted]:
    """The articles in these folders, with what they `say` for what, and what is found in their
    translations by the checks of these inputs; without those whose files say the same as when they
    got the `known` keys."""
    found: dict[str, Found] = {}
    for folder in folders:
        try:
            found[folder] = find_article(folder, seen.tree, settings.source)
        except ContentError as error:
            some = Some.of((error.as_finding(),))
            yield Counted(Count(folder, naming.slug_of(folder), naming.shown(folder), found=some))
    jobs = [Job(one, known.get(folder, b"")) for folder, one in found.items()]
    count = apiece(partial(count_article, settings.restore, seen.context, say, looked_by))
    counted = runner.run(Step("articles", partial(read, root), count, as_it_is), jobs, len(jobs))
    for folder, one in zip(found, counted, strict=True):
        if one:
            yield replace(one, count=replace(one.count, folder=folder))


def count_article(
    settings: RestoreSettings, context: bytes, say: bool, looked_by: Inputs | None, read: Read
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
        yield _count(found, key, article, settings, say=say, looked_by=looked_by)
    except ContentError as error:
        yield _unread(found, error.as_finding(), key)
    except Exception as error:  # a defect of ours in one article must not stop the others
        yield _unread(found, defect(article, error))


def _count(
    found: Found,
    key: bytes,
    article: Article,
    settings: RestoreSettings,
    *,
    say: bool,
    looked_by: Inputs | None,
) -> Counted:
    document = stages.restore(stages.import_source(article.source), settings)
    memory = memory_of(article)
    if looked_by:
        bilingual = stages.unite(document, memory, article.target)
        units, some = bilingual.units, _looked_through(bilingual, found, looked_by)
    else:
        units, some = units_of(document, memory), None
    said = packed_sayings(sayings(units, found.memory_path)) if say else None
    title, states = plain_title(document), count_states(units)
    count = Count("", found.slug, found.path, found.locale.code, title, states, key=key)
    return Counted(count, said, some)


def _looked_through(bilingual: BilingualDocument, found: Found, inputs: Inputs) -> Some:
    path, settings = found.memory_path, inputs.check
    of_memory = stages.grade(bilingual, path, settings).findings
    of_units = stages.check_translations(bilingual, path, settings, inputs.glossary)
    return Some.of((*found.findings, *of_memory, *of_units))


def _unread(found: Found, finding: Finding, key: bytes = b"") -> Counted:
    some = Some.of((*found.findings, finding))
    count = Count("", found.slug, found.path, found.locale.code, found=some, key=key)
    return Counted(count, b"")
