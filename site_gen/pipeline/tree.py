"""What lies in the folders of content, and what has changed since it was last looked at.

Stat first, hash second: a file whose sign is the same is not opened again. A file that was
touched in the last moments before it was looked at may be changed once more without a new sign
(the clock of a file system is coarse), so its sign is not kept (see Git's "racy" index entries).
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Mapping

import msgspec

from site_gen.files import is_temporary, is_text, legible

_COARSE = 2_000_000_000  # ns: the coarsest clock among file systems, that of FAT


class Sign(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Time of modification and of change in nanoseconds, and size."""

    modified: int
    changed: int
    size: int


class Folder(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The names in one folder, without those that are hidden or not there to stay.

    Links to folders are in neither list: they are not followed. What is no regular file has no
    sign. `unnamed` are files and folders whose names are not UTF-8, as they can be shown: nothing
    can be done with them.
    """

    sign: Sign
    folders: tuple[str, ...]
    files: dict[str, Sign | None]
    unnamed: tuple[str, ...] = ()


#: A folder's path below the top, with forward slashes, "" for the top itself -> what it holds.
Tree = Mapping[str, Folder]

_TREE = msgspec.msgpack.Decoder(dict[str, Folder])


def packed(tree: Tree) -> bytes:
    """A tree as bytes."""
    return msgspec.msgpack.encode(tree)


def unpacked(data: bytes) -> dict[str, Folder]:
    """The tree that was packed. Raises msgspec.DecodeError."""
    return _TREE.decode(data)


def scan(top: str, known: Tree) -> dict[str, Folder]:
    """All folders under `top`, parents first; those whose sign is known are not listed again.

    What cannot be listed is left out. A folder is its known state, the same object, only if
    nothing in it has changed since.
    """
    now = time.time_ns()
    found: dict[str, Folder] = {}
    open_ends = [""]
    while open_ends:
        path = open_ends.pop()
        folder = _look(f"{top}/{path}" if path else top, known.get(path), now)
        if folder is not None:
            found[path] = folder
            head = f"{path}/" if path else ""
            open_ends += [head + name for name in reversed(folder.folders)]
    return found


def rescan(top: str, known: Tree, paths: Iterable[str]) -> Tree | None:
    """The known folders with these looked at again; None where one of them is new or gone, or has
    other folders in it: then more may have changed; and where not all folders are known."""
    if len(known) != 1 + sum([len(folder.folders) for folder in known.values()]):
        return None
    now = time.time_ns()
    found = dict(known)
    for path in paths:
        folder = _look(f"{top}/{path}" if path else top, None, now) if path in known else None
        if folder is None or folder.folders != known[path].folders:
            return None
        found[path] = folder
    return found


def _look(place: str, known: Folder | None, now: int) -> Folder | None:
    if known and _is_as(known, place, now - _COARSE):
        return known
    try:
        sign = _settled(os.stat(place), now)
        if known and known.sign == sign:
            folders, names, unnamed = known.folders, list(known.files), known.unnamed
        else:
            folders, names, unnamed = _listed(place)
    except OSError:
        return None
    signs = {name: file_sign(f"{place}/{name}", now) for name in names}
    return Folder(sign, folders, signs, unnamed)


def _is_as(known: Folder, place: str, settled: int) -> bool:
    """Whether a folder and all its files are as they were, none of them touched after `settled`."""
    try:
        if not _has(os.stat(place), known.sign, settled):
            return False
        for name, sign in known.files.items():
            if not _has(os.stat(f"{place}/{name}"), sign, settled):
                return False
    except OSError:
        return False
    return True


def _has(status: os.stat_result, sign: Sign | None, settled: int) -> bool:
    return (
        sign is not None  # where there was no file, it is looked at anew
        and status.st_mtime_ns == sign.modified <= settled
        and status.st_ctime_ns == sign.changed <= settled
        and status.st_size == sign.size
    )


def _listed(place: str) -> tuple[tuple[str, ...], list[str], tuple[str, ...]]:
    folders, files = [], []
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    folders.append(entry.name)
            elif not is_temporary(entry.name) and not _is_folder(entry):
                files.append(entry.name)
    if is_text("".join((*folders, *files))):
        return tuple(sorted(folders)), sorted(files), ()
    unnamed = tuple(sorted(legible(name) for name in (*folders, *files) if not is_text(name)))
    folders, files = (list(filter(is_text, names)) for names in (folders, files))
    return tuple(sorted(folders)), sorted(files), unnamed


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links
        return False


def file_sign(path: str, now: int) -> Sign | None:
    """The sign of a file as it is now; None for a pipe, a link that leads nowhere, and the like."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return _settled(status, now) if stat.S_ISREG(status.st_mode) else None


def sign_of(status: os.stat_result) -> Sign:
    """The sign in a file's status."""
    return Sign(status.st_mtime_ns, status.st_ctime_ns, status.st_size)


def _settled(status: os.stat_result, now: int) -> Sign:
    if max(status.st_mtime_ns, status.st_ctime_ns) > now - _COARSE:
        return Sign(0, now, -1)  # unlike any other, and unlike itself at the next look
    return sign_of(status)
