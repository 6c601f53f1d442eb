"""A site for the reading page's tests: an article whose sentences are known, on loopback."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from site_gen import config
from site_gen.pipeline.site import build
from tests.conftest import NewSite, ServeFolder

Z = "\u200c"
#: Ten paragraphs alike: three Persian sentences, answered by two English ones.
PERSIAN = f"هوا سرد می{Z}شود. در سال ۱۴۰۱ برف آمد. کودکان **بازی** کردند."
ENGLISH = "It turns cold. Snow came in 1401, and the children **played**."
COUNT = 10
HEAD = """---
title: زمستان
authors: [نیما]
source: دفتر
link: https://example.org/a
date: 1401-07-20
---

"""


def entry(name: str, source: str, target: str) -> str:
    return f'\nmsgctxt "{name}"\nmsgid "{source}"\nmsgstr "{target}"\n'


MEMORY = "".join(
    (
        entry("title", "زمستان", "Winter"),
        entry("author-1", "نیما", "Nima"),
        entry("source", "دفتر", "The Notebook"),
        *(f"\n# links: 1=1 2,3=2{entry(f'p{n}', PERSIAN, ENGLISH)}" for n in range(1, COUNT + 1)),
    )
)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, new_site: NewSite) -> Path:
    """The folder of the site as built."""
    site = new_site(tmp_path_factory.mktemp("reader") / "site")
    site.write("site.toml", '[site]\ntitle = { fa = "دفتر", en = "Notebook" }\n')
    site.write("content/articles/a/article.fa.md", HEAD + "\n\n".join([PERSIAN] * COUNT) + "\n")
    site.write("content/articles/a/en.po", MEMORY)
    output = site.root / "_site"
    assert not build(site.root, config.load(site.root), output).failed
    return output


@pytest.fixture(scope="session")
def address(built: Path, serve_folder: ServeFolder) -> str:
    """The address of the article."""
    return f"{serve_folder(built)}/a/"


def show(page: Page, address: str, width: int = 1440, height: int = 900) -> Page:
    """The page in a window of that size, its fonts there."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    page.evaluate("document.fonts.ready")
    return page


def top(page: Page, selector: str) -> float:
    """How far below the upper edge of the window the first such element begins, in pixels."""
    return float(page.locator(selector).first.evaluate("e => e.getBoundingClientRect().top"))


@pytest.fixture
def built_file(built: Path) -> str:
    """The article as a file of a disk."""
    return (built / "a/index.html").as_uri()
