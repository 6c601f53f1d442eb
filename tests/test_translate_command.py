"""`translate`, from the command line against a service on loopback: the real article, first to
last, with everything that can go wrong on the way."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from site_gen.cli import main
from site_gen.translation.memory import load, save
from site_gen.translation.services import PROVIDERS
from tests.conftest import SiteFolder
from tests.translation.service import KEY, KEYS, FakeService, Reply, in_json, running

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
    told = capsys.readouterr()
    assert "13 of 13 paragraphs translated" in told.out
    assert told.out.endswith(
        " doubts about the drafts; look at each: python build.py status news\n"
    )
    assert (
        f"{MEMORY}:82: warning: “p11”: marks of the other language: “،” [punctuation]" in told.err
    )
    assert news.read(MEMORY).count("#, fuzzy") == UNITS
    assert news.read(MEMORY).count("# origin: google") == UNITS
    assert run(news) == 0
    page = news.read("_site/news/index.html")
    assert page.count('<p class="state">machine draft</p>') == UNITS - 1  # the source has no row
    capsys.readouterr()
    assert run(news, "translate") == 0
    assert len(service.asked) == UNITS
    assert capsys.readouterr().out == "0 of 0 paragraphs translated; 0 characters sent in 0 calls\n"


def test_corrections_stand_whatever_becomes_of_the_source(
    news: SiteFolder, service: FakeService
) -> None:
    assert run(news, "translate") == 0
    path = news.root / MEMORY
    memory = load(path, MEMORY)
    assert memory is not None
    mine = {name: f"A person's words for {name}." for name in ("p2", "p5", "p9")}
    corrected = (
        replace(entry, target=mine[entry.id], fuzzy=False, comments=())
        if entry.id in mine
        else entry
        for entry in memory.entries
    )
    save(replace(memory, entries=tuple(corrected)), path)
    source = news.root / "content/articles/news/article.fa.txt"
    lines = source.read_text("utf-8").split("\n")
    edits: tuple[Callable[[list[str]], list[str]], ...] = (
        lambda text: [line.replace("چندی پیش", "هفتهٔ پیش") for line in text],
        lambda text: [*text, "شهردار وعده داد پل کهنه تا پایان تابستان بازسازی شود."],
        lambda text: [*text, "کنعانی پرسشی دیگر را بی\u200cپاسخ گذاشت."],
        lambda text: [line for line in text if "رئیس دستگاه دیپلماسی" not in line],
    )
    for edit in edits:
        lines = edit(lines)
        source.write_text("\n".join(lines), "utf-8")
        asked = len(service.asked)
        assert run(news, "translate") == 0
        now = load(path, MEMORY)
        assert now is not None
        assert mine.items() <= {entry.id: entry.target for entry in now.entries}.items()
        assert len(service.asked) - asked <= 1, "only what is new is sent"


def test_an_edit_is_written_down_where_nothing_is_to_be_asked(
    news: SiteFolder, service: FakeService
) -> None:
    assert run(news, "translate") == 0
    path = news.root / MEMORY
    memory = load(path, MEMORY)
    assert memory is not None
    accepted = (replace(entry, fuzzy=False) for entry in memory.entries)  # as Poedit does it
    save(replace(memory, entries=tuple(accepted)), path)
    source = news.root / "content/articles/news/article.fa.txt"
    source.write_text(source.read_text("utf-8").replace("چندی پیش", "هفتهٔ پیش"), "utf-8")
    asked = len(service.asked)
    assert run(news, "translate") == 0
    assert len(service.asked) == asked
    now = load(path, MEMORY)
    assert now is not None
    [outdated] = [entry for entry in now.entries if entry.previous_source]
    assert "چندی پیش" in outdated.previous_source
    assert "هفتهٔ پیش" in outdated.source
    assert outdated.fuzzy
    assert not outdated.origin, "an accepted draft is a person's"


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


def test_what_nobody_knows_is_left_to_the_editor_who_is_told_where(
    news: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(news, "translate", "--provider", "memory") == 0
    told = capsys.readouterr().out
    assert told.endswith(f"Nobody who was asked knows 13 paragraphs: translate in {MEMORY}\n")
    assert news.read(MEMORY).count('msgstr ""\n') == UNITS + 1, "and the header"


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
        service.wait_for(7)
        process.send_signal(signal.SIGKILL)
    assert len(service.asked) == 7
    half = news.read(MEMORY)
    assert half.count("# origin: google") == 6
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert news.read(MEMORY).count("# origin: google") == UNITS
    assert [count for _, count in Counter(service.texts).items() if count > 1] == [2]
    assert len(service.asked) == UNITS + 1


# --- whom to ask, and how much ------------------------------------------------------------------


def test_a_dry_run_sends_and_writes_nothing(
    news: SiteFolder, service: FakeService, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(news, "translate", "--dry-run") == 0
    dry = capsys.readouterr().out.splitlines()
    assert (service.asked, (news.root / MEMORY).exists()) == ([], False)
    assert run(news, "translate") == 0
    sent = sum(map(len, service.texts))
    assert dry == [
        f"news: {UNITS} texts by google, {sent:,} characters in {len(service.asked)} calls",
        f"in all: {UNITS} texts by google, {sent:,} characters in {len(service.asked)} calls",
        "Nothing was sent.",
    ]
    assert run(news, "translate", "--dry-run") == 0
    assert capsys.readouterr().out.endswith("Nothing is to be translated.\n")


def test_a_dry_run_knows_what_is_too_much(
    news: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(news, "translate", "--dry-run", "--max-chars", "100") == 0
    assert "more than the 100 characters that may be sent" in capsys.readouterr().out


@pytest.mark.parametrize("number", ["-4", "much", "1.5"])
def test_a_budget_is_a_number(
    news: SiteFolder, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(news, "translate", f"--max-chars={number}")
    assert stopped.value.code == 2
    assert f"a whole number from 0 on is wanted: {number}" in capsys.readouterr().err


def test_a_second_run_waits_and_says_what_the_first_has_done(
    news: SiteFolder, service: FakeService, capsys: pytest.CaptureFixture[str]
) -> None:
    service.pause = 0.3
    command = [sys.executable, str(ROOT / "build.py"), "--root", str(news.root), "translate"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as first:
        service.wait_for(1)
        assert run(news, "translate") == 0
        assert first.wait(timeout=60) == 0
    assert len(service.asked) == UNITS
    told = capsys.readouterr().out
    assert re.search(r"^\d+ paragraphs had a translation when it was their turn", told)
    assert "0 characters sent in 0 calls" in told


def test_the_budget_is_kept_and_the_rest_comes_another_day(
    news: SiteFolder, service: FakeService, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(news, "translate", "--max-chars", "500") == 1
    told = capsys.readouterr()
    assert 0 < sum(map(len, service.texts)) <= 500
    assert "left of 500 may be sent" in told.err
    assert news.read(MEMORY).count("# origin: google") == len(service.asked)
    assert run(news, "translate") == 0
    assert news.read(MEMORY).count("# origin: google") == UNITS
    assert len(service.asked) == UNITS


def test_what_stops_a_named_article_is_said_once(
    news: SiteFolder, service: FakeService, capsys: pytest.CaptureFixture[str]
) -> None:
    news.write(MEMORY, "msgstr Title\n")
    assert run(news, "translate", "news") == 1
    assert capsys.readouterr().err.count("is not a line of a PO file: msgstr Title") == 1
    assert service.asked == []


def test_the_budget_may_stand_in_the_settings(news: SiteFolder, service: FakeService) -> None:
    news.write("site.toml", "[translate]\nmax_chars = 0\n" + news.read("site.toml"))
    assert run(news, "translate") == 1
    assert service.asked == []


def test_the_next_provider_is_asked_where_one_fails(
    news: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("YANDEX_API_KEY", "wrong")
    providers = '[translate]\nproviders = ["memory", "yandex", "deepl", "google"]\n'
    news.write("site.toml", providers + news.read("site.toml"))
    assert run(news, "translate") == 0
    assert news.read(MEMORY).count("# origin: deepl") == UNITS
    told = capsys.readouterr().err
    assert "yandex at " in told
    assert "refused (HTTP 403): API key is invalid; others go on" in told
    assert told.count("others go on") == 1


def test_a_provider_without_its_key_is_left_out(
    news: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DEEPL_API_KEY")
    assert run(news, "translate", "--provider", "deepl", "--provider", "google") == 0
    assert news.read(MEMORY).count("# origin: google") == UNITS
    assert "deepl wants a key; others go on" in capsys.readouterr().err
    news.write(MEMORY, "")
    assert run(news, "translate", "--provider", "memory", "--provider", "deepl") == 1
    assert "DEEPL_API_KEY" in capsys.readouterr().err


def test_what_is_translated_elsewhere_on_the_site_is_not_sent(
    news: SiteFolder, service: FakeService
) -> None:
    shutil.copy(NEWS / "en.po", news.root / MEMORY)
    text = (NEWS / "article.fa.txt").read_text("utf-8").replace("۲۰ مهر", "۲۱ مهر")
    news.write("content/articles/again/article.fa.txt", text + "\n\nاین یک بند تازه است.\n")
    assert run(news, "translate", "again") == 0
    again = news.read("content/articles/again/en.po")
    assert service.texts == ["این یک بند تازه است."]
    assert again.count("# origin: google") == 1
    assert again.count("#, fuzzy") == 1 + again.count("# origin: memory")


def test_terms_are_kept_in_drafts(news: SiteFolder, service: FakeService) -> None:
    news.write(
        "content/glossary.toml",
        '[[term]]\nfa = "پهپاد"\nen = "drone"\n[[term]]\nen = "MSNBC"\ndo_not_translate = true\n',
    )
    assert run(news, "translate") == 0
    assert not any("پهپاد" in text or "MSNBC" in text for text in service.texts)
    assert news.read(MEMORY).count(" drone ") >= 5
    assert "[X" not in news.read(MEMORY)
    assert "MSNBC" in news.read(MEMORY)


def test_what_failed_is_told_and_the_rest_is_drafted(
    news: SiteFolder, service: FakeService, capsys: pytest.CaptureFixture[str]
) -> None:
    service.answers["سایت خبری پرسون"] = "سایت خبری پرسون"
    assert run(news, "translate") == 1
    told = capsys.readouterr()
    assert "12 of 13 paragraphs translated" in told.out
    assert "en.po: warning: source has no draft: google at" in told.err
    assert "gave the text back untranslated" in told.err


def test_english_to_persian(site: SiteFolder, service: FakeService) -> None:
    site.write(
        "site.toml",
        f'[site]\nsource = "en"\n[translate.google]\naddress = "{service.address}"\ndelay = 0\n',
    )
    site.write(
        "content/articles/hello/article.en.md", "# Hello\n\nThey **go** to 3.5% of 10 shops.\n"
    )
    service.answers["Hello"] = "سلام"
    service.answers["They [X1X]go[X2X] to [X3X] of [X4X] shops."] = (
        "آنها به [X3X] از [X4X] مغازه [X1X] مي روند [X2X] ."
    )
    assert run(site, "translate") == 0
    memory = site.read("content/articles/hello/fa.po")
    assert 'msgstr "آنها به ۳٫۵٪ از ۱۰ مغازه **می\u200cروند**."' in memory
    assert run(site) == 0
    assert run(site, "check") == 0


@pytest.mark.parametrize("provider", sorted(PROVIDERS))
@pytest.mark.parametrize("fault", ["wrong key", "down", "nonsense"])
def test_no_key_is_ever_shown_or_written(
    news: SiteFolder,
    service: FakeService,
    provider: str,
    fault: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LIBRE_API_KEY", KEY)
    service.locked = True
    if fault == "wrong key":
        service.key = "another"
    elif fault == "down":
        service.faults.extend([Reply("", 503)] * 9)
    else:
        sent = KEY if PROVIDERS[provider].key_env else "it"
        service.faults.extend([in_json({"error": f"no luck with {sent}"}, 400)] * 9)
    run(news, "translate", "--provider", provider)
    told = capsys.readouterr()
    assert KEY not in told.out + told.err
    files = [path for path in news.root.rglob("*") if path.is_file()]
    assert files
    assert not any(KEY.encode() in path.read_bytes() for path in files)
