"""The translation memory on disk: one PO file an article and target locale."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from filelock import FileLock, Timeout

from site_gen.errors import MemoryFileError, OutputError, unreadable
from site_gen.files import read_regular, write_atomically
from site_gen.translation.entries import Entry, Memory, new_memory
from site_gen.translation.po import parse, parse_own, render

__all__ = ["Entry", "Memory", "load", "new_memory", "parse", "render", "save", "saver", "writing"]

#: Seconds that one writer waits for another.
PATIENCE = 10.0


def load(path: Path, shown: str) -> Memory | None:
    """The memory at `path`, or None where there is no file. Raises MemoryFileError.

    `shown` is the path that people are told.
    """
    try:
        data = read_regular(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unreadable(MemoryFileError, error, shown) from error
    return parse_own(data, shown)


def save(memory: Memory, path: Path) -> bool:
    """Write the memory in one step; a file that holds the same values is left as it is.

    True if something was written. Raises OSError with the old file whole.
    """
    if _holds(path, memory):
        return False
    write_atomically(path, render(memory))
    return True


def saver(path: Path, shown: str, known: Memory | None) -> Callable[[Memory], None]:
    """A `save` that overwrites nobody: only `known` and what it wrote itself may be replaced.

    It raises MemoryFileError where somebody has changed the file meanwhile, and OSError.
    """
    last = known

    def keep(memory: Memory) -> None:
        nonlocal last
        if load(path, shown) != last:
            hint = "Nothing in it was overwritten. Run the command again, it goes on from there."
            raise MemoryFileError("was changed by somebody meanwhile", path=shown, hint=hint)
        save(memory, path)
        last = memory

    return keep


@contextmanager
def writing(path: Path, shown: str, *, patience: float | None = None) -> Iterator[None]:
    """Be the only one that writes this memory; another run waits (PATIENCE), then says so.

    The lock lies in the site's `.cache/`, is the operating system's, and ends with the process.
    Raises MemoryFileError, and OutputError where there can be no lock.
    """
    root = path.parents[len(PurePath(shown).parts) - 1]
    folder = root / ".cache" / "locks"
    name = hashlib.blake2b(shown.encode(), digest_size=8).hexdigest()
    lock = FileLock(folder / f"{name}.lock", timeout=PATIENCE if patience is None else patience)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        hint = "Wait until it is done, then run this command again. Nothing was changed."
        message = "is being written by another run"
        raise MemoryFileError(message, path=shown, hint=hint) from error
    except OSError as error:
        hint = "The lock lies in .cache/: is that folder yours, and the disk not full?"
        message = f"cannot be locked: {error.strerror or error}"
        raise OutputError(message, path=shown, hint=hint) from error
    try:
        yield
    finally:
        lock.release()


def _holds(path: Path, memory: Memory) -> bool:
    try:
        return load(path, str(path)) == memory
    except MemoryFileError:
        return False
