"""All of a site that has changed: its articles through the stages, then its files onto the disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from site_gen.config import Settings
from site_gen.errors import ContentError, OutputError, TemplateError
from site_gen.model import Finding, Severity
from site_gen.pipeline import output as places
from site_gen.pipeline.articles import gather, known_doubts
from site_gen.pipeline.composing import Composed, Inputs, compose
from site_gen.pipeline.content import discover
from site_gen.pipeline.early import Early, shown
from site_gen.pipeline.executors import Enough, Runner
from site_gen.pipeline.kit import Kit, kit_of
from site_gen.pipeline.looking import findings_of_pages
from site_gen.pipeline.pieces import Piece
from site_gen.pipeline.planning import plan, plan_articles
from site_gen.pipeline.records import Findings, Some
from site_gen.pipeline.seen import Look, glance
from site_gen.pipeline.store import Store
from site_gen.pipeline.theme import Theme, read_theme
from site_gen.pipeline.unchanged import BuildReport, Shown, name_of
from site_gen.pipeline.work import defect
from site_gen.pipeline.writing import LIST, Writing
from site_gen.translation.glossary_file import load_glossary

_FIRST = 8  # pieces: more than show one article that was edited
_FEW = 100  # articles, for which no workers are begun


class Collected(Struct, frozen=True):
    """Everything readable of a site, all findings in order, and the slugs left out."""

    composed: tuple[Composed, ...]
    findings: tuple[Finding, ...]
    broken: frozenset[str]


def check_all(
    root: Path, settings: Settings, runner: Runner, store: Store, seen: Look
) -> tuple[Findings, bool]:
    """`site.check`, with the cache at hand, and whether another would find the same."""
    theme = read_theme(root, settings)
    kit = _kit(root, theme, store, runner)
    gathered = gather(root, settings, store, runner, seen, kit=kit, tell=True)
    pieces = plan(gathered, theme, store)
    try:
        of_pages = Some.of(findings_of_pages(pieces, kit, store, runner))
    except TemplateError as error:
        of_pages = Some.of([error.as_finding()])
    groups = (*gathered.findings.groups, of_pages) if of_pages else gathered.findings.groups
    return Findings(groups), gathered.is_final


def _kit(root: Path, theme: Theme, store: Store, runner: Runner) -> Kit:
    return kit_of(root, theme, store, share_disk=runner.share_disk)


def _check_addresses(findings: Findings) -> None:
    """Raises ContentError where two articles want one address: neither has it by right."""
    for finding in findings.only(Severity.ERROR):
        if finding.name == "same-address":
            raise ContentError(finding.message, path=finding.path, hint=finding.hint)


def look_through_all(
    root: Path, settings: Settings, runner: Runner, store: Store, seen: Look
) -> tuple[Findings, bool]:
    """`site.look_through`, with the cache at hand."""
    try:
        gather(root, settings, store, runner, seen, tell=True)
    except Enough:
        return known_doubts(settings, store), False
    return known_doubts(settings, store), True


def build_all(
    root: Path,
    settings: Settings,
    output: Path,
    runner: Runner,
    store: Store,
    seen: Look,
    early: Early | None = None,
    shown: Shown | None = None,
) -> BuildReport:
    """`site.build`, with the cache at hand, of articles as they were `seen`.

    Where it is known what the output has `shown` so far, only what has changed since is planned.
    """
    with _written_into(output):
        theme = read_theme(root, settings)
    kit = _kit(root, theme, store, runner)
    gathered = gather(root, settings, store, runner, seen, kit=kit)
    _check_addresses(gathered.findings)
    with _written_into(output):
        site = Writing(output, name_of(root, output), gathered, (), kit, store, runner)
        if shown and not early and (report := _amended(site, theme, shown)):
            return report
        ahead = _hastened(site, theme, early) if early else 0
        site = replace(site, pieces=[*_planned(site, theme), *_index(site, theme)])
        if early and not ahead:
            ahead = site.hasten(early, store.written.files(site.name))
        return site.write().after(ahead)


def _amended(site: Writing, theme: Theme, shown: Shown) -> BuildReport | None:
    """What comes of making again what shows the few articles that were touched; None where more
    than that may have changed."""
    gathered = site.gathered
    touched = gathered.touched
    if touched is None or len(touched) > _FEW or gathered.broken:
        return None
    places = [place for place, one in enumerate(gathered.known) if one.slug in touched]
    around = {at for place in places for at in (place - 1, place, place + 1)}
    slugs = {one.slug for place, one in enumerate(gathered.known) if place in around}
    pieces = plan(gathered, theme, site.store, slugs)
    return replace(site, pieces=[*pieces, *_index(site, theme)]).amend(shown)


def build_early(
    root: Path, settings: Settings, output: Path, runner: Runner, store: Store, early: Early
) -> int:
    """Make what is wanted first of articles that were saved, all else taken to be as it was; how
    many files are new."""
    seen = glance(root, settings, store, early.saved)
    if seen is None:
        return 0
    with _written_into(output):
        theme = read_theme(root, settings)
    kit = _kit(root, theme, store, runner)
    gathered = gather(root, settings, store, runner, seen, kit=kit)
    with _written_into(output):
        site = Writing(output, name_of(root, output), gathered, (), kit, store, runner)
        return _hastened(site, theme, early)


def _hastened(site: Writing, theme: Theme, early: Early) -> int:
    """Make what shows the articles whose pages are wanted first; how many files are new."""
    written = site.store.written
    slugs = shown(written.files_at(site.name, early.paths))
    pieces = list(plan_articles(site.gathered, theme, slugs))
    owners = [owner for piece in pieces for owner in piece.keys]
    return replace(site, pieces=pieces).hasten(early, written.files_of(site.name, [LIST, *owners]))


@contextmanager
def _written_into(output: Path) -> Iterator[None]:
    """What the system refuses raises OutputError; nothing is left waiting."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"cannot write the site: {error.strerror or error}",
            path=str(error.filename or output),
            hint="Is the disk full, or the folder not yours? Build again when that is mended.",
        ) from error
    finally:
        places.leave(output)


