"""Sentences as elements: the text stays what it was, tags stay matched, nothing stands twice."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from site_gen.model import ENGLISH, PERSIAN
from site_gen.persian.sentences import split_sentences
from site_gen.render.inline import InlineRenderer
from site_gen.render.sentences import opening, plain_sentences, render_sentences
from tests.render.markup import checked

RENDERER = InlineRenderer(ENGLISH)


def parted(text: str) -> tuple[tuple[str, ...], list[str]]:
    sentences = split_sentences(text, ENGLISH)
    return sentences, [opening(f"p1.{n}", n) for n in range(1, len(sentences) + 1)]


def marked(text: str) -> Markup:
    return render_sentences(*parted(text), RENDERER)


def one(number: int, html: str) -> str:
    return f'<span class="s" id="p1.{number}" data-s="{number}">{html}</span>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.", one(1, "One.")),
        ("One. Two!", f"{one(1, 'One.')} {one(2, 'Two!')}"),
        (
            "*One*. Two **and** three.",
            f"{one(1, '<em>One</em>.')} " + one(2, "Two <strong>and</strong> three."),
        ),
        (
            "One *two. Three* four.",
            one(1, "One ").replace(" </span>", "</span> ")
            + '<em><span class="s" data-s="1">two.</span> '
            + one(2, "Three")
            + '</em> <span class="s" data-s="2">four.</span>',
        ),
    ],
)
def test_each_sentence_is_an_element(text: str, html: str) -> None:
    assert marked(text) == html


def test_a_run_of_the_other_script_stays_inside_its_sentence() -> None:
    html = render_sentences(
        ["شبکه MSNBC. ", "دو."], [opening("p1.1"), opening("p1.2")], InlineRenderer(PERSIAN)
    )
    assert html == (
        '<span class="s" id="p1.1">شبکه <span lang="en" dir="ltr">MSNBC</span>.</span> '
        '<span class="s" id="p1.2">دو.</span>'
    )


WORDS = ("One", "*two*", "**three**", "`four`", "[five](https://a.org/1)", "*", "**", "six.", "_a_")


@example("*One.* *Two.* `Three`.")
@example("**One. Two** three. Four.")
@given(st.lists(st.sampled_from((*WORDS, " ", ". ", "!  ", ".*", ".** ", "?\n"))).map("".join))
def test_sentence_by_sentence_is_as_the_whole_text(text: str) -> None:
    sentences, openings = parted(text)
    short = plain_sentences(sentences, openings, ENGLISH)
    with patch("site_gen.render.sentences.plain_sentences", return_value=None):
        assert short in (None, marked(text))


def test_plain_sentences_need_not_the_whole_text() -> None:
    assert plain_sentences(*parted("One. *Two* three? `Four` (five)."), ENGLISH)
    assert plain_sentences(*parted("One *two. Three* four."), ENGLISH) is None


@example("![](\n)")
@example("*1. *")
@example("One *x. *Two* y.")
@given(st.text("aB سA.!?\n*_`[](){}<>\"'\\^1", max_size=120))
def test_the_text_and_its_markup_stay_what_they_were(text: str) -> None:
    html = marked(text)
    checked(html)
    bare = re.sub(r'<span class="s"[^>]*>', "<s>", html)
    assert "\ue000" not in bare
    assert "".join(Markup(html).striptags().split()) == "".join(
        Markup(RENDERER.render(text)).striptags().split()
    )
