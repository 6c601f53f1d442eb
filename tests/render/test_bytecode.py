"""What templates compile to is kept where everybody finds it, and never shown for another."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment

from site_gen.errors import TemplateError
from site_gen.render import bytecode
from site_gen.render.templating import Templates

PAGE = b"{{ 1 + 1 }}"


@pytest.fixture
def compiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A program that ships `page.html`; the names of what was compiled by it."""
    ships = tmp_path / "program"
    ships.mkdir()
    (ships / "page.html").write_bytes(PAGE)
    monkeypatch.setattr(bytecode, "shipped", lambda _: ships)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    compiled: list[str] = []
    parse = Environment._parse

    def counted(self: Environment, source: str, name: str, filename: str) -> object:
        compiled.append(name)
        return parse(self, source, name, filename)

    monkeypatch.setattr(Environment, "_parse", counted)
    return compiled


def shown(source: bytes, site: Path | None) -> str:
    return Templates({"page.html": source}, {}, frozenset(), site).page("page.html", {}).decode()


def kept(folder: Path) -> list[str]:
    return [str(one.relative_to(folder)) for one in folder.rglob("*.template")]


def test_what_ships_is_compiled_once_for_all_sites(tmp_path: Path, compiles: list[str]) -> None:
    for site in (tmp_path / "one", tmp_path / "two", None):
        assert shown(PAGE, site) == "2\n"
    assert compiles == ["page.html"]
    tag = sys.implementation.cache_tag
    assert kept(tmp_path) == [f"program/__pycache__/page.html.{tag}.template"]


def test_a_site_keeps_its_own_template_of_the_same_name(
    tmp_path: Path, compiles: list[str]
) -> None:
    site = tmp_path / "site"
    for source, told in ((PAGE, "2\n"), (b"{{ 2 + 1 }}", "3\n")) * 2:
        assert shown(source, site) == told
    assert len(compiles) == 2
    assert kept(site) == ["page.html.template"]


@pytest.mark.parametrize("why", ["not to be written", "Python keeps none"])
def test_where_nothing_can_be_kept_beside_what_ships_the_site_has_it(
    tmp_path: Path, compiles: list[str], monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    if why == "Python keeps none":
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
    else:
        (tmp_path / "program" / "__pycache__").write_text("no folder")
    site = tmp_path / "site"
    assert shown(PAGE, site) == shown(PAGE, site) == "2\n"
    assert len(compiles) == 1
    assert kept(tmp_path) == ["site/page.html.template"]
    assert shown(PAGE, None) == "2\n"  # which has no place at all


def test_what_another_user_has_kept_is_read_where_nothing_can_be_written(
    tmp_path: Path, compiles: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(PAGE, None)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(bytecode, "write_atomically", refuse)
    assert shown(PAGE, tmp_path / "site") == "2\n"
    assert len(compiles) == 1


@pytest.mark.usefixtures("compiles")
def test_a_mistake_is_told_from_what_was_kept_as_from_what_was_compiled(tmp_path: Path) -> None:
    source = b"one\n{{ 1 / 0 }}"
    told = []
    for _ in range(2):
        with pytest.raises(TemplateError) as raised:
            shown(source, tmp_path / "site")
        told.append((raised.value.path, raised.value.line))
    assert told == [("templates/page.html", 2)] * 2
