"""GNU gettext for the tests of translation memories: find it, or try to install it.

python -m scripts.gettext_tools
"""

from __future__ import annotations

import os
import shutil
import subprocess

INSTALL = (("apt-get", "update"), ("apt-get", "install", "--yes", "gettext"))


def find() -> str | None:
    """Where `msgfmt` is; msgmerge, msgattrib and msgcat come with it."""
    return shutil.which("msgfmt")


def _install() -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in INSTALL:
        print("$", *command, flush=True)
        if subprocess.run(command, check=False, env=environment).returncode:
            return


def main() -> None:
    """Print where gettext is; install it where that is possible; say if it cannot be had."""
    if find() is None and shutil.which("apt-get") and os.geteuid() == 0:
        _install()
    if found := find():
        print("gettext for the tests:", found)
    else:
        print("NO GETTEXT COULD BE HAD: its tests will be skipped (in CI: fail).")


if __name__ == "__main__":
    main()
