"""What all tests share: a site on disk, a Chromium, a web server, and a closed network.

The fixtures' types are here too: `from tests.conftest import ServeFolder, SiteFolder`.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NoReturn

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from scripts.browser import find

#: Serves a folder on loopback until the tests end; gives its address, without a slash at the end.
ServeFolder = Callable[[Path], str]

BROWSER_ARGUMENTS = (
    "--no-sandbox",  # root in a container has no sandbox
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
# The machine may be busy: no test fails because it was slow.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

LOOPBACK = frozenset({"", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::"})


@dataclass(frozen=True, slots=True)
class SiteFolder:
    """A site in a temporary folder; paths are relative to its root."""

    root: Path

    def write(self, path: str, content: str | bytes) -> Path:
        """Put a file into the site, as given to the byte, and give its place."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
        return place

    def read(self, path: str) -> str:
        """The text of one of its files."""
        return (self.root / path).read_text(encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> SiteFolder:
    """A site that has settings and no content yet."""
    folder = SiteFolder(tmp_path / "site")
    folder.write("site.toml", '[site]\ntitle = { fa = "دفتر", en = "Notebook" }\n')
    return folder


class _QuietHandler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")  # a test may rebuild and look again
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    handler = partial(_QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[ServeFolder]:
    """`serve_folder(path)` serves that folder on loopback and gives the address."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(_served(folder))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium that reaches no address but loopback.

    Without one the test is skipped, and where CI is set, fails.
    """
    executable = find()
    if executable is None:
        reason = "no Chromium: set CHROMIUM to one, or run `make browser`"
        skip(reason)
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path=executable, args=list(BROWSER_ARGUMENTS)
        ) as chromium,
    ):
        yield chromium


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty tab with a profile of its own; a script's uncaught error fails the test.

    Unless a script did not arrive, as when a page is left before all of it is there: the others
    may miss it.
    """
    errors: list[str] = []
    failed: list[str] = []
    with browser.new_context() as context:
        tab = context.new_page()
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.on("requestfailed", lambda request: failed.append(request.resource_type))
        yield tab
    assert not errors or "script" in failed


def skip(reason: str) -> NoReturn:
    """Skip the test for want of a tool; where CI is set, fail."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, so that `-m "not browser"` leaves it out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def _close_network(event: str, arguments: tuple[object, ...]) -> None:
    """Answer every connection that leaves this machine as a machine without network would."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):  # not a Unix socket
        host = arguments[1][0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if name is not None and name not in LOOPBACK:
        raise OSError(errno.ENETUNREACH, f"tests stay on this machine, not {name}")


def pytest_configure() -> None:
    """Close the network for the whole run: such a hook cannot be taken away again."""
    sys.addaudithook(_close_network)
