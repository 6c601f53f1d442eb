"""`check --translations` says of translations what `check` says of them."""

from __future__ import annotations

import pytest

from site_gen import config
from site_gen.cli import main
from site_gen.pipeline import counting, tree
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.site import build, check, tell
from site_gen.pipeline.translations import tell_translations
from tests.conftest import SiteFolder

#: What is found in pages, in links, and in the source's own words.
ELSEWHERE = frozenset({"unsure-link", "lone-sentence", "slipped", "doubled-word", "wrong-spaces"})
TEXT = "این متن بلندی است که باید همین جا ترجمه شود در سال ۱۳۹۹."
ENTRY = '{}msgctxt "p1"\nmsgid "{}"\nmsgstr "{}"\n'
FOUND = {
    "glossary",
    "inconsistent",
    "latin-words",
    "letters",
    "markup",
    "numbers",
    "offered",
    "punctuation",
    "repeated-word",
    "state",
    "unknown-check",
    "unknown-id",
    "unknown-locale",
    "unlike-length",
}


def article(
    site: SiteFolder, slug: str, target: str, *, comment: str = "", text: str = TEXT
) -> None:
    site.write(f"content/articles/{slug}/article.fa.md", f"# عنوان {slug}\n\n{text}\n")
    site.write(f"content/articles/{slug}/en.po", ENTRY.format(comment, text, target))


@pytest.fixture
def faulty(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> SiteFolder:
    """A site with many a fault."""
    monkeypatch.setattr(tree, "_COARSE", 0)  # else what was written just now is read again
    article(site, "a", "This is a long text text and it is from 1999 ،")
    article(site, "b", "This is another long text, of the year 2020.")
    article(site, "c", "This text text is fine.", comment="# off: repeated-word, no-such-check\n")
    article(site, "conflict", "It says `this.")
    site.write("content/articles/conflict/en.po", '<<<<<<< mine\nmsgid "x"\n')
    article(site, "markup", "It says `this of 2020.", comment="# state: settled\n")
    article(site, "long", "Long " * 80)
    article(site, "latin", "A text of ours.", text="متنی از UNESCO است.")
    article(site, "term", "A text of ours, of the year 2020.", text="زبان فارسی.")
    article(site, "locale", "This is a long text of the year 2020.")
    site.write("content/articles/locale/de.po", ENTRY.format("", TEXT, "Text"))
    stray = ENTRY.format("", "یک", "One").replace("p1", "p9")
    site.write("content/articles/locale/en.po", ENTRY.format("", TEXT, "A text.") + "\n" + stray)
    article(site, "front", "This is a long text of the year 2020.")
    site.write("content/articles/front/article.fa.md", "---\ntitle: [\n---\n")
    article(site, "two", "This is a long text of the year 2020.")
    site.write("content/articles/two/article.fa.txt", "عنوان\n\nمتن\n")
    article(site, "draft", "", comment="#. offered: A text\n#, fuzzy\n")
    back = "A paragraph of the year 2020 is here."
    site.write(
        "content/articles/back/article.en.md",
        f"# A title\n\n{back}\n",
    )
    memory = ENTRY.format("", back, "بندي از سال ۲۰۲۰ اینجاست.")
    site.write("content/articles/back/fa.po", memory)
    terms = '[[term]]\nfa = "زبان فارسی"\nen = "Persian"\n\n[[term]]\n'
    site.write("content/glossary.toml", terms)
    site.write("site.toml", '[check]\noff = ["names"]\nlevel = { punctuation = "error" }\n')
    return site


def told(site: SiteFolder, runner: Runner | None = None) -> str:
    settings = config.load(site.root)
    found = tell_translations(site.root, settings, runner=runner or Runner(), say=pytest.fail)
    return "".join(found)


def test_it_says_what_the_full_check_says_of_translations(faulty: SiteFolder) -> None:
    full = check(faulty.root, config.load(faulty.root))
    wanted = [one for one in full if one.name not in ELSEWHERE and "_site" not in one.path]
    assert told(faulty) == "".join(f"{one}\n" for one in wanted)
    names = {one.name for one in wanted}
    assert names >= FOUND, sorted(FOUND - names)


def test_more_processes_say_the_same(faulty: SiteFolder) -> None:
    before = told(faulty)
    (faulty.root / ".cache/build.db").unlink()
    with Runner(2) as two:
        assert told(faulty, two) == before


def test_only_what_changed_is_looked_through_again(
    faulty: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, looked = told(faulty), list[str]()
    real = counting._looked_through

    def counted(bilingual: object, found: object, inputs: object) -> object:
        looked.append(found.slug)  # type: ignore[attr-defined]
        return real(bilingual, found, inputs)  # type: ignore[arg-type]

    monkeypatch.setattr(counting, "_looked_through", counted)
    assert told(faulty) == before
    assert looked == []
    article(faulty, "c", "Now it says says this.")
    assert "says says" not in before
    after = told(faulty)
    assert after != before
    assert looked == ["c"]
    assert main(["status"], root=faulty.root) == 0
    assert told(faulty) == after
    assert looked == ["c"]


def test_what_was_counted_or_built_before_is_looked_through_still(faulty: SiteFolder) -> None:
    fresh = told(faulty)
    (faulty.root / ".cache/build.db").unlink()
    assert main(["status"], root=faulty.root) == 0
    assert told(faulty) == fresh
    (faulty.root / ".cache/build.db").unlink()
    settings = config.load(faulty.root)
    build(faulty.root, settings, faulty.root / "_site")
    assert main(["status"], root=faulty.root) == 0
    assert told(faulty) == fresh
    whole = "".join(tell(faulty.root, settings))
    assert told(faulty) == fresh
    assert "".join(tell(faulty.root, settings)) == whole != fresh


def test_what_others_have_counted_since_is_not_told_as_it_was(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "_COARSE", 0)
    article(site, "a", "This is a long text of 1399.")
    site.write("content/glossary.toml", '[[term]]\nfa = "زبان"\n')
    assert "is not said in en" in told(site)
    site.write("content/glossary.toml", "[[term]\n")
    assert main(["status"], root=site.root) == 0
    assert "not valid TOML" in told(site)


def test_an_article_that_cannot_be_read_any_more_has_nothing_else_found(
    faulty: SiteFolder,
) -> None:
    assert "a/en.po:1: warning" in told(faulty)
    faulty.write("content/articles/a/en.po", "<<<<<<< mine\n")
    assert "a/en.po:1: error: holds a git merge conflict" in told(faulty)
    assert "a/en.po:1: warning" not in told(faulty)
    assert "otherwise at content/articles/b/en.po" in told(faulty)
    faulty.write("content/articles/b/article.fa.txt", "عنوان\n\nمتن\n")
    assert "b/article.fa.txt: error: the folder has two articles" in told(faulty)
    assert "otherwise at content/articles/b/en.po" not in told(faulty)


def test_strict(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    article(site, "a", "This is a long text text of the year 2020.")
    assert main(["check", "--translations"], root=site.root) == 0
    assert main(["check", "--translations", "--strict"], root=site.root) == 1
    assert "[repeated-word]" in capsys.readouterr().out
