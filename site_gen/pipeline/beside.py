"""Work that is done in a copy of this process while this one goes on.

A copy has all that is in memory, so that nothing needs to be sent to it or imported there, and it
begins within a millisecond or two.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import msgspec


@contextmanager
def beside(work: Callable[[], Iterable[str]]) -> Iterator[Callable[[], frozenset[str]]]:
    """Do some work beside what follows; what is given waits for what comes of it, once.

    It is done here, when that is asked for, where a process cannot be copied, or not safely: on
    other systems than Linux, and where there are threads, as one may hold a lock that its copy
    would wait for. The same where the copy comes to nothing.
    """
    if not _is_alone():
        yield lambda: frozenset(work())
        return
    reading, writing = os.pipe()
    copy = os.fork()
    if copy == 0:
        os.close(reading)  # else it would wait for itself where nobody asks
        _end(work, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as pipe:
            yield lambda: _found(pipe.read(), work)
    finally:
        os.waitpid(copy, 0)


def _is_alone() -> bool:
    """Whether this process has one thread, and a second processor would be free for a copy."""
    try:
        threads = len(list(Path("/proc/self/task").iterdir()))
        return threads == 1 and len(os.sched_getaffinity(0)) > 1
    except (OSError, AttributeError):  # not on Linux
        return False


def _end(work: Callable[[], Iterable[str]], writing: int) -> NoReturn:
    """Be the copy: nothing of what this process has open or would do at its end is touched."""
    try:
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(msgspec.msgpack.encode(list(work())))
        os._exit(0)
    finally:
        os._exit(1)


def _found(data: bytes, work: Callable[[], Iterable[str]]) -> frozenset[str]:
    return msgspec.msgpack.decode(data, type=frozenset[str]) if data else frozenset(work())
