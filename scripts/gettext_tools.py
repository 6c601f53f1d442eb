"""GNU gettext for the tests of translation memories: find it, or try to install it.

python -m scripts.gettext_tools
"""

from __future__ import annotations

import shutil

from scripts import apt


def find() -> str | None:
    """Where `msgfmt` is; msgmerge, msgattrib and msgcat come with it."""
    return shutil.which("msgfmt")


def main() -> None:
    """Print where gettext is; install it where that is possible; say if it cannot be had."""
    if find() is None:
        apt.install("gettext")
    if found := find():
        print("gettext for the tests:", found)
    else:
        print("NO GETTEXT COULD BE HAD: its tests will be skipped (in CI: fail).")


if __name__ == "__main__":
    main()
