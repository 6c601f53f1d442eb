"""Building the site again and again, and what the last build found."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from site_gen import config
from site_gen.errors import SiteGenError
from site_gen.model import Finding, Severity
from site_gen.pipeline import site
from site_gen.pipeline.early import Early
from site_gen.pipeline.records import Findings
from site_gen.preview.standing import Standing, count

_MOST = 50  # findings on a terminal


class Rebuild(Struct, frozen=True):
    """One build as it went."""

    findings: Findings
    seconds: float
    written: int
    removed: int
    stopped: bool  # by an error, perhaps half-way


class Builder:
    """Builds the site in `root` into `output`; `standing` may be read from any thread."""

    def __init__(self, root: Path, output: Path, say: Callable[[str], None]) -> None:
        self.standing = Standing(_new_version())
        self._root = root
        self._output = output
        self._say = say

    def rebuild(
        self,
        saved: Iterable[Path] = (),
        pages: frozenset[str] = frozenset(),
        show: Callable[[], None] = lambda: None,
    ) -> bool:
        """Build, say so in a line, and tell whether a browser shows something else by now.

        `pages` are files that somebody looks at: they are built before the rest, and `show` is
        called when they stand.
        """
        before = self.standing
        ahead: list[str] = []

        def stand(findings: Findings) -> None:
            self.standing = Standing(_new_version(), findings, built=True)
            ahead.append(self.standing.version)
            show()

        result = build(self._root, self._output, Early(pages, stand) if pages else None)
        news = result.findings != before.findings
        fresh = bool(news or result.written or result.removed or result.stopped or not before.built)
        if fresh:
            is_seen = ahead and result.findings == self.standing.findings
            self.standing = Standing(
                _new_version(),
                result.findings,
                built=True,
                ahead=(ahead[0], pages) if is_seen else ("", frozenset()),
            )
        names = sorted(_name(path, self._root) for path in saved)
        self._say(summary(result, names))
        if news:
            self._tell(result.findings)
        return fresh

    def _tell(self, findings: Findings) -> None:
        for finding in findings.first(_MOST):
            self._say(f"  {finding}")
        if len(findings) > _MOST:
            self._say(f"  and {len(findings) - _MOST:,} more; all of them: python build.py check")


def build(root: Path, output: Path, early: Early | None = None) -> Rebuild:
    """Build once, with the settings as they are now. Whatever goes wrong becomes a finding."""
    start = time.perf_counter()
    try:
        settings = config.load(root)
        report = site.build(root, settings, output, early=early)
        findings = site.look_through(root, settings)
    except SiteGenError as error:
        result = _stopped(error.as_finding())
    except Exception as error:  # a mistake of ours must not end the preview
        traceback.print_exc()
        result = _stopped(_crash(error))
    else:
        result = Rebuild(findings, 0.0, report.written, report.removed, stopped=False)
    return replace(result, seconds=time.perf_counter() - start)


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
