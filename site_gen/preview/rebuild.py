"""Building the site again and again, and what the last build found."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from site_gen import config
from site_gen.errors import SiteGenError
from site_gen.model import Finding, Severity
from site_gen.pipeline import site
from site_gen.pipeline.early import Early
from site_gen.pipeline.executors import Enough, Runner
from site_gen.pipeline.processes import cores
from site_gen.pipeline.records import NOTHING, Findings
from site_gen.preview.standing import Standing, count
from site_gen.preview.watch import identity

_MOST = 50  # findings on a terminal
_FIRST_LOOK = 1.0  # seconds of looking through texts after which what was found is shown

#: Files of the output, by path, as they lie there.
States = Mapping[str, tuple[int, ...]]


class Rebuild(Struct, frozen=True):
    """One build as it went."""

    findings: Findings
    seconds: float
    written: int
    removed: int
    stopped: bool  # by an error, perhaps half-way


class Builder:
    """Builds the site in `root` into `output`; `standing` may be read from any thread.

    `show` is called when browsers have something else to show, `is_enough` is asked whether there
    is something more urgent to do.
    """

    def __init__(
        self,
        root: Path,
        output: Path,
        say: Callable[[str], None],
        show: Callable[[], None] = lambda: None,
        is_enough: Callable[[], bool] = lambda: False,
    ) -> None:
        self.standing = Standing(_new_version())
        self._root = root
        self._output = output
        self._say = say
        self._show = show
        self._is_enough = is_enough
        self._told = self._told_doubts = NOTHING

    def rebuild(
        self, saved: Iterable[Path] = (), pages: frozenset[str] = frozenset()
    ) -> Rebuild | None:
        """Build and say so in a line; None where the rest was left for another time.

        `pages` are files that somebody looks at: they are built and shown before the rest, which
        is left as soon as there is something more urgent.
        """
        before = self.standing
        ahead: list[tuple[str, States]] = []

        def stand(findings: Findings) -> None:
            self._stand(findings)
            ahead.append((self.standing.version, self._states(pages)))
            self._show()

        def tell(*_: object) -> None:
            if ahead and self._is_enough():
                raise Enough

        with Runner(1 if before.built else cores(), tell=tell) as runner:
            early = Early(pages, stand, _articles(self._root, saved)) if pages else None
            result = build(self._root, self._output, runner, early)
        if result is None:
            return None
        if result.written or result.removed or result.stopped or not before.built:
            self._stand(result.findings)
            if ahead:
                self.standing = replace(self.standing, ahead=self._still(*ahead[0]))
        elif result.findings != before.findings:
            self.standing = replace(before, findings=result.findings, news=_new_version())
        self._say(summary(result, sorted(_name(path, self._root) for path in saved)))
        if result.findings != self._told:
            self._told = result.findings
            self._tell(result.findings)
        if self.standing is not before:
            self._show()
        return result

    def look_through(self) -> None:
        """Look the texts through, as far as nothing is more urgent, and show what is found."""
        seconds, done = _FIRST_LOOK, False
        while not done and not self._is_enough():
            doubts, done = look_through(self._root, self._is_enough, seconds)
            seconds *= 2  # what it takes to begin grows with the site
            if self._is_enough():
                return
            if doubts != self.standing.doubts:
                self.standing = replace(self.standing, doubts=doubts, news=_new_version())
                self._show()
        doubts = self.standing.doubts
        if done and doubts != self._told_doubts:
            self._told_doubts = doubts
            self._say(f"texts looked through: {count(doubts)}")
            self._tell(doubts)

    def _still(self, version: str, before: States) -> tuple[str, frozenset[str]]:
        """The pages that were shown under a version and have not been written since: an article
        may have been saved once more between the two."""
        now = self._states(before)
        return version, frozenset(page for page in before if now[page] == before[page])

    def _states(self, pages: Iterable[str]) -> States:
        return {page: identity(self._output / page) for page in pages}

    def _stand(self, findings: Findings) -> None:
        """The pages are others now."""
        now = self.standing
        news = now.news if findings == now.findings else _new_version()
        self.standing = Standing(_new_version(), findings, now.doubts, news, built=True)

    def _tell(self, findings: Findings) -> None:
        for finding in findings.first(_MOST):
            self._say(f"  {finding}")
        if len(findings) > _MOST:
            self._say(f"  and {len(findings) - _MOST:,} more; all of them: python build.py check")


def build(root: Path, output: Path, runner: Runner, early: Early | None) -> Rebuild | None:
    """Build once, with the settings as they are now; None where the runner had enough. Whatever
    goes wrong becomes a finding."""
    start = time.perf_counter()
    try:
        report = site.build(root, _settings(root), output, runner=runner, early=early)
    except Enough:
        return None
    except SiteGenError as error:
        result = _stopped(error.as_finding())
    except Exception as error:  # a mistake of ours must not end the preview
        traceback.print_exc()
        result = _stopped(_crash(error))
    else:
        result = Rebuild(report.findings, 0.0, report.written, report.removed, stopped=False)
    return replace(result, seconds=time.perf_counter() - start)


def look_through(
    root: Path, is_enough: Callable[[], bool], seconds: float
) -> tuple[Findings, bool]:
    """What is known of the texts after so many more seconds, and whether that is all.

    Nothing where a build says why there is nothing to look at.
    """
    until = time.monotonic() + seconds

    def tell(*_: object) -> None:
        if is_enough() or time.monotonic() > until:
            raise Enough

    try:
        return site.look_through(root, _settings(root), runner=Runner(tell=tell))
    except SiteGenError:
        return NOTHING, True
    except Exception as error:  # a mistake of ours must not end the preview
        traceback.print_exc()
        return Findings.of(_crash(error)), True


def _articles(root: Path, saved: Iterable[Path]) -> frozenset[str]:
    """The folders of articles in which files were saved; none where any was saved elsewhere."""
    top = root / "content" / "articles"
    try:
        return frozenset(path.relative_to(top).parent.as_posix() for path in saved)
    except ValueError:
        return frozenset()


def _settings(root: Path) -> config.Settings:
    """The site's, but its pages are not kept for when there is no network: an editor wants none of
    an earlier hour, nor of another site that was previewed at this address."""
    return replace(config.load(root), offline=config.OfflineSettings(on=False))


def summary(result: Rebuild, saved: list[str]) -> str:
    """One line: what was saved, how long the build took, what came of it."""
    cause = ", ".join(saved[:3]) + (f" and {len(saved) - 3} more" if len(saved) > 3 else "")
    done = "stopped" if result.stopped else f"{result.written} written, {result.removed} removed"
    head = f"{cause}: " if cause else ""
    return f"{head}built in {result.seconds:.2f} s, {done}; {count(result.findings)}"


def _stopped(finding: Finding) -> Rebuild:
    return Rebuild(Findings.of(finding), 0.0, 0, 0, stopped=True)


def _crash(error: Exception) -> Finding:
    return Finding(
        Severity.ERROR,
        "",
        0,
        f"the build failed: {type(error).__name__}: {error}",
        "This is a mistake of the program, not of the site; the terminal shows where.",
    )


def _new_version() -> str:
    return f"v{time.time_ns()}"


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
