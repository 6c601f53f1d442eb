"""A preview in a process of its own, as `serve` starts it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SiteFolder

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 120  # s, after which a preview that says nothing is ended, and its test fails


class Preview:
    """A running `serve` of a site, and what it prints."""

    def __init__(self, root: Path, port: int = 0) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "site_gen", "--root", str(root), "serve", "--port", str(port)],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", self.until("http://"))
        assert found
        self.address, self.port = found[0], int(found[1])

    def until(self, text: str) -> str:
        """The next printed line that holds `text`; fails if the process ends first."""
        assert self.process.stdout
        timer = threading.Timer(PATIENCE, self.process.kill)
        timer.start()
        try:
            for line in self.process.stdout:
                if text in line:
                    return line
        finally:
            timer.cancel()
        raise AssertionError(f"ended without saying “{text}”: {self.process.communicate()[1]}")

    def stop(self) -> tuple[int, str]:
        """End it as Ctrl-C does; gives its exit code and what it said on stderr."""
        self.process.send_signal(signal.SIGINT)
        try:
            _, complaints = self.process.communicate(timeout=PATIENCE)
        finally:
            self.process.kill()
        return self.process.returncode, complaints


@pytest.fixture
def preview(site: SiteFolder) -> Iterator[Preview]:
    """The preview of a site with one article, built for the first time; ends without complaint."""
    site.write("content/articles/one/article.fa.md", "# عنوان\n\nبند نخست.\n")
    running = Preview(site.root)
    running.until("built in")
    yield running
    assert running.stop() == (0, "")
