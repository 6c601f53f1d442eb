"""Inline Markdown to HTML: both scripts marked, nothing unsafe, suffixes after emphasis."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model import ENGLISH, PERSIAN, LinkReference
from site_gen.render.inline import InlineRenderer

FA = InlineRenderer(PERSIAN, (LinkReference("REF", "https://a.b", "ت"),), {"n": 12})
EN = InlineRenderer(ENGLISH, notes={"n": 12})


def latin(text: str) -> str:
    return f'<span lang="en" dir="ltr">{text}</span>'


def signed(text: str) -> str:
    return f'<span dir="ltr">{text}</span>'


def loose(mark: str) -> str:
    return f'<span dir="rtl">{mark}</span>'


def persian(text: str) -> str:
    return f'<span lang="fa" dir="rtl">{text}</span>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("شبکه MSNBC گفت:", f"شبکه {latin('MSNBC')} گفت:"),
        ("(MSNBC)", f"({latin('MSNBC')})"),
        ('<span translate="no">*الف* & ب</span>', '<span translate="no">*الف* &amp; ب</span>'),
        ("گوشی iPhone 15 Pro.", f"گوشی {latin('iPhone 15 Pro')}."),
        ("زبان C++ و C#!", f"زبان {latin('C++')} و {latin('C#')}!"),
        ("آب H₂O است", f"آب {latin('H₂O')} است"),
        ("به http://a.b/(c)?x=1#y برو", f"به {latin('http://a.b/(c)?x=1#y')} برو"),
        ("در **New York** Times بود", f"در {latin('<strong>New York</strong> Times')} بود"),
        ("در *New* York", f"در {latin('<em>New</em> York')}"),
        ("و **نام New** York", f"و <strong>نام {latin('New')}</strong> {latin('York')}"),
        (
            "با [the site](https://a.b) now",
            "با " + latin('<a href="https://a.b" rel="noopener">the site</a> now'),
        ),
        ("Hello (World) foo", latin("Hello (World) foo")),
        ("نام Foo (bar) و (Baz)", f"نام {latin('Foo (bar)')} و ({latin('Baz')})"),
        (
            "در C:\\Users\\me است",
            f"در {latin('C:&#92;Users&#92;me').replace('&#92;', chr(92))} است",
        ),
        ("Jean\u2011Paul", latin("Jean\u2011Paul")),
        ("React، Vue و Angular", f"{latin('React')}، {latin('Vue')} و {latin('Angular')}"),
        ("run `npm i` now", latin('run <code dir="ltr" lang="en">npm i</code> now')),
        ("`npm` را", '<code dir="ltr" lang="en">npm</code> را'),
        ("گفت: «Hello, world!»", f"گفت: «{latin('Hello, world!')}»"),
        ("AT&T", latin("AT&amp;T")),
        ("در U.S. بود", f"در {latin('U.S.')} بود"),
        ("ببین example.org/a?b=1 را", f"ببین {latin('example.org/a?b=1')} را"),
        ("۱۴۰۱ و 1401", "۱۴۰۱ و 1401"),
        ("دمای −۵ درجه", f"دمای {signed('−۵')} درجه"),
        ("«-5» و (+۳٫۵٪)", f"«{signed('-5')}» و ({signed('+۳٫۵٪')})"),
        ("تلفن +98-21-555", f"تلفن {signed('+98-21-555')}"),
        ("دمای **−۵** درجه", f"دمای <strong>{signed('−۵')}</strong> درجه"),
        ("تلفن +98 21 8877 6655 بود", f"تلفن {signed('+98 21 8877 6655')} بود"),
        ("از +۳ تا ±۲", f"از {signed('+۳')} تا {signed('±۲')}"),
        ("نمرهٔ A+ و C++ گرفت", f"نمرهٔ {latin('A+')} و {latin('C++')} گرفت"),
        ("با --strict و -h", f"با {latin('--strict')} و {latin('-h')}"),
        ("در /usr/bin و ~/a", f"در {latin('/usr/bin')} و {latin('~/a')}"),
        ("شهر -New York- و -x-", f"شهر -{latin('New York')}- و -{latin('x')}-"),
        ("گرمای -5°C بود", f"گرمای {signed('-5°C')} بود"),
        ("گرمای ۳۷ °C و 98.6°F", f"گرمای {signed('۳۷ °C')} و {signed('98.6°F')}"),
        ("از 1.5GB تا 10:30AM", f"از {latin('1.5GB')} تا {latin('10:30AM')}"),
        ("به $۵۰ و -€۱٬۲۰۰٫۵", f"به {signed('$۵۰')} و {signed('-€۱٬۲۰۰٫۵')}"),
        ("در 2022-10-12، ۱۰:۳۰", f"در {signed('2022-10-12')}، ۱۰:۳۰"),
        ("تلفن (۰۲۱-۸۸۷۷۶۶)", f"تلفن ({signed('۰۲۱-۸۸۷۷۶۶')})"),
        ("تلفن 0912 345 6789", f"تلفن {signed('0912 345 6789')}"),
        ("حاصل ۲ × ۳ = ۶ است", f"حاصل {signed('۲ × ۳ = ۶')} است"),
        ("۵۰٪ و ۵۰٪", f"۵۰{loose('٪')} و ۵۰٪"),
        ("**۵۰**٪ مردم", f"<strong>۵۰</strong>{loose('٪')} مردم"),
        ("سطر\n۱۰-۱۲ و ۵$", f"سطر<br>۱۰{loose('-')}۱۲ و ۵$"),
        ("Windows 95% done", latin("Windows 95% done")),
        ("شبکهٔ -5G", f"شبکهٔ {latin('-5G')}"),
        ("کووید-۱۹، ۱۰-۱۲ و ۱۰ -۱۲", "کووید-۱۹، ۱۰-۱۲ و ۱۰ -۱۲"),
        ("**«نقل»**ها", "<strong>«نقل»</strong>ها"),
        ("یک\nدو", "یک<br>دو"),
        ("[x][ref]", f'<a href="https://a.b" rel="noopener" title="ت">{latin("x")}</a>'),
        ("[بند](#p3)", '<a href="#p3">بند</a>'),
        ("متن[^n]", 'متن<sup class="note"><a href="#note-n">۱۲</a></sup>'),
        ("`a < b`", '<code dir="ltr" lang="en">a &lt; b</code>'),
        ("`ي`", '<code dir="rtl" lang="fa">ي</code>'),
        ("# نه سرنویس", "# نه سرنویس"),
        ("1. نه فهرست", "1. نه فهرست"),
        ("یک <!-- یادداشت -->دو", "یک دو"),
    ],
)
def test_persian(text: str, html: str) -> None:
    assert str(FA.render(text)).replace("<br>\n", "<br>") == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "The word «گفت\u200cوگو» means dialogue.",
            "The word «" + persian("گفت\u200cوگو") + "» means dialogue.",
        ),
        ("text[^n]", 'text<sup class="note"><a href="#note-n">12</a></sup>'),
        ("*سلام دنیا*", "<em>" + persian("سلام دنیا") + "</em>"),
        ("it is **−۵ درجه**", f"it is <strong>{persian(signed('−۵') + ' درجه')}</strong>"),
        ("so «۵۰٪ مردم»", f"so «{persian('۵۰' + loose('٪') + ' مردم')}»"),
        ("A (۱۲) مردم b", f"A (۱۲) {persian('مردم')} b"),
        ("«سلام», «دنیا»", f"«{persian('سلام')}», «{persian('دنیا')}»"),
        (
            "Family \U0001f468\u200d\U0001f469 and \u200cfoo",
            "Family \U0001f468\u200d\U0001f469 and \u200cfoo",
        ),
    ],
)
def test_english(text: str, html: str) -> None:
    assert EN.render(text) == html


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "![x](javascript:alert(1))",
        '[x](https://a.b "\\" onclick=\\"alert(1)")',
        "`<script>`<b>",
    ],
)
def test_nothing_becomes_a_script(text: str) -> None:
    tags = Tags()
    tags.feed(FA.render(text))
    for tag, attributes in tags.found:
        assert tag in {"a", "code", "img", "span"}
        assert not any(name.startswith("on") for name in attributes)
        assert "javascript" not in f"{attributes.get('href')}{attributes.get('src')}"


def test_plain_is_what_a_reader_reads() -> None:
    assert FA.plain("**«نقل»**ها[^n] از [MSNBC](https://a.b)\nو `x`") == "«نقل»ها از MSNBC و x"


@given(st.text(max_size=60))
def test_any_text_renders_and_shows_every_letter(text: str) -> None:
    shown = EN.plain("".join(char for char in text if char not in "\\`*_[]<>&!\0"))
    assert [c for c in shown if c.isalnum()] == [
        c for c in text if c.isalnum() and c not in "\\`*_[]<>&!\0"
    ]
