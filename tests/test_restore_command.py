"""`restore`: a text on the command line, as text, line by line, or as a report."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from site_gen.cli import main
from site_gen.persian.report import report, visible
from site_gen.persian.restore import restore_text
from tests.persian.replaying import replay

SEED = Path(__file__).parents[1] / "content/articles/white-house-drones/article.fa.txt"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["restore", *arguments]) == 0
    return capsys.readouterr().out


def test_the_real_article_as_whole_paragraphs(capsys: pytest.CaptureFixture[str]) -> None:
    paragraphs = run(capsys, str(SEED)).strip().split("\n\n")
    assert len(paragraphs) == 12
    assert "او نمی\u200cخواهد جنگ" in paragraphs[2]
    assert "کرده\u200cاند که قطعاً بدون" in paragraphs[-1]


def test_one_line_in_one_line_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "او می خواهد\n\nکتابها را\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    assert run(capsys, "--lines", "-") == "او می\u200cخواهد\n\nکتاب\u200cها را\n"


def test_the_report_shows_what_cannot_be_seen(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("سلام\nاو نمیخواهد برود.\n", "utf-8")
    assert run(capsys, "--report", str(path)) == (
        f"{path}:2: lost-zwnj: او نمیخواهد → او نمی|خواهد\n"
    )


def test_only_the_rules_asked_for(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("كتاب نمیخواهد", "utf-8")
    assert run(capsys, "--rules", "letters", str(path)) == "کتاب نمیخواهد\n"
    assert run(capsys, "--keep", "نمیخواهد", str(path)) == "کتاب نمیخواهد\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--rules", "nonsense", str(SEED)], "no such rule: nonsense"),
        (["no-such-file.txt"], "no-such-file.txt: error: cannot be read"),
        (["no-such-file.txt"], "Is its name right? Case matters."),
        (["."], "Name a file in that folder."),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restore", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_every_change_of_the_real_article_is_in_its_report() -> None:
    text = SEED.read_text("utf-8")
    restored = restore_text(text)
    assert replay(text, restored.changes) == restored.text
    lines = list(report(text, restored.changes, "a"))
    assert len(lines) == len(restored.changes)
    assert any(line.endswith("صهیونیستها → اشغالگری صهیونیست|ها") for line in lines)


def test_visible_text_has_a_sign_for_each_unseen_character() -> None:
    assert visible("می\u200cرود\u00a0\u200f.\n") == "می|رود[NBSP][RLM].⏎"
