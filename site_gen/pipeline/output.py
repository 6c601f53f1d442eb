"""Writing the site: only what changed, each file in one step, nothing that is not ours touched."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from site_gen.errors import OutputError
from site_gen.files import write_atomically
from site_gen.model import Artifact

#: The list of the files that the build wrote, so that it removes those and no others.
MANIFEST = ".dozaban-files"

_TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.tmp")  # what a killed build leaves


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written, were the same already, and were removed."""

    written: int
    unchanged: int
    removed: int


def write_site(output: Path, artifacts: Iterable[Artifact], keep: Collection[str] = ()) -> Written:
    """Make `output` hold exactly `artifacts`, and what an earlier build left under `keep`.

    `keep` are first parts of paths: articles that cannot be built now, whose pages stay. Raises
    OutputError: before anything is written if two artifacts want one place or the folder is not
    ours; with every file either the old or the new one if the disk fails.
    """
    files = _by_place(artifacts)
    try:
        before = _manifest(output)
        kept = {path for path in before if path.partition("/")[0] in keep}
        after = sorted(files.keys() | kept)
        stale = [path for path in before if path not in files and path not in kept]
        # Until the new list stands, the old and the new files are both ours.
        _record(output, sorted({*before, *after}))
        for path in stale:
            _remove(output, path)
        written = sum(_write(output / path, data) for path, data in files.items())
        _record(output, after)
    except OSError as error:
        raise OutputError(
            f"cannot write the site: {error.strerror or error}",
            path=str(error.filename or output),
            hint="Is the disk full, or the folder not yours? Build again when that is mended.",
        ) from error
    return Written(written, len(files) - written, len(stale))


def _by_place(artifacts: Iterable[Artifact]) -> Mapping[str, bytes]:
    """Artifacts by path. Raises OutputError where two would lie in one place, on any system."""
    files: dict[str, bytes] = {}
    places: dict[str, str] = {}
    for artifact in artifacts:
        place = unicodedata.normalize("NFC", artifact.path).casefold()
        if place in places:
            raise OutputError(
                f"two files of the site would lie in one place: {places[place]}, {artifact.path}",
                path=artifact.path,
                hint="Rename one of them.",
            )
        places[place] = artifact.path
        files[artifact.path] = artifact.data
    return files


def _manifest(output: Path) -> tuple[str, ...]:
    """What an earlier build wrote. Raises OutputError for a folder that is not ours."""
    try:
        listed = json.loads((output / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        if output.is_dir() and not all(map(_is_ours, output.iterdir())):
            raise OutputError(
                "this folder holds files that are not of this site",
                path=str(output),
                hint="Empty it, or choose another with --output.",
            ) from None
        return ()
    except ValueError as error:
        raise OutputError(
            "the list of the site's files is damaged",
            path=str(output / MANIFEST),
            hint="Delete the whole folder; the build makes it anew.",
        ) from error
    return tuple(_inside(listed))


def _is_ours(path: Path) -> bool:
    return bool(_TEMPORARY.fullmatch(path.name))


def _inside(listed: object) -> Iterator[str]:
    """The paths of a list that cannot lead out of the folder."""
    for path in listed if isinstance(listed, list) else ():
        parts = PurePosixPath(str(path)).parts
        if parts and parts[0] != "/" and ".." not in parts:
            yield str(path)


def _record(output: Path, paths: Collection[str]) -> None:
    _write(output / MANIFEST, json.dumps(list(paths), ensure_ascii=False, indent=0).encode())


def _write(path: Path, data: bytes) -> bool:
    """Whether there was anything to write."""
    try:
        if path.read_bytes() == data:
            return False
    except (FileNotFoundError, NotADirectoryError):
        pass
    write_atomically(path, data, durable=False)
    return True


def _remove(output: Path, path: str) -> None:
    """Remove a file with what a killed write left beside it, and the folders then empty."""
    place = output / path
    if place.is_dir():
        return
    place.unlink(missing_ok=True)
    for folder in place.parents:
        if folder == output or not folder.is_dir():
            break
        for left in filter(_is_ours, folder.iterdir()):
            left.unlink(missing_ok=True)
        if any(folder.iterdir()):
            break
        folder.rmdir()
