"""The linter of built pages: what it finds, where, and what it lets stand."""

from __future__ import annotations

import pytest

from site_gen.lint.pages import lint_page

FRAME = """<!doctype html>
<html lang="fa" dir="rtl">
<title>متن Text</title>
<body>
{}
</body></html>"""


def names(body: str) -> list[str]:
    return [finding.name for finding in lint_page("a/index.html", FRAME.format(body).encode())]


@pytest.mark.parametrize(
    "body",
    [
        '<p>شبکهٔ <span lang="en" dir="ltr">MSNBC</span> گفت</p>',
        '<div lang="en" dir="ltr">The word «<span lang="fa" dir="rtl">گفت</span>»</div>',
        "<p>۱۲ 34 – ٪ ₂</p>",
        "<p>بخوان: <code>npm install</code> <kbd>Ctrl</kbd></p>",
        '<pre lang="en" dir="ltr"># یک یادداشت</pre>',
        '<img src="a.png" alt="نمودار MSNBC"><img src="b.png" alt="">',
        '<p id="p1"><a href="#p1">۱</a><a href="#">بالا</a><a href="../b/#p9">دیگر</a></p>',
        '<a href="#%D8%A7" id="ا">ا</a>',
        "<script>let text = 1;</script><style>p { color: red }</style>",
        '<label for="q">جست\u200cوجو</label><input id="q" dir="rtl">',
        '<p>دمای <span dir="ltr">−۵</span> درجه</p>',
        '<p>دمای <span dir="ltr">۳۷°C</span> و <span dir="ltr">37 °F</span></p>',
        '<p lang="de" dir="ltr">Größe</p>',
        "<!-- an English note -->متن",
    ],
)
def test_what_is_right(body: str) -> None:
    assert names(body) == []


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("<p>شبکهٔ MSNBC گفت</p>", "unmarked-language"),
        ('<p lang="en" dir="ltr">the word گفت</p>', "unmarked-language"),
        ("<p><b>متن</b> after a tag</p>", "unmarked-language"),
        ("<!-- note --> after a comment", "unmarked-language"),
        ('<button aria-label="Search">؟</button>', "unmarked-language"),
        ('<p dir="auto">متن</p>', "auto-direction"),
        ("<bdi>متن</bdi>", "auto-direction"),
        ('<p>شبکهٔ <span lang="en">MSNBC</span></p>', "direction"),
        ('<p lang="fa" dir="ltr">متن</p>', "direction"),
        ('<p style="color: red">متن</p>', "inline-style"),
        ('<img src="a.png">', "no-alternative"),
        ('<p id="p1">یک</p><p id="p1">دو</p>', "same-id"),
        ('<a href="#p9">نیست</a>', "no-target"),
        ('<label for="nowhere">نام</label>', "no-target"),
    ],
)
def test_what_is_wrong(body: str, name: str) -> None:
    assert names(body) == [name]


def test_a_finding_says_what_where_and_what_to_do() -> None:
    (finding,) = lint_page(
        "a/index.html", FRAME.format("<p>یک</p>\n<p>شبکهٔ MSNBC گفت</p>").encode()
    )
    assert str(finding) == (
        "a/index.html:6: error: “MSNBC گفت” stands in Persian without lang and dir of its own "
        "[unmarked-language]\n"
        '    Give it an element with lang="en" and dir="ltr"; '
        "in a template, pass the text through the filter `isolate`."
    )
