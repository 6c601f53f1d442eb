"""Building again: what the browser should show, and the lines in the terminal."""

from __future__ import annotations

from typing import Any

import pytest

from site_gen.model import Severity
from site_gen.pipeline.records import Findings
from site_gen.preview import rebuild
from site_gen.preview.rebuild import Builder
from tests.conftest import SiteFolder

ARTICLE = "content/articles/one/article.fa.md"


class Preview:
    """A builder of a site, and all that it said."""

    def __init__(self, site: SiteFolder) -> None:
        self.said: list[str] = []
        self.output = site.root / ".cache" / "preview"
        self.shown: list[str] = []
        self.urgent: list[str] = []
        self.builder = Builder(
            site.root,
            self.output,
            self.said.append,
            lambda: self.shown.append(self.builder.standing.mark),
            lambda: bool(self.urgent),
        )

    @property
    def messages(self) -> list[str]:
        return [finding.message for finding in self.builder.standing.found]


@pytest.fixture
def preview(site: SiteFolder) -> Preview:
    """A site with one good article, not built yet."""
    site.write(ARTICLE, "# عنوان\n\nیک بند.\n")
    return Preview(site)


def test_the_version_changes_when_a_page_does_and_only_then(
    site: SiteFolder, preview: Preview
) -> None:
    versions = [preview.builder.standing.version]
    assert not preview.builder.standing.built
    assert preview.builder.rebuild()
    versions.append(preview.builder.standing.version)
    site.write("content/notes.txt", "not of the site")
    preview.builder.rebuild()
    assert len(preview.shown) == 1
    assert preview.builder.standing.version == versions[-1]
    site.write(ARTICLE, "# عنوان\n\nبندی دیگر.\n")
    assert preview.builder.rebuild()
    versions.append(preview.builder.standing.version)
    assert len(set(versions)) == 3
    assert "بندی دیگر" in (preview.output / "one" / "index.html").read_text("utf-8")


def test_a_build_that_says_the_same_of_the_same_pages_is_no_news(
    site: SiteFolder, preview: Preview
) -> None:
    site.write(ARTICLE, "---\nauthor: x\n---\n")
    assert preview.builder.rebuild()
    findings = preview.builder.standing.findings
    assert findings
    said = len(preview.said)
    preview.builder.rebuild()
    assert len(preview.shown) == 1
    assert preview.builder.standing.findings == findings
    assert len(preview.said) == said + 1  # the line of the build, and no finding twice


def test_what_stops_a_build_is_a_finding_until_it_is_mended(
    site: SiteFolder, preview: Preview
) -> None:
    settings = site.read("site.toml")
    preview.builder.rebuild()
    site.write("site.toml", settings + "title = \n")
    assert preview.builder.rebuild()
    (finding,) = preview.builder.standing.findings
    assert (finding.severity, finding.path, finding.line) == (Severity.ERROR, "site.toml", 3)
    site.write("site.toml", settings)
    assert preview.builder.rebuild()
    assert preview.messages == []


