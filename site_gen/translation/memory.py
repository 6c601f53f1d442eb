"""The translation memory on disk: one PO file an article and target locale."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from site_gen.errors import MemoryFileError
from site_gen.files import read_regular, write_atomically
from site_gen.translation.entries import Entry, Memory, new_memory
from site_gen.translation.po import parse, render

__all__ = ["Entry", "Memory", "load", "new_memory", "parse", "render", "save", "saver"]


def load(path: Path, shown: str) -> Memory | None:
    """The memory at `path`, or None where there is no file. Raises MemoryFileError.

    `shown` is the path that people are told.
    """
    try:
        data = read_regular(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise MemoryFileError(f"cannot be read: {error.strerror}", path=shown) from error
    return parse(data, shown)


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


def _holds(path: Path, memory: Memory) -> bool:
    try:
        return load(path, str(path)) == memory
    except MemoryFileError:
        return False
