"""Processes of this machine that work for this one."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from site_gen.pipeline.steps import Given, Item, Job, Kept, Pending, Step

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_CHUNK = 64  # jobs sent at once to a process, at most
_SHARES = 4  # of what is left for each process: the last chunks are small, so that all end at once


def cores() -> int:
    """How many processes this machine lets us run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Processes:
    """Processes of this machine."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool = _pool(workers)
        self._packed: tuple[object, bytes] = None, b""

    def chunk(self, count: int) -> int:
        """As many as leave something for the others; fewer and fewer towards the end."""
        return max(1, min(_CHUNK, count // (self.workers * _SHARES)))

    def submit(
        self, step: Step[Job, Given, Item, Kept], jobs: Sequence[Job]
    ) -> Pending[list[Kept]]:
        """All three parts of the step are done there.

        A step goes packed: with the templates it is large, and a worker unpacks it once.
        """
        if self._packed[0] is not step:
            import pickle  # here, because it is slow to import

            self._packed = step, pickle.dumps(step)
        return self._pool.submit(_done, self._packed[1], jobs)

    def close(self) -> None:
        """Wait for what has begun, and drop the rest."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _done(packed: bytes, jobs: Sequence[Any]) -> list[Any]:
    done: list[Any] = _step(packed)(jobs)
    return done


@lru_cache(maxsize=1)
def _step(packed: bytes) -> Any:
    import pickle

    return pickle.loads(packed)


def _pool(workers: int) -> ProcessPoolExecutor:
    """Processes that begin from a clean one, whatever threads this one has."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    context = get_context(method)
    if method == "forkserver":
        from multiprocessing.forkserver import ensure_running

        context.set_forkserver_preload(["site_gen.pipeline.work", "site_gen.pipeline.making"])
        with _modules_found_as_here():
            ensure_running()  # it imports while this process does something else
    return ProcessPoolExecutor(
        workers, mp_context=context, initializer=_begin, initargs=gc.get_threshold()
    )


@contextmanager
def _modules_found_as_here() -> Iterator[None]:
    """Let a process that begins meanwhile find modules where this one does.

    Python tells the process that others are forked from our `sys.path`, which that leaves unread
    (`multiprocessing.forkserver.main`): it would not find what it should import beforehand, or find
    it in the folder that this one was called in, as a command (`-c`) does.
    """
    here = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONSAFEPATH": "1"}
    before = {name: os.environ.get(name) for name in here}
    os.environ.update(here)
    try:
        yield
    finally:
        for name, value in before.items():
            del os.environ[name]
            if value is not None:
                os.environ[name] = value


def _begin(*objects: int) -> None:
    """Ctrl-C is for the process that the person sees; when that one ends, however it does, so does
    this. It looks for cycles after as many new objects as that one (`gc.get_threshold`)."""
    import signal  # here, because it is slow to import

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*objects)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)
