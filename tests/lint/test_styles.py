"""The linter of style sheets: physical sides are found wherever they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.lint.styles import lint_style

SHEETS = sorted((Path(__file__).parents[2] / "static").rglob("*.css"))


@pytest.mark.parametrize(
    "declaration",
    [
        "margin-left: 1px",
        "padding-right: 0",
        "left: 0",
        "border-left: 1px solid",
        "border-top-right-radius: 1px",
        "scroll-margin-left: 1px",
        "text-align: left",
        "float: right",
        "clear: left",
        "margin: 0 1px 0 2px",
        "border-radius: 0 1em 1em 0",
        "direction: rtl",
        "unicode-bidi: plaintext",
    ],
)
@pytest.mark.parametrize(
    "around", ["p {{ {} }}", "@media print {{ p {{ {} }} }}", "p {{ &.a {{ {} }} }}"]
)
def test_a_side_is_found(declaration: str, around: str) -> None:
    (finding,) = lint_style("static/a.css", ("\n" + around.format(declaration)).encode())
    assert (finding.name, finding.path, finding.line) == ("physical-style", "static/a.css", 2)


@pytest.mark.parametrize(
    "declaration",
    [
        "margin-inline-start: 1px",
        "inset-inline: 0",
        "text-align: start",
        "float: inline-start",
        "margin: 0 1px 2px 1px",
        "margin: 0 auto",
        "border-radius: 1px",
        "grid-template-areas: 'left right'",
        "--left: 1px",
        "top: 0",
    ],
)
def test_what_has_no_side_stands(declaration: str) -> None:
    assert lint_style("static/a.css", f"p {{ {declaration} }} /* left: 0 */".encode()) == ()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_our_own_sheets(sheet: Path) -> None:
    assert lint_style(sheet.name, sheet.read_bytes()) == ()
