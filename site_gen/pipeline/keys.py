"""What the cache knows things by: digests of everything that they are made from."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

from site_gen.files import is_temporary

PACKAGE = Path(__file__).resolve().parents[1]


@cache
def code() -> bytes:
    """A digest of the program: this package with its data, the libraries' names and versions,
    and Python's version. Whatever of these changes, everything is made anew."""
    libraries = Path(msgspec.__file__).parents[1]
    names = sorted(name for name in os.listdir(libraries) if name.endswith(".dist-info"))
    state = sha256("\n".join((sys.version, *names)).encode("utf-8", "surrogateescape"))
    for name, data in folder_contents([PACKAGE]):
        state.update(f"\n{name} {len(data)}\n".encode("utf-8", "surrogateescape"))
        state.update(data)
    return state.digest()[:16]


def folder_contents(folders: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """All files in these folders by name, with their bytes; the first folder that has one wins."""
    found: dict[str, str] = {}
    for folder in reversed(folders):
        found.update(_files(str(folder), ""))
    for name in sorted(found):
        with open(found[name], "rb") as file:
            yield name, file.read()


def _files(place: str, prefix: str) -> Iterable[tuple[str, str]]:
    try:
        entries = sorted(os.scandir(place), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__" and not entry.name.startswith("."):
                yield from _files(entry.path, f"{prefix}{entry.name}/")
        elif entry.is_file() and not is_temporary(entry.name):
            yield prefix + entry.name, entry.path
