"""Terms of the glossary as readers meet them: underlined, with a note, without any script."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from site_gen.cli import main
from tests.conftest import ServeFolder, SiteFolder

GLOSSARY = """\
[[term]]
fa = "پهپاد"
en = "drone"
note = { fa = "پرنده\u200cای که خلبان <ندارد>؛ UAV.", en = "An aircraft without a \\"pilot\\"." }
show = true

[[term]]
fa = "موشک"
en = "missile"
note = { fa = "جنگ\u200cافزاری که پرواز می\u200cکند." }
show = true

[[term]]
fa = "کشور"
en = "country"
note = "Nobody is told."
"""
ARTICLE = """\
# پهپاد

روسیه پهپادهایی خرید. پهپاد دیگری، **موشک** و [پهپاد](https://x.org) را هم. موش**ک** نه.

> کشور پهپاد و موشک دارد.
"""
MEMORY = """\
msgctxt "p1"
msgid "روسیه پهپادهایی خرید. پهپاد دیگری، **موشک** و [پهپاد](https://x.org) را هم. موش**ک** نه."
msgstr "Russia bought **Drones**. Another drone, and missiles."
"""


def built(site: SiteFolder) -> str:
    site.write("content/glossary.toml", GLOSSARY)
    site.write("content/articles/news/article.fa.md", ARTICLE)
    site.write("content/articles/news/en.po", MEMORY)
    assert main(["--root", str(site.root)]) == 0
    return site.read("_site/news/index.html")


def test_the_first_use_in_a_paragraph_leads_to_the_note(site: SiteFolder) -> None:
    page = built(site)
    links = re.findall(r'<a class="term"[^>]*href="#([^"]+)"[^>]*>([^<]*)</a>', page)
    assert links == [
        ("term-1", "پهپادهایی"),
        ("term-2", "موشک"),
        ("term-1", "Drones"),
        ("term-1", "پهپاد"),
        ("term-2", "موشک"),
    ]
    assert page.count('id="term-') == 2
    assert "Nobody is told" not in page
    assert "&lt;ندارد&gt;" in page
    assert 'title="An aircraft without a &#34;pilot&#34;."' in page


def test_the_notes_are_checked_like_the_rest_of_the_page(site: SiteFolder) -> None:
    built(site)
    assert main(["--root", str(site.root), "check"]) == 0


def test_a_changed_glossary_changes_the_pages(site: SiteFolder) -> None:
    assert 'class="term"' in built(site)
    site.write("content/glossary.toml", GLOSSARY.replace("show = true\n", ""))
    assert main(["--root", str(site.root)]) == 0
    page = site.read("_site/news/index.html")
    assert "term" not in page
    assert "doc-glossary" not in page


def test_a_broken_glossary_is_told_and_the_site_is_built(site: SiteFolder) -> None:
    built(site)
    site.write("content/glossary.toml", "[[term]\n")
    assert main(["--root", str(site.root)]) == 1
    assert 'class="term"' not in site.read("_site/news/index.html")


def test_in_a_browser(site: SiteFolder, page: Page, serve_folder: ServeFolder) -> None:
    built(site)
    page.goto(f"{serve_folder(site.root)}/_site/news/")
    term = page.locator("#p1 a.term", has_text="پهپادهایی")
    expect(term).to_have_css("text-decoration-style", "dotted")
    term.click()
    note = page.locator(":target")
    expect(note).to_contain_text("پرنده")
    expect(note).to_be_in_viewport()
    page.locator(".terms .back").first.click()
    expect(page.locator("#p1")).to_be_in_viewport()
