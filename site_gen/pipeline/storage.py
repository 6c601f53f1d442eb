"""Folders in object storage, mirrored on this machine: fetched before work, sent after it.

A build looks at far more files than it changes; so it works on a mirror, as fast as on any disk,
and only what has changed goes over the network. Whatever fsspec knows can be named, such as
`s3://bucket/folder`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import msgspec

from site_gen.errors import SiteGenError, StorageError
from site_gen.files import write_atomically
from site_gen.pipeline.executors import Tell
from site_gen.pipeline.output import remove
from site_gen.pipeline.tree import Sign, sign_of

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

#: By what stores tell one state of an object from another, the most certain first.
_STATES = (
    "ETag",
    "etag",
    "md5Hash",
    "mtime",
    "LastModified",
    "last_modified",
    "updated",
    "created",
)
_BATCH = 1000  # objects that are moved at once
_FEW = 20  # objects that are looked at one by one; more are listed, a thousand a request

#: What browsers have to be told of some files, and Python does not know everywhere.
_TYPES = {
    ".atom": "application/atom+xml",
    ".epub": "application/epub+zip",
    ".vtt": "text/vtt",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}

#: Objects by path, and the state of each.
Objects = Mapping[str, str]


class Alike(msgspec.Struct, frozen=True, array_like=True):
    """An object and the file that mirrors it, when they were the same."""

    state: str
    sign: Sign


class Mirror:
    """The objects below an address, and the folder here that mirrors them.

    What is known to be alike is kept in the file `memory`, which may be lost. All that asks the
    store raises StorageError, and can be done again.
    """

    def __init__(self, url: str, folder: Path, memory: Path, tell: Tell) -> None:
        self.url = url
        self.folder = folder
        self._memory = memory
        self._tell = tell
        self._alike = _remembered(memory)
        with _told(url):
            self._files, self._top = _opened(url)

    def look(self) -> Objects:
        """What is there."""
        with _told(self.url):
            self._files.invalidate_cache()
            found: Mapping[str, Mapping[str, Any]] = self._files.find(self._top, detail=True)
            if not found:
                self._files.ls(self._top.partition("/")[0])  # is there such a bucket?
        cut = len(self._top) + 1
        listed = {place[cut:]: _state(info) for place, info in found.items()}
        return {path: state for path, state in listed.items() if _is_inside(path)}

    def fetch(self, there: Objects, is_wanted: Callable[[str], bool]) -> None:
        """Make the wanted files of the folder what the objects are that are `there`."""
        wanted = {path: state for path, state in there.items() if is_wanted(path)}
        for path in _files_below(self.folder):
            if path not in wanted and is_wanted(path):
                remove(self.folder, path)
        stale = [path for path in sorted(wanted) if not self._is_alike(path, wanted[path])]
        self._each("fetching", stale, self._bring)
        self._remember(stale, wanted)

    def has_changed(self, there: Objects, path: str) -> bool:
        """Whether an object is another than we last had or made, whatever became of the file."""
        known = self._alike.get(path)
        return path in there and (known is None or known.state != there[path])

    def send(self, there: Objects, paths: Sequence[str]) -> int:
        """Make the objects of these paths what the files are; how many were sent."""
        stale = [path for path in paths if not self._is_alike(path, there.get(path, ""))]
        self._each("sending", stale, self._put)
        if stale:
            self._remember(stale, self.look() if len(stale) > _FEW else self._states(stale))
        return len(stale)

    def remove(self, paths: Sequence[str]) -> None:
        """Take objects away."""
        self._each("removing", paths, self._take_away)

    def write(self, path: str, data: bytes) -> None:
        """One object."""
        with _told(self.url):
            self._files.pipe_file(self._place(path), data)

    def _place(self, path: str) -> str:
        return f"{self._top}/{path}"

    def _now(self, path: str, state: str) -> Alike:
        return Alike(state, sign_of((self.folder / path).stat()))

    def _is_alike(self, path: str, state: str) -> bool:
        """Whether a file is as its object: so remembered, or of the MD5 that most stores tell."""
        try:
            now = self._now(path, state)
            if self._alike.get(path) == now:
                return True
            with (self.folder / path).open("rb") as file:
                is_same = hashlib.file_digest(file, _md5).hexdigest() == state
        except OSError:  # there is no such file yet
            return False
        if is_same:
            self._alike[path] = now
        return is_same

    def _bring(self, paths: Sequence[str]) -> None:
        places = [self.folder / path for path in paths]
        for place in places:
            place.parent.mkdir(parents=True, exist_ok=True)
        self._files.get([self._place(path) for path in paths], [str(place) for place in places])

    def _put(self, paths: Sequence[str]) -> None:
        kinds = {path: _TYPES.get(PurePosixPath(path).suffix, "") for path in paths}
        for kind in sorted(set(kinds.values())):
            some = [path for path in paths if kinds[path] == kind]
            places = [str(self.folder / path) for path in some]
            told = {"ContentType": kind} if kind and "s3" in self._files.protocol else {}
            self._files.put(places, [self._place(path) for path in some], **told)

    def _take_away(self, paths: Sequence[str]) -> None:
        self._files.rm([self._place(path) for path in paths])

    def _states(self, paths: Sequence[str]) -> Objects:
        with _told(self.url):
            return {path: _state(self._files.info(self._place(path))) for path in paths}

    def _each(self, name: str, paths: Sequence[str], work: Callable[[Sequence[str]], None]) -> None:
        """Do some at a time, and tell how far it is."""
        for start in range(0, len(paths), _BATCH):
            batch = paths[start : start + _BATCH]
            with _told(self.url):
                work(batch)
            self._tell(name, start + len(batch), len(paths))

    def _remember(self, paths: Sequence[str], states: Objects) -> None:
        """Keep that these are alike now."""
        for path in paths:
            if path in states:
                self._alike[path] = self._now(path, states[path])
        if paths:
            data = msgspec.msgpack.encode(self._alike)
            with suppress(OSError):  # it costs time only
                write_atomically(self._memory, data, durable=False)


def _md5() -> Any:
    return hashlib.md5(usedforsecurity=False)


def _remembered(memory: Path) -> dict[str, Alike]:
    try:
        return msgspec.msgpack.decode(memory.read_bytes(), type=dict[str, Alike])
    except (OSError, msgspec.MsgspecError):
        return {}


def _files_below(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]


def _state(info: Mapping[str, Any]) -> str:
    """The state of an object as its store tells it."""
    return next((str(info[name]).strip('"') for name in _STATES if info.get(name)), "")


def _is_inside(path: str) -> bool:
    """Whether this is the path of a file, and does not lead out of its folder."""
    return bool(path) and not {"", ".", ".."} & {*path.split("/")} and "\\" not in path


def _opened(url: str) -> tuple[AbstractFileSystem, str]:
    from fsspec.core import url_to_fs

    files, top = url_to_fs(url)
    return files, str(top).rstrip("/")


@contextmanager
def _told(url: str) -> Iterator[None]:
    """What a store's failures mean to a person: each library has its own."""
    try:
        yield
    except SiteGenError:
        raise
    except ImportError as error:
        raise StorageError(
            f"this kind of storage needs a library that is not here: {error}",
            path=url,
            hint="For s3:// addresses: pip install s3fs",
        ) from error
    except FileNotFoundError as error:
        raise StorageError(
            f"there is no such bucket: {error}",
            path=url,
            hint="Make it, or mend the address; a build makes no bucket.",
        ) from error
    except Exception as error:
        kind = type(error).__name__
        hint = "Is the store reached, and does it know you? " + _CREDENTIALS
        raise StorageError(f"{kind}: {error}", path=url, hint=hint) from error


_CREDENTIALS = (
    "For s3:// addresses, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_ENDPOINT_URL "
    "or a file ~/.aws/credentials say who and where."
)
