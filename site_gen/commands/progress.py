"""How far a long build is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_FEW = 64  # jobs that are done before anybody asks
_BETWEEN = 30.0  # seconds between two lines


class Shown:
    """What `Runner` tells, shown on standard error; `close` takes the bar away.

    Nothing is imported for it, nor printed, before there is much to tell.
    """

    def __init__(self) -> None:
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._last = time.monotonic()

    def __call__(self, name: str, done: int, total: int) -> None:
        if total < _FEW:
            return
        if sys.stderr.isatty():
            self._draw(name, done, total)
        elif time.monotonic() - self._last >= _BETWEEN:
            self._last = time.monotonic()
            print(f"{name}: {done:,} of {total:,}", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Nothing more is told."""
        if self._bar:
            self._bar.stop()

    def _draw(self, name: str, done: int, total: int) -> None:
        bar = self._bar or self._begun()
        if name not in self._tasks:
            self._tasks[name] = bar.add_task(name, total=total)
        bar.update(self._tasks[name], completed=done, total=total)

    def _begun(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
        from rich.progress import TimeRemainingColumn as Remaining

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Remaining())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._bar.start()
        return self._bar
