"""The round trip through the real tools: gettext's, and OmegaT in console mode."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from site_gen.cli import main
from site_gen.model import UnitState
from site_gen.translation.memory import Entry, load
from tests.conftest import SiteFolder

ARTICLE = "# عنوان\n\nبهار آمد.\n\nگل شکفت و **باغ** سبز شد.\n\nباران بارید.\n"
MEMORY = """\
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

# state: reviewed
msgctxt "title"
msgid "عنوان"
msgstr "Title"

# origin: google
#, fuzzy
msgctxt "p2"
msgid "گل شکفت و **باغ** سبز شد."
msgstr "Flower and **garden** green."

#, fuzzy
#| msgid "باران می\u200cبارید."
msgctxt "p3"
msgid "باران بارید."
msgstr "It was raining."
"""
PO = "content/articles/a/en.po"
OMEGAT_PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir>
<target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>fa</source_lang>
<target_lang>en</target_lang><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>
"""

needs_omegat = pytest.mark.skipif(
    shutil.which("omegat") is None, reason="OmegaT, a large package, is not on this machine"
)


@pytest.fixture
def article(site: SiteFolder) -> SiteFolder:
    """An article with an entry in every state but one."""
    site.write("content/articles/a/article.fa.md", ARTICLE)
    site.write(PO, MEMORY)
    return site


def run(site: SiteFolder, *arguments: str) -> int:
    return main(["--root", str(site.root), *arguments])


def entries(site: SiteFolder) -> dict[str, Entry]:
    memory = load(site.root / PO, PO)
    assert memory is not None
    return {entry.id: entry for entry in memory.entries}


def exported(article: SiteFolder, path: Path) -> Path:
    assert run(article, "export", "po", "--output", str(path)) == 0
    return path


def merged(old: Path, newer: Path) -> Path:
    """The old file brought up to date by msgmerge."""
    back = old.with_name("back.po")
    tool("msgmerge", "--previous", "--quiet", "--output-file", back, old, newer)
    return back


def tool(*command: str | Path, cwd: Path | None = None) -> bytes:
    environment = os.environ | ({"HOME": str(cwd)} if cwd else {})
    done = subprocess.run(command, capture_output=True, check=False, cwd=cwd, env=environment)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.mark.usefixtures("gettext")
def test_gettext_checks_filters_and_merges_what_goes_out(
    article: SiteFolder, tmp_path: Path
) -> None:
    out = exported(article, tmp_path / "out.po")
    tool("msgfmt", "--check", "--output-file=/dev/null", out)
    finished = tool("msgattrib", "--translated", "--no-fuzzy", "--no-obsolete", out).decode()
    assert 'msgctxt "a#title"' in finished
    assert 'msgctxt "a#p2"' not in finished
    assert 'msgctxt "a#p4"' in tool("msgattrib", "--untranslated", out).decode()
    assert '#| msgid "باران می\u200cبارید."' in tool("msgattrib", "--only-fuzzy", out).decode()
    template = tmp_path / "out.pot"
    tool("msgattrib", "--clear-previous", "--output-file", template, out)
    before = entries(article)
    assert run(article, "import", str(merged(out, template))) == 0
    assert {name: entries(article)[name] for name in before} == before


@pytest.mark.usefixtures("gettext")
def test_an_old_file_brought_up_to_date_by_msgmerge_takes_nobodys_words(
    article: SiteFolder, tmp_path: Path
) -> None:
    out = exported(article, tmp_path / "out.po")
    article.write(PO, article.read(PO).replace('msgstr "Title"', 'msgstr "A heading"'))
    before = entries(article)
    back = merged(out, exported(article, tmp_path / "newer.po"))
    assert 'msgstr "Title"' in back.read_text("utf-8")
    assert run(article, "import", str(back)) == 0
    assert {name: entries(article)[name] for name in before} == before


