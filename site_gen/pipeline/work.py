"""What is done for one article after another, here or in another process.

Everything that comes in and goes out can be pickled; what is large comes and goes as bytes.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from site_gen.errors import ContentError, TemplateError
from site_gen.model import Finding, Severity
from site_gen.pipeline import stages
from site_gen.pipeline.composing import Inputs, Walk, aligning, composing, side_by_side
from site_gen.pipeline.content import Article, read_article
from site_gen.pipeline.found import Found
from site_gen.pipeline.kit import Kit, renderer_of
from site_gen.pipeline.records import Some, packed_sayings
from site_gen.quality.consistency import Saying, sayings
from site_gen.render.laying import laid_out
from site_gen.render.packing import digest, pack
from site_gen.render.renderers import ASKED, PARTS
from site_gen.render.views import ArticleView


class Context(Struct, frozen=True):
    """What all articles have in common, and `key`, the digest of it and of the program; whether
    to `tell` what their texts are looked through for. With a `kit`, they are laid out, too."""

    inputs: Inputs
    key: bytes
    tell: bool = False
    kit: Kit | None = None


class Job(Struct, frozen=True):
    """An article to be made, the key of what is known of it already, and whether that has been
    looked through."""

    found: Found
    known: bytes = b""
    looked: bool = False


class Read(Struct, frozen=True):
    """The same with its files read, or why they cannot be."""

    job: Job
    article: Article | ContentError


class Doubts(msgspec.Struct, frozen=True):
    """What was looked for in the texts of an article: what was found, and what they say for what,
    packed.

    `is_final` as below."""

    found: Some
    said: bytes = b""
    is_final: bool = True

    @classmethod
    def of(cls, findings: Iterable[Finding], said: Iterable[Saying]) -> Doubts:
        """Of a text that was looked through to its end."""
        return cls(Some.of(findings), packed_sayings(said))


class Made(msgspec.Struct, frozen=True):
    """An article as the cache keeps it.

    `key` is empty where the article cannot be built; `parts` are empty where what is known is
    right still, what can be `asked` of it, its `day` and `findings` with them; `laid` has what is
    laid out of it, as far as that can be; `doubts` are None where nobody looked. `is_final` is
    False where the same article may come out otherwise another time: it could not be read, or
    the program failed.
    """

    key: bytes
    parts: dict[str, bytes] = {}
    laid: dict[str, bytes] = {}
    asked: dict[str, bytes] = {}
    day: str = ""
    findings: tuple[Finding, ...] = ()
    doubts: Doubts | None = None
    is_final: bool = True


def read(root: Path, job: Job) -> Read:
    """The files of an article, from the site in folder `root`."""
    try:
        return Read(job, read_article(root, job.found))
    except ContentError as error:
        return Read(job, error)


def make_articles(context: Context, reads: Iterable[Read]) -> Iterator[Made]:
    """The articles, walked side by side through all stages as far as that is not known, so that
    what a stage needs is in the processor's caches still."""
    yield from side_by_side([_making(context, one) for one in reads])


def _making(context: Context, read: Read) -> Walk[Made]:
    job, article = read.job, read.article
    if isinstance(article, ContentError):
        return _broken(job.found, article.as_finding(), is_final=False)
    key = key_of(context.key, job.found, article)
    tell = context.tell and not (key == job.known and job.looked)
    yield
    if key == job.known and not tell:
        return Made(key)
    return (yield from _made(context, read, key, tell=tell))


def _looking(article: Article, inputs: Inputs) -> Walk[Doubts]:
    """What is looked for in the texts of an article that is known otherwise: no page is wanted."""
    path = article.memory_path
    aligned = yield from aligning(article, inputs, tell=True)
    yield
    found = stages.check(aligned, path, inputs.check, inputs.glossary)
    return Doubts.of(found, sayings(aligned.bilingual.units, path))


def _made(context: Context, read: Read, key: bytes, *, tell: bool) -> Walk[Made]:
    inputs = context.inputs
    found, article = read.job.found, read.article
    assert isinstance(article, Article)
    is_known = key == read.job.known
    try:
        if is_known:
            return Made(key, doubts=(yield from _looking(article, inputs)))
        done = yield from composing(article, inputs, tell=tell)
        said = sayings(done.bilingual.units, article.memory_path) if tell else ()
    except ContentError as error:
        return _broken(found, error.as_finding())
    except Exception as error:  # a defect of ours in one article must not stop the others
        why = defect(article, error)
        if not tell:
            return _broken(found, why, is_final=False)
        # A build finds the same, whoever looked.
        made = Made(key) if is_known else (yield from _made(context, read, key, tell=False))
        return replace(made, doubts=Doubts(Some.of((why,)), is_final=False)) if made.key else made
    yield
    doubts = Doubts.of(done.doubts, said) if tell else None
    parts = {name: PARTS[name](done.view) for name in inputs.parts}
    asked = {kind.__name__: pack(kind.of(done.view)) for kind in ASKED}
    date = done.view.teaser.date
    findings = found.findings + done.findings
    yield
    laid = _laid(context.kit, done.view) if context.kit else {}
    return Made(key, parts, laid, asked, date.iso if date else "", findings, doubts)


def _laid(kit: Kit, view: ArticleView) -> dict[str, bytes]:
    """What is laid out of an article; nothing where a template fails, which its page will tell."""
    try:
        return laid_out(renderer_of(kit), view)
    except TemplateError:
        return {}


def _broken(found: Found, why: Finding, *, is_final: bool = True) -> Made:
    return Made(b"", findings=(*found.findings, why), is_final=is_final)


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
