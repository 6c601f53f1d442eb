"""How far the translations of a site have come, from what the cache knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from site_gen.config import Settings
from site_gen.model import LOCALES, Finding, Locale, Severity, UnitState, other
from site_gen.pipeline.articles import Gathered, gather
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.naming import no_article
from site_gen.pipeline.records import Record
from site_gen.pipeline.site import CACHE
from site_gen.pipeline.store import opened

if TYPE_CHECKING:
    from site_gen.quality.status import UnitStatus


@dataclass(frozen=True, slots=True)
class Progress:
    """One article and target locale: how many units are in each state, how many findings."""

    slug: str
    title: str
    source: Locale
    target: Locale
    memory_path: str
    counts: Mapping[UnitState, int]
    findings: int


@dataclass(frozen=True, slots=True)
class Standing:
    """All articles by slug, the slugs of those that cannot be read, and why they cannot.

    `units` has, by slug, those of the articles that were asked for.
    """

    rows: tuple[Progress, ...]
    broken: frozenset[str]
    errors: tuple[Finding, ...]
    units: Mapping[str, tuple[UnitStatus, ...]]


def standing(
    root: Path,
    settings: Settings,
    slugs: Sequence[str],
    *,
    workers: int,
    say: Callable[[str], None],
) -> Standing:
    """The rows of all articles, or of the named ones with their units. Raises ContentError."""
    with opened(root / CACHE, say) as store, Runner(workers) as runner:
        gathered = gather(root, settings, store, runner)
    known = {one.slug: one for one in gathered.known}
    for slug in slugs:
        if slug not in known:
            raise no_article(slug, known, gathered.findings.only(Severity.ERROR))
    found: Counter[str] = Counter()
    for group in gathered.findings.groups:
        found.update(group.by_path)
    rows = {slug: _progress(known[slug], found) for slug in slugs or sorted(known)}
    units = {slug: _units(root, settings, known[slug], gathered) for slug in slugs}
    errors = tuple(gathered.findings.only(Severity.ERROR))
    return Standing(tuple(rows.values()), gathered.broken, errors, units)


def _units(
    root: Path, settings: Settings, known: Record, gathered: Gathered
) -> tuple[UnitStatus, ...]:
    from site_gen.pipeline.content import find_article, read_article
    from site_gen.pipeline.work import Inputs, compose
    from site_gen.quality.status import units_with_findings

    article = read_article(root, find_article(known.folder, gathered.tree, settings.source))
    units = compose(article, Inputs.of(settings)).bilingual.units
    return tuple(units_with_findings(units, tuple(gathered.findings), article.memory_path))


def _progress(known: Record, found: Mapping[str, int]) -> Progress:
    summary = known.summary
    assert summary, "an article that can be built has one"
    locale = LOCALES[summary.locale]
    target = other(locale)
    path = f"{known.path.rpartition('/')[0]}/{target.code}.po"
    counts = dict(zip(UnitState, summary.states, strict=True))
    return Progress(known.slug, summary.title, locale, target, path, counts, found.get(path, 0))
