"""What may go wrong around a build: the cache, the disk, the clock, another build."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from site_gen import config, files
from site_gen.errors import OutputError
from site_gen.model import Artifact
from site_gen.pipeline import making, output, tree
from site_gen.pipeline.output import put_aside
from site_gen.pipeline.site import CACHE, BuildReport, build, check, collect
from site_gen.pipeline.store import Store
from tests.conftest import SiteFolder
from tests.pipeline.test_histories import files as all_files
from tests.pipeline.test_pictures import picture

ARTICLE = "content/articles/{}/article.fa.md"
BUILD = Path(__file__).parents[2] / "build.py"


def built(site: SiteFolder, told: list[str] | None = None) -> BuildReport:
    lines: list[str] = [] if told is None else told
    return build(site.root, config.load(site.root), site.root / "_site", say=lines.append)


@pytest.fixture
def standing(site: SiteFolder) -> SiteFolder:
    """A site of two articles that has been built."""
    for slug in ("a", "b"):
        site.write(ARTICLE.format(slug), f"# عنوان {slug}\n\nمتن\n")
    built(site)
    return site


def another_version(cache: Path) -> None:
    database = sqlite3.connect(cache)
    database.execute("PRAGMA user_version = 99")
    database.close()


def half_written(cache: Path) -> None:
    cache.write_bytes(cache.read_bytes()[: cache.stat().st_size // 2])


def a_wrong_record(cache: Path) -> None:
    database = sqlite3.connect(cache)
    database.execute("UPDATE articles SET record = x'ff'")
    database.commit()
    database.close()


def a_wrong_letter(cache: Path) -> None:
    database = sqlite3.connect(cache)
    for folder, record in database.execute("SELECT folder, record FROM articles").fetchall():
        spoilt = record.replace(b"content", b"\xffontent", 1)
        database.execute("UPDATE articles SET record = ? WHERE folder = ?", (spoilt, folder))
    database.commit()
    database.close()


def a_lost_part(cache: Path) -> None:
    database = sqlite3.connect(cache)
    database.execute("DELETE FROM parts")
    database.commit()
    database.close()


def a_folder(cache: Path) -> None:
    cache.unlink()
    cache.mkdir()


def nothing_left(cache: Path) -> None:
    cache.write_bytes(b"")


@pytest.mark.parametrize(
    "spoil",
    [
        another_version,
        half_written,
        a_wrong_record,
        a_wrong_letter,
        a_lost_part,
        a_folder,
        nothing_left,
        lambda cache: cache.write_bytes(b"not a database" * 1000),
    ],
)
def test_a_spoilt_cache_is_dropped_with_a_line(
    standing: SiteFolder, spoil: Callable[[Path], object]
) -> None:
    spoil(standing.root / CACHE)
    standing.write("templates/index.html", "now {{ site.title.en }}")
    standing.write(ARTICLE.format("a"), "# دیگر\n\nمتن\n")
    told: list[str] = []
    report = built(standing, told)
    assert report.articles == 2
    assert len(told) == (0 if spoil is nothing_left else 1), told
    assert standing.read("_site/index.html") == "now Notebook\n"
    assert "دیگر" in standing.read("_site/a/index.html")
    built(standing)
    assert built(standing).written == 0


def test_a_spoilt_page_is_not_put_back(standing: SiteFolder) -> None:
    pages = all_files(standing.root / "_site")
    database = sqlite3.connect(standing.root / CACHE)
    kept = database.execute("SELECT rowid, data FROM artifacts").fetchall()
    for row, data in kept:
        at = len(data) // 2
        spoilt = bytes((*data[:at], data[at] ^ 4, *data[at + 1 :]))
        database.execute("UPDATE artifacts SET data = ? WHERE rowid = ?", (spoilt, row))
    database.commit()
    database.close()
    shutil.rmtree(standing.root / "_site")
    told: list[str] = []
    built(standing, told)
    assert len(told) == 1, told
    assert all_files(standing.root / "_site") == pages


def test_a_cache_that_cannot_be_made_stops_nothing(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), "# عنوان\n\nمتن\n")
    shutil.rmtree(site.root / ".cache", ignore_errors=True)
    site.write(".cache", "a file where the folder should be")
    told: list[str] = []
    assert built(site, told).articles == 1
    (line,) = told
    assert "this build goes without" in line


def test_a_full_disk_leaves_the_old_site_whole(
    standing: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = all_files(standing.root / "_site")
    for slug in ("a", "b"):
        standing.write(ARTICLE.format(slug), "# دیگر\n\nمتن دیگر\n")
    real, room = put_aside, iter([True, False])

    def full(output: Path, artifact: Artifact) -> bool:
        if not next(room):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), artifact.path)
        return real(output, artifact)

    with monkeypatch.context() as patch:
        patch.setattr(making, "put_aside", full)
        with pytest.raises(OutputError, match="No space left") as caught:
            built(standing)
    assert "disk full" in caught.value.hint
    assert all_files(standing.root / "_site") == before
    built(standing)
    assert "متن دیگر" in standing.read("_site/b/index.html")


def test_a_disk_that_takes_a_part_of_a_page_is_full(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")  # Windows has none
    output.begin(tmp_path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, before[1]))
    try:
        with pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
            output.put_aside(tmp_path, Artifact("page.html", b"x" * 9_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_under_the_cache_too(
    standing: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing.write(ARTICLE.format("a"), "# دیگر\n\nمتن\n")

    def full(_: Store) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    told: list[str] = []
    with monkeypatch.context() as patch:
        steps = iter([full])
        patch.setattr(Store, "commit", lambda store: next(steps, lambda _: None)(store))
        built(standing, told)
    assert told == [f"{CACHE}: the cache cannot be used (database or disk is full); "
                    "this build goes without"]  # fmt: skip
    assert "دیگر" in standing.read("_site/a/index.html")


def test_a_file_that_is_written_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "article.fa.md"
    path.write_bytes(b"half")
    real = files.read_regular
    more = iter([b" and the rest"])

    def slow(place: Path) -> bytes:
        data = real(place)
        with place.open("ab") as file:
            file.write(next(more, b""))
        return data

    monkeypatch.setattr(files, "read_regular", slow)
    assert files.read_steady(path) == b"half and the rest"


def test_a_file_that_never_rests_is_a_finding(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(ARTICLE.format("a"), "# عنوان\n\nمتن\n")
    real = files.read_regular

    def restless(place: Path) -> bytes:
        data = real(place)
        with place.open("ab") as file:
            file.write(b"\n")
        return data

    with monkeypatch.context() as patch:
        patch.setattr(files, "read_regular", restless)
        (finding,) = built(site).findings
    assert "being written just now" in finding.message
    assert not built(site).findings  # it is looked at again, though nothing has changed since


def test_a_clock_set_back_hides_no_change(
    standing: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "_COARSE", 0)  # the time of the disk is exact here
    path = standing.root / ARTICLE.format("a")
    built(standing)
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("متن", "تنم"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    built(standing)
    assert "تنم" in standing.read("_site/a/index.html")


@pytest.mark.skipif(sys.platform == "win32", reason="no such locks, no such links")
def test_a_second_build_waits_for_the_first(standing: SiteFolder) -> None:
    command = [sys.executable, str(BUILD), "--root", str(standing.root), "build"]
    with files.locked(standing.root / CACHE.parent, lambda: pytest.fail("nobody has it")):
        second = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert second.stderr
        assert "another build of this site is running" in second.stderr.readline()
        assert second.poll() is None
    _, rest = second.communicate()
    assert (second.returncode, rest) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_itself_is_a_finding(standing: SiteFolder) -> None:
    loop = standing.root / "content/articles/c/article.fa.md"
    loop.parent.mkdir()
    loop.symlink_to(loop)
    (standing.root / "content/articles/a/loop").symlink_to(
        standing.root / "content/articles/a/loop"
    )
    report = built(standing)
    assert report.articles == 2
    assert {finding.path.rpartition("/")[2] for finding in report.findings} == {
        "article.fa.md",
        "'loop'",
    }


HEAVY = {"hazm", "deep_translator", "requests", "jinja2", "markdown", "markdown_it", "nh3", "polib"}


def test_a_build_without_news_imports_nothing_for_work(standing: SiteFolder) -> None:
    run = (
        "import sys; from site_gen.pipeline import tree; tree._COARSE = 0;"
        f"from site_gen.cli import main; code = main(['--root', {str(standing.root)!r}, 'build']);"
        f"print(code, sorted(sys.modules.keys() & {HEAVY!r}))"
    )
    for heavy in (True, False):
        done = subprocess.run(
            [sys.executable, "-c", run],
            cwd=BUILD.parent,
            capture_output=True,
            text=True,
            check=True,
        )
        *_, last = done.stdout.splitlines()
        assert (last == "0 []") is not heavy, done.stdout


def test_a_cache_deleted_between_two_builds_of_one_process_is_made_again(
    standing: SiteFolder,
) -> None:
    shutil.rmtree(standing.root / ".cache")
    shutil.rmtree(standing.root / "_site")
    assert not built(standing).failed
    assert (standing.root / "_site/a/index.html").is_file()


UNSEEN = [
    "\u00a0",
    "\u200b",
    "\ufeff",
    "\u200f",
    "\u2067\u2069",
    "\u200c",
    "\u200f \u2060",
    "&#8203;",
]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("article.fa.md", "# عنوان\n\n{}\n\nمتن\n"),
        ("article.fa.md", "# عنوان\n\n> {}\n\n## {}\n\nمتن\n\n- {}\n"),
        ("article.fa.md", "# عنوان\n\nمتن\n\n```verse\n{}\n```\n\n![{}](x.png)\n"),
        ("article.en.md", "# The title\n\n{}\n\nA text.\n\n{}\n"),
        ("article.en.txt", "{}\nThe title\n\n{}\nA text.\n{}\n"),
        ("article.fa.txt", "عنوان\n\n<!-- keep --><!-- /keep -->\n\n{}\n\nمتن\n"),
    ],
)
def test_a_paragraph_that_nobody_sees_is_none(site: SiteFolder, name: str, text: str) -> None:
    """A space of another kind, or a mark of direction, that was pasted with a text is no row."""
    unseen_here = UNSEEN if name.endswith(".md") else UNSEEN[:-1]  # plain text has no entities
    for number, unseen in enumerate(unseen_here):
        site.write(f"content/articles/a{number}/{name}", text.replace("{}", unseen))
        site.write(f"content/articles/a{number}/x.png", picture(4, 3))
    assert not built(site).failed
    for number, unseen in enumerate(unseen_here):
        page = site.read(f"_site/a{number}/index.html")
        assert ('id="p1"' in page, 'id="p2"' in page) == (True, False), ascii(unseen)


UNNAMED = [
    b"content/articles/\xff.md",
    b"content/articles/\xfe/article.fa.md",
    b"content/articles/a/\xd9\x85\xff.png",
    b"content/articles/a/pictures/one\xff.png",
    b"content/articles/c/article.\xff.md",
    b"static/css/\xff.css",
    b"templates/\xff.html",
]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes for a name")
def test_a_name_that_is_not_utf8_is_passed_over_and_told(standing: SiteFolder) -> None:
    pages = all_files(standing.root / "_site")
    for name in UNNAMED:
        path = standing.root / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# عنوان\n\nمتن\n", encoding="utf-8")
    told = [
        r"content/articles/\xfe",
        r"content/articles/\xff.md",
        r"content/articles/a/pictures/one\xff.png",
        r"content/articles/a/م\xff.png",
        r"content/articles/c/article.\xff.md",
        r"static/css/\xff.css",
        r"templates/\xff.html",
    ]
    for report in (built(standing), built(standing)):
        assert [finding.path for finding in report.findings] == told
        assert {finding.message for finding in report.findings} == {
            "this name is not UTF-8; it is passed over"
        }
    settings = config.load(standing.root)
    assert [finding.path for finding in check(standing.root, settings)] == told
    found = [finding.path for finding in collect(standing.root, settings).findings]
    assert found == told[:5]  # what is read of content alone
    assert all_files(standing.root / "_site") == pages
    for name in UNNAMED:
        (standing.root / os.fsdecode(name)).unlink()
    (standing.root / os.fsdecode(b"content/articles/\xfe")).rmdir()
    assert not built(standing).findings


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes for a name")
def test_status_says_no_name_that_is_not_utf8(standing: SiteFolder) -> None:
    standing.write(os.fsdecode(b"content/articles/c/article.\xff.md"), "# عنوان\n\nمتن\n")
    command = [sys.executable, str(BUILD), "--root", str(standing.root), "status", "--json"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert [row["slug"] for row in json.loads(done.stdout)] == ["a", "b"]
