"""Pages that are seen to be right without a parser are right to the parser."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from site_gen import config
from site_gen.lint.pages import lint_parsed
from site_gen.lint.rules import REFERRING, SPOKEN
from site_gen.lint.sound import is_sound
from site_gen.pipeline.site import build

ROOT = Path(__file__).parents[2]
FRAME = """<!doctype html>
<html lang="fa" dir="rtl">
<head>
<title>متن Text</title>
</head>
<body>
{}
</body>
</html>
"""
# HTML's elements, but for those around a page, and those of old that libxml2 knows.
ALL = """a abbr address area article aside audio b bdi bdo blockquote br button canvas caption
cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img input ins kbd label
legend li link main map mark math menu meta meter nav noscript object ol optgroup option output p
picture pre progress q rp rt ruby s samp script search section select slot small source span strong
style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track u ul
var video wbr acronym applet basefont bgsound big center dir font frame frameset head html body
keygen listing marquee nobr noembed noframes param path plaintext rb rtc strike tt xmp"""
NAMES = ALL.split()


def sound(body: str) -> bool:
    return is_sound(FRAME.format(body).encode())


@pytest.mark.parametrize("name", NAMES)
def test_the_parser_leaves_elements_where_they_are_thought_to_stand(name: str) -> None:
    needed = {"img": ' alt=""', "bdi": ' dir="rtl"'}
    outer = f"<{name}{needed.get(name, '')} id"
    parts: list[str] = []
    for inner, end in product(NAMES, ("", "</{}>", "/")):
        begin = f"<{inner}{needed.get(inner, '')} id"
        n = len(parts)
        last = f'{begin}="c{n}"{end}>' if end == "/" else f'{begin}="c{n}">' + end.format(inner)
        body = f'<div id="a{n}">{outer}="b{n}">{last}<q id="d{n}"></q></{name}></div>'
        parts += [body] if sound(body) else []
    root = etree.fromstring(FRAME.format("".join(parts)).encode(), etree.HTMLParser())
    parents = {one.get("id"): one.getparent().get("id") for one in root.xpath("//*[@id]")}
    for n, part in enumerate(parts):
        found = [parents[f"{one}{n}"] for one in "abcd"]
        assert found == [None, f"a{n}", f"b{n}", f"b{n}"], part


def test_so_plain_ones_are() -> None:
    for outer, inner in product(("div", "section", "li", "td", "form"), ("p", "ul", "em", "code")):
        assert sound(f"<{outer}><{inner}>متن</{inner}></{outer}>")


@pytest.mark.parametrize(
    "body",
    [
        '<p title="x id=" id="p1"></p><p id="p1"></p>',
        '<p id="p1" id="p2"></p><a href="#p2">۱</a>',
        '<script>"<i id=\'p2\'></i>"</script><a href="#p2">۱</a>',
        '<p LANG="en">متن</p>',
        "<p lang=en dir=ltr>متن</p>",
        '<p lang="e&#110;" dir="ltr">متن</p>',
        "<p>متن &eacute;</p>",
        "<p>متن &#x65;</p>",
        "<p>متن &amp;eacute;</p>",
        '<p lang="en" dir="ltr"><div>text</div></p>',
        '<p><span lang="en" dir="ltr">text</p> and more</span>',
        "<p>متن</p></body><p>text</p>",
        "<!-- a note --><p>text</p>",
        "<p>متن <b>after</p>",
        "<p>a < b</p>",
        '<p>متن</p><a href="#%6e">۱</a>',
        '<div style="color: red"></div>',
        '<p dir="auto">متن</p>',
        '<img src="a.png">',
        '<button aria-label="Search">؟</button>',
        "<p>متن</p>\n<p>text</p>",
        f"<p>{'متن ' * 150}text</p>",
        '<p title="\n<b>">متن</p>',
        "<p>متن</p>\n</body>\n<body>",
    ],
)
def test_what_is_left_to_the_parser(body: str) -> None:
    assert not sound(body)


def test_pages_of_the_site_need_no_parser(tmp_path: Path) -> None:
    build(ROOT, config.load(ROOT), tmp_path / "site")
    pages = {path: path.read_bytes() for path in (tmp_path / "site").rglob("*.html")}
    left = [path for path, page in pages.items() if not is_sound(page)]
    assert len(left) <= 1  # the search has a `noscript`
    assert not any(lint_parsed(path.name, page) for path, page in pages.items())


ATTRIBUTES = st.sampled_from(
    [
        *(f' lang="{lang}" dir="{side}"' for lang in ("fa", "en", "de") for side in ("rtl", "ltr")),
        *(
            f' {name}="{text}"'
            for name in sorted(SPOKEN)
            for text in ("", "متن", "Text", "متن Text")
        ),
        *(f' {name}="{number}"' for name in ("id", *REFERRING) for number in (1, 2, "1 2")),
        *(f' href="#{name}"' for name in ("", "top", 1, "%31", 3)),
        ' dir="auto"',
        ' dir="rtl"',
        " dir",
        ' lang="en"',
        ' style=""',
        ' style="x"',
        " open",
        ' title="a=',
        ' class="id="',
        " id=1",
        '"',
        ' href="?q=1"',
    ]
)
TEXTS = st.sampled_from(
    [
        *("", "متن", "Text", "۱ 2", "&amp;", "&eacute;", "&nbsp;", "&", "<", ">", '"'),
        *("\n", "<b\n", "متن " * 150, "Text " * 150),  # lines, and long ones
    ]
)


def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    whole = st.builds(
        "<{0}{1}>{2}</{0}>".format,
        st.sampled_from(["p", "div", "span", "a", "li", "ul", "code", "bdi", "td", "title", "h2"]),
        st.lists(ATTRIBUTES, max_size=3).map("".join),
        st.lists(inside, max_size=4).map("".join),
    )
    single = st.builds(
        "<{}{}{}>".format,
        st.sampled_from(["img", "br", "input", "path"]),
        ATTRIBUTES,
        st.sampled_from(["", "/", " /"]),
    )
    return st.one_of(whole, single, st.sampled_from(["<p>", "</p>", "</div>", "<!-- x -->"]))


BODIES = st.lists(st.recursive(TEXTS, element, max_leaves=8), min_size=1, max_size=3).map("".join)


@given(BODIES)
def test_nothing_is_found_in_what_is_sound(body: str) -> None:
    page = FRAME.format(body).encode()
    assert not is_sound(page) or not lint_parsed("page.html", page)
