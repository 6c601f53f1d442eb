"""What was saved: folders as the system reports them, and one file that is looked at often."""

from __future__ import annotations

import stat
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from watchfiles import Change, watch

from site_gen import files

QUIET = 10  # ms without another event, after which a burst is over
LONGEST = 400  # ms after which a burst that does not end is handed on all the same
IDLE = 40  # ms between two looks at the file

#: What a place holds now, comparable with what it held before; empty where nothing is.
Look = dict[Path, tuple[int, ...]]


def changes(
    file: Path, folders: Sequence[Path], stop: threading.Event
) -> Iterator[frozenset[Path]]:
    """What was saved, added or deleted, one set for each burst, until `stop` is set.

    The first set says that the watch stands, and may be empty. What happens while the caller is
    busy with one set is in the next. The file and the folders may come, go and be replaced
    meanwhile; what was in a new folder from the first may be reported by the folder alone.
    Raises OSError or RuntimeError where the system cannot watch.
    """
    look = _look(file, folders)
    pending: frozenset[Path] = frozenset()
    while not stop.is_set():
        standing = False
        watched = {place.resolve() for place in folders if look[place]}
        for saved in _bursts(watched, stop):
            before, look = look, _look(file, folders)
            outside = {place for place in look if look[place] != before[place]}
            pending |= saved | outside
            if outside - {file} or saved & watched:
                break  # a folder came, went or was replaced: watch anew, then hand on
            if pending or not standing:
                _wait_for_text(pending)
                yield pending
                pending = frozenset()
            standing = True


def _wait_for_text(saved: Iterable[Path]) -> None:
    """Wait while a file is empty: most editors empty one before they write it anew."""
    for _ in range(LONGEST // QUIET):
        if not any(identity(path)[-1:] == (0,) for path in saved):
            break
        time.sleep(QUIET / 1000)


def _bursts(folders: set[Path], stop: threading.Event) -> Iterator[frozenset[Path]]:
    """What changed in the folders, burst by burst; empty sets while nothing does."""

    def matters(_: Change, path: str) -> bool:
        return not is_temporary(Path(path), folders)

    bursts = watch(
        *folders,
        watch_filter=matters,
        debounce=LONGEST,
        step=QUIET,
        rust_timeout=IDLE,
        yield_on_timeout=True,
        stop_event=stop,
    )
    try:
        for burst in bursts:
            yield frozenset(Path(path) for _, path in burst)
    except FileNotFoundError:  # deleted since it was looked at
        yield frozenset()


def is_temporary(path: Path, folders: Iterable[Path]) -> bool:
    """Whether a file in one of the folders is not there to stay, by its name or a folder's."""
    inside = next((path.relative_to(f) for f in folders if path.is_relative_to(f)), path)
    return any(map(files.is_temporary, inside.parts))


def _look(file: Path, folders: Iterable[Path]) -> Look:
    return {place: identity(place) for place in (file, *folders)}


def identity(place: Path) -> tuple[int, ...]:
    """Which folder this is, or which state of a file."""
    try:
        status = place.stat()
    except OSError:
        return ()
    which = (status.st_dev, status.st_ino)
    if stat.S_ISDIR(status.st_mode):
        return which
    return (*which, status.st_mtime_ns, status.st_size)


class Saves:
    """What was saved, noticed by a thread of its own until `stop` is set.

    Raises OSError or RuntimeError from `take` where the system cannot watch.
    """

    def __init__(self, file: Path, folders: Sequence[Path], stop: threading.Event) -> None:
        self._noticed: SimpleQueue[frozenset[Path] | Exception | None] = SimpleQueue()
        watcher = partial(self._notice, file, folders, stop)
        threading.Thread(target=watcher, daemon=True).start()

    def take(self) -> frozenset[Path] | None:
        """All that was saved since the last time, waited for; None when nothing more will be."""
        saved = self._next()
        while saved is not None and not self._noticed.empty():
            more = self._next()
            saved = None if more is None else saved | more
        return saved

    def are_waiting(self) -> bool:
        """Whether something was saved, or the watch has ended."""
        return not self._noticed.empty()

    def _next(self) -> frozenset[Path] | None:
        noticed = self._noticed.get()
        if isinstance(noticed, Exception):
            raise noticed
        return noticed

    def _notice(self, file: Path, folders: Sequence[Path], stop: threading.Event) -> None:
        try:
            for saved in changes(file, folders, stop):
                self._noticed.put(saved)
        except (OSError, RuntimeError) as error:
            self._noticed.put(error)
        self._noticed.put(None)
