"""Runs set apart: nothing of the text is lost, and HTML is treated as text is."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from site_gen.model import ENGLISH, PERSIAN, Locale
from site_gen.render.bidi import TAG, isolate_html, isolate_text
from site_gen.render.runs import foreign_runs

SIGNS = " -–+−±%٪‰°$€.,:/٫×=()«»،<&\n"
PIECES = ("متن", "گفت\u200cو", "word", "C", "۵", "۰۲۱", "12", "0912", *SIGNS)
TEXTS = st.lists(st.sampled_from(PIECES)).map("".join)
LOCALES = st.sampled_from((PERSIAN, ENGLISH))


@given(text=TEXTS, locale=LOCALES)
def test_runs_are_parts_of_the_text_one_after_the_other(text: str, locale: Locale) -> None:
    runs = list(foreign_runs(text, locale))
    assert all(start < end <= len(text) for start, end in runs)
    assert all(one[1] <= other[0] for one, other in pairwise(runs))


@given(text=TEXTS, locale=LOCALES)
def test_what_is_set_apart_reads_as_before(text: str, locale: Locale) -> None:
    html = str(isolate_text(text, locale))
    assert unescape(TAG.sub("", html)) == text
    assert len(re.findall("<span", html)) == len(re.findall("</span>", html))


@given(text=TEXTS, locale=LOCALES)
def test_html_without_tags_is_set_apart_as_text_is(text: str, locale: Locale) -> None:
    text = re.sub("[<&\n]", "", text)
    assert isolate_html(text, locale) == isolate_text(text, locale)
