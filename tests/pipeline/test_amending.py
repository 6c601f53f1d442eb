"""A build after a few edits plans no more than what shows them, and comes to the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from unittest.mock import Mock

import pytest

from site_gen import config
from site_gen.pipeline import tree, whole
from site_gen.pipeline.site import BuildReport, build
from tests.conftest import SiteFolder

ARTICLE = "content/articles/{}/article.fa.md"
TEXT = "---\ntitle: {}\ndate: 2024-05-0{}\ntags: [{}]\n---\n\n{}\n"


def text(
    slug: str, *, title: str = "عنوان", day: int = 0, tag: str = "پل", words: str = "متن"
) -> Callable[[SiteFolder], object]:
    day = day or ord(slug) - ord("a") + 1
    content = TEXT.format(title, day, tag, words)
    return lambda site: site.write(ARTICLE.format(slug), content)


def written(path: str, content: str) -> Callable[[SiteFolder], object]:
    return lambda site: site.write(path, content)


def gone(path: str) -> Callable[[SiteFolder], object]:
    def edit(site: SiteFolder) -> None:
        place = site.root / path
        shutil.rmtree(place) if place.is_dir() else place.unlink()

    return edit


#: What is edited, and whether no more than what shows that needs to be planned.
EDITS = {
    "a text": (text("c", words="دیگر"), True),
    "a title, which neighbours show": (text("c", title="دیگر"), True),
    "a translation": (written("content/articles/c/en.po", 'msgid ""\nmsgstr ""\n'), True),
    "a file beside an article": (written("content/articles/c/b.txt", "دو"), True),
    "a list that is new": (text("c", tag="تازه"), False),
    "a place among the others": (text("c", day=9), False),
    "a new file beside an article": (written("content/articles/c/d.txt", "سه"), False),
    "an article that is new": (text("f"), False),
    "an article that is gone": (gone("content/articles/c"), False),
    "an article that is broken": (written(ARTICLE.format("c"), "---\ntitle: [\n---\n"), False),
    "a page that was changed by hand": (written("_site/a/index.html", "?"), False),
    "a page that was taken away": (gone("_site/a/index.html"), False),
    "a list that was taken away": (gone("_site/tags"), True),
    "a setting": (written("site.toml", '[site]\ntitle = { fa = "ن", en = "N" }\n'), False),
    "a static file": (written("static/b.css", "a { order: 1 }"), False),
}


def built(site: SiteFolder, folder: str = "_site") -> BuildReport:
    return build(site.root, config.load(site.root), site.root / folder)


@pytest.fixture
def standing(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> SiteFolder:
    """A site with five articles, built."""
    monkeypatch.setattr(tree, "_COARSE", 0)  # else what was written just now is read again
    for slug in "abcde":
        text(slug)(site)
    site.write("content/articles/c/b.txt", "یک")
    built(site)
    return site


@pytest.mark.parametrize("name", EDITS)
def test_no_more_is_planned_than_shows_an_edit(
    standing: SiteFolder, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit, is_small = EDITS[name]
    all_of_it = Mock(side_effect=whole._planned)
    monkeypatch.setattr(whole, "_planned", all_of_it)
    text("d", words="هر بار")(standing)
    edit(standing)
    report = built(standing)
    assert all_of_it.called is not is_small
    shutil.rmtree(standing.root / ".cache")
    is_broken = report.failed  # then the page as it was before stays, which no other output has
    assert is_broken or files(standing, "_site") == files(standing, "clean")


def files(site: SiteFolder, folder: str) -> dict[str, bytes]:
    """The files of an output, which is built where it is not there."""
    if not (site.root / folder).exists():
        built(site, folder)
    return {
        path.relative_to(site.root / folder).as_posix(): path.read_bytes()
        for path in (site.root / folder).rglob("*")
        if path.is_file()
    }


def test_an_output_that_missed_an_edit_is_planned_whole(standing: SiteFolder) -> None:
    built(standing, "other")
    text("b", words="دیگر")(standing)
    built(standing)
    text("d", words="دیگر")(standing)
    built(standing, "other")
    built(standing)
    assert files(standing, "_site") == files(standing, "other")
