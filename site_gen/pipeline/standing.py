"""How far the translations of a site have come.

An article that a build has made and nobody changed since is in the cache with its states; the
others are counted (`counting.py`), which is much less work. Either way gives the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from site_gen.config import Settings
from site_gen.model import LOCALES, Finding, Locale, Severity, UnitState, other
from site_gen.pipeline import naming, seen
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.records import Count, Record
from site_gen.pipeline.seen import Look
from site_gen.pipeline.site import with_cache
from site_gen.pipeline.store import Store
from site_gen.pipeline.tree import Tree
from site_gen.quality.consistency import Saying
from site_gen.render.packing import digest, unpack, unsqueezed

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
    look = seen.look(root, settings, store)
    found = _counts(root, settings, look, store, runner, said=bool(slugs))
    counts = sorted(found, key=lambda one: one.folder)
    twice = naming.same_address({one.path: one.slug for one in counts if one.states})
    known = {one.slug: one for one in counts if one.states and one.path not in twice}
    told = (finding for one in counts for finding in one.found)
    errors = (*(one for one in told if one.severity is Severity.ERROR), *twice.values())
    for slug in slugs:
        if slug not in known:
            raise naming.no_article(slug, known, errors)
    rows = tuple(_progress(known[slug]) for slug in slugs or sorted(known))
    units = {slug: _units(root, settings, known[slug], look, counts, store) for slug in slugs}
    broken = frozenset(one.slug for one in counts if one.slug not in known)
    return Standing(rows, broken, errors, units)


def _counts(
    root: Path, settings: Settings, look: Look, store: Store, runner: Runner, *, said: bool
) -> Iterator[Count]:
    """All articles; where it is to be known what they have `said`, one that was made without being
    looked through is counted."""
    made = {one.folder: one for one in store.records() if one.key}
    if said:
        looked = store.looked()
        made = {folder: one for folder, one in made.items() if folder in looked}
    stale = set(look.stale(made))
    for folder, record in made.items():
        if folder not in stale and naming.is_there(folder, look.tree):
            yield _counted(record)
    yield from _kept(root, settings, look, sorted(stale), store, runner)


def _kept(
    root: Path, settings: Settings, look: Look, folders: Sequence[str], store: Store, runner: Runner
) -> Iterator[Count]:
    """Articles as the cache has their counts; what has changed is counted again, and kept."""
    known = {one.folder: one for one in store.counts()}
    signs = {folder: _sign(folder, look) for folder in folders}
    changed = [
        folder for folder in folders if folder not in known or known[folder].sign != signs[folder]
    ]
    if changed:
        from site_gen.pipeline.counting import count_again

        counted = list(count_again(root, settings, look, changed, known, runner))
        known |= {one.folder: replace(one, sign=signs[one.folder]) for one in counted}
        gone = (folder for folder in known if not naming.is_there(folder, look.tree))
        store.keep_counts((known[one.folder] for one in counted if one.key), gone)
        store.commit()
    yield from (known[folder] for folder in folders)


def _sign(folder: str, look: Look) -> bytes:
    """A digest of the signs of all files of an article, and of what all articles are made from."""
    return digest(look.context, [look.tree[path] for path in _below(folder, look.tree)])


def _below(folder: str, tree: Tree) -> Iterator[str]:
    """The folder and those in it, down to where another article lies."""
    yield folder
    for name in tree[folder].folders:
        inner = f"{folder}/{name}" if folder else name
        if inner in tree and not naming.is_article(tree[inner]):
            yield from _below(inner, tree)


def _counted(made: Record) -> Count:
    summary = made.summary
    assert summary, "an article that can be built has one"
    values = summary.locale, summary.title, summary.states
    return Count(made.folder, made.slug, made.path, *values, said=None)


def _progress(one: Count) -> Progress:
    source = LOCALES[one.locale]
    counts = dict(zip(UnitState, one.states, strict=True))
    return Progress(one.slug, one.title, source, other(source), _memory_path(one), counts)


def _memory_path(one: Count) -> str:
    return f"{one.path.rpartition('/')[0]}/{other(LOCALES[one.locale]).code}.po"


def _units(
    root: Path, settings: Settings, one: Count, look: Look, counts: Sequence[Count], store: Store
) -> tuple[UnitStatus, ...]:
    """The units of an article, which is walked through the stages for what they find."""
    from site_gen.pipeline.content import find_article, read_article
    from site_gen.pipeline.work import Inputs, compose
    from site_gen.quality.checks import doubts_of_all
    from site_gen.quality.consistency import sayings
    from site_gen.quality.status import units_with_findings
    from site_gen.translation.glossary_file import load_glossary

    article = read_article(root, find_article(one.folder, look.tree, settings.source))
    inputs = Inputs.of(settings, load_glossary(root, settings.source)[0])
    done = compose(article, inputs, tell=True)
    bilingual = done.bilingual
    sources = {saying.source for saying in sayings(bilingual.units, article.memory_path)}
    of_all = doubts_of_all(_said(sources, counts, store), settings.check)
    findings = (*bilingual.findings, *done.doubts, *of_all)
    return tuple(units_with_findings(bilingual.units, findings, article.memory_path))


def _said(sources: Set[bytes], counts: Iterable[Count], store: Store) -> Iterator[Saying]:
    """What the site says for these sources, in the order of its articles."""
    by_folder: dict[str, list[Saying]] = defaultdict(list)
    for folder, saying in store.said(sources):
        by_folder[folder].append(saying)
    for one in counts:
        if one.said is None:
            yield from by_folder[one.folder]
        elif one.said:
            said = unpack(unsqueezed(one.said), tuple[Saying, ...])
            yield from (saying for saying in said if saying.source in sources)
