"""Where a site, its cache and its output are: folders here, or addresses in object storage."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from site_gen.commands.progress import Shown
from site_gen.commands.working import say
from site_gen.errors import ConfigError

#: A folder here, or the address of one elsewhere.
Place = Path | str


def place(text: str) -> Place:
    """What an option names."""
    return text.rstrip("/") if "://" in text else Path(text)


@contextmanager
def site_at(where: Place) -> Iterator[Path]:
    """The site's folder; one from elsewhere is fetched. Raises ConfigError, StorageError."""
    if isinstance(where, Path):
        if not where.is_dir():
            raise ConfigError(
                "there is no such folder",
                path=str(where),
                hint="Name the folder in which content/ lies, or run the command there.",
            )
        yield where
        return
    from site_gen.pipeline.remote import site

    with closing(Shown()) as tell, site(where, say, tell) as folder:
        yield folder


@contextmanager
def cache_at(root: Path, options: argparse.Namespace) -> Iterator[None]:
    """The cache of an address, where there is one, in the site's folder; sent back in the end.

    Raises StorageError; nothing is sent when something else is raised.
    """
    place: Place | None = options.cache
    if place is None and isinstance(options.root, str):
        place = f"{options.root}/.cache"
    if place is None:
        yield
        return
    if isinstance(place, Path):
        place.mkdir(parents=True, exist_ok=True)
    from site_gen.pipeline.remote import cache

    with closing(Shown()) as tell, cache(str(place), root, tell):
        yield


@contextmanager
def output_at(root: Path, options: argparse.Namespace) -> Iterator[tuple[Path, Place]]:
    """The folder to build into, and what it is called; what belongs elsewhere is sent in the end.

    Raises StorageError; nothing is sent when something else is raised.
    """
    base = options.root if isinstance(options.root, str) else ""
    place: Place = options.output or (f"{base}/_site" if base else root / "_site")
    if isinstance(place, Path):
        yield place, place
        return
    from site_gen.pipeline.remote import output

    with closing(Shown()) as tell, output(place, root, tell) as folder:
        yield folder, place
