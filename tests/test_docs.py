"""What the documents say is there."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from site_gen.cli import _parser
from site_gen.config import ServiceSettings, Settings, TranslateSettings
from site_gen.sources.frontmatter import KEYS
from site_gen.translation.services import PROVIDERS

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md")])
#: What a link in the text, not in code, leads to: a path, and what follows its #.
LINK = re.compile(r"(?<!`)\[[^]`]*\]\(([^)#\s]*)#?([^)\s]*)\)")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    for target, heading in LINK.findall(path.read_text("utf-8")):
        if "://" not in target:
            place = path.parent / target if target else path
            assert place.exists(), target
            assert not heading or heading in _headings(place), f"{target}#{heading}"


def _headings(document: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.*)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_readme_leads_to_every_document() -> None:
    led = {target for target, _ in LINK.findall((ROOT / "README.md").read_text("utf-8"))}
    listed = {target for target, _ in LINK.findall((ROOT / "benchmarks/README.md").read_text())}
    assert {f"docs/{path.name}" for path in ROOT.glob("docs/*.md")} <= led
    assert {path.name for path in ROOT.glob("benchmarks/*.md")} - {"README.md"} <= listed


TABLES = {
    **{f"[{field.name}]": field.type for field in msgspec.structs.fields(Settings)},
    "[translate.deepl]": ServiceSettings,
}


@pytest.mark.parametrize("table", TABLES)
def test_every_setting_is_documented_and_no_other(table: str) -> None:
    text = (ROOT / "docs/configuration.md").read_text("utf-8").partition("# Front matter")[0]
    (part,) = (one for one in re.split(r"^##+ ", text, flags=re.MULTILINE) if f"`{table}`" in one)
    listed = re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)
    assert sorted(listed) == sorted(TABLES[table].__struct_fields__)


def test_every_key_of_front_matter_is_documented() -> None:
    text = (ROOT / "docs/configuration.md").read_text("utf-8").partition("# Front matter")[2]
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == list(KEYS)


def test_every_command_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for action in _parser()._subparsers._group_actions:  # type: ignore[union-attr]  # argparse lists its commands nowhere else
        for name in action.choices or ():
            assert name == "build" or f"build.py {name}" in text


def test_the_settings_know_every_provider() -> None:
    for name in PROVIDERS:
        msgspec.convert({"providers": ["memory", name], name: {}}, TranslateSettings)


def test_every_template_is_documented() -> None:
    text = (ROOT / "docs/templates.md").read_text("utf-8")
    for path in (ROOT / "templates").glob("*.html"):
        assert f"| `{path.name}` |" in text


@pytest.mark.parametrize("name", ["macros.html", "blocks.html", "prose.html"])
def test_every_shared_macro_is_documented(name: str) -> None:
    text = (ROOT / "docs/templates.md").read_text("utf-8")
    (line,) = re.findall(rf"^\| `{name}` \| .*$", text, re.MULTILINE)
    for macro in re.findall(r"{% macro (\w+)", (ROOT / "templates" / name).read_text("utf-8")):
        assert re.search(rf"`{macro}[(`]", line), macro


def test_every_style_sheet_is_documented() -> None:
    text = (ROOT / "docs/templates.md").read_text("utf-8")
    for path in (ROOT / "static").rglob("*.css"):
        assert f"| `{path.relative_to(ROOT).as_posix()}` |" in text
