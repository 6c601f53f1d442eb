"""`serve` as a process: where it listens, what it says, how it ends."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from urllib.request import urlopen

import pytest

from site_gen.preview.server import file_of
from tests.conftest import SiteFolder
from tests.preview.conftest import PATIENCE, REPOSITORY, Preview


def read(address: str) -> str:
    with urlopen(address, timeout=60) as response:
        return str(response.read().decode())


def test_a_page_is_served_with_the_reloading_script_and_without_its_policy(
    preview: Preview,
) -> None:
    page = read(f"{preview.address}one")
    assert "بند نخست" in page
    assert "Content-Security-Policy" not in page
    assert f"/livereload.js?#&amp;port={preview.port}&amp;snipver=v" in page
    assert "LiveReload" in read(f"{preview.address}livereload.js")


def test_a_save_is_built_and_named(site: SiteFolder, preview: Preview) -> None:
    site.write("content/articles/one/article.fa.md", "# عنوان\n\nبند دوم.\n")
    assert "content/articles/one/article.fa.md: built in" in preview.until("built in")
    assert "بند دوم" in read(f"{preview.address}one/")


def test_findings_are_printed(site: SiteFolder, preview: Preview) -> None:
    site.write("site.toml", "title = 1\n")
    assert preview.until("built in").endswith("stopped; 1 error\n")
    assert "site.toml:1: error: " in preview.until("site.toml:1")


def test_the_pages_go_into_the_cache(site: SiteFolder, preview: Preview) -> None:
    assert preview.process.poll() is None
    assert "بند نخست" in site.read(".cache/preview/one/index.html")
    assert not (site.root / "_site").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of 127.0.0.0/8")
def test_it_listens_on_loopback_only(preview: Preview) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.2", preview.port))  # free, so no wildcard address holds the port


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes for a name")
def test_a_name_that_cannot_be_watched_is_told_with_what_to_do(site: SiteFolder) -> None:
    site.write("content/articles/one/article.fa.md", "# عنوان\n\nبند نخست.\n")
    preview = Preview(site.root)
    preview.until("built in")
    site.write(os.fsdecode(b"content/articles/one/\xff.png"), b"")
    _, complaints = preview.process.communicate(timeout=PATIENCE)
    message, hint = complaints.splitlines()
    assert "cannot watch the site for changes: " in message
    assert r"one/\xFF.png" in message
    assert "Rename it so that its name is UTF-8" in hint


def refused(site: SiteFolder, *options: str) -> str:
    """What `serve` says on stderr where it cannot begin."""
    done = subprocess.run(
        [sys.executable, "-m", "site_gen", "--root", site.root, "serve", *options],
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


def test_a_port_that_is_taken_is_told_with_what_to_do(site: SiteFolder) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        message, hint = refused(site, "--port", port).splitlines()
    assert f"cannot listen on 127.0.0.1, port {port}: " in message
    assert "serve --port" in hint


@pytest.mark.parametrize(("option", "value"), [("--port", "70000"), ("--host", "256.0.0.1")])
def test_what_no_address_can_be_is_told_with_what_to_do(
    site: SiteFolder, option: str, value: str
) -> None:
    message, hint = refused(site, option, value).splitlines()
    assert value in message
    assert f"serve {option}" in hint


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("http://127.0.0.1:8000/", "index.html"),
        ("http://127.0.0.1:8000", "index.html"),
        ("http://127.0.0.1:8000/a/?x=1#p3", "a/index.html"),
        ("http://127.0.0.1:8000/%D9%BE%D9%84/", "پل/index.html"),
        ("http://127.0.0.1:8000/404.html", "404.html"),
    ],
)
def test_an_address_shows_a_file(url: str, file: str) -> None:
    assert file_of(url) == file
