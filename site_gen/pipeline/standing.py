"""How far the translations of a site have come, from what the cache knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from site_gen.config import Settings
from site_gen.model import Finding, Locale, Severity, UnitState, other
from site_gen.pipeline.articles import Known, gather
from site_gen.pipeline.content import find_article, no_article, read_article
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.site import CACHE
from site_gen.pipeline.store import opened
from site_gen.pipeline.work import Inputs, compose
from site_gen.quality.status import UnitStatus, units_with_findings


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
    known = {one.row.slug: one for one in gathered.known}
    for slug in slugs:
        if slug not in known:
            raise no_article(slug, known, gathered.findings)
    found = Counter(finding.path for finding in gathered.findings)
    rows = {slug: _progress(known[slug], found) for slug in slugs or sorted(known)}
    units = {}
    for slug in slugs:
        article = find_article(known[slug].row.folder, gathered.tree, settings.source)
        composed = compose(read_article(root, article), Inputs.of(settings)).bilingual.units
        path = rows[slug].memory_path
        units[slug] = tuple(units_with_findings(composed, gathered.findings, path))
    errors = tuple(f for f in gathered.findings if f.severity is Severity.ERROR)
    return Standing(tuple(rows.values()), gathered.broken, errors, units)


def _progress(known: Known, found: Mapping[str, int]) -> Progress:
    summary = known.summary
    teaser = summary.teaser
    target = other(teaser.locale)
    path = str(PurePosixPath(known.record.path).with_name(f"{target.code}.po"))
    counts = dict(zip(UnitState, summary.states, strict=True))
    title = teaser.plain_title[0]
    return Progress(known.row.slug, title, teaser.locale, target, path, counts, found.get(path, 0))
