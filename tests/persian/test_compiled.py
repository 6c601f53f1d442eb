"""What is worked out of tables is kept, and only for as long as they are the same."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from site_gen.persian import compiled as room
from site_gen.persian.compiled import compiled


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table, and a package of its own that may be written."""
    monkeypatch.setattr(room, "_HERE", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "table.tsv").write_text("کتاب\t3\n", encoding="utf-8")
    return tmp_path / "table.tsv"


def words(table: Path, asked: list[str]) -> object:
    def work_out() -> tuple[object, ...]:
        asked.append("once more")
        word, _, count = table.read_text("utf-8").strip().partition("\t")
        return Counter({word: int(count)}), frozenset({(word, "ها")}), {word: {word: 1.5}}

    return compiled("words", [table], work_out)


def test_it_is_worked_out_once_and_the_same_when_read(table: Path) -> None:
    asked: list[str] = []
    first = words(table, asked)
    assert words(table, asked) == first == ({"کتاب": 3}, {("کتاب", "ها")}, {"کتاب": {"کتاب": 1.5}})
    assert len(asked) == 1


@pytest.mark.parametrize("change", ["the table", "a module", "half written", "of another shape"])
def test_it_is_worked_out_again_when_it_is_not_right(table: Path, change: str) -> None:
    asked: list[str] = []
    words(table, asked)
    (kept,) = (table.parent / "__pycache__").iterdir()
    if change == "the table":
        table.write_text("کتاب\t40\n", encoding="utf-8")
    elif change == "a module":
        (table.parent / "rules.py").write_text("", encoding="utf-8")
    elif change == "half written":
        kept.write_bytes(kept.read_bytes()[:-9])
    else:
        kept.write_bytes(b"i\1\0\0\0")
    found = words(table, asked)
    assert len(asked) == 2
    assert found == words(table, asked)
    assert len(asked) == 2


def test_a_package_that_cannot_be_written_is_none_the_worse(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(room, "write_atomically", refuse)
    asked: list[str] = []
    assert words(table, asked) == words(table, asked)
    assert len(asked) == 2
