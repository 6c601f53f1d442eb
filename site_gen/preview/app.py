"""The built site over HTTP, as a WSGI application that only ever reads one folder."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from site_gen.preview.panel import bare_page, dress
from site_gen.preview.standing import Standing

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

#: Python's own table and no other machine's, and what it lacks or has otherwise.
TYPES = mimetypes.MimeTypes()
for suffix, kind in {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".epub": "application/epub+zip",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".opus": "audio/ogg",
    ".vtt": "text/vtt",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}.items():
    TYPES.add_type(kind, suffix)

HTML = "text/html; charset=utf-8"

_NEVER_KEPT = ("Cache-Control", "no-store")
_ASKED_AGAIN = ("Cache-Control", "no-cache")


class Response(Struct, frozen=True):
    """An answer, before it meets WSGI."""

    status: HTTPStatus
    body: bytes = b""
    kind: str = "text/plain; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = (_NEVER_KEPT,)


def make_app(folder: Path, standing: Callable[[], Standing]) -> WSGIApplication:
    """The application that serves `folder`, its pages dressed with how the last build went."""

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        response = _respond(folder, standing(), environ)
        start_response(
            f"{response.status.value} {response.status.phrase}",
            [
                *response.headers,
                *_described(response),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [response.body]

    return app


def _described(response: Response) -> tuple[tuple[str, str], ...]:
    """What there is to say of a body, where there is one to say it of."""
    if response.status == HTTPStatus.NOT_MODIFIED:
        return ()
    return ("Content-Type", response.kind), ("Content-Length", str(len(response.body)))


def find(folder: Path, parts: Iterable[str]) -> Path | None:
    """The file or folder of an address inside `folder`; None for any that is not there.

    Nothing outside is reached, neither by `..` nor by a link that leads out.
    """
    names = tuple(parts)
    if any(name == ".." or set(name) & set("\0\\:") for name in names):
        return None
    place = folder.joinpath(*names).resolve()
    return place if place.exists() and place.is_relative_to(folder.resolve()) else None


def content_type(path: Path) -> str:
    """The Content-Type of a file, by its name; texts are UTF-8."""
    kind = TYPES.guess_type(path.name)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(("+xml", "/xml", "json"))
    return f"{kind}; charset=utf-8" if is_text else kind


def _respond(folder: Path, standing: Standing, environ: WSGIEnvironment) -> Response:
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return Response(
            HTTPStatus.METHOD_NOT_ALLOWED, headers=(_NEVER_KEPT, ("Allow", "GET, HEAD"))
        )
    address = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    parts = [part for part in address.split("/") if part not in ("", ".")]
    place = find(folder, parts)
    if place and place.is_dir():
        if not address.endswith("/"):
            return _redirect(parts, environ.get("QUERY_STRING", ""))
        place = place / "index.html"
    elif address.endswith("/"):
        place = None  # only a folder's address ends so
    port = int(environ["SERVER_PORT"])
    found = _file(place, standing, port) or _missing(folder, standing, port)
    known = environ.get("HTTP_IF_NONE_MATCH")
    is_known = known is not None and ("ETag", known) in found.headers
    return Response(HTTPStatus.NOT_MODIFIED, headers=found.headers) if is_known else found


def _redirect(parts: list[str], query: str) -> Response:
    location = "".join(f"/{quote(part)}" for part in parts) + "/"
    target = f"{location}?{query}" if query else location
    return Response(HTTPStatus.FOUND, headers=(_NEVER_KEPT, ("Location", target)))


def _file(place: Path | None, standing: Standing, port: int) -> Response | None:
    """The file as it is now, which may be gone since it was found.

    A browser keeps what pages load and asks each time whether it is still the same; not the pages
    themselves, which tell how the last build went.
    """
    if place is None:
        return None
    try:
        body = place.read_bytes()
    except OSError:
        return None
    kind = content_type(place)
    if kind == HTML:
        body = dress(body.decode("utf-8", "replace"), standing, port, place.parent.name).encode()
        return Response(HTTPStatus.OK, body, kind)
    tag = f'"{hashlib.sha256(body).hexdigest()}"'
    return Response(HTTPStatus.OK, body, kind, (_ASKED_AGAIN, ("ETag", tag)))


def _missing(folder: Path, standing: Standing, port: int) -> Response:
    """The site's own 404 page, or a plain one that says where things stand."""
    if found := _file(folder / "404.html", standing, port):
        return replace(found, status=HTTPStatus.NOT_FOUND)
    text = "There is no page here." if standing.built else "The site is being built."
    page = dress(bare_page(text), standing, port)
    return Response(HTTPStatus.NOT_FOUND, page.encode(), HTML)
