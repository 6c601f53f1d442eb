"""A site as one that is published: two languages, all kinds of blocks, odd names, several pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen import config
from site_gen.pipeline.site import build
from tests.conftest import NewSite, SiteFolder

ROOT = Path(__file__).parents[2]
ADDRESS = "https://reading.example.org"
ODD = "پل-دوم"
_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>'
_ODD = """---
title: پل دوم <b> & «گیومه»
date: 1403-02-12
updated: 2024-06-01
authors: [نویسندهٔ یک, "Ann / B."]
tags: [پل, "C++ & C#", می\u200cخواهد]
source: خبرگزاری
link: https://example.com/original
licence: CC BY 4.0
---

نخستین بند با [پیوند بیرونی](https://example.com/a?b=1&c=2) و [پیوندی به همسایه](../the-bridge/#p2).

![نقش پل](images/نقش%20پل.svg "زیرنویس")

- مورد ![کوچک](images/small.svg) در خط[^n]

[^n]: یادداشت با [پرونده](files/a.txt)
"""
_MEMORY = """msgctxt "title"
msgid "پل دوم <b> & «گیومه»"
msgstr "The second bridge"

msgctxt "p2"
msgid "نقش پل"
msgstr "Drawing of a bridge"

msgctxt "p4"
msgid "مورد ![کوچک](images/small.svg) در خط[^n]"
msgstr "An item ![small](images/small.svg) in a line[^n]"
"""
_ENGLISH = """---
title: An English piece
date: 2024-05-01
tags: [bridge]
---

Text that is not translated.
"""


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory, new_site: NewSite) -> SiteFolder:
    """The site's folder, not built yet."""
    site = new_site(tmp_path_factory.mktemp("public"))
    text = (ROOT / "site.toml").read_text("utf-8")
    site.write("site.toml", f"{text}\n[publish]\npage_size = 2\n")
    for path in (ROOT / "content").rglob("*.*"):
        site.write(path.relative_to(ROOT).as_posix(), path.read_bytes())
    showcase = (ROOT / "tests/page/showcase.fa.md").read_bytes()
    site.write("content/articles/showcase/article.fa.md", showcase)
    site.write("content/articles/showcase/picture.png", _PICTURE)
    site.write(f"content/articles/{ODD}/article.fa.md", _ODD)
    site.write(f"content/articles/{ODD}/en.po", _MEMORY)
    site.write(f"content/articles/{ODD}/images/نقش پل.svg", _PICTURE)
    site.write(f"content/articles/{ODD}/images/small.svg", _PICTURE)
    site.write(f"content/articles/{ODD}/files/a.txt", "beside")
    site.write("content/articles/english/article.en.md", _ENGLISH)
    return site


def published(site: SiteFolder, base: str) -> Path:
    """The site built for the public, under the path `base` of its host."""
    output = site.root / f"_site{base.replace('/', '-')}"
    settings = config.with_address(config.load(site.root), ADDRESS + base)
    report = build(site.root, settings, output)
    assert not report.failed, report.findings
    return output


@pytest.fixture(scope="session")
def at_top(public: SiteFolder) -> Path:
    """Built for the top of its host."""
    return published(public, "/")


@pytest.fixture(scope="session")
def below(public: SiteFolder) -> Path:
    """Built for `/repo/` on its host."""
    return published(public, "/repo/")
