"""Whether anything has changed at all since the last build: seen by `stat`, and soon.

Nothing that reads, renders or knows Persian is imported here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from site_gen.config import Settings
from site_gen.files import shipped
from site_gen.model import Severity
from site_gen.pipeline import keys, seen
from site_gen.pipeline.records import Findings, Printed
from site_gen.pipeline.store import Store
from site_gen.pipeline.written import Standing
from site_gen.render.packing import digest, pack, unpack


class BuildReport(msgspec.Struct, frozen=True):
    """What a build did."""

    articles: int
    written: int
    unchanged: int
    removed: int
    findings: Findings
    is_final: bool = True  # False where another build of the same may find something else

    @property
    def failed(self) -> bool:
        """Whether anything was found at error level."""
        return self.findings.count(Severity.ERROR) > 0

    def after(self, ahead: int) -> BuildReport:
        """The same, with so many files that had been written before the others."""
        written, unchanged = self.written + ahead, self.unchanged - ahead
        return replace(self, written=written, unchanged=unchanged)


def name_of(root: Path, output: Path) -> str:
    """What the cache calls an output: the same name wherever a site inside lies."""
    root, output = root.resolve(), output.resolve()
    inside = output.is_relative_to(root)
    return (output.relative_to(root) if inside else output).as_posix()


#: The folders that say how a site looks.
THEME = ("templates", "static")


def unnamed(root: Path) -> list[str]:
    """The paths of what is passed over in the folders of the theme, because its name is no text,
    as they can be shown."""
    return [f"{kind}/{one}" for kind in THEME for one in keys.unnamed(theme_folders(root, kind))]


def theme_folders(root: Path, name: str) -> tuple[Path, ...]:
    """Where `templates` or `static` are looked for: the site's own first, then the default."""
    return tuple(dict.fromkeys((root.resolve() / name, shipped(name))))


class Rest(Struct, frozen=True):
    """The digests of what all articles are made with, and of all that a site is made from besides
    these."""

    context: bytes
    digest: bytes

    def wants_all(self, name: str, store: Store) -> bool:
        """Whether it is another than when what is kept under this name was made, so that most of
        that is to be made."""
        known = store.fact(_seen(name))[: len(self.digest)]
        return known not in (b"", self.digest) or seen.is_all_new(self.context, store)

    def is_shown(self, name: str, store: Store) -> bool:
        """Whether what is kept under this name was made of this and of all articles that the cache
        has."""
        return store.fact(_seen(name)) == self.digest + seen.mark(store)


class Shown(Struct, frozen=True):
    """An output that came of all that the cache has: its files as they were written, and the paths
    of those that do not stand so any more."""

    files: Sequence[Standing]
    off: frozenset[str]


class Look(Struct, frozen=True):
    """All that a site is made from, as it is now: its articles by signs, the rest by digest."""

    rest: bytes
    articles: seen.Look

    def is_known(self, name: str, store: Store) -> bool:
        """Whether it was the same when what is kept under this name was made."""
        mark = self.articles.mark
        return bool(mark) and store.fact(_seen(name)) == self.rest + mark


def rest_of(root: Path, settings: Settings) -> Rest:
    """Look at what a build would read besides articles."""
    themes = [
        [(name, digest(data)) for name, data in keys.folder_contents(theme_folders(root, kind))]
        for kind in THEME
    ]
    context = seen.context_of(root, settings)
    return Rest(context, digest(context, settings, themes, unnamed(root)))


def look(root: Path, rest: Rest, store: Store) -> Look:
    """Look at the articles, too."""
    return Look(rest.digest, seen.look(root, rest.context, store))


def paths_off(files: Iterable[Standing], output: Path) -> Iterator[str]:
    """The paths of those files that do not stand in the output as they were written."""
    folder = str(output)
    return (file.path for file in files if not file.is_in(folder))


def last_report(name: str, store: Store) -> BuildReport:
    """What the last build found; nothing of that has to be done again."""
    report = unpack(store.fact(f"report {name}"), BuildReport)
    return replace(report, written=0, removed=0, unchanged=report.unchanged + report.written)


def remember(root: Path, output: Path, now: Look, report: BuildReport, store: Store) -> None:
    """Keep what a build saw when it began, and what came of it."""
    name = name_of(root, output)
    _remember(name, now, pack(report), store, is_final=report.is_final)


def forget(name: str, store: Store) -> None:
    """An output is no more what came of the build that was remembered; not before a `commit`."""
    store.keep_fact(_seen(name), b"")


#: What the cache calls the look before a check; no folder has this name.
_CHECK = ""


def last_check(now: Look, store: Store) -> Printed | None:
    """What the last check told, if nothing has changed since."""
    if not now.is_known(_CHECK, store):
        return None
    return unpack(store.fact(f"report {_CHECK}"), Printed)


def remember_check(now: Look, told: Printed, store: Store, *, is_final: bool) -> None:
    """Keep what a check saw when it began, and what it told."""
    _remember(_CHECK, now, pack(told), store, is_final=is_final)


def _remember(name: str, now: Look, report: bytes, store: Store, *, is_final: bool) -> None:
    store.keep_fact(_seen(name), now.rest + seen.mark(store) if is_final else b"")
    store.keep_fact(f"report {name}", report)
    store.commit()


def _seen(name: str) -> str:
    return f"seen for {name}"
