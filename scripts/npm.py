"""What the tests take from npm, pinned, into `.cache/npm`: `python -m scripts.npm`.

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
}


def find(name: str) -> Path | None:
    """The folder of a package that `fetch` has brought; None if it has not."""
    folder = CACHE / f"{name}-{PINS[name].version}".replace("/", "-")
    return folder if folder.is_dir() else None


def fetch(name: str, pin: Pin) -> None:
    """Bring one package, if it is not there. Raises OSError, CalledProcessError or ValueError."""
    if find(name):
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=CACHE) as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, f"{name}@{pin.version}"]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        (archive,) = Path(folder).glob("*.tgz")
        digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if digest != pin.sha512:
            raise ValueError(f"{archive.name} is not the archive that is pinned")
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        (Path(folder) / "package").rename(CACHE / f"{name}-{pin.version}".replace("/", "-"))


def main() -> None:
    """Bring everything; say what could not be had, and which tests are skipped for it."""
    if shutil.which("npm") is None:
        print("No npm: the tests of accessibility (axe-core) and of HTML (Nu) will be skipped.")
        return
    for name, pin in PINS.items():
        try:
            fetch(name, pin)
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            print(f"npm could not bring {name}: its tests will be skipped (in CI: fail). {error}")


if __name__ == "__main__":
    main()
