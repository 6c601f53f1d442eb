"""Who does the work: this process, or several; the results are the same, in the same order."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Job = TypeVar("Job")
Result = TypeVar("Result")

_CHUNK = 16  # jobs sent at once
_AHEAD = 3  # chunks for each worker that are under way, so that memory has a bound
_FEW = 64  # jobs that are done here before another process has begun


class Runner:
    """Does jobs one after the other here, or many at once where it has workers for that.

    The executor is opened when there is enough to do, and closed with the runner.
    """

    def __init__(
        self, workers: int = 1, executor: Callable[[int], Executor] | None = None, few: int = _FEW
    ) -> None:
        self._workers = workers
        self._open = executor or _processes
        self._few = few
        self._executor: Executor | None = None

    def run(
        self, function: Callable[[Sequence[Job]], list[Result]], jobs: Iterable[Job], count: int
    ) -> Iterator[Result]:
        """The results of all `count` jobs in their order; `function` gets a few at a time.

        Jobs are taken when their turn comes. What `function` raises is raised here.
        """
        if self._workers < 2 or count < self._few:
            for job in jobs:
                yield from function([job])
            return
        under_way: deque[Future[list[Result]]] = deque()
        waiting = iter(jobs)
        while chunk := tuple(islice(waiting, _CHUNK)):
            if len(under_way) == self._workers * _AHEAD:
                yield from under_way.popleft().result()
            under_way.append(self._pool().submit(function, chunk))
        while under_way:
            yield from under_way.popleft().result()

    def _pool(self) -> Executor:
        if self._executor is None:
            self._executor = self._open(self._workers)
        return self._executor

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None


def cores() -> int:
    """How many processes this machine lets us run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _processes(workers: int) -> Executor:
    """Processes that begin from a clean one, whatever threads this one has."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    context = get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["site_gen.pipeline.work"])
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts)


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that the person sees."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


#: One job after the other, in this process.
HERE = Runner()
