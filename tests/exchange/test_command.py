"""`export` and `import` on a site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_gen.cli import main
from site_gen.translation.memory import load
from tests.conftest import SiteFolder

PO = "content/articles/a/en.po"


def run(site: SiteFolder, *arguments: str) -> int:
    return main(["--root", str(site.root), *arguments])


def target(site: SiteFolder, name: str = "p1") -> str:
    memory = load(site.root / PO, PO)
    assert memory is not None
    return next(entry.target for entry in memory.entries if entry.id == name)


@pytest.fixture
def article(site: SiteFolder) -> SiteFolder:
    site.write("content/articles/a/article.fa.md", "# عنوان\n\nبهار آمد.\n")
    site.write(PO, 'msgctxt "p1"\nmsgid "بهار آمد."\nmsgstr "Spring came."\n')
    return site


def sent(site: SiteFolder, form: str, tmp_path: Path, old: str, new: str) -> str:
    """An export in which a tool has changed one text."""
    path = tmp_path / f"sent.{form}"
    known = {"xlf": "xliff"}.get(form, form)
    assert run(site, "export", known, "--output", str(path)) == 0
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return str(path)


@pytest.mark.parametrize("form", ["po", "xlf", "tmx"])
def test_a_correction_comes_back(article: SiteFolder, form: str, tmp_path: Path) -> None:
    file = sent(article, form, tmp_path, "Spring came.", "Spring is here.")
    assert run(article, "import", file) == 0
    assert target(article) == "Spring is here."


@pytest.mark.parametrize("form", ["po", "xlf", "tmx"])
def test_newer_words_stay_and_both_are_kept(
    article: SiteFolder, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = sent(article, form, tmp_path, "Spring came.", "Spring is here.")
    article.write(PO, article.read(PO).replace("Spring came.", "Spring has come."))
    assert run(article, "import", file) == 1
    assert target(article) == "Spring has come."
    assert '# offered: "Spring is here."' in article.read(PO)
    assert "p1: somebody has written here meanwhile" in capsys.readouterr().out


def test_a_paragraph_that_is_gone_is_told_with_its_words(
    article: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = sent(article, "xlf", tmp_path, "Spring came.", "Spring is here.")
    article.write("content/articles/a/article.fa.md", "# عنوان\n")
    assert run(article, "import", file) == 1
    out = capsys.readouterr().out
    assert "there is no such paragraph any more" in out
    assert "Spring is here." in out


def test_an_articles_own_memory_from_elsewhere(article: SiteFolder, tmp_path: Path) -> None:
    file = tmp_path / "en.po"
    file.write_text('msgid ""\nmsgstr "Language: en\\n"\n\n' + article.read(PO))
    assert run(article, "import", str(file)) == 1, "whose is it?"
    assert run(article, "import", str(file), "--article", "a") == 0


def test_a_paragraph_that_is_gone_from_an_articles_own_memory_is_told_as_well(
    article: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "en.po"
    gone = '\nmsgctxt "p7"\nmsgid "رفته"\nmsgstr "Somebody\'s words."\n'
    file.write_text('msgid ""\nmsgstr "Language: en\\n"\n\n' + article.read(PO) + gone)
    assert run(article, "import", str(file), "--article", "a") == 1
    out = capsys.readouterr().out
    assert "p7: there is no such paragraph any more; not imported:\n    Somebody's words." in out


def test_texts_that_no_tool_has_named_are_told_where_they_belong(
    other: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(sent(other, "tmx", tmp_path, "Spring came.", "Spring is here."))
    nameless = re.sub(r' tuid="[^"]*"|<prop .*</prop>', "", file.read_text("utf-8"))
    file.write_text(nameless, "utf-8")
    told = capsys.readouterr().out
    assert told == f"{file}: 1 paragraph of 2 articles, 0 of them to be worked on\n"
    assert run(other, "import", str(file)) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"{PO}: 0 taken, 0 as they were, 1 in conflict\n")
    assert "articles/b" not in out
    file.write_text(nameless.replace("بهار", "پاییز"), "utf-8")
    assert run(other, "import", str(file)) == 0
    assert capsys.readouterr().out.startswith("No text in it is that of an article here")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("none.po", None, 2), ("x.doc", b"", 2), ("x.xlf", b"<", 1), ("x.po", b"\xff", 1)],
)
def test_what_cannot_be_imported_changes_nothing(
    article: SiteFolder, name: str, data: bytes | None, code: int, tmp_path: Path
) -> None:
    before = article.read(PO)
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert run(article, "import", str(tmp_path / name)) == code
    assert article.read(PO) == before


def test_an_article_that_was_renamed_is_asked_for(
    article: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = sent(article, "po", tmp_path, "Spring came.", "Spring is here.")
    (article.root / "content/articles/a").rename(article.root / "content/articles/b")
    assert run(article, "import", file) == 1
    assert "there is no article “a”" in capsys.readouterr().err


def test_export_goes_to_standard_output(
    article: SiteFolder, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(article, "export", "xliff", "a") == 0
    assert capfdbinary.readouterr().out.startswith(b"<?xml")
    assert run(article, "export", "xliff", "none") == 1


@pytest.mark.parametrize("form", ["po", "tmx"])
def test_a_file_of_one_direction_takes_no_articles_of_two(
    site: SiteFolder, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write("content/articles/a/article.fa.md", "# پل\n\nمتن\n")
    site.write("content/articles/b/article.en.md", "# A bridge\n\nA text\n")
    assert run(site, "export", form) == 1
    assert "Name articles of one language only." in capsys.readouterr().err
    assert run(site, "export", form, "b") == 0


def test_nothing_to_export_is_told_with_what_to_do(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write("content/articles/a/article.fa.md", "")
    assert run(site, "export", "po") == 2
    assert "`check` says why those that are there cannot be read" in capsys.readouterr().err


def test_an_article_that_cannot_be_read_is_not_left_out_in_silence(
    article: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article.write("content/articles/bad/article.fa.md", b"\xff")
    file = str(tmp_path / "all.po")
    assert run(article, "export", "po", "--output", file) == 1
    told = capsys.readouterr().err
    assert "content/articles/bad/article.fa.md:1: error: the file is not UTF-8" in told
    assert told.endswith("Left out, since they cannot be read: bad\n")
    assert run(article, "import", file) == 0, "the others are there"
    assert run(article, "export", "po", "a", "--output", file) == 0, "nobody asked for it"


def test_an_export_laid_over_the_memory_is_told_what_to_do_with_it(
    article: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = sent(article, "po", tmp_path, "Spring came.", "Spring is here.")
    before = article.read(PO)
    article.write(PO, Path(file).read_text("utf-8"))
    for command in ("check", "build", "status"):
        run(article, command)
        told = "".join(capsys.readouterr())
        assert f"{PO}:10: " in told
        assert "is an export, not the article's own file: it calls an entry “a#title”" in told
        assert "build.py import FILE" in told
    assert run(article, "translate", "--provider", "memory", "a") == 1
    assert "build.py import FILE" in capsys.readouterr().err
    article.write(PO, before)
    assert run(article, "import", file) == 0
    assert target(article) == "Spring is here."


def test_entries_of_an_export_among_others_are_strangers(
    article: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    article.write(PO, article.read(PO) + '\nmsgctxt "b#p1"\nmsgid "دو"\nmsgstr "two"\n')
    assert run(article, "check") == 1
    assert "It is an entry of an export" in capsys.readouterr().out


@pytest.fixture
def other(article: SiteFolder) -> SiteFolder:
    article.write("content/articles/b/article.fa.md", "# نامی دیگر\n\nدرخت بلند است.\n")
    return article


@pytest.mark.parametrize("form", ["po", "xlf", "tmx"])
def test_a_translation_goes_to_no_other_article(
    other: SiteFolder, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = sent(other, form, tmp_path, "Spring came.", "Spring is here.")
    assert run(other, "import", file, "--article", "b") == 1
    assert "it is the translation of “a”, not of “b”" in capsys.readouterr().err
    assert not (other.root / "content/articles/b/en.po").exists()
    assert run(other, "import", file) == 0
    assert target(other) == "Spring is here."


def test_nor_does_one_that_does_not_say_whose_it_is(
    other: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "en.po"
    file.write_text('msgid ""\nmsgstr "Language: en\\n"\n\n' + other.read(PO))
    assert run(other, "import", str(file), "--article", "b") == 1
    assert "not one of its 1 paragraphs is of “b”" in capsys.readouterr().err
    assert not (other.root / "content/articles/b/en.po").exists()


def test_an_export_finds_its_paragraphs_when_the_memory_was_lost(
    site: SiteFolder, tmp_path: Path
) -> None:
    site.write("content/articles/a/article.fa.md", "# عنوان\n\nبهار آمد.\n\nدرخت بلند است.\n")
    spring = 'msgctxt "p2"\nmsgid "بهار آمد."\nmsgstr "Spring came."\n'
    tree = 'msgctxt "p4"\nmsgid "درخت بلند است."\nmsgstr "The tree is tall."\n'
    gone = 'msgctxt "p1"\nmsgid "رفته"\nmsgstr "gone"\n'
    site.write(PO, f"{gone}\n{spring}\n{tree}")
    file = sent(site, "po", tmp_path, "Spring came.", "Spring is here.")
    (site.root / PO).unlink()
    for _ in range(2):
        assert run(site, "import", file) == 0
        assert (target(site, "p1"), target(site, "p2")) == ("Spring is here.", "The tree is tall.")
        assert "fuzzy" not in site.read(PO)
