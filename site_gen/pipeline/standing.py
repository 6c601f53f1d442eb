"""How far the translations of a site have come.

An article that a build has made and nobody changed since is in the cache with its states; the
others are counted (`counting.py`), which is much less work. Either way gives the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from site_gen.config import Settings
from site_gen.model import LOCALES, Finding, Locale, Severity, UnitState, other
from site_gen.pipeline import naming, seen
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.records import Count, Counted, Record, unpacked_sayings
from site_gen.pipeline.seen import Look
from site_gen.pipeline.site import with_cache
from site_gen.pipeline.store import Store
from site_gen.quality.consistency import Saying
from site_gen.render.packing import unpack
from site_gen.render.views import Translated

if TYPE_CHECKING:
    from site_gen.quality.status import UnitStatus


class Progress(Struct, frozen=True):
    """One article and target locale: how many units are in each state."""

    slug: str
    title: str
    source: Locale
    target: Locale
    memory_path: str
    counts: Mapping[UnitState, int]


class Standing(Struct, frozen=True):
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
    runner: Runner,
    say: Callable[[str], None],
) -> Standing:
    """The rows of all articles, or of the named ones with their units. Raises ContentError."""
    return with_cache(root, say, partial(_standing, root, settings, slugs, runner))


def _standing(
    root: Path, settings: Settings, slugs: Sequence[str], runner: Runner, store: Store
) -> Standing:
    naming.require(root)
    look = seen.look(root, seen.context_of(root, settings), store, seen.COUNTED)
    counts = _counts(root, settings, look, store, runner, say=bool(slugs))
    twice = naming.same_address({one.path: one.slug for one in counts if one.states})
    known = {one.slug: one for one in counts if one.states and one.path not in twice}
    told = (finding for one in counts for finding in one.found)
    errors = (*(one for one in told if one.severity is Severity.ERROR), *twice.values())
    for slug in slugs:
        if slug not in known:
            raise naming.no_article(slug, known, errors)
    rows = tuple(_progress(known[slug]) for slug in slugs or sorted(known))
    units = {slug: _units(root, settings, known[slug], look, store) for slug in slugs}
    broken = frozenset(one.slug for one in counts if one.slug not in known)
    return Standing(rows, broken, errors, units)


def _counts(
    root: Path, settings: Settings, look: Look, store: Store, runner: Runner, *, say: bool
) -> list[Count]:
    """All articles, by folder; what has changed since they were counted is counted again, and kept.

    Where they are to `say` what they say for what, the cache has that of all of them after.
    """
    known = {one.folder: one for one in store.counts()}
    stale = set() if look.mark else set(look.stale(known))
    made = _made(look, store, say=say) if stale or say else {}
    silent = known.keys() - made.keys() - store.counted_sayings().keys() if say else set()
    if silent or not look.mark:
        new = [Counted(_count_of(made[folder])) for folder in stale & made.keys()]
        if rest := sorted((stale | silent) - made.keys()):
            from site_gen.pipeline.counting import count_again

            keys = {folder: one.key for folder, one in known.items() if folder not in silent}
            new += count_again(root, settings, look, rest, keys, runner, say=say)
        keep(
            new, [folder for folder in known if not naming.is_there(folder, look.tree)], look, store
        )
        known |= {one.count.folder: one.count for one in new}
    return [known[folder] for folder in sorted(known) if naming.is_there(folder, look.tree)]


def keep(new: Iterable[Counted], gone: Iterable[str], look: Look, store: Store) -> None:
    """Keep what was counted anew of what was seen, and forget folders that are no more."""
    unsettled = {one.count.folder for one in new if not one.count.key}
    store.keep_counts((one for one in new if one.count.key), unsettled.union(gone))
    seen.keep(look, unsettled, store, seen.COUNTED)
    store.commit()


def _made(look: Look, store: Store, *, say: bool) -> dict[str, Record]:
    """Articles that the cache has from a build, unchanged; where they are to `say` what they say
    for what, those that have been looked through."""
    made = {one.folder: one for one in store.records() if one.key}
    built = seen.as_built(look, store)
    right = made.keys() - built.stale(made)
    return {folder: made[folder] for folder in (right & store.looked() if say else right)}


def _count_of(made: Record) -> Count:
    known = unpack(made.asked[Translated.__name__], Translated)
    values = known.locale, known.title, known.states
    return Count(made.folder, made.slug, made.path, *values, key=made.key)


def _progress(one: Count) -> Progress:
    source = LOCALES[one.locale]
    counts = dict(zip(UnitState, one.states, strict=True))
    return Progress(one.slug, one.title, source, other(source), _memory_path(one), counts)


def _memory_path(one: Count) -> str:
    return f"{one.path.rpartition('/')[0]}/{other(LOCALES[one.locale]).code}.po"


def _units(
    root: Path, settings: Settings, one: Count, look: Look, store: Store
) -> tuple[UnitStatus, ...]:
    """The units of an article, which is walked through the stages for what they find."""
    from site_gen.pipeline.composing import Inputs, compose
    from site_gen.pipeline.content import read_article
    from site_gen.pipeline.found import find_article
    from site_gen.quality.checks import doubts_of_all
    from site_gen.quality.consistency import sayings
    from site_gen.quality.status import units_with_findings
    from site_gen.translation.glossary_file import load_glossary

    article = read_article(root, find_article(one.folder, look.tree, settings.source))
    inputs = Inputs.of(settings, load_glossary(root, settings.source)[0])
    done = compose(article, inputs, tell=True)
    bilingual = done.bilingual
    sources = {saying.source for saying in sayings(bilingual.units, article.memory_path)}
    of_all = doubts_of_all(_said(sources, store), settings.check)
    findings = (*bilingual.findings, *done.doubts, *of_all)
    return tuple(units_with_findings(bilingual.units, findings, article.memory_path))


def _said(sources: Set[bytes], store: Store) -> Iterator[Saying]:
    """What the site says for these sources, in the order of its articles."""
    for _, packed in sorted(store.said().items()):
        yield from (one for one in unpacked_sayings(packed) if one.source in sources)
