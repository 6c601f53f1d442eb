"""Writing files so that a reader, or a power cut, sees the old one or the new one, never half."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

#: What names end with that editors and browsers put beside a file.
_TEMPORARY = ("~", ".swp", ".swx", ".tmp", ".bak", ".part", ".crdownload")


@cache
def shipped(name: str) -> Path:
    """A folder that comes with this program: in the package, or beside it where that is not
    installed."""
    package = Path(__file__).resolve().parent
    return package / name if (package / name).is_dir() else package.parent / name


def is_temporary(name: str) -> bool:
    """Whether a file or folder of this name is hidden, or not there to stay.

    `#name#` is Emacs's, `4913` is Vim trying out the folder, `__pycache__` is Python's.
    """
    return (
        name.startswith(".")
        or name.endswith(_TEMPORARY)
        or (len(name) > 1 and name[0] == name[-1] == "#")
        or name in ("4913", "__pycache__")
    )


def is_text(name: str) -> bool:
    """Whether a name on the disk is UTF-8, so that it can be written elsewhere."""
    try:
        name.encode()
    except UnicodeEncodeError:  # Python has its bytes as lone surrogates (PEP 383)
        return False
    return True


def legible(name: str) -> str:
    r"""A name on the disk as text: bytes that are not UTF-8 as `\xff`, and so what is not seen."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def read_regular(path: Path) -> bytes:
    """The bytes of a file. Raises OSError, also for what is no file: a folder, a pipe, a link
    that leads nowhere."""
    if not path.is_file() and (path.exists() or path.is_symlink()):
        raise OSError(errno.EINVAL, "not a file that can be read", str(path))
    return path.read_bytes()


def read_steady(path: Path) -> bytes:
    """The same, of one state of the file: read again while somebody is writing it."""
    for pause in (0.02, 0.1, 0.5, 0.0):
        before = _state(path)
        data = read_regular(path)
        after = path.stat()
        if before and (before.st_mtime_ns, before.st_size, before.st_ino) == (
            after.st_mtime_ns,
            len(data),
            after.st_ino,
        ):
            return data
        time.sleep(pause)
    raise OSError(errno.EBUSY, "it is being written just now")


def _state(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None  # who reads it says why


def write_atomically(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Put `data` at `path` in one step; parent folders are made.

    `durable` waits for the disk: right for what a person wrote, needless for what a build can
    make again. A file that is replaced keeps its mode. Raises OSError with the old file whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{os.urandom(8).hex()}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def locked(folder: Path, busy: Callable[[], object]) -> Iterator[None]:
    """Be the only one, of those that ask, to work in `folder`; it is made where it is not there.

    Calls `busy` once, then waits, where another process has it. A process that ends, however it
    does, lets go. Where the system has no such locks, or the folder cannot be made, there is none.
    """
    try:
        import fcntl

        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            busy()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
