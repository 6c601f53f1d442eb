"""A site built by a Dask cluster is the site that one process builds, whatever befalls it."""

from __future__ import annotations

import shutil
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from site_gen import config
from site_gen.cli import main
from site_gen.commands import working
from site_gen.commands.progress import Shown
from site_gen.errors import ClusterError
from site_gen.pipeline import cluster as cluster_module
from site_gen.pipeline.cluster import Cluster
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.site import BuildReport, build, check
from tests.conftest import SiteFolder
from tests.pipeline.clusters import ROOT, ClusterProcesses, cluster

ARTICLES = 70  # enough to be sent away


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[ClusterProcesses]:
    folder = tmp_path / "dask"
    folder.mkdir()
    with cluster(folder) as started:
        yield started


@pytest.fixture
def many(site: SiteFolder) -> SiteFolder:
    """A site of many small articles, one that is broken, one with a file, a template of its own."""
    site.write("site.toml", "[publish]\neditions = false\n")  # fewer pages
    for number in range(ARTICLES):
        head = f"---\ntitle: عنوان {number}\ntags: [t{number % 3}]\n---\n\n"
        path = f"content/articles/a{number}/article.fa.md"
        site.write(path, f"{head}بند *نخست*.\n\nبند {number} و و دیگر.\n")
    site.write("content/articles/a3/en.po", 'msgctxt "p1"\nmsgid "بند *نخست*."\nmsgstr "One."\n')
    site.write("content/articles/a4/data.txt", "a file beside the page")
    site.write("content/articles/broken/article.fa.md", "---\ntitle: [\n---\n")
    site.write("templates/search.html", '<!doctype html><html lang="fa" dir="rtl">{{ head.title }}')
    return site


def files(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def built(
    site: SiteFolder, address: str, tell: Callable[[str, int, int], None] = lambda *_: None
) -> BuildReport:
    call = partial(Cluster, address, lambda _: None)
    with Runner(call=call, few=1, share_disk=False, tell=tell) as runner:
        return build(site.root, config.load(site.root), site.root / "_site", runner=runner)


def test_a_worker_that_is_killed_costs_no_byte(
    many: SiteFolder, dask: ClusterProcesses, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = config.load(many.root)
    build(many.root, settings, many.root / "alone")
    shutil.rmtree(many.root / ".cache")
    victim, _ = dask.worker(), dask.worker()
    told: list[tuple[str, int, int]] = []

    class Kill(Shown):
        def __call__(self, name: str, done: int, total: int) -> None:
            victim.kill()
            told.append((name, done, total))

    monkeypatch.setattr(working, "Shown", Kill)
    output = many.root / "together"
    options = ["--executor", "dask", "--scheduler", dask.address, "--output", str(output)]
    assert main(["--root", str(many.root), "build", *options]) == 1  # the broken article
    assert victim.wait() == -9
    assert files(output) == files(many.root / "alone")
    assert not (many.root / ".cache/templates").exists(), "the workers made the pages"
    assert [one for one in told if one[0] == "articles"] == [
        ("articles", done, ARTICLES + 1) for done in (16, 32, 48, 64, ARTICLES + 1)
    ]

    many.write("content/articles/a5/article.fa.md", "# دیگر\n\nمتنی دیگر.\n")
    call = partial(Cluster, dask.address, lambda _: None)
    with Runner(call=call, few=1, share_disk=False) as runner:
        again = build(many.root, settings, output, runner=runner)
        found = check(many.root, settings, runner=runner)
    assert 0 < again.written < again.unchanged
    alone = build(many.root, settings, many.root / "alone")
    assert files(output) == files(many.root / "alone")
    assert again.findings == alone.findings
    assert found == check(many.root, settings)


def test_a_scheduler_that_goes_away_leaves_the_old_site(
    site: SiteFolder, dask: ClusterProcesses
) -> None:
    for number in range(20):
        site.write(f"content/articles/a{number}/article.fa.md", f"# {number}\n\nمتن.\n")
    old = site.write("_site/.dozaban-files", '{"index.html": ""}').read_bytes()
    site.write("_site/index.html", "the old site")
    dask.worker()
    with pytest.raises(ClusterError, match="the scheduler has gone away") as caught:
        built(site, dask.address, lambda *_: dask.scheduler.kill())
    assert "build again" in caught.value.hint
    assert files(site.root / "_site") == {".dozaban-files": old, "index.html": b"the old site"}


def test_what_a_cluster_lacks_is_told(
    site: SiteFolder,
    dask: ClusterProcesses,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site.write("content/articles/a/article.fa.md", "# عنوان\n\nمتن.\n")
    with monkeypatch.context() as hasty:
        hasty.setattr(cluster_module, "_WORKERS", 0.1)
        with pytest.raises(ClusterError, match="no worker has come") as caught:
            built(site, dask.address)
    assert f"dask worker --nthreads 1 --nworkers auto {dask.address}" in caught.value.hint

    stranger = dask.worker(tmp_path)
    with pytest.raises(ClusterError, match="a worker has no Dozaban: No module") as caught:
        built(site, dask.address)
    assert "one environment" in caught.value.hint
    stranger.kill()
    stranger.wait()

    other = tmp_path / "other"
    shutil.copytree(ROOT / "site_gen", other / "site_gen")
    with (other / "site_gen/escaping.py").open("a", encoding="utf-8") as module:
        module.write("# changed\n")
    dask.worker(other)
    with pytest.raises(ClusterError, match="another program: Dozaban of another"):
        built(site, dask.address)
    assert not (site.root / "_site").exists()


def test_no_scheduler_there(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("content/articles/a/article.fa.md", "# عنوان\n\nمتن.\n")
    monkeypatch.setattr(cluster_module, "_CONNECT", 0.5)
    with socket.socket() as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ClusterError, match="cannot be reached") as caught:
            built(site, address)
    assert caught.value.path == address


def test_without_dask(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("content/articles/a/article.fa.md", "# عنوان\n\nمتن.\n")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match="a library that is not here") as caught:
        built(site, "tcp://127.0.0.1:1")
    assert "pip install distributed" in caught.value.hint


@pytest.mark.parametrize(
    "options", [["--executor", "dask"], ["--scheduler", "tcp://127.0.0.1:8786"]]
)
def test_a_cluster_is_told_by_two_options(
    site: SiteFolder, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(site.root), "build", *options]) == 2
    assert "--executor dask --scheduler tcp://HOST:8786" in capsys.readouterr().err
