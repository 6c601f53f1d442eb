"""A site whose content, cache or output lies in object storage, while it is at hand here."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from site_gen.files import locked
from site_gen.pipeline import output as places
from site_gen.pipeline.executors import Tell
from site_gen.pipeline.site import CACHE
from site_gen.pipeline.storage import Mirror

_SOURCES = ("content/", "templates/", "static/")

Say = Callable[[str], None]


@contextmanager
def site(url: str, say: Say, tell: Tell) -> Iterator[Path]:
    """The site at an address, in a folder of this machine that is kept for the next time.

    Raises StorageError.
    """
    home = _home() / _short(url)
    with locked(home, lambda: say(f"another build of this site is running ({url}); waiting")):
        mirror = Mirror(url, home / "site", home / "known", tell)
        (home / "site").mkdir(exist_ok=True)
        mirror.fetch(mirror.look(), _is_source)
        yield home / "site"


def _is_source(path: str) -> bool:
    return path == "site.toml" or path.startswith(_SOURCES)


@contextmanager
def cache(url: str, root: Path, tell: Tell) -> Iterator[None]:
    """Have the cache of another machine, or of this one, and keep it at an address afterwards.

    What was not sent the last time, since that build did not end, is not lost. Raises
    StorageError.
    """
    folder, name = root / CACHE.parent, CACHE.name
    mirror = Mirror(url, folder, folder / f"known-{_short(url)}", tell)
    there = mirror.look()
    if mirror.has_changed(there, name):
        folder.mkdir(parents=True, exist_ok=True)
        mirror.fetch(there, lambda path: path == name)
    yield
    if (folder / name).is_file():
        mirror.send(there, [name])


@contextmanager
def output(url: str, root: Path, tell: Tell) -> Iterator[Path]:
    """A folder to build into, whose files are at the address afterwards.

    Pages follow what they show, and what is no more goes last; nothing that is not of the site
    is touched. Raises StorageError; OutputError where something else lies there.
    """
    folder = root / CACHE.parent / "outputs" / _short(url)
    mirror = Mirror(url, folder, folder.with_suffix(".known"), tell)
    there = mirror.look()
    if places.MANIFEST not in there:
        if there:
            raise places.not_ours(url)
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    # The list of what is there; pages that need not be made again need not be here.
    mirror.fetch(there, lambda path: path == places.MANIFEST)
    before = places.owners(folder)
    yield folder
    after = places.owners(folder)
    if before != after:
        mirror.write(places.MANIFEST, places.as_list({**before, **after}))
    here = [path for path in after if (folder / path).is_file()]
    mirror.send(there, sorted(here, key=lambda path: (path.endswith(".html"), path)))
    mirror.remove([path for path in before if path not in after and path in there])
    if before != after or places.MANIFEST not in there:
        mirror.send({}, [places.MANIFEST])


def _home() -> Path:
    """Where this machine keeps what can be fetched again (XDG Base Directory Specification)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dozaban"


def _short(url: str) -> str:
    return sha256(url.rstrip("/").encode()).hexdigest()[:16]
