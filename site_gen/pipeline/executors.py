"""Who does the work: this process, or several; the results are the same, in the same order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from types import TracebackType
from typing import Self

from site_gen.errors import WorkerError
from site_gen.pipeline.processes import Processes
from site_gen.pipeline.steps import HANDFUL, Given, Hands, Item, Job, Kept, Pending, Step

_AHEAD = 3  # chunks for each worker that are under way, so that memory has a bound
_FEW = 64  # jobs that are done here before another process has begun


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
        if call is None:
            chunks = _here(step, jobs, HANDFUL if count >= self._few else 1)
        elif step.is_near:
            chunks = self._many(call, *step.near(jobs), count)
        else:
            chunks = self._many(call, step, jobs, count)
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
        under_way: deque[tuple[int, Pending[list[Kept]]]] = deque()
        waiting, left = iter(jobs), count
        with _telling_of_lost_workers():
            while chunk := tuple(islice(waiting, hands.chunk(left))):
                left -= len(chunk)
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


#: One job after the other, in this process.
HERE = Runner()
