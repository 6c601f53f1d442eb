"""`serve`: one process that builds, serves and tells the browser to reload."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, FallbackHandler
from tornado.websocket import WebSocketHandler
from tornado.wsgi import WSGIContainer

from site_gen.config import CONFIG_NAME
from site_gen.errors import ConfigError, OutputError
from site_gen.pipeline.unchanged import theme_folders
from site_gen.preview.app import make_app
from site_gen.preview.panel import PANEL
from site_gen.preview.rebuild import Builder
from site_gen.preview.standing import Standing
from site_gen.preview.watch import Saves

#: The preview's own output, so that it never disturbs the site that is published.
OUTPUT = Path(".cache", "preview")

_LONGEST_LOAD = 0.5  # seconds for which the rest of the site waits for the open page

RELOAD = {"command": "reload", "path": "*", "liveCSS": False, "liveImg": False}


class ReloadHandler(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """livereload's end of the socket, for pages of this server only.

    A page says what it shows (`snipver`). One that is behind when it joins, because the site
    changed while it loaded or while the server was away, is told at once.
    """

    def initialize(self, standing: Callable[[], Standing], arrived: threading.Event) -> None:
        self.standing = standing
        self.arrived = arrived
        self.shown = ""
        self.file = ""

    def check_origin(self, origin: str) -> bool:
        return WebSocketHandler.check_origin(self, origin)

    def on_message(self, message: str | bytes) -> None:
        super().on_message(message)
        content = json.loads(message)
        if content["command"] == "hello":
            self.shown = content.get("snipver", "")
        elif content["command"] == "info":
            self.file = file_of(content.get("url", ""))
            self.catch_up()
            self.arrived.set()

    def catch_up(self) -> bool:
        """Reload the page if it is behind, or what was found alone; whether the page loads."""
        now, shown = self.standing(), self.shown
        is_behind = not now.is_shown_by(shown, self.file)
        self.shown = now.mark  # what it will show: told once is enough
        if is_behind:
            self.send_message(RELOAD)
        elif not now.is_told_by(shown):
            self.send_message(RELOAD | {"path": PANEL})
        return is_behind


def file_of(url: str) -> str:
    """The file of the output that an address shows."""
    path = unquote(urlsplit(url).path).lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


def serve(
    root: Path, *, host: str = "127.0.0.1", port: int = 8000, open_browser: bool = False
) -> None:
    """Preview the site in `root` until Ctrl-C; port 0 takes any free one.

    Raises ConfigError where the address cannot be used, OutputError where no folder can be
    watched. Whatever is wrong with the site is shown in its pages instead.
    """
    root = root.resolve()
    sockets = _bind(host, port)
    address = f"http://{host}:{sockets[0].getsockname()[1]}/"
    logging.getLogger("tornado.access").setLevel(logging.ERROR)  # a page not found is no news
    _say(f"Preview of {root} at {address} (Ctrl-C ends it)")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(root, sockets, address if open_browser else ""))


def _bind(host: str, port: int) -> list[socket.socket]:
    try:
        if port not in range(2**16):
            raise OSError("ports go from 0 to 65535")
        return bind_sockets(port, host)
    except OSError as error:
        if isinstance(error, socket.gaierror):
            hint = "Name an address of this machine: serve --host 127.0.0.1"
        else:
            hint = f"Name a port that is free: serve --port {max(port, 8000) % 65535 + 1}"
        reason = error.strerror or str(error)
        raise ConfigError(f"cannot listen on {host}, port {port}: {reason}", hint=hint) from error


async def _run(root: Path, sockets: list[socket.socket], to_open: str) -> None:
    """Serve on this thread and build on another, until cancelled."""
    stop, arrived = threading.Event(), threading.Event()
    loop = asyncio.get_running_loop()
    saves = Saves(root / CONFIG_NAME, _watched(root), stop)

    def show() -> None:
        """What nobody looks at waits until open pages have been served: all is work of one
        process."""
        arrived.clear()
        loop.call_soon_threadsafe(_reload_browsers, arrived)
        arrived.wait(_LONGEST_LOAD)

    builder = Builder(root, root / OUTPUT, _say, show, saves.are_waiting)
    server = HTTPServer(_application(root / OUTPUT, builder, arrived))
    server.add_sockets(sockets)
    try:
        await asyncio.to_thread(_keep_building, builder, saves, to_open)
    finally:
        stop.set()
        server.stop()
        await server.close_all_connections()


def _watched(root: Path) -> tuple[Path, ...]:
    return (root / "content", *theme_folders(root, "templates"), *theme_folders(root, "static"))


def _application(output: Path, builder: Builder, arrived: threading.Event) -> Application:
    """`arrived` is set whenever a page has loaded."""

    def standing() -> Standing:
        return builder.standing

    site = WSGIContainer(make_app(output, standing))
    return Application(
        [
            (r"/livereload", ReloadHandler, {"standing": standing, "arrived": arrived}),
            (r"/livereload\.js", LiveReloadJSHandler),
            (r".*", FallbackHandler, {"fallback": site}),
        ]
    )


def _keep_building(builder: Builder, saves: Saves, to_open: str) -> None:
    """Build at each change, and first of all; then look the texts through. Raises OutputError."""
    waiting: frozenset[Path] = frozenset()
    try:
        while (saved := saves.take()) is not None:
            waiting |= saved
            if builder.rebuild(waiting, _looked_at()) is None:
                continue
            waiting = frozenset()
            if to_open:
                webbrowser.open(to_open)
                to_open = ""
            builder.look_through()
    except (OSError, RuntimeError) as error:
        if "decode path" in str(error):  # so says watchfiles
            hint = "Rename it so that its name is UTF-8, then begin again."
        else:
            hint = "Set WATCHFILES_FORCE_POLLING=1 to look at the files instead."
        raise OutputError(f"cannot watch the site for changes: {error}", hint=hint) from error


def _looked_at() -> frozenset[str]:
    """The files that open pages show."""
    return frozenset(page.file for page in LiveReloadHandler.waiters.copy())


def _reload_browsers(arrived: threading.Event) -> None:
    """Tell open pages; `arrived` is set where none of them will load anew."""
    told = [page.catch_up() for page in LiveReloadHandler.waiters.copy()]
    if not any(told):
        arrived.set()


def _say(line: str) -> None:
    print(line, flush=True)
