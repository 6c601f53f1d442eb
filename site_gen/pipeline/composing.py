"""An article's way through the stages, beside those of others or alone."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TypeVar

from msgspec import Struct

from site_gen.config import CheckSettings, RestoreSettings, Settings
from site_gen.model import BilingualDocument, Finding
from site_gen.pipeline import stages
from site_gen.pipeline.content import Article
from site_gen.pipeline.theme import site_view
from site_gen.render.renderers import SEARCH, SITE_RENDERERS, TEASER, VIEW
from site_gen.render.views import ArticleView
from site_gen.translation.entries import Memory
from site_gen.translation.glossary import NO_GLOSSARY, Glossary
from site_gen.translation.po import parse_own

End = TypeVar("End")
#: The way of an article through the stages: it stops for others between two of them.
Walk = Generator[None, None, End]


class Composed(Struct, frozen=True):
    """An article that has been through all stages; `doubts` are what was looked for in its texts,
    empty where nothing was."""

    article: Article
    bilingual: BilingualDocument
    view: ArticleView
    doubts: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found on the way, whether or not the texts were looked through."""
        return self.bilingual.document.findings + self.bilingual.findings


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
        found = (SEARCH,) if site.has_search else ()
        parts = tuple(dict.fromkeys((VIEW, TEASER, *asked, *found)))
        return cls(settings.restore, settings.check, glossary, parts)


def memory_of(article: Article) -> Memory | None:
    """What its translation memory holds. Raises MemoryFileError."""
    return parse_own(article.memory, article.memory_path) if article.memory is not None else None


def compose(article: Article, inputs: Inputs, *, tell: bool = False) -> Composed:
    """One article through all stages, its texts looked through where it is to `tell`.

    Raises ContentError."""
    return side_by_side([composing(article, inputs, tell=tell)])[0]


def composing(article: Article, inputs: Inputs, *, tell: bool) -> Walk[Composed]:
    """The way of an article through all stages; `tell` as above. Raises ContentError."""
    path, glossary = article.memory_path, inputs.glossary
    aligned = yield from aligning(article, inputs, tell=tell)
    yield
    doubts = stages.check(aligned, path, inputs.check, glossary) if tell else ()
    graded = stages.grade(aligned.bilingual, path, inputs.check)
    heard = stages.listen(stages.annotate(graded, glossary))
    yield
    return Composed(article, heard, stages.view(heard), doubts)


def aligning(article: Article, inputs: Inputs, *, tell: bool) -> Walk[stages.Aligned]:
    """The way as far as the links of sentences. Raises ContentError."""
    document = stages.import_source(article.source)
    yield
    restored = stages.restore(document, inputs.restore, tell=tell)
    yield
    memory = memory_of(article)
    yield
    bilingual = stages.unite(restored, memory, article.target)
    yield
    return stages.align(bilingual, article.memory_path, inputs.glossary)


def side_by_side(walks: Sequence[Walk[End]]) -> list[End]:
    """What walks come to of which each goes one stage after the other has."""
    ends: dict[int, End] = {}
    while len(ends) < len(walks):
        for number, walk in enumerate(walks):
            if number not in ends:
                try:
                    next(walk)
                except StopIteration as end:
                    ends[number] = end.value
    return [ends[number] for number in range(len(walks))]
