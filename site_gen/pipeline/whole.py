"""All of a site that has changed: its articles through the stages, then its files onto the disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from msgspec import structs

from site_gen.config import Settings
from site_gen.errors import ContentError, OutputError, TemplateError
from site_gen.model import LOCALES, Finding, Severity
from site_gen.pipeline import output as places
from site_gen.pipeline.articles import Gathered, gather
from site_gen.pipeline.content import discover
from site_gen.pipeline.early import Early, urgent
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.making import Kit, Put, checking, writing
from site_gen.pipeline.planning import Piece, out_of_date, plan, slug_in
from site_gen.pipeline.records import Findings, Some
from site_gen.pipeline.seen import Look
from site_gen.pipeline.store import Standing, Store
from site_gen.pipeline.theme import Theme, read_theme
from site_gen.pipeline.unchanged import BuildReport, name_of
from site_gen.pipeline.work import Composed, Inputs, compose, defect
from site_gen.quality.checks import doubts_of_all
from site_gen.quality.consistency import sayings
from site_gen.render.packing import pack
from site_gen.translation.glossary_file import load_glossary

#: Templates as Jinja compiles them, inside the site's folder.
COMPILED = Path(".cache", "templates")


@dataclass(frozen=True, slots=True)
class Collected:
    """Everything readable of a site, all findings in order, and the slugs left out."""

    composed: tuple[Composed, ...]
    findings: tuple[Finding, ...]
    broken: frozenset[str]


def check_all(
    root: Path, settings: Settings, runner: Runner, store: Store, seen: Look
) -> tuple[Findings, bool]:
    """`site.check`, with the cache at hand, and whether another would find the same."""
    gathered = gather(root, settings, store, runner, seen)
    theme = read_theme(root, settings)
    kit = _kit(root, theme, runner)
    pieces = list(plan(gathered, theme))
    tasks = (piece.task(store, tuple(piece.keys)) for piece in pieces)
    try:
        made = list(runner.run(checking(kit), tasks, len(pieces)))
    except TemplateError as error:
        made = [error.as_finding()]
    of_pages = Some.of(made)
    groups = (*gathered.findings.groups, of_pages) if of_pages else gathered.findings.groups
    return Findings(groups), gathered.is_final


def _kit(root: Path, theme: Theme, runner: Runner) -> Kit:
    compiled = root / COMPILED if runner.share_disk else None
    return Kit(theme.templates, theme.key, pack(theme.site), compiled)


def _check_addresses(findings: Findings) -> None:
    """Raises ContentError where two articles want one address: neither has it by right."""
    for finding in findings.only(Severity.ERROR):
        if finding.name == "same-address":
            raise ContentError(finding.message, path=finding.path, hint=finding.hint)


def build_all(
    root: Path,
    settings: Settings,
    output: Path,
    runner: Runner,
    store: Store,
    seen: Look,
    early: Early | None = None,
) -> BuildReport:
    """`site.build`, with the cache at hand, of articles as they were `seen`."""
    gathered = gather(root, settings, store, runner, seen)
    _check_addresses(gathered.findings)
    try:
        theme = read_theme(root, settings)
        kit = _kit(root, theme, runner)
        pieces = list(plan(gathered, theme))
        name = name_of(root, output)
        site = _Writing(output, name, gathered, pieces, kit, store, runner)
        ahead = site.hasten(early) if early else 0
        report = site.write()
        written, unchanged = report.written + ahead, report.unchanged - ahead
        return structs.replace(report, written=written, unchanged=unchanged)
    except OSError as error:
        raise OutputError(
            f"cannot write the site: {error.strerror or error}",
            path=str(error.filename or output),
            hint="Is the disk full, or the folder not yours? Build again when that is mended.",
        ) from error
    finally:
        places.leave(output)


@dataclass(frozen=True, slots=True)
class _Writing:
    """Bringing an output, which the cache knows by `name`, to what is planned."""

    output: Path
    name: str
    gathered: Gathered
    pieces: Sequence[Piece]
    kit: Kit
    store: Store
    runner: Runner

    def hasten(self, early: Early) -> int:
        """Make what is wanted first and is out of date, and say so; how many files are new.

        What would lie in another's place is left to the whole site.
        """
        output = self.output
        standing = _by_owner(self.store.files(self.name))
        stale = out_of_date(self.pieces, standing, output)
        soon = urgent(stale, standing, early.paths)
        if not soon:
            return 0
        before = places.begin(output)
        made = self._make(soon)
        after = before | {path: owner for owner, path, _ in made}
        if any(after[path] != owner for path, owner in before.items()) or places.clash(after):
            return 0
        fresh = [path for _, path, is_new in made if is_new]
        places.move_in(output, before, after, fresh)
        self._keep(made, ())
        early.stand(self.gathered.findings)
        return len(fresh)

    def write(self) -> BuildReport:
        """Make all that is out of date, and take away what is no more."""
        output, broken = self.output, self.gathered.broken
        standing = _by_owner(self.store.files(self.name))
        stale = list(out_of_date(self.pieces, standing, output))
        wanted = {owner for piece in self.pieces for owner in piece.keys}
        if not stale and _is_whole(standing, wanted, broken, output):
            return self._report(0, _count(standing), 0)
        before = places.begin(output)
        made = self._make(stale)
        again = {owner for _, owners in stale for owner in owners}
        right = [f for one in self.pieces for o in one.keys if o not in again for f in standing[o]]
        paths = [(file.path, file.owner) for file in right]
        paths += [(path, owner) for owner, path, _ in made]
        places.check_places([path for path, _ in paths])
        kept = {path: owner for path, owner in before.items() if _is_of(path, owner, broken)}
        after = kept | dict(paths)
        fresh = [path for _, path, is_new in made if is_new]
        removed = places.move_in(output, before, after, fresh)
        gone = [f.path for files in standing.values() for f in files if f.path not in after]
        self._keep(made, [path for path in gone if path != places.MANIFEST])
        return self._report(len(fresh), len(after) - len(fresh), removed)

    def _make(self, stale: Sequence[tuple[Piece, Sequence[str]]]) -> list[Put]:
        tasks = (piece.task(self.store, owners) for piece, owners in stale)
        return list(self.runner.run(writing(self.kit, self.output), tasks, len(stale)))

    def _keep(self, made: Iterable[Put], gone: Iterable[str]) -> None:
        """Remember what was made from what, and what is no more."""
        output = self.output
        keys = {owner: key for piece in self.pieces for owner, key in piece.keys.items()}
        now = [Standing.now(output, path, owner, keys[owner]) for owner, path, _ in made]
        now.append(Standing.now(output, places.MANIFEST, _LIST, b""))
        self.store.keep_files(self.name, now, gone)
        self.store.commit()

    def _report(self, written: int, unchanged: int, removed: int) -> BuildReport:
        gathered = self.gathered
        return BuildReport(
            len(gathered.known), written, unchanged, removed, gathered.findings, gathered.is_final
        )


_LIST = "list"  # whose the list of files is


def _by_owner(files: Iterable[Standing]) -> dict[str, list[Standing]]:
    standing: dict[str, list[Standing]] = {}
    for file in files:
        standing.setdefault(file.owner, []).append(file)
    return standing


def _count(standing: Mapping[str, Sequence[Standing]]) -> int:
    return sum(map(len, standing.values())) - 1


def _is_whole(
    standing: Mapping[str, Sequence[Standing]],
    wanted: Set[str] | Mapping[str, bytes],
    broken: Set[str],
    output: Path,
) -> bool:
    """Whether the output holds nothing too much, and its list is as it was written."""
    others = standing.keys() - wanted - {_LIST}
    listed = standing.get(_LIST, ())
    return (
        all(slug_in(owner) in broken for owner in others)
        and bool(listed)
        and listed[0].is_in(output)
    )


def _is_of(path: str, owner: str, slugs: Set[str]) -> bool:
    """Whether a file is of one of these articles."""
    if owner:
        return slug_in(owner) in slugs
    first, _, rest = path.partition("/")
    return (rest.partition("/")[0] if first in LOCALES else first) in slugs


def collect(root: Path, settings: Settings) -> Collected:
    """Read, restore and unite every article; what is wrong with one is a finding."""
    content = discover(root, settings.source)
    glossary, doubts = load_glossary(root, settings.source)
    inputs = Inputs.of(settings, glossary)
    composed: list[Composed] = []
    findings = [*content.findings, *doubts]
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
            findings.extend((*done.bilingual.document.findings, *done.bilingual.findings))
    said = (sayings(done.bilingual.units, done.article.memory_path) for done in composed)
    findings.extend(doubts_of_all(chain.from_iterable(said), settings.check))
    ordered = sorted(dict.fromkeys(findings), key=lambda f: (f.path, f.line))
    return Collected(tuple(composed), tuple(ordered), frozenset(broken))
