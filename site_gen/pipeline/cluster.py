"""A Dask cluster's workers, which have our program and need nothing of our disk.

Values go there and come back, through the scheduler; reading, the cache and writing stay with the
process that asks, so that a chunk of work can be done twice, and a worker that is lost costs no
more than what it had in hand.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pkgutil import resolve_name
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic

from msgspec import Struct

from site_gen.errors import ClusterError
from site_gen.pipeline.keys import program
from site_gen.pipeline.steps import Given, Item, Job, Kept, Pending, Step

if TYPE_CHECKING:
    from distributed import Client, Future

_CONNECT = 15  # seconds until a scheduler that does not answer is given up
_WORKERS = 60  # seconds until a cluster without a worker is given up
_PATIENCE = 10  # seconds of waiting for one chunk until we look whether there are workers still
_CHUNK = 16  # jobs sent at once
_MOST = 8 << 20  # bytes that are sent at once; what is more is done here

_ONE_ENVIRONMENT = "Give scheduler, workers and this machine one environment, then start them anew."

Say = Callable[[str], None]


class Cluster:
    """The workers of the Dask scheduler at `address`, such as `tcp://10.0.0.5:8786`.

    Raises ClusterError where Dask is not installed, the scheduler cannot be reached, or no
    worker comes. `say` is told what is waited for.
    """

    def __init__(self, address: str, say: Say) -> None:
        self._client = _connected(address)
        self._address = address
        self._say = say
        self._sent: tuple[object, Future] | None = None
        try:
            self._await_workers()
            self._require_program()
        except BaseException:
            self.close()
            raise

    @property
    def workers(self) -> int:
        """How many there are now; they may come and go."""
        return len(self._client.nthreads())

    def chunk(self, count: int) -> int:  # noqa: ARG002  of any number
        """As many as a lost worker may cost."""
        return _CHUNK

    def submit(
        self, step: Step[Job, Given, Item, Kept], jobs: Sequence[Job]
    ) -> Pending[list[Kept]]:
        """Fetch here, make there; the result keeps what was made, here again."""
        given = pickle.dumps([step.fetch(job) for job in jobs])
        if len(given) > _MOST:
            return _Chunk(lambda: _made(step.make, given), step.keep)
        future = self._client.submit(make_there, self._known(step.make), given, pure=False)
        return _Chunk(lambda: self._result(future), step.keep)

    def close(self) -> None:
        """Let go of the cluster; what is under way there is dropped."""
        self._sent = None
        self._client.close()

    def _known(self, make: object) -> Future:
        """What all chunks have in common, which each worker is sent once: workers get it from
        one another, and the scheduler has it again if all of those are lost."""
        if self._sent is None or self._sent[0] is not make:
            data = pickle.dumps((program(), pickle.dumps(make)))
            self._sent = make, self._client.submit(_itself, data, pure=False)
        return self._sent[1]

    def _result(self, future: Future) -> bytes:
        with _told(self._address):
            while True:
                try:
                    data: bytes = future.result(timeout=_PATIENCE)
                except TimeoutError:
                    self._await_workers()
                else:
                    return data

    def _await_workers(self) -> None:
        if self.workers:
            return
        self._say(f"there is no worker at {self._address}; waiting for one")
        try:
            self._client.wait_for_workers(1, timeout=_WORKERS)
        except TimeoutError:
            raise ClusterError(
                f"no worker has come in {_WORKERS} seconds",
                path=self._address,
                hint=f"Start some: dask worker --nthreads 1 --nworkers auto {self._address}; "
                "if they end at once, their logs tell why.",
            ) from None

    def _require_program(self) -> None:
        """A worker that does not know our names would end when it is sent one."""
        found = self._client.run(resolve_name, f"{__name__}:__name__", on_error="return")
        for worker, answer in found.items():
            if isinstance(answer, ImportError):
                raise ClusterError(
                    f"a worker has no Dozaban: {answer}", path=worker, hint=_ONE_ENVIRONMENT
                )


class _Chunk(Struct, Generic[Item, Kept], frozen=True):
    """What is made elsewhere, and how it is kept here."""

    made: Callable[[], bytes]
    keep: Callable[[Item], Kept]

    def result(self) -> list[Kept]:
        return [self.keep(item) for item in pickle.loads(self.made())]


def make_there(known: bytes, given: bytes) -> bytes:
    """What a step makes of a pickled list, pickled.

    `known` has the program that asks and, pickled, the step's `make`. Raises ClusterError where
    this worker's program is not the one that asks.
    """
    asked, make = _unpickled(known)
    if program() != asked:
        raise ClusterError(
            f"a worker has another program: {program().difference(asked)}",
            hint=_ONE_ENVIRONMENT,
        )
    with _ONE_AT_A_TIME:
        return _made(_unpickled(make), given)


#: A worker with several threads: libraries and lexicons here are made for one.
_ONE_AT_A_TIME = Lock()


@lru_cache(maxsize=2)
def _unpickled(data: bytes) -> Any:
    return pickle.loads(data)


def _made(make: Callable[[Any], Iterable[object]], given: bytes) -> bytes:
    return pickle.dumps([*make(pickle.loads(given))])


def _itself(data: bytes) -> bytes:
    return data


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(
            f"a cluster needs a library that is not here: {error.name}",
            hint="Install it here and on the cluster: pip install distributed",
        ) from error
    try:
        return Client(address, timeout=_CONNECT, set_as_default=False, name="dozaban")
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"the scheduler cannot be reached: {error}",
            path=address,
            hint="Is it running, and does --scheduler name it? Start one: dask scheduler",
        ) from error


@contextmanager
def _told(address: str) -> Iterator[None]:
    """What the cluster's own failures mean to a person."""
    from distributed import CancelledError, KilledWorker
    from distributed.comm import CommClosedError

    try:
        yield
    except (CancelledError, CommClosedError) as error:
        raise ClusterError(
            f"the scheduler has gone away: {error}",
            path=address,
            hint="Nothing is lost: what was there stands. Start it again, and build again.",
        ) from error
    except KilledWorker as error:
        raise ClusterError(
            f"the same work has ended several workers: {error}",
            path=address,
            hint="Have they too little memory? Their logs tell.",
        ) from error
    except (ImportError, RuntimeError) as error:  # what the scheduler says of unknown names
        raise ClusterError(
            f"the scheduler has no Dozaban: {error.__cause__ or error}",
            path=address,
            hint=_ONE_ENVIRONMENT,
        ) from error
