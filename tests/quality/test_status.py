"""`status`: the table, JSON, and what is to be seen at each unit."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.cli import main
from site_gen.model import UnitState
from site_gen.quality.status import difference
from tests.conftest import SiteFolder

PO = """\
# state: reviewed
msgctxt "title"
msgid "عنوان"
msgstr "Title"

# origin: google
#, fuzzy
msgctxt "p1"
msgid "سال ۱۴۰۱ آمد."
msgstr "The year 1402 came."

#, fuzzy
#| msgid "باران تند می\u200cبارید."
msgctxt "p2"
msgid "باران می\u200cبارید و می\u200cماند."
msgstr "It was raining hard."

msgctxt "p3"
msgid "گل شکفت."
msgstr "A flower opened."
"""
ARTICLE = "# عنوان\n\nسال ۱۴۰۱ آمد.\n\nباران می\u200cبارید و می\u200cماند.\n\nگل شکفت.\n\nتازه.\n"


@pytest.fixture
def article(site: SiteFolder) -> SiteFolder:
    """An article with a unit in every state, and one finding."""
    site.write("content/articles/a/article.fa.md", ARTICLE)
    site.write("content/articles/a/en.po", PO)
    site.write("content/articles/b/article.en.md", "# A title\n")
    return site


def printed(
    site: SiteFolder, capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0
) -> str:
    assert main(["--root", str(site.root), "status", *arguments]) == code
    return capsys.readouterr().out


def test_all_articles_as_columns(article: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert [line.split("\t") for line in printed(article, capsys).splitlines()] == [
        ["article", "locale", *UnitState],
        ["a", "en", "1", "1", "1", "1", "1"],
        ["b", "fa", "1", "0", "0", "0", "0"],
    ]


def test_a_table_on_a_terminal(
    article: SiteFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = printed(article, capsys)
    assert "\x1b[1m" in out
    assert "\t" not in out
    assert "[-" not in printed(article, capsys, "a")


def test_one_article_unit_by_unit(article: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(article, capsys, "a").splitlines()
    assert lines[0] == "content/articles/a/en.po"
    assert lines[1] == "title  reviewed  line 1"
    place = lines.index("p1  machine by google  line 6")
    assert lines[place + 1 : place + 3] == ["    سال ۱۴۰۱ آمد.", "    The year 1402 came."]
    assert "the source has “1401”, the translation “1402”" in lines[place + 3]
    place = lines.index("p2  outdated  line 12")
    assert lines[place + 1 : place + 3] == [
        "    باران[- تند-] می\u200cبارید{+ و می\u200cماند+}.",
        "    It was raining hard.",
    ]
    place = lines.index("p3  translated  line 18")
    assert lines[place + 1].startswith("p4"), "nothing is to be done"
    assert lines[-2:] == ["p4  untranslated", "    تازه."]


def test_for_tools(article: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = json.loads(printed(article, capsys, "--json"))
    assert first == {
        "slug": "a",
        "title": "عنوان",
        "source": "fa",
        "target": "en",
        "units": 5,
        "untranslated": 1,
        "machine": 1,
        "translated": 1,
        "reviewed": 1,
        "outdated": 1,
    }
    assert (second["slug"], second["target"], second["units"]) == ("b", "fa", 1)
    [named] = json.loads(printed(article, capsys, "--json", "a"))
    units = {unit["id"]: unit for unit in named["list"]}
    assert units["p1"]["findings"][0]["name"] == "numbers"
    assert units["p1"]["origin"] == "google"
    assert units["p2"]["previous_source"] == "باران تند می\u200cبارید."
    assert (units["p4"]["state"], units["p4"]["target"]) == ("untranslated", "")


def test_an_article_that_cannot_be_read_is_named(
    article: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    article.write("content/articles/c/article.fa.md", b"\xff")
    assert main(["--root", str(article.root), "status"]) == 0
    told = capsys.readouterr().err
    assert "cannot be read: c" in told
    assert "content/articles/c/article.fa.md" in told
    printed(article, capsys, "none", code=1)


@pytest.mark.parametrize(
    "command",
    [["status", "a"], ["status", "--json"], ["export", "po", "a"], ["import", "x.po"]],
    ids=" ".join,
)
def test_a_merge_conflict_is_told_with_its_line_by_every_command(
    article: SiteFolder,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
) -> None:
    monkeypatch.chdir(article.root)
    assert main(["export", "po", "a", "--output", "x.po"]) == 0
    path = "content/articles/a/en.po"
    lines = article.read(path).splitlines()
    article.write(path, "\n".join([*lines, "<<<<<<< HEAD", "=======", ">>>>>>> theirs", ""]))
    main(command)
    told = capsys.readouterr().err
    assert f"{path}:{len(lines) + 1}: error: holds a git merge conflict" in told


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("یک دو", "یک دو", ["same"]),
        ("یک دو سه", "یک سه", ["same", "gone", "same"]),
        ("یک سه", "یک دو سه", ["same", "new", "same"]),
        ("یک", "دو", ["gone", "new"]),
        ("", "دو", ["new"]),
        ("", "", []),
    ],
)
def test_differences(old: str, new: str, kinds: list[str]) -> None:
    assert [change.kind for change in difference(old, new)] == kinds


WORDS = st.lists(st.sampled_from(["یک", "دو", "سه", " ", "\n"]), max_size=12).map("".join)


@given(WORDS, WORDS)
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    changes = difference(old, new)
    assert "".join(change.text for change in changes if change.kind != "new") == old
    assert "".join(change.text for change in changes if change.kind != "gone") == new
