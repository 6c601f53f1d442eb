"""A site in object storage is the site that is built here, and only what changed goes there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

import pytest
import s3fs

from site_gen.cli import main
from site_gen.pipeline import work
from site_gen.pipeline.storage import Mirror
from tests.conftest import SiteFolder

ARTICLE = "content/articles/{}/article.fa.md"


@dataclass(frozen=True, slots=True)
class Server:
    """moto's S3 server, a process of its own on loopback, and what it has been asked."""

    address: str
    log: Path

    def put(self) -> list[str]:
        """The objects that have been sent since this was last asked."""
        asked = self.log.read_text("utf-8")
        self.log.write_text("", "utf-8")  # it appends
        return [unquote(path) for path in re.findall(r'"PUT (\S+) ', asked)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("moto") / "log"
    command = [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", "0"]
    with log.open("ab") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=stream)
    try:
        ends = time.monotonic() + 120
        while not (found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text("utf-8"))):
            assert process.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < ends
            time.sleep(0.05)
        yield Server(found[0], log)
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def store(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[s3fs.S3FileSystem]:
    """The store, with a bucket `name` of this test's own, and a machine that has seen nothing."""
    for name, value in {
        "AWS_ENDPOINT_URL": server.address,
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
        "XDG_CACHE_HOME": str(tmp_path / "machine"),
    }.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    files = s3fs.S3FileSystem()
    files.name = re.sub(r"[^a-z0-9]+", "-", tmp_path.name)
    files.mkdir(files.name)
    yield files
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture
def filled(site: SiteFolder, store: s3fs.S3FileSystem) -> str:
    """The address of a site in the store; the same site is in the folder `site`."""
    off = "".join(f"[{name}]\non = false\n" for name in ("cards", "offline", "search"))
    head = '[site]\naddress = "https://example.org/"\n[publish]\neditions = false\n'
    site.write("site.toml", head + off)  # fewer pages
    for slug in ("a", "b", "نوشته"):
        site.write(ARTICLE.format(slug), f"---\ndate: 2024-01-01\n---\n\n# عنوان {slug}\n\nمتن.\n")
    site.write("content/articles/a/en.po", 'msgctxt "p1"\nmsgid "متن."\nmsgstr "Text."\n')
    site.write("content/articles/a/data.txt", "a file beside the page")
    site.write("static/own.css", ".own { color: red }\n")
    for path in site.root.rglob("*"):
        if path.is_file():
            name = path.relative_to(site.root).as_posix()
            store.pipe_file(f"{store.name}/docs/{name}", path.read_bytes())
    return f"s3://{store.name}/docs"


def objects(store: s3fs.S3FileSystem, folder: str) -> Mapping[str, bytes]:
    store.invalidate_cache()
    top = f"{store.name}/{folder}"
    return {path.removeprefix(f"{top}/"): store.cat_file(path) for path in store.find(top)}


def kind(store: s3fs.S3FileSystem, path: str) -> str:
    """As what a browser is given an object."""
    return str(store.call_s3("head_object", Bucket=store.name, Key=path)["ContentType"])


def files(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def build(*options: str) -> int:
    return main([*options, "build", "--jobs", "1"])


def test_a_site_in_a_bucket_is_the_site_built_here(
    site: SiteFolder,
    store: s3fs.S3FileSystem,
    server: Server,
    filled: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    assert build("--root", filled) == 0
    assert f"3 articles in {filled}/_site" in capsys.readouterr().out
    build("--root", str(site.root))
    assert objects(store, "docs/_site") == files(site.root / "_site")
    assert store.exists(f"{store.name}/docs/.cache/build.db")
    assert kind(store, "docs/_site/a/index.html") == "text/html"
    assert kind(store, "docs/_site/feeds/all.atom") == "application/atom+xml"

    # An edit, and an article that is gone: what shows them is sent, and nothing else.
    site.write(ARTICLE.format("a"), "# دیگر\n\nمتن دیگر.\n")
    store.put_file(str(site.root / ARTICLE.format("a")), f"{store.name}/docs/{ARTICLE.format('a')}")
    store.rm(f"{store.name}/docs/{ARTICLE.format('b')}")
    (site.root / ARTICLE.format("b")).unlink()
    server.put()
    assert build("--root", filled) == 0
    sent = server.put()
    build("--root", str(site.root))
    assert objects(store, "docs/_site") == files(site.root / "_site")
    top = f"/{store.name}/docs"
    assert f"{top}/_site/a/index.html" in sent
    assert f"{top}/.cache/build.db" in sent
    assert not [path for path in sent if "/static/" in path or "/content/" in path]

    # Another machine, with what the first has left in the bucket: no page has to be sent.
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another machine"))
    assert main(["--root", filled, "check", "--jobs", "1"]) == 0
    server.put()
    assert build("--root", filled) == 0
    assert {*server.put()} <= {f"{top}/.cache/build.db", f"{top}/_site/.dozaban-files"}
    assert objects(store, "docs/_site") == files(site.root / "_site")


def test_the_page_of_an_article_that_is_broken_stays_in_the_bucket(
    store: s3fs.S3FileSystem, filled: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    build("--root", filled)
    page = objects(store, "docs/_site")["a/index.html"]
    store.pipe_file(f"{store.name}/docs/{ARTICLE.format('a')}", b"---\ntitle: [\n---\n")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another machine"))
    assert build("--root", filled) == 1
    assert objects(store, "docs/_site")["a/index.html"] == page


def test_a_site_here_with_cache_and_output_in_a_bucket(
    site: SiteFolder, store: s3fs.S3FileSystem, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = ["--cache", f"{filled}/kept", "--output", f"s3://{store.name}/public/"]
    assert main(["--root", str(site.root), "build", *places, "--jobs", "1"]) == 0
    main(["--root", str(site.root), "build", "--jobs", "1"])
    assert objects(store, "public") == files(site.root / "_site")
    shutil.rmtree(site.root / ".cache")

    def never(*_: object, **__: object) -> None:
        raise AssertionError("an article is composed that the cache knows")

    monkeypatch.setattr(work, "composing", never)
    assert main(["--root", str(site.root), "build", *places, "--jobs", "1"]) == 0


def test_what_was_cut_off_is_finished_by_the_next_build(
    site: SiteFolder, store: s3fs.S3FileSystem, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(mirror: Mirror, paths: Sequence[str]) -> None:
        real(mirror, paths[:9])
        raise ConnectionResetError("the line is gone")

    real = Mirror._put
    with monkeypatch.context() as patch:
        patch.setattr(Mirror, "_put", cut_off)
        assert build("--root", filled) == 1
    assert 0 < len(objects(store, "docs/_site")) <= 10
    assert build("--root", filled) == 0
    build("--root", str(site.root))
    assert objects(store, "docs/_site") == files(site.root / "_site")


def test_what_is_not_of_the_site_stays(
    store: s3fs.S3FileSystem, filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    store.pipe_file(f"{store.name}/docs/_site/mine.txt", b"mine")
    assert build("--root", filled) == 1
    assert "files that are not of this site" in capsys.readouterr().err
    assert objects(store, "docs/_site") == {"mine.txt": b"mine"}


def test_a_key_that_is_no_path_is_left_alone(
    store: s3fs.S3FileSystem, filled: str, tmp_path: Path
) -> None:
    for key in ("content/articles/../../../x", "content/articles//x", "content/"):
        store.pipe_file(f"{store.name}/docs/{key}", b"out")
    assert build("--root", filled) == 0
    assert not [path for path in tmp_path.rglob("x") if path.is_file()]


@pytest.mark.usefixtures("store")
def test_no_such_bucket(capsys: pytest.CaptureFixture[str]) -> None:
    assert build("--root", "s3://not-there/docs") == 1
    told = capsys.readouterr().err
    assert "s3://not-there/docs: error: there is no such bucket" in told
    assert "a build makes no bucket" in told


def test_no_credentials(
    filled: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    s3fs.S3FileSystem.clear_instance_cache()
    assert build("--root", filled) == 1
    told = capsys.readouterr().err
    assert "redentials" in told
    assert "AWS_ACCESS_KEY_ID" in told


@pytest.mark.parametrize(
    ("name", "url", "hint"),
    [
        ("fsspec", "s3://bucket/docs", "pip install s3fs"),
        ("s3fs", "s3://bucket/docs", "pip install s3fs"),
        ("", "nothing://bucket/docs", "Protocol not known: nothing"),
    ],
)
def test_without_the_library(
    name: str,
    url: str,
    hint: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if name:
        monkeypatch.setitem(sys.modules, name, None)
        monkeypatch.setitem(sys.modules, f"{name}.core", None)
    monkeypatch.delitem(import_module("fsspec.registry")._registry, "s3", raising=False)
    assert build("--root", url) == 1
    assert hint in capsys.readouterr().err


def test_other_commands_want_a_folder_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", "s3://bucket/docs", "status"]) == 2
    assert "only `build` and `check`" in capsys.readouterr().err
