"""The Chromium for browser tests, pictures and measurements: find it, or try to install one.

python -m scripts.browser
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from playwright.sync_api import Browser, sync_playwright

from scripts import apt

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",  # root in a container has no sandbox
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


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


@contextmanager
def launched(executable: str | None = None) -> Iterator[Browser]:
    """A headless Chromium that reaches no address but loopback: the one named, or that of `find`.

    Ends the program without one.
    """
    executable = executable or find()
    if executable is None:
        sys.exit("no Chromium: run `make browser`, or name one in CHROMIUM")
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS)) as chromium,
    ):
        yield chromium


def _install_playwrights() -> None:
    command = (sys.executable, "-m", "playwright", "install", "chromium")
    print("$", *command, flush=True)
    subprocess.run(command, check=False)


def main() -> None:
    """Print where the browser is; install one if there is none; say loudly if none can be had."""
    installers = iter((_install_playwrights, partial(apt.install, "chromium")))
    while not (browser := find()) and (install := next(installers, None)):
        install()
    if browser:
        print("Browser for the tests:", browser)
    else:
        print("=" * 78)
        print("NO CHROMIUM COULD BE HAD: EVERY BROWSER TEST WILL BE SKIPPED (in CI: FAIL).")
        print("Install Chromium or Chrome, or name one: make test CHROMIUM=/path/to/chromium")
        print("=" * 78)


if __name__ == "__main__":
    main()
