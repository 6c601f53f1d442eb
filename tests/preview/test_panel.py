"""A previewed page is the built page, without its policy, with the findings over it."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_gen.model import Finding, Severity
from site_gen.pipeline.records import Findings, Some
from site_gen.preview.panel import PLUGIN, bare_page, dress, panel
from site_gen.preview.standing import Standing

PAGE = """<!doctype html>
<html lang="fa" dir="rtl">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; object-src 'none'">
<title>دفتر</title>
</head>
<body class="article">
<main>&lt;meta http-equiv="Content-Security-Policy"&gt;</main>
</body>
</html>
"""
ERROR = Finding(Severity.ERROR, "content/a/article.fa.md", 3, "no title", "Write one.", "no-title")
WARNING = Finding(Severity.WARNING, "content/a/en.po", 0, "برای برای")


def dressed(*findings: Finding) -> str:
    return dress(PAGE, Standing("v7", Findings.of(*findings), built=True), 8000)


class Reader(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  # HTMLParser's own
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_page_without_findings_only_changes_its_policy_for_the_script() -> None:
    script = (
        f"<script>{PLUGIN}</script>\n"
        '<script defer src="/livereload.js?#&amp;port=8000&amp;snipver=v7."></script>\n'
    )
    policy = (
        """<meta http-equiv="Content-Security-Policy" """
        """content="default-src 'self'; object-src 'none'">\n"""
    )
    assert dressed() == PAGE.replace(policy, "").replace("</head>", f"{script}</head>")


def test_an_error_is_an_open_alert_before_all_else_in_the_page() -> None:
    page = dressed(WARNING, ERROR)
    assert page.index('role="alert"') < page.index("<main>")
    assert "<details open><summary>1 error, 1 warning</summary>" in page
    assert page.index("no title") < page.index("برای برای")
    for text in ("content/a/article.fa.md:3", "Write one.", "no-title", "content/a/en.po<"):
        assert text in page


def test_warnings_alone_are_folded_and_raise_no_alert() -> None:
    page = dressed(WARNING, replace(WARNING, line=1))
    assert "<details><summary>2 warnings</summary>" in page
    assert "alert" not in page


def test_of_many_findings_a_page_lists_its_own_and_a_few() -> None:
    others = (replace(WARNING, line=line, message=f"no {line}.") for line in range(1, 61))
    own = replace(WARNING, path="content/articles/z/en.po", message="its own")
    html = panel(Findings((Some.of(others), Some.of([own]))), "z")
    assert Reader(html).tags.count("li") == 50
    assert html.index("its own") < html.index("no 1.")
    assert "no 60." not in html
    assert "<summary>61 warnings</summary>" in html
    assert "and 11 more" in html


def test_neither_its_own_findings_nor_errors_elsewhere_hide_the_other() -> None:
    errors = [replace(ERROR, line=line, message=f"error {line}.") for line in range(1, 61)]
    path = "content/articles/z/en.po"
    few = (replace(WARNING, path=path, message="own"), replace(ERROR, path=path, message="broken"))
    html = panel(Findings((Some.of(errors), Some.of(few))), "z")
    assert html.index("broken") < html.index("error 1.") < html.index("own")
    many = [replace(one, path=path) for one in errors]
    html = panel(Findings((Some.of([replace(ERROR, message="all stops")]), Some.of(many))), "z")
    assert html.index("error 1.") < html.index("all stops")


def test_the_panel_is_english_from_left_to_right_in_a_page_that_is_not() -> None:
    assert (
        '<section id="dozaban-preview" class="error" role="alert" lang="en" dir="ltr"'
        in dressed(ERROR)
    )


def test_a_page_without_head_or_body_still_shows_its_findings() -> None:
    page = dress("<p>fragment", Standing("v7", Findings.of(ERROR), built=True), 8000)
    assert "no title" in page
    assert "/livereload.js" in page
    assert page.endswith("<p>fragment")


def test_a_bare_page_can_be_dressed() -> None:
    page = dress(bare_page("1 < 2 {x}"), Standing("v7", Findings.of(ERROR)), 8000)
    reader = Reader(page)
    assert "1 < 2 {x}" in reader.text
    assert "no title" in reader.text
    assert reader.tags.count("script") == 2


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")))


@given(path=TEXTS, message=TEXTS, hint=TEXTS, name=TEXTS)
def test_no_finding_becomes_markup(path: str, message: str, hint: str, name: str) -> None:
    reader = Reader(panel(Findings.of(Finding(Severity.ERROR, path, 0, message, hint, name))))
    for text in (path, message, hint, name):
        assert text in reader.text
    tame = [text and "x" for text in (message, hint, name)]
    plain = Reader(panel(Findings.of(Finding(Severity.ERROR, path and "x", 0, *tame))))
    assert [tag for tag in reader.tags if tag != "span"] == plain.tags


def test_persian_words_in_a_finding_stand_before_and_after_the_arrow() -> None:
    finding = Finding(Severity.WARNING, "a.md", 1, "wrong: “می خواهد” → “می\u200cخواهد”")
    html = panel(Findings.of(finding))
    assert '“<span lang="fa" dir="rtl">می خواهد</span>” → “<span lang="fa" dir="rtl">' in html
