"""What of an article is laid out once: when it is made again, and that no page shows an old one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from site_gen import config
from site_gen.errors import TemplateError
from site_gen.pipeline import laying, work
from site_gen.pipeline.keys import folder_contents
from site_gen.pipeline.site import build
from site_gen.render.templating import reached
from tests.conftest import SiteFolder

TEMPLATES = dict(folder_contents([Path(__file__).parents[2] / "templates"]))
ARTICLE = "content/articles/{}/article.fa.md"


@pytest.fixture
def standing(site: SiteFolder) -> SiteFolder:
    """Two articles, built."""
    for slug in ("a", "b"):
        site.write(ARTICLE.format(slug), f"---\ntags: [پل]\n---\n# {slug}\n\nمتن {slug}\n")
    built(site)
    return site


def built(site: SiteFolder, output: str = "_site") -> None:
    build(site.root, config.load(site.root), site.root / output)


def changed(site: SiteFolder, name: str, old: str, new: str) -> None:
    source = TEMPLATES[name].decode()
    assert old in source
    site.write(f"templates/{name}", source.replace(old, new))


def test_after_a_change_of_the_frame_no_article_is_laid_out_again(
    standing: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laying, "_lay", lambda *_: pytest.fail("laid out"))
    changed(standing, "base.html", "</body>", "<!-- new --></body>")
    built(standing)
    for page in ("a/index.html", "index.html", "tags/پل/index.html"):
        html = standing.read(f"_site/{page}")
        assert "<!-- new -->" in html
        assert ">a" in html


def test_a_change_of_what_lays_an_article_out_composes_none(
    standing: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "composing", lambda *_, **__: pytest.fail("composed"))
    changed(standing, "macros.html", "<summary>", '<summary class="new">')
    changed(standing, "entry.html", "<li>", '<li class="new">')
    changed(standing, "teaser.html", "<article ", "<article data-new ")
    changed(standing, "blocks.html", "<hr>", '<hr class="new">')
    built(standing)
    assert '<li class="new">' in standing.read("_site/tags/پل/index.html")
    assert "data-new" in standing.read("_site/index.html")


def test_a_page_is_kept_around_the_text_that_it_was_made_with(standing: SiteFolder) -> None:
    before = standing.read("_site/a/index.html")
    changed(standing, "text.html", "<article>", '<article class="new">')
    built(standing, "_other")  # lays the texts out anew, in the same cache
    assert '<article class="new">' in standing.read("_other/a/index.html")
    shutil.rmtree(standing.root / "templates")
    for _ in range(2):  # made again, and then taken from the cache, where it is once
        shutil.rmtree(standing.root / "_site")
        built(standing)
        assert standing.read("_site/a/index.html") == before


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("article.html", "{{ text }}", "{{ page.article.nodes }}", "has no attribute 'nodes'"),
        ("index.html", "{{ rows }}", "{{ teasers }}", "'teasers' is undefined"),
        ("text.html", "<article>", '{{ static("site.css") }}', "'static' is undefined"),
        ("entry.html", "<li>", "{{ list.term }}", "'list' is undefined"),
        ("entry.html", "<li>", "{{ root | path }}", "root can only be shown"),
        ("teaser.html", "<article", '{{ root or "./" }}<article', "root can only be shown"),
    ],
)
def test_what_is_asked_for_in_the_wrong_place_is_told(
    standing: SiteFolder, name: str, old: str, new: str, message: str
) -> None:
    changed(standing, name, old, new)
    with pytest.raises(TemplateError, match=message) as caught:
        built(standing)
    assert caught.value.path == f"templates/{name}"
    assert caught.value.line > 0
    assert "docs/templates.md" in caught.value.hint


@pytest.mark.parametrize("name", ["text.html", "teaser.html"])
def test_a_template_is_given_the_same_of_an_article_that_is_kept(
    standing: SiteFolder, name: str
) -> None:
    values = "article" if name == "text.html" else "teaser"
    changed(standing, name, "<article", f"{{{{ {values} }}}}<article")  # as Python writes it out
    pages = ("index.html", "a/index.html")
    built(standing)
    kept = [standing.read(f"_site/{page}") for page in pages]
    shutil.rmtree(standing.root / ".cache")
    built(standing)
    assert [standing.read(f"_site/{page}") for page in pages] == kept


def test_rows_lead_to_the_top_from_each_depth(site: SiteFolder) -> None:
    site.write("site.toml", "[publish]\npage_size = 1\n")
    for slug in ("a", "b"):
        site.write(ARTICLE.format(slug), f"---\ntags: [t]\n---\n# {slug}\n\nمتن\n")
    built(site)
    for page, top in (("", ""), ("page/2/", "../../"), ("fa/tags/t/page/2/", "../../../../../")):
        html = site.read(f"_site/{page}index.html")
        assert (
            f'href="{top}{"fa/" if page.startswith("fa") else ""}{"b" if page else "a"}/"' in html
        )


def test_templates_that_name_one_another_are_found() -> None:
    sources = {
        "a": b"{%- include 'b' ignore missing with context %}{% from \"c\" import x %}",
        "b": b"{#{% include d %}#}{% include 'e' -%}",
        "c": b"",
        "d": b"",
    }
    plain = {**sources, "b": b"{% import 'gone' as y %}"}
    assert reached(plain, ["a"]) == ["a", "b", "c"]
    assert reached(sources, ["a"]) == sorted(sources)


@pytest.mark.parametrize(
    "tag",
    [
        "{% include name %}",
        '{% include ["c", "d"] %}',
        '{% include "c" if x else "d" %}',
        '{% extends "c" ~ x %}',
        "{%+ import\nname as y %}",
    ],
)
def test_a_template_named_otherwise_may_be_any(tag: str) -> None:
    sources = {"a": tag.encode(), "c": b"", "d": b""}
    assert reached(sources, ["a"]) == ["a", "c", "d"]
