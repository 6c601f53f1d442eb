"""A site: built, checked, or read whole; what has not changed is left as it is.

What does the work is imported when there is some.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from site_gen.config import Settings
from site_gen.errors import ConfigError
from site_gen.files import locked
from site_gen.pipeline import naming, unchanged
from site_gen.pipeline.beside import beside
from site_gen.pipeline.database import remove
from site_gen.pipeline.executors import HERE, Runner
from site_gen.pipeline.records import Findings, Printed
from site_gen.pipeline.store import Store, opened, without
from site_gen.pipeline.unchanged import BuildReport, Shown
from site_gen.render.packing import DamageError

if TYPE_CHECKING:
    from site_gen.pipeline.early import Early
    from site_gen.pipeline.whole import Collected

__all__ = [
    "CACHE",
    "BuildReport",
    "build",
    "check",
    "collect",
    "look_through",
    "tell",
    "with_cache",
]

#: The cache, inside the site's folder.
CACHE = Path(".cache", "build.db")


def _quiet(_: str) -> None:
    """Tell nobody."""


def build(
    root: Path,
    settings: Settings,
    output: Path,
    *,
    runner: Runner = HERE,
    say: Callable[[str], None] = _quiet,
    early: Early | None = None,
) -> BuildReport:
    """Build the site in folder `root` into folder `output`; nothing under `content/` is written.

    What an earlier build made and nothing has changed since is not made again. All pages are
    rendered before the first takes its place. Told is what stops or spoils a page; what the texts
    may want besides is for `check` to look for. Raises TemplateError and OutputError with the old
    site whole; an article that cannot be built is a finding, and its old page stays. `runner`
    does the work; `say` is told what a person should know of the cache. What is wanted `early`
    takes its place before the rest is rendered.
    """
    _check_output(root, output)
    return with_cache(root, say, partial(_build, root, settings, output, runner, early))


def check(
    root: Path, settings: Settings, *, runner: Runner = HERE, say: Callable[[str], None] = _quiet
) -> Findings:
    """What is to be mended in content, in the order of its files, and then in the pages made of
    it; nothing is written but the cache. A broken template is a finding, too.

    Raises ContentError where there is no content.
    """
    return with_cache(root, say, partial(_check, root, settings, runner))


def tell(
    root: Path, settings: Settings, *, runner: Runner = HERE, say: Callable[[str], None] = _quiet
) -> Printed:
    """What `check` finds, as it is printed: as it was told the last time where nothing has changed
    since. Raises ContentError."""
    return with_cache(root, say, partial(_tell, root, settings, runner))


def look_through(
    root: Path, settings: Settings, *, runner: Runner = HERE, say: Callable[[str], None] = _quiet
) -> tuple[Findings, bool]:
    """What is looked for in the texts, and found, and whether all of them have been looked through:
    not where `runner` had enough before. Raises ContentError where there is no content."""
    return with_cache(root, say, partial(_look_through, root, settings, runner))


def collect(root: Path, settings: Settings) -> Collected:
    """Read, restore and unite every article; what is wrong with one is a finding."""
    from site_gen.pipeline import whole

    return whole.collect(root, settings)


T = TypeVar("T")


def with_cache(root: Path, say: Callable[[str], None], work: Callable[[Store], T]) -> T:
    """Do some work with the cache, which one run at a time has; anew where it is damaged."""
    busy = f"another build of this site is running ({root}); waiting for it"
    with locked(root / CACHE.parent, lambda: say(busy)):
        try:
            with opened(root / CACHE, say) as store:
                return work(store)
        except sqlite3.OperationalError as error:  # no room, no rights
            say(f"{CACHE}: the cache cannot be used ({error}); this build goes without")
        except (sqlite3.DatabaseError, msgspec.DecodeError, UnicodeDecodeError, DamageError):
            say(f"{CACHE}: the cache is damaged; it is made anew by the next build")
            remove(root / CACHE)
        with without() as store:
            return work(store)


def _build(
    root: Path,
    settings: Settings,
    output: Path,
    runner: Runner,
    early: Early | None,
    store: Store,
) -> BuildReport:
    ahead = 0
    if early and early.saved:
        from site_gen.pipeline.whole import build_early

        ahead = build_early(root, settings, output, runner, store, early)
    name = unchanged.name_of(root, output)
    rest = unchanged.rest_of(root, settings)
    if rest.wants_all(name, store):
        runner.expect(naming.roughly(root))  # they begin while all that is looked at
    files = store.written.files(name) if rest.is_shown(name, store) else []
    with beside(partial(unchanged.paths_off, files, output)) as off:
        seen = unchanged.look(root, rest, store)
        shown = Shown(files, off()) if files else None
    if shown and not shown.off and seen.is_known(name, store):
        return unchanged.last_report(name, store)
    from site_gen.pipeline.whole import build_all

    report = build_all(
        root,
        settings,
        output,
        runner,
        store,
        seen.articles,
        None if ahead else early,
        shown=shown,
    ).after(ahead)
    unchanged.remember(root, output, seen, report, store)
    return report


def _check(root: Path, settings: Settings, runner: Runner, store: Store) -> Findings:
    from site_gen.pipeline.whole import check_all

    seen = unchanged.look(root, unchanged.rest_of(root, settings), store)
    return check_all(root, settings, runner, store, seen.articles)[0]


def _tell(root: Path, settings: Settings, runner: Runner, store: Store) -> Printed:
    seen = unchanged.look(root, unchanged.rest_of(root, settings), store)
    if told := unchanged.last_check(seen, store):
        return told
    from site_gen.pipeline.whole import check_all

    found, is_final = check_all(root, settings, runner, store, seen.articles)
    told = Printed.of(found)
    unchanged.remember_check(seen, told, store, is_final=is_final)
    return told


def _look_through(
    root: Path, settings: Settings, runner: Runner, store: Store
) -> tuple[Findings, bool]:
    from site_gen.pipeline.whole import look_through_all

    seen = unchanged.look(root, unchanged.rest_of(root, settings), store)
    return look_through_all(root, settings, runner, store, seen.articles)


def _check_output(root: Path, output: Path) -> None:
    """Raises ConfigError for an output among the sources: a build would read what it wrote."""
    root, output = root.resolve(), output.resolve()
    sources = [root / name for name in ("content", "static", "templates")]
    if output in (root, *root.parents) or any(output.is_relative_to(source) for source in sources):
        raise ConfigError(
            "the site cannot be written among its sources",
            path=str(output),
            hint="Choose another folder with --output.",
        )