def test_a_mistake_of_the_program_is_shown_and_ends_nothing(
    preview: Preview, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("stage")

    with monkeypatch.context() as patched:
        patched.setattr("site_gen.pipeline.site.build", fail)
        assert preview.builder.rebuild()
    assert preview.messages == ["the build failed: KeyError: 'stage'"]
    assert "Traceback" in capsys.readouterr().err
    assert preview.builder.rebuild()
    assert preview.messages == []


def test_each_build_is_a_line_that_names_what_was_saved(site: SiteFolder, preview: Preview) -> None:
    preview.builder.rebuild()
    assert preview.said[0].startswith("built in ")
    assert preview.said[0].endswith("; no findings")
    preview.builder.rebuild([site.root / ARTICLE])
    assert preview.said[1].startswith(f"{ARTICLE}: built in ")
    preview.builder.rebuild(site.root / f"{number}.md" for number in range(5))
    assert preview.said[2].startswith("0.md, 1.md, 2.md and 2 more: ")


def test_the_published_site_is_left_alone(site: SiteFolder, preview: Preview) -> None:
    site.write("_site/index.html", "published")
    preview.builder.rebuild()
    assert site.read("_site/index.html") == "published"
    assert [path.name for path in (site.root / "_site").iterdir()] == ["index.html"]


def test_the_page_looked_at_is_shown_before_the_rest_and_once(
    site: SiteFolder, preview: Preview
) -> None:
    article = "content/articles/{}/article.fa.md"
    for slug in "ab":
        site.write(article.format(slug), f"# عنوان {slug}\n\nبند نخست.\n")
    preview.builder.rebuild()
    preview.shown.clear()
    site.write(article.format("a"), "# عنوان تازه\n\nبند نخست.\n")
    assert preview.builder.rebuild(pages=frozenset({"a/index.html"}))
    standing = preview.builder.standing
    first, last = preview.shown
    assert last == standing.mark != first
    assert standing.is_shown_by(first, "a/index.html")
    assert not standing.is_shown_by(first, "index.html")


def test_a_page_saved_once_more_while_the_rest_is_built_is_shown_again(
    site: SiteFolder,
) -> None:
    page = "one/index.html"

    def save_again() -> None:
        shown.append(builder.standing.mark)
        site.write(ARTICLE, "# عنوان\n\nبند سوم.\n")

    shown: list[str] = []
    site.write(ARTICLE, "# عنوان\n\nبند نخست.\n")
    builder = Builder(site.root, site.root / "preview", lambda _: None, save_again)
    builder.rebuild()
    shown.clear()
    site.write(ARTICLE, "# عنوان\n\nبند دوم.\n")
    builder.rebuild([site.root / ARTICLE], frozenset({page}))
    assert "بند سوم." in site.read(f"preview/{page}")
    assert not builder.standing.is_shown_by(shown[0], page)


def test_the_rest_waits_for_what_is_more_urgent_and_is_made_later(
    site: SiteFolder, preview: Preview
) -> None:
    preview.builder.rebuild()
    index = preview.output / "index.html"
    said = len(preview.said)
    site.write(ARTICLE, "# عنوان تازه\n\nیک بند.\n")
    preview.urgent.append("another save")
    assert preview.builder.rebuild(pages=frozenset({"one/index.html"})) is None
    assert "عنوان تازه" in (preview.output / "one/index.html").read_text("utf-8")
    assert "عنوان تازه" not in index.read_text("utf-8")
    assert len(preview.said) == said
    preview.urgent.clear()
    assert preview.builder.rebuild()
    assert "عنوان تازه" in index.read_text("utf-8")


def test_texts_are_looked_through_behind_the_pages(site: SiteFolder, preview: Preview) -> None:
    site.write(ARTICLE, "# عنوان\n\nیک بند بند.\n")
    preview.builder.rebuild()
    page = preview.builder.standing
    assert preview.messages == []
    preview.urgent.append("a save")
    preview.builder.look_through()
    assert preview.builder.standing == page
    preview.urgent.clear()
    preview.builder.look_through()
    (message,) = preview.messages
    assert "بند" in message
    assert preview.said[-2] == "texts looked through: 1 warning"
    now = preview.builder.standing
    assert now.is_shown_by(page.mark, "one/index.html")
    assert not now.is_told_by(page.mark)
    preview.builder.look_through()
    assert preview.builder.standing == now


def test_what_is_found_while_there_is_something_more_urgent_is_told_later(
    site: SiteFolder, preview: Preview
) -> None:
    preview.builder.rebuild()
    preview.builder.look_through()
    site.write("content/articles/one/en.po", 'msgctxt "p9"\nmsgid "رفته"\nmsgstr "gone"\n')
    preview.urgent.append("another save")
    assert preview.builder.rebuild(pages=frozenset({"one/index.html"})) is None
    assert "unknown-id" in str(list(preview.builder.standing.found))
    preview.urgent.clear()
    assert not any("unknown-id" in line for line in preview.said)
    preview.builder.rebuild()
    assert sum("unknown-id" in line for line in preview.said) == 1
    preview.builder.rebuild()
    assert sum("unknown-id" in line for line in preview.said) == 1


def test_what_an_unfinished_look_has_shown_is_told_by_the_next(
    site: SiteFolder, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(ARTICLE, "# عنوان\n\nیک بند بند.\n")
    preview.builder.rebuild()
    whole = rebuild.look_through

    def unfinished(*given: Any) -> tuple[Findings, bool]:
        if preview.messages:
            preview.urgent.append("a save")
        return whole(*given)[0], False

    with monkeypatch.context() as patch:
        patch.setattr(rebuild, "look_through", unfinished)
        preview.builder.look_through()
    assert preview.messages
    assert "texts looked through" not in "".join(preview.said)
    preview.urgent.clear()
    preview.builder.rebuild()
    preview.builder.look_through()
    assert preview.said[-2] == "texts looked through: 1 warning"
