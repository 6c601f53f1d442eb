"""Sentences of the built page: they light up together, in Chromium, by hover and by tap."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_gen import config
from site_gen.pipeline.site import build
from tests.conftest import ServeFolder, SiteFolder

ARTICLE = "# عنوان\n\nهوا سرد است. در سال ۱۴۰۱ برف آمد. کودکان بازی کردند.\n"
MEMORY = """
msgctxt "p1"
msgid "هوا سرد است. در سال ۱۴۰۱ برف آمد. کودکان بازی کردند."
msgstr "It is cold. Snow came in 1401, and the children played."
"""


@pytest.fixture
def address(site: SiteFolder, serve_folder: ServeFolder) -> str:
    site.write("content/articles/a/article.fa.md", ARTICLE)
    site.write("content/articles/a/en.po", MEMORY)
    output = site.root / "_site"
    build(site.root, config.load(site.root), output)
    return f"{serve_folder(output)}/a/"


def lit(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(".s.on").all_inner_texts()]


def test_a_sentence_and_its_counterpart_light_up(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_text("It is cold.").hover()
    assert lit(page) == ["هوا سرد است.", "It is cold."]
    page.get_by_text("کودکان بازی کردند.").hover()
    assert lit(page) == [
        "در سال ۱۴۰۱ برف آمد.",
        "کودکان بازی کردند.",
        "Snow came in 1401, and the children played.",
    ]
    page.locator("h1").first.hover()
    assert lit(page) == []


def test_a_tap_does_the_same_on_a_phone(browser: Browser, address: str) -> None:
    with browser.new_context(has_touch=True, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_text("هوا سرد است.").tap()
        assert lit(page) == ["هوا سرد است.", "It is cold."]


def test_a_sentence_has_an_address(page: Page, address: str) -> None:
    page.goto(f"{address}#p1.2")
    expect(page.locator("[id='p1.2']")).to_have_text("در سال ۱۴۰۱ برف آمد.")
    marked = page.locator("[id='p1.2']").evaluate("e => getComputedStyle(e).backgroundColor")
    plain = page.locator("[id='p1.1']").evaluate("e => getComputedStyle(e).backgroundColor")
    assert marked != plain


def test_an_editors_own_links_win(site: SiteFolder) -> None:
    site.write("content/articles/a/article.fa.md", ARTICLE)
    pinned = MEMORY.replace("\nmsgctxt", "\n# links: 1,2=1 3=2\nmsgctxt")
    site.write("content/articles/a/en.po", pinned)
    assert not build(site.root, config.load(site.root), site.root / "_site").findings
    html = site.read("_site/a/index.html")
    assert re.findall(r'id="p1.(\d)" data-s="(\d)"', html) == [("1", "1"), ("2", "1"), ("3", "2")]
    site.write("content/articles/a/en.po", pinned.replace("3=2", "3=2 4=3"))
    (finding,) = build(site.root, config.load(site.root), site.root / "_site").findings
    assert (finding.path, finding.name) == ("content/articles/a/en.po", "links")


def test_the_page_of_the_project_links_its_sentences(tmp_path: Path) -> None:
    root = Path(__file__).parents[1]
    build(root, config.load(root), tmp_path / "out")
    page = (tmp_path / "out/how-this-site-is-made/index.html").read_text("utf-8")
    assert page.count('data-s="3"') >= 2
