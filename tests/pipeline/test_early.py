"""What is wanted before the rest: it stands first, and the site is the same in the end."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_gen import config
from site_gen.errors import OutputError
from site_gen.pipeline import output as places
from site_gen.pipeline import tree
from site_gen.pipeline.early import Early
from site_gen.pipeline.executors import Enough, Runner
from site_gen.pipeline.records import Findings
from site_gen.pipeline.site import BuildReport, build
from site_gen.pipeline.tree import Tree
from tests.conftest import SiteFolder

ARTICLE = "content/articles/{}/article.fa.md"


def built(site: SiteFolder, output: Path, early: Early | None = None) -> BuildReport:
    return build(site.root, config.load(site.root), output, early=early)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def output(site: SiteFolder) -> Path:
    for slug in "ab":
        site.write(ARTICLE.format(slug), f"# عنوان {slug}\n\nبند نخست.\n")
    built(site, site.root / "_site")
    return site.root / "_site"


def test_the_page_looked_at_stands_before_the_others(site: SiteFolder, output: Path) -> None:
    site.write(ARTICLE.format("a"), "# عنوان تازه\n\n![نشان](x.svg)\n")
    site.write("content/articles/a/x.svg", "<svg/>")
    seen: list[tuple[bool, bool, bool]] = []

    def stand(_: Findings) -> None:
        places = ("a/index.html", "index.html")
        page, index = ("عنوان تازه" in (output / place).read_text("utf-8") for place in places)
        seen.append((page, index, (output / "a/x.svg").exists()))

    report = built(site, output, Early(frozenset({"a/index.html"}), stand))
    assert seen == [(True, False, True)]
    clean = site.root / "clean"
    assert built(site, clean).written == report.written + report.unchanged
    assert files(output) == files(clean)


def replaced(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), "# عنوان a\n\nبند دیگر.\n")


def pictured(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), "# عنوان a\n\n![نشان](x.svg)\n")
    site.write("content/articles/a/x.svg", "<svg/>")


def broken(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), "---\nsummary: [\n---\nبند دیگر.\n")


def renamed(site: SiteFolder) -> None:
    (site.root / "content/articles/a").rename(site.root / "content/articles/c")


def nested(site: SiteFolder) -> None:
    site.write("content/articles/a/more/article.fa.md", "# عنوان c\n\nبند نخست.\n")


def translated(site: SiteFolder) -> None:
    site.write("content/articles/a/en.po", 'msgctxt "p1"\nmsgid "بند نخست."\nmsgstr "The first."\n')


@pytest.mark.parametrize("edit", [replaced, pictured, broken, renamed, nested, translated])
@pytest.mark.parametrize("also", [False, True])
def test_after_a_look_at_what_was_saved_alone_the_site_is_the_same(
    site: SiteFolder, output: Path, edit: Callable[[SiteFolder], None], also: bool
) -> None:
    edit(site)
    if also:  # saved a moment later, and not told of yet
        site.write(ARTICLE.format("b"), "# عنوان b\n\nبند تازه.\n")
        site.write("content/glossary.toml", '[terms]\n"بند" = "paragraph"\n')
    shown: list[str] = []

    def stand(_: Findings) -> None:
        shown.append((output / "b/index.html").read_text("utf-8"))

    report = built(site, output, Early(frozenset({"a/index.html"}), stand, frozenset({"a"})))
    assert len(shown) == (edit in {replaced, pictured, translated})
    assert not any("بند تازه" in page for page in shown)
    if edit is broken:
        assert report.failed
        assert "بند نخست" in (output / "a/index.html").read_text("utf-8")
        return
    clean = site.root / "clean"
    assert built(site, clean).written == report.written + report.unchanged
    assert files(output) == files(clean)


def test_what_was_saved_is_shown_before_the_rest_is_looked_at(
    site: SiteFolder, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(ARTICLE.format("a"), "# عنوان a\n\nبند دیگر.\n")
    order: list[str] = []
    scan = tree.scan

    def noted(top: str, known: Tree) -> Tree:
        order.append("scan")
        return scan(top, known)

    monkeypatch.setattr(tree, "scan", noted)
    early = Early(frozenset({"a/index.html"}), lambda _: order.append("shown"), frozenset({"a"}))
    assert built(site, output, early).written > 1
    assert order == ["shown", "scan"]


def test_the_files_of_another_are_left_alone_in_a_hurry(site: SiteFolder, output: Path) -> None:
    """Where the list of the output's files is not as it was written, it is gone through."""
    listed = output / places.MANIFEST
    listed.write_text(listed.read_text("utf-8").replace('"a/index.html"', '"none.html"'), "utf-8")
    site.write(ARTICLE.format("a"), "# عنوان a\n\nبند دیگر.\n")
    shown: list[bool] = []
    early = Early(frozenset({"a/index.html"}), lambda _: shown.append(True), frozenset({"a"}))
    built(site, output, early)
    assert shown == [True]
    clean = site.root / "clean"
    built(site, clean)
    assert files(output) == files(clean)


