"""What all tests share: a site on disk, a Chromium, a web server, and a closed network.

The fixtures' types are here too: `from tests.conftest import ServeFolder, SiteFolder`.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page

from scripts.browser import find, launched
from scripts.serving import served_folder
from site_gen.pipeline.kit import COMPILED

#: Serves a folder on loopback until the tests end; gives its address, without a slash at the end.
ServeFolder = Callable[[Path], str]

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


#: Makes a site without content in a folder that is not there yet, or empty.
NewSite = Callable[[Path], SiteFolder]


@pytest.fixture(scope="session")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> NewSite:
    """`new_site(path)`: a site that shares what templates compile to with all others.

    To compile them is most of the work of a small site's first build.
    """
    compiled = tmp_path_factory.mktemp("compiled")

    def make(root: Path) -> SiteFolder:
        place = root / COMPILED
        place.parent.mkdir(parents=True)
        place.symlink_to(compiled)
        return SiteFolder(root)

    return make


@pytest.fixture
def site(tmp_path: Path, new_site: NewSite) -> SiteFolder:
    """A site that has settings and no content yet."""
    folder = new_site(tmp_path / "site")
    folder.write("site.toml", '[site]\ntitle = { fa = "دفتر", en = "Notebook" }\n')
    return folder


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[ServeFolder]:
    """`serve_folder(path)` serves that folder on loopback and gives the address."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(served_folder(folder))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium that reaches no address but loopback.

    Without one the test is skipped, and where CI is set, fails.
    """
    executable = find()
    if executable is None:
        skip("no Chromium: set CHROMIUM to one, or run `make browser`")
    with launched(executable) as chromium:
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


@pytest.fixture(scope="session")
def gettext() -> None:
    """GNU gettext's tools; without them the test is skipped, and where CI is set, fails."""
    if shutil.which("msgfmt") is None:
        skip("no gettext on this machine: `make gettext`")


def until(page: Page, expression: str) -> None:
    """Wait until an expression holds; the page's policy forbids Playwright's own way."""
    for _ in range(600):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never so: {expression}")


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
