"""A human translation in a file of its own, brought into the article's translation memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from site_gen.alignment.documents import align_documents
from site_gen.alignment.paired import Translation
from site_gen.alignment.verdict import require_translation
from site_gen.config import Settings
from site_gen.files import read_regular
from site_gen.model import Finding, Severity, UnitState
from site_gen.pipeline import stages
from site_gen.pipeline.composing import Inputs, compose
from site_gen.pipeline.content import Article, discover
from site_gen.pipeline.memories import rewriting
from site_gen.translation.entries import Entry, without_origin
from site_gen.translation.reconcile import update


class Adopted(Struct, frozen=True):
    """How many units got a translation, how many still lack one, and what could not be paired."""

    translated: int
    missing: int
    findings: tuple[Finding, ...]


def article_of(root: Path, settings: Settings, source: Path, target: Path) -> Article | None:
    """The article whose source and human translation these two files are, if they are."""
    if source.resolve().parent != target.resolve().parent:
        return None
    if not (root / "content" / "articles").is_dir():
        return None
    for article in discover(root, settings.source).articles:
        if (root / article.source.path).resolve() == source.resolve():
            is_other = target.name.startswith(f"article.{article.target.code}.")
            return article if is_other else None
    return None


def adopt(article: Article, translation: Path, settings: Settings) -> Adopted:
    """Pair the translation's blocks with the article's and save them into its PO file.

    What a person has put there stays. Raises ContentError, AlignmentError and OutputError.
    """
    bilingual = compose(article, Inputs.of(settings)).bilingual
    source = replace(
        article.source,
        locale=article.target,
        path=f"{article.source.path.rpartition('/')[0]}/{translation.name}",
        data=read_regular(translation),
        front_matter=b"",
    )
    target = stages.restore(stages.import_source(source), settings.restore, tell=True)
    alignment = align_documents(bilingual.document, target)
    require_translation(alignment.verdict, source.path)
    found = {done.block.id: done for done in alignment.translations() if done.text}
    with rewriting(article) as (known, save):
        memory = update(known, bilingual)
        entries = tuple(_with(entry, found.get(entry.id)) for entry in memory.entries)
        save(replace(memory, entries=entries))
    live = [entry for entry in entries if not entry.obsolete]
    missing = sum(not entry.target for entry in live)
    doubts = (*target.findings, *target.doubts, *alignment.findings())
    return Adopted(len(live) - missing, missing, (*doubts, *_left(live, found, source.path)))


def _left(live: Sequence[Entry], found: Mapping[str, Translation], path: str) -> Iterator[Finding]:
    """Units whose words stay, and are others than those of the file, which stand there alone."""
    there = (entry for entry in live if entry.id in found)
    names = [entry.id for entry in there if entry.target != found[entry.id].text]
    if names:
        told = f"other words than these stand in the memory, and stay: {', '.join(names)}"
        yield Finding(Severity.WARNING, path, 0, told, "Compare them before you take it away.")


def _with(entry: Entry, found: Translation | None) -> Entry:
    """The entry with the translation, unless it has a person's already."""
    is_open = entry.state is UnitState.UNTRANSLATED or (
        entry.state is UnitState.MACHINE and bool(entry.origin)
    )
    if found is None or entry.obsolete or not is_open:
        return entry
    unsure = found.state is not UnitState.TRANSLATED
    return replace(without_origin(entry), target=found.text, fuzzy=unsure)
