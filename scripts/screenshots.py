"""Pictures of the site for the README: `python -m scripts.screenshots`."""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from scripts.browser import find
from site_gen import config
from site_gen.pipeline.site import build

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"

Scheme = Literal["light", "dark"]
#: Name -> page, width, height, colour scheme.
SHOTS: dict[str, tuple[str, int, int, Scheme]] = {
    "desk": ("white-house-drones/", 1280, 900, "light"),
    "dark": ("white-house-drones/", 1280, 900, "dark"),
    "phone": ("white-house-drones/", 390, 844, "light"),
    "essay": ("how-this-site-is-made/", 1280, 1500, "light"),
    "poem": ("the-bridge/", 1280, 800, "light"),
    "index": ("", 1280, 900, "light"),
}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main() -> int:
    """Build the site, serve it on loopback, take every picture."""
    executable = find()
    if executable is None:
        print("no Chromium: run `make browser`", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        build(ROOT, config.load(ROOT), Path(folder))
        handler = partial(_Quiet, directory=folder)
        with (
            ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
            sync_playwright() as playwright,
            playwright.chromium.launch(
                executable_path=executable,
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            ) as browser,
        ):
            Thread(target=server.serve_forever, daemon=True).start()
            for name, shot in SHOTS.items():
                _take(browser, f"http://127.0.0.1:{server.server_port}/", name, *shot)
            server.shutdown()
    return 0


def _take(
    browser: Browser, base: str, name: str, path: str, width: int, height: int, scheme: Scheme
) -> None:
    with browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme
    ) as context:
        page = context.new_page()
        page.goto(base + path)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=PICTURES / f"{name}.png")
        print(f"{name}: {width}×{height}")


if __name__ == "__main__":
    sys.exit(main())
