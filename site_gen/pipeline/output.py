"""Writing the site: only what changed, each file in one step, nothing that is not ours touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from site_gen.errors import OutputError
from site_gen.files import write_atomically
from site_gen.model import Artifact

#: The list of the files that the build wrote, so that it removes those and no others.
MANIFEST = ".dozaban-files"


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written, were the same already, and were removed."""

    written: int
    unchanged: int
    removed: int


def write_site(output: Path, artifacts: Iterable[Artifact], keep: Collection[str] = ()) -> Written:
    """Make `output` hold exactly `artifacts`, and what an earlier build left under `keep`.

    `keep` are first parts of paths: articles that cannot be built now, whose pages stay. Raises
    OutputError: before anything is written if the folder is not ours.
    """
    files = {artifact.path: artifact.data for artifact in artifacts}
    try:
        before = _manifest(output)
        kept = {path for path in before if path.partition("/")[0] in keep}
        after = sorted(files.keys() | kept)
        # Until the new list stands, the old and the new files are both ours.
        _record(output, sorted({*before, *after}))
        written = sum(_write(output / path, data) for path, data in files.items())
        stale = [path for path in before if path not in files and path not in kept]
        for path in stale:
            _remove(output, path)
        _record(output, after)
    except OSError as error:
        raise OutputError(
            f"cannot write the site: {error.strerror or error}",
            path=str(error.filename or output),
            hint="Is the disk full, or the folder not yours? What was published before is whole.",
        ) from error
    return Written(written, len(files) - written, len(stale))


def _manifest(output: Path) -> tuple[str, ...]:
    try:
        return tuple((output / MANIFEST).read_text("utf-8").splitlines())
    except FileNotFoundError:
        if output.is_dir() and any(output.iterdir()):
            raise OutputError(
                "this folder holds files that are not of this site",
                path=str(output),
                hint="Empty it, or choose another with --output.",
            ) from None
        return ()


def _record(output: Path, paths: Collection[str]) -> None:
    _write(output / MANIFEST, "".join(f"{path}\n" for path in paths).encode())


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
    """Remove a file, and the folders that it leaves empty."""
    (output / path).unlink(missing_ok=True)
    for folder in (output / path).parents:
        if folder == output or any(folder.iterdir()):
            break
        folder.rmdir()
