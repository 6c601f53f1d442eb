"""Who does the work: this process, or several; the results are the same, in the same order."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar

from msgspec import Struct

from site_gen.errors import WorkerError

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Job = TypeVar("Job")
Given = TypeVar("Given")
Item = TypeVar("Item")
Kept = TypeVar("Kept")
Result = TypeVar("Result", covariant=True)

_CHUNK = 64  # jobs sent at once to a process, at most
_SHARES = 8  # chunks for each process, at least, so that none is left with all the rest
_AHEAD = 3  # chunks for each worker that are under way, so that memory has a bound
_FEW = 64  # jobs that are done here before another process has begun
_HANDFUL = 8  # jobs that are done together


class Step(Struct, Generic[Job, Given, Item, Kept], frozen=True):
    """Work of one kind, in three parts: `fetch` reads what a job needs from the disk, `make` is
    given that of one job after another and nothing else, and `keep` puts each thing made onto the
    disk.

    Workers that share our disk do all three; others only `make`, so that it alone has to be the
    work, and what it is given and what it makes have to pickle. `name` is what jobs are called.
    What a `handful` of jobs comes to is in memory at once.
    """

    name: str
    fetch: Callable[[Job], Given]
    make: Callable[[Iterable[Given]], Iterable[Item]]
    keep: Callable[[Item], Kept]
    handful: int = _HANDFUL

    def __call__(self, jobs: Sequence[Job]) -> list[Kept]:
        """What is kept of the jobs: a handful is made and then kept, so that either finds in the
        processor's caches what it needs."""
        kept: list[Kept] = []
        for at in range(0, len(jobs), self.handful):
            made = [*self.make(map(self.fetch, jobs[at : at + self.handful]))]
            kept += map(self.keep, made)
        return kept


def apiece(make: Callable[[Given], Iterable[Item]]) -> Callable[[Iterable[Given]], Iterable[Item]]:
    """What a step makes whose jobs have nothing to do with one another: of each its own."""
    return partial(_apiece, make)


def _apiece(make: Callable[[Given], Iterable[Item]], given: Iterable[Given]) -> Iterator[Item]:
    for one in given:
        yield from make(one)


def as_it_is(value: Item) -> Item:
    """For a step that has nothing to fetch, or nothing to keep."""
    return value


class Pending(Protocol[Result]):
    """A chunk of jobs under way."""

    def result(self) -> Result:
        """What came of it, waited for; raises what went wrong."""


class Hands(Protocol):
    """Workers that chunks of jobs are given to."""

    @property
    def workers(self) -> int:
        """How many there are now."""

    def chunk(self, count: int) -> int:
        """How many of `count` jobs are best sent at once."""

    def submit(
        self, step: Step[Job, Given, Item, Kept], jobs: Sequence[Job]
    ) -> Pending[list[Kept]]:
        """Have a chunk of jobs done."""

    def close(self) -> None:
        """Let go of all, what is under way too."""


class Enough(Exception):  # noqa: N818  # nothing went wrong
    """Raised by who is told how far the work is, to leave the rest for another time."""


#: Told how many jobs of how many are done, and of which kind. May raise Enough.
Tell = Callable[[str, int, int], None]


def _untold(*_: object) -> None:
    """Tell nobody."""


class Runner:
    """Does jobs one after the other here, or many at once where it has workers for that.

    The workers are called when there is enough to do, and let go with the runner. Where they
    `share_disk`, they read content and write pages themselves. `tell` hears how far it is.
    """

    def __init__(
        self,
        workers: int = 1,
        call: Callable[[], Hands] | None = None,
        *,
        few: int = _FEW,
        share_disk: bool = True,
        tell: Tell = _untold,
    ) -> None:
        self._call = call or (partial(Processes, workers) if workers > 1 else None)
        self._few = few
        self._hands: Hands | None = None
        self._tell = tell
        self.share_disk = share_disk

    def expect(self, count: int) -> None:
        """Call the workers now if so many jobs want them: they begin while the jobs are found."""
        if self._call and count >= self._few:
            self._hands = self._hands or self._call()

    def run(
        self,
        step: Step[Job, Given, Item, Kept],
        jobs: Iterable[Job],
        count: int,
        *,
        heavy: bool = False,
    ) -> Iterator[Kept]:
        """What a step makes of all `count` jobs, in their order.

        Jobs are taken when their turn comes. A few `heavy` ones are for workers, too, where these
        have been called already. What the step raises is raised here.
        """
        done = 0
        is_much = count >= self._few or (heavy and count > 1 and self._hands is not None)
        call = self._call if is_much else None
        chunks = (
            _here(step, jobs, _HANDFUL if count >= self._few else 1)
            if call is None
            else self._many(call, step, jobs, count)
        )
        for number, kept in chunks:
            done += number
            self._tell(step.name, done, count)
            yield from kept

    def _many(
        self,
        call: Callable[[], Hands],
        step: Step[Job, Given, Item, Kept],
        jobs: Iterable[Job],
        count: int,
    ) -> Iterator[tuple[int, list[Kept]]]:
        """How many jobs each chunk had, and what came of it."""
        hands = self._hands = self._hands or call()
        size = hands.chunk(count)
        under_way: deque[tuple[int, Pending[list[Kept]]]] = deque()
        waiting = iter(jobs)
        with _telling_of_lost_workers():
            while chunk := tuple(islice(waiting, size)):
                while len(under_way) >= max(hands.workers, 1) * _AHEAD:
                    number, pending = under_way.popleft()
                    yield number, pending.result()
                under_way.append((len(chunk), hands.submit(step, chunk)))
            while under_way:
                number, pending = under_way.popleft()
                yield number, pending.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._hands is not None:
            self._hands.close()
            self._hands = None


def _here(
    step: Step[Job, Given, Item, Kept], jobs: Iterable[Job], size: int
) -> Iterator[tuple[int, list[Kept]]]:
    waiting = iter(jobs)
    while chunk := tuple(islice(waiting, size)):
        yield len(chunk), step(chunk)


@contextmanager
def _telling_of_lost_workers() -> Iterator[None]:
    """Raises WorkerError where a process was ended from outside."""
    from concurrent.futures import BrokenExecutor

    try:
        yield
    except BrokenExecutor as error:
        raise WorkerError(
            "a process that worked for this one was ended from outside",
            hint="Is the memory short? Fewer processes take less: --jobs 1.",
        ) from error


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
        """As many as leave something for the others."""
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
    (`multiprocessing.forkserver.main`): what it should import beforehand it would not find.
    """
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    try:
        yield
    finally:
        del os.environ["PYTHONPATH"]
        if before is not None:
            os.environ["PYTHONPATH"] = before


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


#: One job after the other, in this process.
HERE = Runner()
