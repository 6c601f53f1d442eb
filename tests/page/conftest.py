"""A site with every kind of block and every state of a translation, built and served."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import polib
import pytest

from site_gen import config
from site_gen.model import TranslationUnit, UnitState
from site_gen.pipeline.site import build, collect
from tests.conftest import NewSite, ServeFolder

ROOT = Path(__file__).parents[2]
SHOWCASE = "/showcase/"
FOLDER = "content/articles/showcase"
UNTRANSLATED = "بندی که ترجمه ندارد."
_PNG = base64.b64decode(  # two pixels beside each other
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGNgYGBg+M8AAAMEAQDJ1LeAAAAAAElFTkSuQmCC"
)


@pytest.fixture(scope="session")
def showcase(tmp_path_factory: pytest.TempPathFactory, new_site: NewSite) -> Path:
    """The output folder of that site: the index, the showcase, and the project's own articles."""
    site = new_site(tmp_path_factory.mktemp("showcase"))
    site.write("site.toml", (ROOT / "site.toml").read_bytes())
    for path in (ROOT / "content").rglob("*.*"):
        site.write(str(path.relative_to(ROOT)), path.read_bytes())
    site.write(f"{FOLDER}/article.fa.md", (Path(__file__).parent / "showcase.fa.md").read_bytes())
    site.write(f"{FOLDER}/picture.png", _PNG)
    settings = config.load(site.root)
    for composed in collect(site.root, settings).composed:
        if composed.article.source.slug == "showcase":
            site.write(f"{FOLDER}/en.po", str(_memory(composed.bilingual.units)))
    output = site.root / "_site"
    report = build(site.root, settings, output)
    assert not report.failed, report.findings
    return output


@pytest.fixture(scope="session")
def address(showcase: Path, serve_folder: ServeFolder) -> str:
    """Where it is served, without a slash at the end."""
    return serve_folder(showcase)


def _memory(units: tuple[TranslationUnit, ...]) -> polib.POFile:
    states: Iterator[UnitState] = cycle(
        (UnitState.TRANSLATED, UnitState.MACHINE, UnitState.REVIEWED)
    )
    memory = polib.POFile()
    memory += [_entry(unit, next(states)) for unit in units if unit.source != UNTRANSLATED]
    return memory


def _entry(unit: TranslationUnit, state: UnitState) -> polib.POEntry:
    """A translation that has a Persian word in it, and the notes, code and lines of its source."""
    note = "".join(re.findall(r"\[\^\w+\]|`[^`]+`", unit.source))
    text = f"The English of {unit.id} «گفت\u200cوگو» (سلام){note}."
    return polib.POEntry(
        msgctxt=unit.id,
        msgid=unit.source,
        msgstr="\n".join(text for _ in unit.source.split("\n")),
        flags=["fuzzy"] if state is UnitState.MACHINE else [],
    )
