"""Building a site from a folder: what is written, what is kept, what is found."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from site_gen import config
from site_gen.errors import ConfigError, ContentError, OutputError, SiteGenError, TemplateError
from site_gen.model import Document, Severity
from site_gen.pipeline import composing, making, stages, work
from site_gen.pipeline.found import find_article
from site_gen.pipeline.naming import ARTICLES, is_article
from site_gen.pipeline.site import CACHE, BuildReport, build
from site_gen.pipeline.tree import scan
from site_gen.pipeline.written import Written
from site_gen.render import listings, site_pages
from site_gen.render.renderers import PARTS, SEARCH
from site_gen.render.searching import packed_entry
from tests.conftest import NewSite, SiteFolder

ARTICLE = "content/articles/{}/article.fa.md"
MEMORY = """
msgctxt "p1"
msgid "متن"
msgstr "text"
"""


def built(site: SiteFolder) -> BuildReport:
    return build(site.root, config.load(site.root), site.root / "_site")


def without_sentences(html: str) -> str:
    return re.sub(r'<span class="s".*?>(.*?)</span>', r"\1", html)


def files(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_static_files_that_are_alike_come_back_from_the_cache(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), "متن\n")
    for name in ("one.css", "other.css"):
        site.write(f"static/{name}", "a { order: 1 }")
    built(site)
    before = files(site.root / "_site")
    shutil.rmtree(site.root / "_site")
    built(site)
    assert files(site.root / "_site") == before


def test_an_article_becomes_a_page_beside_its_files(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), "# عنوان\n\nمتن\n\n![نشان](images/x.svg)\n")
    site.write("content/articles/a/en.po", MEMORY)
    site.write("content/articles/a/images/x.svg", "<svg/>")
    report = built(site)
    assert not report.findings
    page = without_sentences(site.read("_site/a/index.html"))
    assert '<p>متن</p></div>\n<details class="cell" lang="en" dir="ltr" open>' in page
    assert "<summary>English</summary><p>text</p></details>" in page
    assert site.read("_site/a/images/x.svg") == "<svg/>"
    assert not (site.root / "_site/a/en.po").exists()
    assert 'href="a/"' in site.read("_site/index.html")


def test_what_is_missing_is_marked_and_what_is_old_is_shown(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), "# عنوان\n\nمتن تازه\u200cتر\n")
    site.write("content/articles/a/en.po", MEMORY.replace("متن", "متن تازه"))
    built(site)
    page = without_sentences(site.read("_site/a/index.html"))
    assert '<p>text</p><p class="state">the source has changed since</p>' in page
    assert '<p class="state missing">not translated yet</p>' in page


def test_an_english_article_has_its_persian_on_the_right(site: SiteFolder) -> None:
    site.write("content/articles/a/article.en.md", "# Title\n\ntext\n")
    site.write("content/articles/a/fa.po", 'msgctxt "p1"\nmsgid "text"\nmsgstr "متن"\n')
    built(site)
    page = without_sentences(site.read("_site/a/index.html"))
    assert page.startswith('<!doctype html>\n<html lang="en" dir="ltr"')
    assert '<p>text</p></div>\n<details class="cell" lang="fa" dir="rtl" open>' in page
    assert "<summary>فارسی</summary><p>متن</p></details>" in page


def test_newest_first_and_undated_last(site: SiteFolder) -> None:
    for slug, date in (("old", "1400-01-01"), ("new", "2024-05-01"), ("none", "")):
        site.write(ARTICLE.format(slug), f"---\ntitle: {slug}\ndate: {date}\n---\nمتن\n")
    built(site)
    index = site.read("_site/index.html")
    places = [index.index(f'href="{slug}/"') for slug in ("new", "old", "none")]
    assert places == sorted(places)


def test_nothing_changed_nothing_written(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), "# عنوان\n\nمتن\n")
    first = built(site)
    second = built(site)
    assert first.written > 0
    assert (second.written, second.removed) == (0, 0)


def test_a_build_never_writes_content(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), "# عنوان\n\nمتن\n")
    site.write("content/articles/a/en.po", MEMORY)
    before = files(site.root / "content")
    built(site)
    assert files(site.root / "content") == before


def test_a_site_without_a_search_makes_nothing_for_one(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = Mock(wraps=packed_entry)
    monkeypatch.setattr(work, "PARTS", {**PARTS, SEARCH: entry})
    site.write(ARTICLE.format("a"), "# عنوان\n\nمتن\n")
    settings = site.read("site.toml")
    site.write("site.toml", f"{settings}[search]\non = false\n")
    built(site)
    assert not entry.called
    assert not (site.root / "_site/search").exists()
    site.write("site.toml", settings)
    built(site)
    assert (site.root / "_site/search/index.json").exists()


def test_what_is_gone_from_content_goes_from_the_site(site: SiteFolder) -> None:
    article = site.write(ARTICLE.format("a"), "# عنوان\n\nمتن\n")
    site.write("content/articles/a/x.txt", "beside")
    built(site)
    article.unlink()
    built(site)
    assert not (site.root / "_site/a").exists()


def test_a_folder_of_somebody_else_is_not_touched(site: SiteFolder) -> None:
    site.write("_site/thesis.doc", "mine")
    site.write(ARTICLE.format("a"), GOOD)
    with pytest.raises(OutputError, match="not of this site"):
        built(site)
    assert files(site.root / "_site") == {"thesis.doc": b"mine"}


def test_a_sites_own_template_and_style_win(site: SiteFolder) -> None:
    site.write("templates/index.html", "hello {{ site.title.en }}")
    site.write("static/theme.css", "/*! mine */")
    site.write("static/css/rows.css", "p { order: 7 }")
    site.write(ARTICLE.format("a"), "# عنوان\n\nمتن\n")
    built(site)
    assert site.read("_site/index.html") == "hello Notebook\n"
    style = site.read("_site/static/site.css")
    assert style.startswith("/*! mine */")
    assert "p{order:7}" in style
    assert "content-visibility:auto" not in style
    assert ".panel{" in style


GOOD = "# خوب\n\nمتن\n"

#: What is wrong -> files, and the finding: path, line, a part of its message.
BROKEN: Mapping[str, tuple[Mapping[str, str | bytes], str, int, str]] = {
    "empty file": ({"bad/article.fa.md": ""}, "bad/article.fa.md", 0, "the file is empty"),
    "not UTF-8": (
        {"bad/article.fa.txt": "عنوان\n".encode() + "متن".encode("cp1256")},
        "bad/article.fa.txt",
        2,
        "not UTF-8",
    ),
    "front matter": (
        {"bad/article.fa.md": "---\ntitle: [x\n---\nمتن\n"},
        "bad/article.fa.md",
        3,
        "not valid YAML",
    ),
    "no title": ({"bad/article.fa.md": "متن\n"}, "bad/article.fa.md", 1, "no title"),
    "two sources": (
        {"bad/article.fa.md": GOOD, "bad/article.fa.txt": "عنوان"},
        "bad/article.fa.txt",
        0,
        "two articles in fa",
    ),
    "PO syntax": (
        {"bad/article.fa.md": GOOD, "bad/en.po": 'msgctxt "p1"\nmsgid "متن\nmsgstr ""\n'},
        "bad/en.po",
        2,
        "",
    ),
    "unknown locale": ({"bad/article.de.md": GOOD}, "bad/article.de.md", 0, "unknown locale “de”"),
    "unknown format": ({"bad/article.fa.pdf": GOOD}, "bad/article.fa.pdf", 0, "kind of article"),
    "no end of front matter": (
        {"bad/article.fa.md": "---\ntitle: x\n\nمتن\n"},
        "bad/article.fa.md",
        1,
        "the front matter has no end",
    ),
    "front matter twice": (
        {"bad/article.fa.md": "---\ntitle: x\n---\nمتن\n", "bad/meta.yaml": "date: 1401-01-01"},
        "bad/article.fa.md",
        1,
        "beside it as well",
    ),
    "nothing left of the title": (
        {"bad/article.fa.txt": "<;br&#47>\n\nمتن\n"},
        "bad/article.fa.txt",
        1,
        "no title",
    ),
    "reserved address": ({"Index.html/article.fa.md": GOOD}, "Index.html", 0, "cannot be"),
    "long address": ({"x" * 200 + "/article.fa.md": GOOD}, "x" * 200, 0, "cannot be"),
    "bad address": ({"static/article.fa.md": GOOD}, "static", 0, "cannot be an address"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_article_is_found_and_stops_no_other(site: SiteFolder, case: str) -> None:
    broken, path, line, message = BROKEN[case]
    site.write(ARTICLE.format("good"), GOOD)
    for name, text in broken.items():
        site.write(f"content/articles/{name}", text)
    report = built(site)
    assert report.failed
    found = [
        finding
        for finding in report.findings
        if finding.path == f"content/articles/{path}"[:200] and finding.line == line
    ]
    assert len(found) == 1, report.findings
    assert message in found[0].message
    assert found[0].hint
    assert report.articles == 1
    assert (site.root / "_site/good/index.html").exists()


def test_two_articles_with_one_address_stop_a_build_before_it_writes(site: SiteFolder) -> None:
    site.write(ARTICLE.format("good"), GOOD)
    built(site)
    before = files(site.root / "_site")
    for name in ("x/bad", "y/Bad"):
        site.write(ARTICLE.format(name), GOOD)
    with pytest.raises(ContentError, match="the same address as content/articles/y/Bad/") as caught:
        built(site)
    assert caught.value.path == ARTICLE.format("x/bad")
    assert "Rename one of the folders" in caught.value.hint
    assert files(site.root / "_site") == before


def test_a_picture_that_is_none_is_told(site: SiteFolder) -> None:
    site.write("content/articles/a/article.fa.md", "# ع\n\n![ن](x.png)\n")
    site.write("content/articles/a/x.png", "not a picture")
    (finding,) = built(site).findings
    assert (finding.line, finding.name) == (3, "broken-image")
    assert finding.severity is Severity.WARNING


def test_a_picture_that_another_host_is_asked_for_is_told(site: SiteFolder) -> None:
    text = (
        "# پل\n\nمتن ![پل](https://example.com/a.png)، ![نقطه](data:image/gif;base64,R0lGODlh).\n"
    )
    site.write("content/articles/bridge/article.fa.md", text)
    (finding,) = built(site).findings
    assert (finding.line, finding.name, finding.severity) == (3, "far-image", Severity.WARNING)
    assert "“example.com”" in finding.message


@pytest.mark.parametrize(
    ("files", "path", "line", "message"),
    [
        ({"article.fa.md": "# ع\n\n![ن](x.png)\n"}, "article.fa.md", 3, "no image “x.png”"),
        ({"article.fa.md": "# ع\n\nو ![ن](y.png) متن\n"}, "article.fa.md", 3, "no image “y.png”"),
        (
            {"article.fa.md": "# ع\n\nو[^n]\n\n[^n]: ![ن](z.png)\n"},
            "article.fa.md",
            5,
            "no image “z.png”",
        ),
        ({"article.fa.md": GOOD, "de.po": MEMORY}, "de.po", 0, "no page needs"),
        ({"article.fa.md": GOOD, "INDEX.html": "x"}, "'INDEX.html'", 0, "take the place"),
        (
            {"article.fa.md": "---\ntitle: t\nlink: javascript:alert(1)\n---\nمتن\n"},
            "article.fa.md",
            3,
            "is not an address",
        ),
        (
            {"article.fa.md": "---\ntitle: t\ndate: 9999-12-30\n---\nمتن\n"},
            "article.fa.md",
            3,
            "is not a date",
        ),
        (
            {"article.fa.md": "---\ntitle: t\ntags: {a: b}\n---\nمتن\n"},
            "article.fa.md",
            3,
            "“tags” is not a text",
        ),
    ],
)
def test_an_article_that_lacks_something_is_built_all_the_same(
    site: SiteFolder, files: Mapping[str, str], path: str, line: int, message: str
) -> None:
    for name, text in files.items():
        site.write(f"content/articles/a/{name}", text)
    report = built(site)
    (finding,) = report.findings
    assert report.failed
    assert (finding.path, finding.line) == (f"content/articles/a/{path}", line)
    assert message in finding.message
    assert (site.root / "_site/a/index.html").exists()


@pytest.mark.parametrize(("unit", "failed"), [("p7", False), ("intro", True)])
def test_an_entry_that_belongs_to_no_paragraph_is_found(
    site: SiteFolder, unit: str, failed: bool
) -> None:
    site.write(ARTICLE.format("a"), GOOD)
    entry = f'msgctxt "{unit}"\nmsgid "چیز دیگری"\nmsgstr "else"\n'
    site.write("content/articles/a/en.po", entry)
    report = built(site)
    (finding,) = report.findings
    assert finding.name == "unknown-id"
    assert (finding.path, finding.line) == ("content/articles/a/en.po", 1)
    assert unit in finding.message
    assert report.failed is failed  # a paragraph that is gone is no error, a made-up id is


def test_files_beside_an_article_may_be_called_as_its_pages_are(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), "# عنوان\n\nمتن\n")
    names = ("page", "editions", "one:two")
    for name in names:
        site.write(f"content/articles/a/{name}", name)
    built(site)
    page = site.read("_site/a/index.html")
    shutil.rmtree(site.root / "_site")
    built(site)
    site.write("content/articles/a/en.po", "broken")
    assert built(site).failed
    assert [site.read(f"_site/a/{name}") for name in names] == [*names]
    assert site.read("_site/a/index.html") == page


def test_a_page_stays_while_its_article_is_broken(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), GOOD)
    built(site)
    pages = [site.read(f"_site/{path}/index.html") for path in ("a", "fa/a")]
    site.write(ARTICLE.format("a"), "---\ntitle: [\n---\n")
    for _ in range(2):
        assert built(site).failed
        assert [site.read(f"_site/{path}/index.html") for path in ("a", "fa/a")] == pages
        shutil.rmtree(site.root / ".cache")
    site.write(ARTICLE.format("a"), GOOD)
    assert not built(site).failed


@pytest.mark.parametrize(
    ("path", "text", "kind", "line", "message"),
    [
        ("site.toml", "[site]\ntitle = x\n", ConfigError, 2, "not valid TOML"),
        ("site.toml", "[site]\nname = 'x'\n", ConfigError, 2, "unknown setting “site.name”"),
        ("site.toml", "[site]\nsource = 'de'\n", ConfigError, 2, "unknown locale “de”"),
        ("templates/index.html", "a\n{% if %}", TemplateError, 2, "Expected an expression"),
        ("templates/index.html", "a\n{{ nothing }}", TemplateError, 2, "'nothing' is undefined"),
        ("templates/index.html", "a\n{{ 1 / 0 }}", TemplateError, 2, "division by zero"),
        ("templates/macros.html", "", TemplateError, 0, "does not export"),
        ("templates/index.html", "{% include 'index.html' %}", TemplateError, 1, "recursion"),
        ("site.toml", "[translate.google]\ntimeout = -1\n", ConfigError, 2, "number -1"),
        ("site.toml", "\n[translate.babel]\n", ConfigError, 2, "unknown setting"),
        ("site.toml", "[translate]\nproviders = ['x']\n", ConfigError, 2, "the text “x”"),
        ("templates/base.html", "{% include 'x.html' %}", TemplateError, 1, "template “x.html”"),
    ],
)
def test_what_stops_a_build_leaves_the_old_site_whole(
    site: SiteFolder, path: str, text: str, kind: type[SiteGenError], line: int, message: str
) -> None:
    site.write(ARTICLE.format("a"), GOOD)
    built(site)
    before = files(site.root / "_site")
    site.write(ARTICLE.format("a"), "# دیگر\n\nمتن\n")
    site.write(path, text)
    with pytest.raises(kind) as caught:
        built(site)
    assert message in caught.value.message
    assert caught.value.path == (path if line else caught.value.path)
    assert not line or caught.value.line == line
    assert files(site.root / "_site") == before


def test_what_is_no_file_stops_nothing(site: SiteFolder) -> None:
    site.write(ARTICLE.format("good"), GOOD)
    site.write(ARTICLE.format("a"), GOOD)
    (site.root / "content/articles/a/lost.png").symlink_to("nowhere")
    os.mkfifo(site.root / "content/articles/a/pipe")
    os.mkfifo(site.root / "content/articles/a/en.po")
    site.write("content/articles/good/a\tb.txt", "x")
    report = built(site)
    assert report.articles == 1
    told = {finding.path.rpartition("/")[2]: finding.message for finding in report.findings}
    assert told["en.po"] == "cannot be read: not a file that can be read"
    assert "no file" in told["'lost.png'"]
    assert "no file" in told["'pipe'"]
    assert "cannot be part of an address" in told[r"'a\tb.txt'"]


def test_a_folder_in_the_place_of_a_memory_is_told(site: SiteFolder) -> None:
    """The words that the editor thinks there are none of are looked for where she put them."""
    site.write(ARTICLE.format("a"), GOOD)
    site.write("content/articles/a/en.po/en.po", 'msgctxt "p1"\nmsgid "x"\nmsgstr "y"\n')
    (finding,) = built(site).findings
    assert finding.path == "content/articles/a/en.po"
    assert finding.message == "cannot be read: not a file that can be read"
    assert "no folder" in finding.hint


def test_backups_of_editors_are_no_articles(site: SiteFolder) -> None:
    for name in ("article.fa.md", "article.fa.md~", "article.fa.md.bak", ".article.fa.md.swp"):
        site.write(f"content/articles/a/{name}", GOOD)
    site.write("content/articles/a/article.png", "x")
    report = built(site)
    assert not report.findings
    assert (site.root / "_site/a/article.png").exists()


@pytest.mark.parametrize("path", ["a/Article.fa.md", "text.fa.md", "b/text.txt"])
def test_a_text_of_another_name_is_found(site: SiteFolder, path: str) -> None:
    site.write(ARTICLE.format("good"), GOOD)
    site.write(f"content/articles/{path}", GOOD)
    (finding,) = built(site).findings
    assert finding.path == f"content/articles/{path}"
    assert finding.name == "misnamed"


def test_no_content_at_all_takes_no_page_away(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), GOOD)
    built(site)
    (site.root / "content").rename(site.root / "elsewhere")
    with pytest.raises(ContentError, match="no such folder"):
        built(site)
    assert (site.root / "_site/a/index.html").exists()


def test_a_file_may_become_a_folder_and_back(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), GOOD)
    asset = site.write("content/articles/a/p/q.png", "x")
    built(site)
    asset.unlink()
    asset.parent.rmdir()
    site.write("content/articles/a/p", "y")
    built(site)
    assert site.read("_site/a/p") == "y"
    (site.root / "content/articles/a/p").unlink()
    site.write("content/articles/a/p/q.png", "z")
    built(site)
    assert site.read("_site/a/p/q.png") == "z"


@pytest.mark.parametrize("listed", ['["../precious"]', '["/precious", 5]'])
def test_the_list_of_files_leads_nowhere_else(site: SiteFolder, listed: str) -> None:
    precious = site.write("precious", "mine")
    site.write(ARTICLE.format("a"), GOOD)
    built(site)
    site.write("_site/.dozaban-files", listed)
    built(site)
    assert precious.exists()


def test_a_damaged_list_is_said_so(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), GOOD)
    built(site)
    site.write("_site/.dozaban-files", b"\xff[")
    with pytest.raises(OutputError, match="list of the site's files is damaged"):
        built(site)


@pytest.mark.parametrize("place", [".", "content", "content/articles/a/out", "templates/x", ".."])
def test_the_output_is_never_among_the_sources(site: SiteFolder, place: str) -> None:
    site.write(ARTICLE.format("a"), GOOD)
    before = files(site.root)
    with pytest.raises(ConfigError, match="among its sources"):
        build(site.root, config.load(site.root), site.root / place)
    assert files(site.root) == before


def test_other_pages_show_a_title_without_its_links_and_notes(site: SiteFolder) -> None:
    text = "# عنوان [پیوند](files/a.pdf)[^1]\n\nمتن\n\n[^1]: یادداشت\n"
    site.write(ARTICLE.format("a"), text)
    built(site)
    assert '<h2><a href="a/">عنوان پیوند</a></h2>' in site.read("_site/index.html")
    assert '<a href="files/a.pdf">پیوند</a><sup' in site.read("_site/a/index.html")


def test_articles_side_by_side_become_what_each_does_alone(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        site.write(ARTICLE.format(f"a{number:02}"), f"# عنوان\n\nمتن {number}\n")
    site.write(ARTICLE.format("a03"), "")
    site.write("content/articles/a04/en.po", "msgid")
    unite = stages.unite

    def broken(document: Document, *others: object) -> object:
        return 1 / 0 if document.slug == "a11" else unite(document, *others)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(stages, "unite", broken)
    here = config.load(site.root)
    tree = scan(str(site.root / ARTICLES), {})
    folders = [folder for folder in sorted(tree) if is_article(tree[folder])]
    jobs = [work.Job(find_article(folder, tree, here.source)) for folder in folders]
    context = work.Context(composing.Inputs.of(here), b"")
    reads = [work.read(site.root, job) for job in jobs]
    alone = [one for read in reads for one in work.make_articles(context, [read])]
    assert list(work.make_articles(context, iter(reads))) == alone
    assert [number for number, one in enumerate(alone) if not one.key] == [3, 4, 11]


def test_a_defect_of_ours_in_one_article_stops_no_other(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(ARTICLE.format("good"), GOOD)
    site.write(ARTICLE.format("bad"), "# بد\n\nمتن\n")
    real = stages.restore

    def broken(document: Document, settings: config.RestoreSettings, *, tell: bool) -> Document:
        if document.slug == "bad":
            raise KeyError("oops")
        return real(document, settings, tell=tell)

    monkeypatch.setattr(stages, "restore", broken)
    report = built(site)
    (finding,) = report.findings
    assert "this article cannot be built: KeyError: 'oops'" in finding.message
    assert report.articles == 1


def test_an_unwritable_output_is_said_so(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), GOOD)
    site.write("_site", "a file where the folder should be")
    with pytest.raises(OutputError, match="cannot write the site"):
        built(site)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_loop_of_links_ends(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), GOOD)
    (site.root / "content/articles/a/loop").symlink_to(site.root / "content")
    assert built(site).articles == 1


TEXT = st.text("سلام می خواهد abc\u200c\n*_`[]()!#>-1۲.،", min_size=1, max_size=80)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.lists(TEXT, min_size=1, max_size=3), st.sampled_from(["md", "txt"]))
@example(["##"], "md")
def test_built_twice_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, new_site: NewSite, texts: list[str], suffix: str
) -> None:
    outputs = []
    for _ in range(2):
        site = new_site(tmp_path_factory.mktemp("site"))
        for number, text in enumerate(texts):
            site.write(f"content/articles/a{number}/article.fa.{suffix}", f"# ع\n\n{text}")
        built(site)
        outputs.append(files(site.root / "_site"))
    assert outputs[0] == outputs[1]


def test_an_output_that_is_lost_comes_back_without_a_renderer(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(ARTICLE.format("a"), "# عنوان\n\nمتن\n")
    built(site)
    before = files(site.root / "_site")
    shutil.rmtree(site.root / "_site")
    monkeypatch.setattr(making, "renderer_of", lambda _: pytest.fail("rendered"))
    built(site)
    assert files(site.root / "_site") == before


def test_what_stands_in_no_output_is_not_kept(site: SiteFolder) -> None:
    site.write(ARTICLE.format("a"), "# عنوان\n\nمتن\n")
    built(site)
    site.write(ARTICLE.format("a"), "# عنوان\n\nمتن دیگر\n")
    built(site)
    with closing(sqlite3.connect(site.root / CACHE)) as database:
        kept = {key for (key,) in database.execute("SELECT key FROM artifacts")}
        standing = {file.key for file in Written(database).files("_site")}
    assert kept <= standing
    assert kept


def test_a_list_page_that_is_lost_comes_back_though_no_list_is_planned_again(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "---\ntitle: عنوان\ntags: [پل]\n---\n\nمتن\n"
    for slug in "ab":
        site.write(ARTICLE.format(slug), text)
    built(site)
    before = files(site.root / "_site")
    planned = Mock(side_effect=listings.lists)
    monkeypatch.setattr(site_pages, "lists", planned)
    site.write(ARTICLE.format("a"), text + "\nیک بند دیگر.\n")
    assert built(site).written
    planned.assert_not_called()
    (site.root / "_site/tags/پل/index.html").unlink()
    with closing(sqlite3.connect(site.root / CACHE)) as cache:
        cache.execute("DELETE FROM artifacts")
        cache.commit()
    site.write(ARTICLE.format("a"), text)
    built(site)
    assert files(site.root / "_site") == before
    site.write(ARTICLE.format("a"), text.replace("پل", "رود"))
    built(site)
    assert "b" in site.read("_site/tags/پل/index.html")
    assert '../../a/"' not in site.read("_site/tags/پل/index.html")
