"""What is done for one article after another, here or in another process.

Everything that comes in and goes out can be pickled; what is large comes and goes as bytes.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path, PurePath

import msgspec
from msgspec import Struct

from site_gen.config import CheckSettings, RestoreSettings, Settings
from site_gen.errors import ContentError
from site_gen.model import BilingualDocument, Finding, Severity
from site_gen.pipeline import stages
from site_gen.pipeline.content import Article, Found, read_article
from site_gen.pipeline.theme import site_view
from site_gen.quality.consistency import Saying, sayings
from site_gen.render.packing import digest
from site_gen.render.renderers import PARTS, SITE_RENDERERS, TEASER, VIEW
from site_gen.render.views import ArticleView, Summary, summary_of
from site_gen.translation.entries import Memory
from site_gen.translation.glossary import NO_GLOSSARY, Glossary
from site_gen.translation.po import parse


class Composed(Struct, frozen=True):
    """An article that has been through all stages."""

    article: Article
    bilingual: BilingualDocument
    view: ArticleView


class Inputs(Struct, frozen=True):
    """What an article is made from besides its own files. All of it is in the cache's key, so
    that nothing else of the settings may reach a stage.

    `parts` are those of it that pages of the site show."""

    restore: RestoreSettings
    check: CheckSettings
    glossary: Glossary
    parts: tuple[str, ...]

    @classmethod
    def of(cls, settings: Settings, glossary: Glossary = NO_GLOSSARY) -> Inputs:
        site = site_view(settings, {})
        asked = (one.part for one in SITE_RENDERERS if one.is_wanted(site))
        parts = tuple(dict.fromkeys((VIEW, TEASER, *asked)))
        return cls(settings.restore, settings.check, glossary, parts)


def memory_of(article: Article) -> Memory | None:
    """What its translation memory holds. Raises MemoryFileError."""
    return parse(article.memory, article.memory_path) if article.memory is not None else None


def compose(article: Article, inputs: Inputs) -> Composed:
    """One article through all stages. Raises ContentError."""
    document = stages.restore(stages.import_source(article.source), inputs.restore)
    bilingual = stages.unite(document, memory_of(article), article.target)
    aligned = stages.align(bilingual, article.memory_path, inputs.glossary)
    checked = stages.check(aligned, article.memory_path, inputs.check, inputs.glossary)
    heard = stages.listen(checked)
    return Composed(article, heard, stages.view(stages.annotate(heard, inputs.glossary)))


class Context(Struct, frozen=True):
    """What all articles have in common, and `key`, the digest of it and of the program."""

    inputs: Inputs
    key: bytes


class Job(Struct, frozen=True):
    """An article to be made, and the key of what is known of it already."""

    found: Found
    known: bytes = b""


class Read(Struct, frozen=True):
    """The same with its files read, or why they cannot be."""

    job: Job
    article: Article | ContentError


class Made(msgspec.Struct, frozen=True):
    """An article as the cache keeps it.

    `key` is empty where the article cannot be built; `parts` are empty where what is known is
    right still, `summary` and `findings` with them. `is_final` is False where the same
    article may come out otherwise another time: it could not be read, or the program failed.
    """

    key: bytes
    parts: dict[str, bytes]
    summary: Summary | None
    findings: tuple[Finding, ...]
    sayings: tuple[Saying, ...] = ()
    is_final: bool = True


def read(root: Path, job: Job) -> Read:
    """The files of an article, from the site in folder `root`."""
    try:
        return Read(job, read_article(root, job.found))
    except ContentError as error:
        return Read(job, error)


def make_article(context: Context, read: Read) -> Iterator[Made]:
    """The article, walked through all stages as far as that is not known."""
    yield _made(context, read.job.found, read.article, read.job.known)


def _made(context: Context, found: Found, article: Article | ContentError, known: bytes) -> Made:
    if isinstance(article, ContentError):
        return Made(b"", {}, None, (*found.findings, article.as_finding()), is_final=False)
    key = key_of(context.key, found, article)
    if key == known:
        return Made(key, {}, None, ())
    try:
        done = compose(article, context.inputs)
    except ContentError as error:
        return Made(b"", {}, None, (*found.findings, error.as_finding()))
    except Exception as error:  # a defect of ours in one article must not stop the others
        return Made(b"", {}, None, (*found.findings, defect(article, error)), is_final=False)
    parts = {name: PARTS[name](done.view) for name in context.inputs.parts}
    findings = found.findings + done.bilingual.document.findings + done.bilingual.findings
    said = sayings(done.bilingual.units, article.memory_path)
    return Made(key, parts, summary_of(done.view), findings, said)


def key_of(context: bytes, found: Found, article: Article) -> bytes:
    """The digest of all that an article is made from; `context` is that of what all are."""
    names = (
        found.path,
        found.slug,
        found.locale.code,
        found.assets,
        article.source.sizes,
        article.source.captions,
        found.findings,
    )
    data = (article.source.data, article.source.front_matter, article.memory)
    return digest(context, names, data)


def defect(article: Article, error: Exception) -> Finding:
    """A mistake of the program, told as a finding of the article that showed it."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return Finding(
        Severity.ERROR,
        article.source.path,
        0,
        f"this article cannot be built: {type(error).__name__}: {error}",
        f"This is a defect of Dozaban ({PurePath(where.filename).name}:{where.lineno}); "
        "please report it with the article.",
        "defect",
    )
