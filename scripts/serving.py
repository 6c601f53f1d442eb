"""A web server on loopback, for what tests, pictures and measurements look at in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class Files(SimpleHTTPRequestHandler):
    """The files of `directory` as they are now, and nothing said of it."""

    cache_control = "no-store"  # a site may be built anew and looked at again

    def end_headers(self) -> None:
        self.send_header("Cache-Control", self.cache_control)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def served_folder(folder: Path) -> AbstractContextManager[str]:
    """Serve a folder until the context ends; gives the address, without a slash at the end."""
    return served(partial(Files, directory=str(folder)))


@contextmanager
def served(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """Let a handler answer until the context ends; gives the address, as `served_folder`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
