"""What is wanted before the rest: it stands first, and the site is the same in the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen import config
from site_gen.errors import OutputError
from site_gen.pipeline.early import Early
from site_gen.pipeline.records import Findings
from site_gen.pipeline.site import BuildReport, build
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