def _planned(site: Writing, theme: Theme) -> Iterator[Piece]:
    """All pieces but the search's; where the first of them are to be made again, so are most
    others: the workers begin while these are planned."""
    pieces = plan(site.gathered, theme, site.store)
    first = tuple(islice(pieces, _FIRST))
    kept = site.store.written.kept(key for piece in first for key in piece.keys.values())
    if all(set(piece.keys.values()) - kept for piece in first):
        site.runner.expect(len(site.gathered.known))
    return chain(first, pieces)


def _index(site: Writing, theme: Theme) -> Iterable[Piece]:
    """The pieces of the search's index, on a site that has one."""
    if not theme.site.has_search:
        return ()
    from site_gen.pipeline.indexing import plan_index

    return plan_index(site.gathered.known, site.store, site.runner)


def collect(root: Path, settings: Settings) -> Collected:
    """Read, restore and unite every article; what is wrong with one is a finding."""
    content = discover(root, settings.source)
    glossary, problems = load_glossary(root, settings.source)
    inputs = Inputs.of(settings, glossary)
    composed: list[Composed] = []
    findings = [*content.findings, *problems]
    broken = set(content.broken)
    for article in content.articles:
        try:
            done = compose(article, inputs)
        except ContentError as error:
            findings.append(error.as_finding())
            broken.add(article.source.slug)
        except Exception as error:  # a defect of ours in one article must not stop the others
            findings.append(defect(article, error))
            broken.add(article.source.slug)
        else:
            composed.append(done)
            findings.extend(done.findings)
    ordered = sorted(dict.fromkeys(findings), key=lambda f: (f.path, f.line))
    return Collected(tuple(composed), tuple(ordered), frozenset(broken))
