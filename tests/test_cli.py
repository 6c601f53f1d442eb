"""The command line: what is printed, and with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from site_gen.cli import main
from tests.conftest import SiteFolder

ARTICLE = "content/articles/a/article.fa.md"


def run(site: SiteFolder, *arguments: str) -> int:
    return main(["--root", str(site.root), *arguments])


def test_build_is_the_default(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.write(ARTICLE, "# عنوان\n\nمتن\n")
    assert run(site) == 0
    assert (site.root / "_site/a/index.html").exists()
    assert "1 article in" in capsys.readouterr().out


def test_output_goes_where_it_is_asked_to(site: SiteFolder, tmp_path: Path) -> None:
    site.write(ARTICLE, "# عنوان\n\nمتن\n")
    assert run(site, "build", "--output", str(tmp_path / "out")) == 0
    assert (tmp_path / "out/a/index.html").exists()


def test_the_default_command_takes_its_options(site: SiteFolder, tmp_path: Path) -> None:
    site.write(ARTICLE, "# عنوان\n\nمتن\n")
    for name, arguments in (("a", ["--output"]), ("b", ["build", "--output"])):
        assert run(site, *arguments, str(tmp_path / name)) == 0
        assert (tmp_path / name / "index.html").is_file()
    assert run(site, "--output", str(tmp_path / "c"), "build", "--jobs", "1") == 0
    assert (tmp_path / "c/index.html").is_file()


def test_check_builds_nothing_and_fails_on_errors(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write(ARTICLE, "متن بی عنوان\n")
    assert run(site, "check") == 1
    assert capsys.readouterr().out == (
        f"{ARTICLE}:1: error: no title\n"
        "    Begin with `# The title`, or set `title:` in the front matter.\n"
        "1 error, 0 warnings\n"
    )
    assert not (site.root / "_site").exists()


def test_a_warning_fails_only_a_strict_check(site: SiteFolder) -> None:
    site.write(ARTICLE, "---\ntitle: عنوان\nauthor: من\n---\nمتن\n")
    assert run(site, "check") == 0
    assert run(site, "check", "--strict") == 1


def test_what_is_looked_for_is_told_by_check_and_by_no_build(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write(ARTICLE, "# عنوان\n\nمتن **پررنگ** است است\n")
    memory = 'msgctxt "p1"\nmsgid "متن **پررنگ** است است"\nmsgstr "The **bold text"\n'
    site.write(ARTICLE.replace("article.fa.md", "en.po"), memory)
    for _ in range(2):
        assert run(site) == 0
        assert capsys.readouterr().err == ""
        assert run(site, "check") == 1
        printed = capsys.readouterr().out
        assert "[markup]" in printed
        assert "[doubled-word]" in printed


def test_broken_settings_are_exit_code_2(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write("site.toml", "[site\n")
    assert run(site) == 2
    assert capsys.readouterr().err.startswith("site.toml:1: error: not valid TOML")


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tmp_path / "no"), "check"]) == 2
    told = capsys.readouterr().err
    assert "there is no such folder" in told
    assert "Name the folder in which content/ lies" in told


@pytest.mark.parametrize("command", ["build", "check", "status"])
@pytest.mark.parametrize("jobs", ["0", "-1", "two"])
def test_jobs_are_counted_from_one(site: SiteFolder, command: str, jobs: str) -> None:
    with pytest.raises(SystemExit) as ended:
        run(site, command, "--jobs", jobs)
    assert ended.value.code == 2


def test_new_begins_an_article_that_builds(site: SiteFolder) -> None:
    assert run(site, "new", "first") == 0
    assert run(site, "check", "--strict") == 0
    assert run(site) == 0
    assert "عنوان نوشته" in site.read("_site/first/index.html")


@pytest.mark.parametrize("slug", ["first", "../x", "static", "a b"])
def test_new_overwrites_nothing_and_goes_nowhere_else(site: SiteFolder, slug: str) -> None:
    path = site.write("content/articles/first/article.fa.md", "# مال من\n")
    assert run(site, "new", slug) == 1
    assert path.read_text("utf-8") == "# مال من\n"


def test_translating_an_article_that_is_not_there(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write(ARTICLE, "# عنوان\n\nمتن\n")
    assert run(site, "translate", "b") == 1
    assert "there is no article “b”" in capsys.readouterr().err


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from site_gen.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted(set(sys.modules) & {'hazm', 'jinja2', 'markdown', 'requests', 'rich'}))\n"
        "print('inspect' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[-2:] == ["[]", "False"]


FA = "هوا سرد است. در سال ۱۴۰۱ برف آمد. کودکان در کوچه بازی کردند.\n"
EN = "It is cold. Snow came in 1401, and the children played in the street.\n"


@pytest.fixture
def texts(tmp_path: Path) -> tuple[str, str]:
    """A text and its translation, by path."""
    for name, text in (("a.fa.txt", FA), ("a.en.txt", EN)):
        (tmp_path / name).write_text(text, "utf-8")
    return str(tmp_path / "a.fa.txt"), str(tmp_path / "a.en.txt")


def test_align_gives_beads_that_are_the_texts(
    texts: tuple[str, str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["align", *texts]) == 0
    beads = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert len(beads) == 2
    assert "".join(bead["source"] for bead in beads) == FA.strip()
    assert "".join(bead["target"] for bead in beads) == EN.strip()
    assert all(0 <= bead["score"] <= 1 for bead in beads)


@pytest.mark.parametrize(
    ("form", "start"),
    [("po", b'msgid ""'), ("tmx", b"<?xml"), ("html", b"<!doctype html>")],
)
def test_align_writes_every_format(
    texts: tuple[str, str], form: str, start: bytes, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["align", *texts, "--format", form]) == 0
    written = capfdbinary.readouterr().out
    assert start in written[:200].lower()
    assert "هوا سرد است.".encode() in written


def test_align_says_what_cannot_be_aligned(
    texts: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["align", texts[1], texts[1]]) == 1
    assert "both sides are in the same language" in capsys.readouterr().err
    unnamed = tmp_path / "a.txt"
    unnamed.write_text(FA, "utf-8")
    assert main(["align", str(unnamed), texts[1]]) == 2
    assert "does not say its language" in capsys.readouterr().err


def test_a_build_prints_fifty_findings_and_how_many_more(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(60):
        site.write(f"content/articles/a{number}/article.fa.md", "---\ntitle: a\nauthor: b\n---\n")
    site.write("content/articles/z/article.fa.md", "متن بی عنوان\n")
    assert run(site) == 1
    printed = capsys.readouterr().err.splitlines()
    assert "content/articles/z/article.fa.md" in printed[0]  # errors are not among what is left out
    assert sum(line.startswith("content/") for line in printed) == 50
    assert printed[-1] == "and 11 more findings; all of them: python build.py check"
    run(site, "check")
    assert "59/article.fa.md" in capsys.readouterr().out


def test_who_has_read_enough_ends_a_command_without_a_traceback(site: SiteFolder) -> None:
    for number in range(900):  # more than a pipe holds
        site.write(f"content/articles/a{number}/article.fa.md", "# عنوان\n\nمتن\n")
    command = [sys.executable, "-m", "site_gen", "--root", str(site.root), "status", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141
