"""What the cache knows things by: digests of everything that they are made from."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from site_gen.files import is_temporary, is_text, legible

PACKAGE = Path(__file__).resolve().parents[1]


class Program(Struct, frozen=True):
    """What makes the site: Python's version, the libraries' names and versions, and the digest
    of them and of this package with its data."""

    python: str
    libraries: tuple[str, ...]
    digest: bytes

    def difference(self, other: Program) -> str:
        """In a line, how this one is not the other."""
        if self.python != other.python:
            return f"Python {self.python.split()[0]}, not {other.python.split()[0]}"
        only = sorted({*self.libraries} ^ {*other.libraries})
        if only:
            told = (f"{'has' if one in self.libraries else 'lacks'} {one}" for one in only[:4])
            return "; ".join(told) + (f" and {len(only) - 4} more" if len(only) > 4 else "")
        return "Dozaban of another version, or changed"


def code() -> bytes:
    """A digest of the program. When it changes, everything is made anew."""
    return program().digest


@cache
def program() -> Program:
    """The one that runs."""
    folder = Path(msgspec.__file__).parents[1]
    names = sorted(
        name.removesuffix(".dist-info")
        for name in os.listdir(folder)
        if name.endswith(".dist-info")
    )
    state = sha256("\n".join((sys.version, *names)).encode("utf-8", "surrogateescape"))
    for name, data in folder_contents([PACKAGE]):
        state.update(f"\n{name} {len(data)}\n".encode("utf-8", "surrogateescape"))
        state.update(data)
    return Program(sys.version, tuple(names), state.digest()[:16])


def folder_contents(folders: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """All files in these folders by name, with their bytes; the first folder that has one wins."""
    found: dict[str, str] = {}
    for folder in reversed(folders):
        found.update(one for one in _files(str(folder), "") if is_text(one[0]))
    for name in sorted(found):
        with open(found[name], "rb") as file:
            yield name, file.read()


def unnamed(folders: Iterable[Path]) -> list[str]:
    """Files and folders whose names are not UTF-8, as they can be shown: they are passed over."""
    names = {name for folder in folders for name, _ in _files(str(folder), "")}
    return sorted(legible(name) for name in names if not is_text(name))


def _files(place: str, prefix: str) -> Iterable[tuple[str, str]]:
    try:
        entries = sorted(os.scandir(place), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.is_dir():
            if not is_text(entry.name):
                yield prefix + entry.name, entry.path
            elif entry.name != "__pycache__" and not entry.name.startswith("."):
                yield from _files(entry.path, f"{prefix}{entry.name}/")
        elif entry.is_file() and not is_temporary(entry.name):
            yield prefix + entry.name, entry.path
