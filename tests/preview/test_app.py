"""The built site over real HTTP: addresses, content types, and nothing outside its folder."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.validate import validator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model import Finding, Severity
from site_gen.pipeline.records import Findings
from site_gen.preview.app import content_type, find, make_app
from site_gen.preview.standing import Standing

ERROR = Finding(Severity.ERROR, "site.toml", 2, "not valid TOML")


@dataclass
class Preview:
    """A folder as the preview serves it, and what the last build found."""

    folder: Path
    port: int = 0
    standing: Standing = field(default_factory=lambda: Standing("v1", built=True))

    def write(self, path: str, text: str) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def ask(
        self, target: str, method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of the answer to exactly this request target."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, target, headers=headers)
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read().decode()
        finally:
            connection.close()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """A preview of a site with one article, served by Python's own WSGI server, and checked."""
    served = Preview(tmp_path / "out")
    served.write("index.html", "<head></head><body>home</body>")
    served.write("یک/index.html", "<head></head><body>article</body>")
    served.write("static/style.css", "body {}")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    app = validator(make_app(served.folder, lambda: served.standing))
    with make_server("127.0.0.1", 0, app, handler_class=_Quiet) as server:
        served.port = server.server_port
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield served
        server.shutdown()
        thread.join()


SLUG = "/%DB%8C%DA%A9"


def test_a_folders_address_is_its_page(preview: Preview) -> None:
    assert "home" in preview.ask("/")[2]
    status, headers, text = preview.ask(f"{SLUG}/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "article" in text


def test_a_folders_address_without_its_slash_leads_there(preview: Preview) -> None:
    status, headers, _ = preview.ask(f"{SLUG}?a=%2F")
    assert (status, headers["Location"]) == (302, f"{SLUG}/?a=%2F")
    assert preview.ask(f"//{SLUG}")[1]["Location"] == f"{SLUG}/"  # and not to another host


def test_a_file_keeps_its_bytes(preview: Preview) -> None:
    status, headers, text = preview.ask("/static/style.css?v=1")
    assert (status, text) == (200, "body {}")
    assert headers["Content-Type"] == "text/css; charset=utf-8"


def test_a_file_that_the_browser_has_is_sent_again_once_it_changed(preview: Preview) -> None:
    _, first, _ = preview.ask("/static/style.css")
    assert first["Cache-Control"] == "no-cache"
    status, headers, text = preview.ask("/static/style.css", **{"If-None-Match": first["ETag"]})
    assert (status, headers["ETag"], text) == (304, first["ETag"], "")
    preview.write("static/style.css", "body{ }")
    status, headers, text = preview.ask("/static/style.css", **{"If-None-Match": first["ETag"]})
    assert (status, text) == (200, "body{ }")
    assert headers["ETag"] != first["ETag"]


def test_a_page_is_kept_by_no_browser(preview: Preview) -> None:
    for target in ("/", SLUG, "/none/"):
        headers = preview.ask(target)[1]
        assert (headers["Cache-Control"], "ETag" in headers) == ("no-store", False)


def test_head_tells_the_length_without_the_body(preview: Preview) -> None:
    status, headers, text = preview.ask("/static/style.css", "HEAD")
    assert (status, headers["Content-Length"], text) == (200, "7", "")


def test_nothing_can_be_sent(preview: Preview) -> None:
    status, headers, _ = preview.ask("/", "POST")
    assert (status, headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "target",
    ["/none/", "/none.html", "/index.html/", "/static/", "/static/style.css/", "/%FF", "/%00"],
)
def test_what_is_not_there_is_not_found(preview: Preview, target: str) -> None:
    status, _, text = preview.ask(target)
    assert status == 404
    assert "There is no page here." in text


def test_the_sites_own_page_for_what_is_not_found(preview: Preview) -> None:
    preview.write("404.html", "<head></head><body>گم شد</body>")
    status, headers, text = preview.ask("/none/")
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "گم شد" in text
    assert "/livereload.js" in text


OUTSIDE = [
    "/../secret.txt",
    "/static/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/..%5Csecret.txt",
    "//secret.txt",
    "/./../secret.txt",
]


@pytest.mark.parametrize("target", OUTSIDE)
def test_nothing_outside_is_reached(preview: Preview, target: str) -> None:
    assert preview.ask(target)[0] == 404


def test_no_absolute_path_is_reached(preview: Preview) -> None:
    secret = preview.folder.parent / "secret.txt"
    assert preview.ask(f"/{secret}")[0] == 404
    assert preview.ask(f"/{str(secret).replace('/', '%2F')}")[0] == 404


def test_no_link_leads_out(preview: Preview) -> None:
    (preview.folder / "link.txt").symlink_to(preview.folder.parent / "secret.txt")
    assert preview.ask("/link.txt")[0] == 404


@given(st.lists(st.sampled_from(["..", ".", "", "/", "\\", "C:", "static", "secret.txt", "\0"])))
def test_an_address_is_inside_or_nowhere(parts: list[str]) -> None:
    folder = Path(__file__).parent
    place = find(folder, parts)
    assert place is None or place.is_relative_to(folder.resolve())


def test_findings_are_shown_in_pages_and_in_nothing_else(preview: Preview) -> None:
    preview.standing = Standing("v2", Findings.of(ERROR), built=True)
    for target in ("/", f"{SLUG}/", "/none/"):
        assert "not valid TOML" in preview.ask(target)[2]
    assert preview.ask("/static/style.css")[2] == "body {}"
    preview.standing = Standing("v3", built=True)
    assert "not valid TOML" not in preview.ask("/")[2]


def test_before_the_first_build_a_page_says_so(tmp_path: Path, preview: Preview) -> None:
    preview.folder.rename(tmp_path / "away")
    preview.standing = Standing("v1")
    assert "The site is being built." in preview.ask("/")[2]


KINDS = {
    "a.woff2": "font/woff2",
    "a.svg": "image/svg+xml; charset=utf-8",
    "a.css": "text/css; charset=utf-8",
    "a.js": "text/javascript; charset=utf-8",
    "a.mjs": "text/javascript; charset=utf-8",
    "a.webp": "image/webp",
    "a.vtt": "text/vtt; charset=utf-8",
    "a.json": "application/json; charset=utf-8",
    "feed.xml": "text/xml; charset=utf-8",
    "a.mp3": "audio/mpeg",
    "a.epub": "application/epub+zip",
    "unknown": "application/octet-stream",
}


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_content_types(name: str, kind: str) -> None:
    assert content_type(Path(name)) == kind
