"""The short way through plain inline Markdown gives the bytes of the long one."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_gen.model import ENGLISH, PERSIAN, Locale
from site_gen.render.bidi import isolate_html, isolate_text
from site_gen.render.inline import InlineRenderer
from site_gen.render.plainly import IS_BARE, is_plain, plain_html
from site_gen.render.runs import BREAK

PIECES = (
    "متن", "سال\u200cها", "word", "۱۲", "12", "3.5", "آن (و این)", "A", "\u064b", " ", "  ", "*",
    "**", "`", "[", "](", ")", "](https://a.org/b-c)", "](http://a.org)", "](https://a.org/_x_)",
    "«", "»", ".", "،", "؟", ":", "—", "_", "\\", "<b>", "&", '"', "'", "!", "\n", "\u00a0", BREAK,
    "# ", "1. ", "- ", "://", "https://a.org", "~", "{", "|", "=", "+", "\t", "\u200f", "\u0660",
    "ۀ", "ك", "٪", "%", "0912", "۰۲۱", "345", "۵", "۱۲۳۴ ۵۶۷۸ ۱۲۳۴ ۵۶۷۸",
)  # fmt: skip
MARKED = st.sampled_from(("*{}*", "**{}**", "`{}`", "[{}](https://example.org/1)", "{}"))
PLAIN = st.sampled_from(("متن", "دو واژه", "می\u200cرود.", "one two", "It’s", "۱۲", "12", "(آن)"))
MIXED = st.lists(st.builds(str.format, MARKED, PLAIN)).map(" ".join)
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES)).map("".join), MIXED, st.text())


def long_way(text: str, locale: Locale) -> str:
    return isolate_html(InlineRenderer(locale).parsed(text), locale)


@settings(max_examples=600)
@given(text=TEXTS, locale=st.sampled_from((PERSIAN, ENGLISH)))
@example("متن *دو* سه", PERSIAN)
@example("**متن**ها", PERSIAN)
@example("`متن`", PERSIAN)
@example("`12`", PERSIAN)
@example("a **b** c", ENGLISH)
def test_both_ways_meet(text: str, locale: Locale) -> None:
    found = plain_html(text, locale)
    assert found is None or found == long_way(text, locale)


@given(text=TEXTS, locale=st.sampled_from((PERSIAN, ENGLISH)))
@example("متن، «دو» (۱۲)", PERSIAN)
@example("one, two (12)?", ENGLISH)
@example("۲۰٪ متن", PERSIAN)
def test_plain_text_is_html_as_it_is(text: str, locale: Locale) -> None:
    assert not is_plain(text, locale) or isolate_text(text, locale) == text


@given(text=TEXTS.map(str.strip), locale=st.sampled_from((PERSIAN, ENGLISH)))
@example("متن، «دو».", PERSIAN)
@example("one, two (12)?", ENGLISH)
@example("۲۰٪ متن", PERSIAN)
def test_bare_text_is_html_as_it_is(text: str, locale: Locale) -> None:
    assert not IS_BARE[locale.code](text) or long_way(text, locale) == text


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("متن *دو* و **سه**، `چهار`. [پنج](https://example.org/123)", PERSIAN),
        ("one *two* and **three**, `four`. [five](https://example.org/123)", ENGLISH),
        ("سال\u200cهاست «که» نمی\u200cخواهد؛ آری؟", PERSIAN),
    ],
)
def test_what_is_plain_goes_the_short_way(text: str, locale: Locale) -> None:
    assert is_plain(text.translate(dict.fromkeys(map(ord, "*`[]"))), locale) is ("//" not in text)
    assert plain_html(text, locale) == long_way(text, locale)


@pytest.mark.parametrize(
    "text", ["متن word", "*متن **دو***", "[متن](b.png)", "![متن](https://a.b)"]
)
def test_what_is_not_plain_does_not(text: str) -> None:
    assert plain_html(text, PERSIAN) is None
