"""Books to take away: what is in them, and what epubcheck says."""

from __future__ import annotations

import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest

from site_gen.config import parse
from site_gen.pipeline.site import build
from site_gen.render.xhtml import xhtml
from tests.conftest import SiteFolder

ARTICLE = """---
title: پل & «Bridge»
date: 2022-10-12
authors: نویسنده
tags: شهر
---

بندی با **تأکید**، [پیوند](https://example.org/?a=1&b=2)، [جای دیگر](../other/) و یادداشت[^۱].

- یک
- دو

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
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture
def output(site: SiteFolder) -> Path:
    site.write("content/articles/bridge/article.fa.md", ARTICLE)
    site.write("content/articles/bridge/en.po", MEMORY)
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
    assert found == articles | collections


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


def test_the_zip_is_a_book_and_the_same_each_time(output: Path, site: SiteFolder) -> None:
    path = output / "bridge/bridge.epub"
    with ZipFile(path) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        names = set(archive.namelist())
    assert {"book/vazirmatn.woff2", "book/literata.woff2", "book/fonts.txt"} <= names
    before = path.read_bytes()
    shutil.rmtree(site.root / ".cache")
    build(site.root, parse(SETTINGS), output)
    assert path.read_bytes() == before


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
        ("a\x0bb", "ab"),
    ],
)
def test_inline_html_as_xml(html: str, xml: str) -> None:
    assert xhtml(html, {"۱": 7}) == xml


def test_epubcheck_finds_nothing(output: Path) -> None:
    command = _epubcheck()
    for path in sorted(output.rglob("*.epub")):
        run = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
        said = f"{run.stdout}{run.stderr}"
        assert "0 fatals / 0 errors / 0 warnings" in said, said
        assert run.returncode == 0


def _epubcheck() -> list[str]:
    """How epubcheck is called; where it is not, the test is skipped,
    and where EPUBCHECK is set fails."""
    jar = Path("/usr/bin/epubcheck")  # Debian's is a jar that the kernel may not know to run
    if jar.exists() and shutil.which("java"):
        return ["java", "-jar", str(jar)]
    reason = "no epubcheck: apt-get install epubcheck"
    if os.environ.get("EPUBCHECK"):
        pytest.fail(reason)
    pytest.skip(reason)