@pytest.mark.usefixtures("gettext")
@pytest.mark.parametrize("is_accepted", [True, False])
def test_a_draft_that_msgmerge_outdates_is_whose_it_was(
    article: SiteFolder, tmp_path: Path, is_accepted: bool
) -> None:
    """msgmerge marks both fuzzy again; the words of an accepted one are a person's."""
    out = exported(article, tmp_path / "out.po")
    if is_accepted:
        text = out.read_text("utf-8")
        of_draft = text.index("# origin: google")
        out.write_text(text[:of_draft] + text[of_draft:].replace("#, fuzzy\n", "", 1), "utf-8")
    newer = "گل سرخ شکفت و **باغ** سبز شد."
    edited = ARTICLE.replace("گل شکفت و **باغ** سبز شد.", newer)
    article.write("content/articles/a/article.fa.md", edited)
    back = merged(out, exported(article, tmp_path / "newer.po"))
    for _ in range(2):
        assert run(article, "import", str(back)) == 0
        assert run(article, "translate", "--provider", "memory") == 0
        entry = entries(article)["p2"]
        assert (entry.source, entry.target) == (newer, "Flower and **garden** green.")
        assert entry.state is UnitState.OUTDATED
        assert entry.origin == ("" if is_accepted else "google")


@pytest.mark.usefixtures("gettext")
def test_an_editor_of_po_files_comes_back(article: SiteFolder, tmp_path: Path) -> None:
    out, back = exported(article, tmp_path / "out.po"), tmp_path / "back.po"
    out.write_text(out.read_text("utf-8").replace('سبز شد."\nmsgstr "Fl', 'سبز شد."\nmsgstr "A fl'))
    tool("msgattrib", "--clear-fuzzy", "--output-file", back, out)
    assert run(article, "import", str(back)) == 0
    entry = entries(article)["p2"]
    assert (entry.target, entry.state) == ("A flower and **garden** green.", UnitState.TRANSLATED)
    assert not entry.comments


def omegat_project(folder: Path) -> Path:
    project = folder / "project"
    for name in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(OMEGAT_PROJECT, "utf-8")
    return project


@pytest.fixture
def omegat(tmp_path: Path) -> Callable[[Path], Path]:
    """Lets OmegaT translate a file: it knows one of the article's texts from a memory."""
    project = omegat_project(tmp_path)
    known = SiteFolder(tmp_path / "other")
    known.write("content/articles/b/article.fa.md", "# عنوان\n\nبهار آمد.\n")
    known.write(
        "content/articles/b/en.po", 'msgctxt "p1"\nmsgid "بهار آمد."\nmsgstr "Spring came."\n'
    )
    assert run(known, "export", "tmx", "--output", str(project / "tm/auto/known.tmx")) == 0

    def translated(file: Path) -> Path:
        shutil.move(file, project / "source")
        settings = f"--config-dir={tmp_path / 'settings'}"
        tool("omegat", "--mode=console-translate", settings, project, cwd=tmp_path)
        return project / "target" / file.name

    return translated


@needs_omegat
@pytest.mark.parametrize("name", ["all.po", "all.xlf"])
def test_omegat_translates_what_goes_out(
    article: SiteFolder, omegat: Callable[[Path], Path], tmp_path: Path, name: str
) -> None:
    assert run(article, "translate", "--provider", "memory") == 0
    before = entries(article)
    form = "po" if name.endswith("po") else "xliff"
    assert run(article, "export", form, "--output", str(tmp_path / name)) == 0
    back = omegat(tmp_path / name)
    if form == "xliff":
        assert '<bpt id="1">**</bpt>' in back.read_text("utf-8")
    assert run(article, "import", str(back)) == 0
    after = entries(article)
    untranslated = [name for name, entry in before.items() if not entry.target]
    assert [(after[name].target, after[name].state) for name in untranslated] == [
        ("Spring came.", UnitState.TRANSLATED)
    ]
    others = before.keys() - {*untranslated}
    assert {name: after[name] for name in others} == {name: before[name] for name in others}
    assert run(article, "import", str(next(tmp_path.glob("project/*-omegat.tmx")))) == 0
