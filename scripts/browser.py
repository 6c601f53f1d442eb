"""The Chromium for the browser tests and the screenshots: find it, or try to install one.

python -m scripts.browser
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALLERS = {
    "playwright": ((sys.executable, "-m", "playwright", "install", "chromium"),),
    "apt-get": (("apt-get", "update"), ("apt-get", "install", "--yes", "chromium")),
}


def find() -> str | None:
    """The Chromium to drive: named by CHROMIUM, else on the PATH, else Playwright's own.

    Only one that starts counts: a downloaded browser may lack the system's libraries.
    """
    if named := os.environ.get("CHROMIUM"):
        return named
    return next(filter(_starts, _candidates()), None)


def _candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    yield own


def _starts(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _install(name: str) -> None:
    """Run one installer's commands until one fails; whether it worked, `find` tells."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in INSTALLERS[name]:
        print("$", *command, flush=True)
        if subprocess.run(command, check=False, env=environment).returncode:
            return


def main() -> None:
    """Print where the browser is; install one if there is none; say loudly if none can be had."""
    installers = ["playwright"]
    if shutil.which("apt-get") and os.geteuid() == 0:
        installers.append("apt-get")
    browser = find()
    while browser is None and installers:
        _install(installers.pop(0))
        browser = find()
    if browser:
        print("Browser for the tests:", browser)
    else:
        print("=" * 78)
        print("NO CHROMIUM COULD BE HAD: EVERY BROWSER TEST WILL BE SKIPPED (in CI: FAIL).")
        print("Install Chromium or Chrome, or name one: make test CHROMIUM=/path/to/chromium")
        print("=" * 78)


if __name__ == "__main__":
    main()
