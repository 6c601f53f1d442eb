"""Work that is the same whoever does it, and what those have in common who do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

Job = TypeVar("Job")
Given = TypeVar("Given")
Item = TypeVar("Item")
Kept = TypeVar("Kept")
Result = TypeVar("Result", covariant=True)

HANDFUL = 8  # jobs that are done together


class Step(Struct, Generic[Job, Given, Item, Kept], frozen=True):
    """Work of one kind, in three parts: `fetch` reads what a job needs from the disk, `make` is
    given that of one job after another and nothing else, and `keep` puts each thing made onto the
    disk.

    Workers that share our disk do all three; others only `make`, so that it alone has to be the
    work, and what it is given and what it makes have to pickle. `name` is what jobs are called.
    What a `handful` of jobs comes to is in memory at once. Where it `is_near`, nobody but this
    process can `fetch`.
    """

    name: str
    fetch: Callable[[Job], Given]
    make: Callable[[Iterable[Given]], Iterable[Item]]
    keep: Callable[[Item], Kept]
    handful: int = HANDFUL
    is_near: bool = False

    def near(self, jobs: Iterable[Job]) -> tuple[Step[Given, Given, Item, Kept], Iterable[Given]]:
        """The same for others, of jobs of which what they need is fetched here."""
        rest = Step(self.name, as_it_is, self.make, self.keep, self.handful)
        return rest, map(self.fetch, jobs)

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
        """How many are best sent at once where `count` jobs are left."""

    def submit(
        self, step: Step[Job, Given, Item, Kept], jobs: Sequence[Job]
    ) -> Pending[list[Kept]]:
        """Have a chunk of jobs done."""

    def close(self) -> None:
        """Let go of all, what is under way too."""
