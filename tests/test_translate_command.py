"""`translate`, from the command line against a service on loopback: the real article, first to
last, with everything that can go wrong on the way."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_gen.cli import main
from site_gen.translation.services import PROVIDERS
from tests.conftest import SiteFolder
from tests.translation.service import KEYS, FakeService, Reply, running

ROOT = Path(__file__).parents[1]
NEWS = ROOT / "content/articles/white-house-drones"
UNITS = 13  # title, source, lead and ten paragraphs
MEMORY = "content/articles/news/en.po"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeService]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name, key in KEYS.items():
        monkeypatch.setenv(name, key)
    with running() as started:
        yield started


@pytest.fixture
def news(site: SiteFolder, service: FakeService) -> SiteFolder:
    """A site with the real article and no translation, whose provider is the local service."""
    site.write("content/articles/news/article.fa.txt", (NEWS / "article.fa.txt").read_bytes())
    site.write("content/articles/news/meta.yaml", (NEWS / "meta.yaml").read_bytes())
    site.write(
        "site.toml",
        "".join(
            f'[translate.{name}]\naddress = "{service.address}"\ndelay = 0\nattempts = 1\n'
            for name in PROVIDERS
        ),
    )
    return site


def run(site: SiteFolder, *arguments: str) -> int:
    return main(["--root", str(site.root), *arguments])


def test_from_nothing_to_a_page_of_drafts(
    news: SiteFolder, service: FakeService, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(news, "translate", "news") == 0
    assert len(service.asked) == UNITS
    assert "13 of 13 paragraphs translated" in capsys.readouterr().out
    assert news.read(MEMORY).count("#, fuzzy") == UNITS
    assert news.read(MEMORY).count("# origin: google") == UNITS
    assert run(news) == 0
    page = news.read("_site/news/index.html")
    assert page.count('<p class="state">machine draft</p>') == UNITS - 1  # the source has no row
    assert run(news, "translate") == 0
    assert len(service.asked) == UNITS


def test_what_a_person_wrote_stays(news: SiteFolder, service: FakeService) -> None:
    shutil.copy(NEWS / "en.po", news.root / MEMORY)
    written = news.read(MEMORY).replace('msgstr "Person news site"', 'msgstr ""')
    news.write(MEMORY, written)
    assert run(news, "translate") == 0
    assert service.texts == ["سایت خبری پرسون"]
    after = news.read(MEMORY)
    assert all(line in after for line in written.splitlines() if line.startswith("msgstr"))


@pytest.mark.parametrize("provider", sorted(PROVIDERS))
def test_every_provider(news: SiteFolder, provider: str) -> None:
    assert run(news, "translate", "--provider", provider) == 0
    assert news.read(MEMORY).count(f"# origin: {provider}") == UNITS


FAULTS = {
    "too many": Reply("slow down", 429),
    "down": Reply("sorry", 503),
    "refused": Reply("no", 403),
    "empty": Reply(""),
    "a page": Reply("<!DOCTYPE html><html><body>Before you continue</body></html>"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stops_with_one_message_and_harms_nothing(
    news: SiteFolder, service: FakeService, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    service.faults.extend([FAULTS[fault]] * 20)
    assert run(news, "translate") == 1
    told = capsys.readouterr()
    assert len(told.err.strip().splitlines()) == 2  # what, and what to do
    assert "Traceback" not in told.err
    assert "0 of 13 paragraphs translated" in told.out
    assert run(news) == 0
    assert "not translated yet" in news.read("_site/news/index.html")
    service.faults.clear()
    assert run(news, "translate") == 0


def test_no_network(
    news: SiteFolder, service: FakeService, capsys: pytest.CaptureFixture[str]
) -> None:
    news.write("site.toml", '[translate.google]\naddress = "http://127.0.0.1:9"\nattempts = 1\n')
    assert run(news, "translate") == 1
    assert "google at http://127.0.0.1:9 cannot be reached" in capsys.readouterr().err
    assert not service.asked


def test_a_broken_article_stops_no_other(news: SiteFolder, service: FakeService) -> None:
    news.write("content/articles/bad/article.fa.md", "")
    assert run(news, "translate") == 1
    assert len(service.asked) == UNITS


def test_an_unknown_provider(news: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(news, "translate", "--provider", "babelfish")
    assert stopped.value.code == 2
    assert "babelfish" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_half_way_it_goes_on_where_it_was(news: SiteFolder, service: FakeService) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "--root", str(news.root), "translate"]
    service.silent_at = 7
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 60
        while len(service.asked) < 7 and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    assert len(service.asked) == 7
    half = news.read(MEMORY)
    assert half.count("# origin: google") == 6
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert news.read(MEMORY).count("# origin: google") == UNITS
    assert [count for _, count in Counter(service.texts).items() if count > 1] == [2]
    assert len(service.asked) == UNITS + 1
