"""A host that serves a folder as GitHub Pages serves a site.

As seen of it from outside, and in "GitHub Pages" of docs.github.com: a base path, `404.html` with
status 404, a slash put at the end of a folder's address, `a.html` for `a`, types by a file's
ending, gzip where it is taken, no listing of folders.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from scripts.serving import served

TYPES = {
    ".atom": "application/atom+xml",
    ".css": "text/css; charset=utf-8",
    ".epub": "application/epub+zip",
    ".html": "text/html; charset=utf-8",
    ".js": "application/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
SQUEEZED = ("text/", "application/javascript", "application/json", "application/xml", "image/svg")


@contextmanager
def pages_host(folder: Path, base: str) -> Iterator[str]:
    """Serve `folder` under the path `base` on loopback; gives the address of the site."""
    with served(partial(_Handler, folder, base)) as address:
        yield f"{address}{base}"


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Go nowhere else."""


_OPENER = build_opener(_Stay)  # one for all: each reads the certificates of the machine


def get(address: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    """Status, body, and headers of what a host answers; a redirection is not followed."""
    try:
        answer = _OPENER.open(Request(address, headers=headers))
    except HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.read(), dict(answer.headers)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one piece: the body alone would wait for the other side

    def __init__(self, folder: Path, base: str, *arguments: Any) -> None:
        self.folder, self.base = folder, base
        super().__init__(*arguments)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        if not path.startswith(self.base):
            self.answer(HTTPStatus.NOT_FOUND, b"There isn't a GitHub Pages site here.", ".html")
            return
        place = self.folder / path.removeprefix(self.base)
        if place.is_dir() and not path.endswith("/"):
            query = f"?{parts.query}" if parts.query else ""
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{parts.path}/{query}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        beside = place.with_name(f"{place.name}.html")
        for found in (place / "index.html" if path.endswith("/") else place, beside):
            if found.is_file():
                self.answer(HTTPStatus.OK, found.read_bytes(), found.suffix)
                return
        self.answer(HTTPStatus.NOT_FOUND, (self.folder / "404.html").read_bytes(), ".html")

    do_HEAD = do_GET  # noqa: N815  # http.server's name

    def answer(self, status: HTTPStatus, body: bytes, suffix: str) -> None:
        kind = TYPES.get(suffix, "application/octet-stream")
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "max-age=600")
        if kind.startswith(SQUEEZED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            self.send_header("Content-Encoding", "gzip")
            body = gzip.compress(body)
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""