def test_nothing_is_hurried_for_a_page_that_stays(site: SiteFolder, output: Path) -> None:
    site.write(ARTICLE.format("a"), "# عنوان a\n\nبند دیگر.\n")
    early = Early(frozenset({"b/index.html", "none.html"}), lambda _: pytest.fail("hurried"))
    assert built(site, output, early).written


def test_files_that_would_lie_in_one_place_are_not_hurried(site: SiteFolder, output: Path) -> None:
    site.write(ARTICLE.format("a"), "# عنوان تازه\n\nبند نخست.\n")
    for name in ("x.svg", "X.svg"):
        site.write(f"content/articles/a/{name}", "<svg/>")
    before = files(output)
    early = Early(frozenset({"a/index.html"}), lambda _: pytest.fail("hurried"))
    with pytest.raises(OutputError, match="one place"):
        built(site, output, early)
    assert files(output) == before


@pytest.mark.parametrize("saved", [frozenset(), frozenset({"a"})])
def test_what_is_undone_while_the_rest_is_built_is_built_again(
    site: SiteFolder, output: Path, monkeypatch: pytest.MonkeyPatch, saved: frozenset[str]
) -> None:
    """What was made early is not what came of the last build, however alike its sources are."""
    monkeypatch.setattr(tree, "_COARSE", 0)
    built(site, output)
    before = files(output)
    site.write("static/theme.css", "a { order: 1 }")
    shown: list[Findings] = []

    def tell(*_: object) -> None:
        if shown:
            raise Enough

    early = Early(frozenset({"a/index.html"}), shown.append, saved)
    with pytest.raises(Enough):
        build(site.root, config.load(site.root), output, runner=Runner(tell=tell), early=early)
    assert files(output) != before
    (site.root / "static/theme.css").unlink()
    assert built(site, output).written
    assert files(output) == before


def test_an_article_that_the_cache_has_not_whole_is_not_taken_to_be_gone(
    site: SiteFolder, output: Path
) -> None:
    """As where a file has a name that is no text, anywhere: what is shown first has its neighbour,
    beside which lies a file with a half-space in its name."""
    site.write("content/articles/b/half\u200cspace.txt", "x")
    site.write(ARTICLE.format("c"), "# عنوان c\n\nبند نخست.\n")
    odd = os.fsencode(site.root / "content/articles/c") + b"/\xff.txt"
    try:
        os.close(os.open(odd, os.O_CREAT))
    except OSError:
        pytest.skip("this disk takes no such name")
    built(site, output)
    site.write(ARTICLE.format("a"), "# عنوان a\n\nبند دیگر.\n")
    shown: list[str] = []

    def stand(_: Findings) -> None:
        shown.append((output / "a/index.html").read_text("utf-8"))

    built(site, output, Early(frozenset({"a/index.html"}), stand, frozenset({"a"})))
    assert len(shown) == 1
    assert 'href="../b/"' in shown[0]
