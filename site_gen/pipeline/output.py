"""Writing the site: only what changed, each file in one step, nothing that is not ours touched.

New files are first written aside, in a folder of the output, and moved to their places when all
of them are there: until then the old site stands as it was.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from site_gen.errors import OutputError
from site_gen.files import write_atomically
from site_gen.model import Artifact

#: The list of the files that the build wrote and whose they are, so that it removes no others.
MANIFEST = ".dozaban-files"
#: Where new files wait.
ASIDE = ".dozaban-new"

_TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.tmp")  # what a killed build leaves


def put_aside(output: Path, artifact: Artifact) -> bool:
    """Write a file of the new site aside; False where the old site has the same at its place."""
    place = f"{output}/{artifact.path}"
    try:
        if os.stat(place).st_size == len(artifact.data) and _holds(place, artifact.data):
            return False
    except OSError:  # there is none
        pass
    left = memoryview(artifact.data)
    with open(_aside(output, artifact.path), "wb", buffering=0) as file:
        while left:  # a disk that is nearly full takes a part; the rest then says that it is full
            left = left[file.write(left) :]
    return True


def _holds(place: str, data: bytes) -> bool:
    with open(place, "rb", buffering=0) as file:
        return file.read() == data


def copy_aside(output: Path, path: str, source: Path) -> bool:
    """The same for a file that is taken over as it is, however large."""
    waiting = Path(_aside(output, path))
    shutil.copyfile(source, waiting)
    place = output / path
    if place.is_file() and _same(place, waiting):
        waiting.unlink()
        return False
    return True


def _same(one: Path, other: Path) -> bool:
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while piece := first.read(1 << 20):
            if piece != second.read(1 << 20):
                return False
    return True


def _aside(output: Path, path: str) -> str:
    return f"{output}/{ASIDE}/{sha256(path.encode()).hexdigest()[:32]}"


def begin(output: Path) -> dict[str, str]:
    """Make the folder ready, and give what it holds (see `owners`). Raises OutputError, OSError."""
    before = owners(output)
    make_room(output)
    return before


def make_room(output: Path) -> None:
    """Make a place where new files wait, for an output that is known to be ours."""
    leave(output)
    (output / ASIDE).mkdir(parents=True, exist_ok=True)


def leave(output: Path) -> None:
    """Remove what waits aside."""
    shutil.rmtree(output / ASIDE, ignore_errors=True)


def move_in(
    output: Path, before: Mapping[str, str], after: Mapping[str, str], fresh: Iterable[str]
) -> int:
    """Move the `fresh` files to their places and remove those that are no more.

    `before` and `after` give the owner of each file of the site by its path. Returns how many
    were removed. Raises OSError; each file is then either the old or the new one.
    """
    stale = [path for path in before if path not in after]
    both = {**before, **after}
    if both != before or not (output / MANIFEST).exists():
        # Until the new list stands, the old and the new files are both ours.
        _record(output, both)
    for path in stale:
        remove(output, path)
    replace(output, fresh)
    if both != after:
        _record(output, after)
    return len(stale)


def replace(output: Path, fresh: Iterable[str]) -> None:
    """Move files that wait to their places. Raises OSError; each file is then either the old or the
    new one."""
    for path in fresh:
        place, waiting = f"{output}/{path}", _aside(output, path)
        try:
            os.replace(waiting, place)
        except FileNotFoundError:  # the folder; most are there already
            _make_folder(place.rpartition("/")[0])
            os.replace(waiting, place)


def _make_folder(place: str) -> None:
    try:
        os.mkdir(place)  # nearly always enough; `makedirs` looks around first
    except OSError:
        os.makedirs(place, exist_ok=True)


def check_places(paths: Iterable[str]) -> None:
    """Raises OutputError where two files would lie in one place, on any system."""
    if two := clash(paths):
        raise OutputError(
            f"two files of the site would lie in one place: {two[0]}, {two[1]}",
            path=two[1],
            hint="Rename one of them.",
        )


def clash(paths: Iterable[str]) -> tuple[str, str] | None:
    """The first two paths that are one place, on any system."""
    places: dict[str, str] = {}
    for path in paths:
        place = path if path.isascii() else unicodedata.normalize("NFC", path)
        first = places.setdefault(place.casefold(), path)
        if first is not path:
            return first, path
    return None


def owners(output: Path) -> dict[str, str]:
    """What an earlier build wrote, by path: whose file it is. Raises OutputError for a folder
    that is not ours."""
    try:
        listed = msgspec.json.decode((output / MANIFEST).read_bytes())
    except FileNotFoundError:
        if output.is_dir() and not all(map(_is_ours, output.iterdir())):
            raise not_ours(str(output)) from None
        return {}
    except msgspec.DecodeError as error:
        raise OutputError(
            "the list of the site's files is damaged",
            path=str(output / MANIFEST),
            hint="Delete the whole folder; the build makes it anew.",
        ) from error
    return dict(_inside(listed))


def not_ours(place: str) -> OutputError:
    """Why nothing is written where something else lies."""
    return OutputError(
        "this folder holds files that are not of this site",
        path=place,
        hint="Empty it, or choose another with --output.",
    )


def _is_ours(path: Path) -> bool:
    return bool(_TEMPORARY.fullmatch(path.name)) or path.name == ASIDE


def _inside(listed: object) -> Iterator[tuple[str, str]]:
    """The paths of a list that cannot lead out of the folder."""
    if isinstance(listed, list):  # as the list was before it said whose a file is
        listed = {str(path): "" for path in listed}
    for path, owner in listed.items() if isinstance(listed, dict) else ():
        is_below = ".." not in path or ".." not in path.split("/")
        if is_below and path.strip("./") and not path.startswith("/"):
            yield path, str(owner)


def _record(output: Path, after: Mapping[str, str]) -> None:
    write_atomically(output / MANIFEST, as_list(after), durable=False)


def as_list(files: Mapping[str, str]) -> bytes:
    """The list as it is written."""
    # In lines, without `indent`, for which `json` goes a way ten times as long.
    listed = json.dumps(dict(sorted(files.items())), ensure_ascii=False, separators=(",\n", ": "))
    return f"{{\n{listed[1:-1]}\n}}".encode()


def remove(output: Path, path: str) -> None:
    """Remove a file, and the folders then empty."""
    place = output / path
    if place.is_dir():
        return
    place.unlink(missing_ok=True)
    for folder in place.parents:
        if folder == output or not folder.is_dir():
            break
        if any(folder.iterdir()):
            break
        folder.rmdir()
