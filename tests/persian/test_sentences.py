"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model import ENGLISH, LOCALES, PERSIAN, Locale
from site_gen.persian.sentences import split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["او آمد.", "من رفتم!", "تو کجایی؟", "نمی\u200cدانم…", "باشد."],
        ["گفت: «می\u200cآیم.»", "و آمد."],
        ["«او می\u200cآید.» را گفت و رفت.", "همین."],
        ["در سال ۶۲۲ م. هجرت شد و در ۱.۵ ساعت رسید.", "پایان."],
        ["سال ۱۴۴۴ ه.ق. بود و گذشت.", "بعد سال نو آمد."],
        ["م. امید شعر گفت.", "بسیار خوب بود."],
        ["او کتاب\u200cم. امید را خواند.", "این خانه\u200cهاست.", "نمی\u200cآیم."],
        ["واقعاً؟!", "بله!!!", "عجب…"],
        ["نشانی example.com است.", "نسخهٔ 3.11 آمد."],
        ["بشنو از نی چون حکایت می\u200cکند\n", "از جدایی\u200cها شکایت می\u200cکند"],
        ["عنوان بی نقطه\n", "متن پس از آن."],
        ["یادداشت دارد.[^1]", "جملهٔ بعد."],
        ["او (see p. 12) نوشت، fig. ۳ و Vol. 2 را هم.", "گفت no.", "و رفت."],
    ],
)
def test_persian(sentences: list[str]) -> None:
    check(sentences, PERSIAN)


@pytest.mark.parametrize(
    "sentences",
    [
        ["He came.", "I left!", "Where are you?", "Fine."],
        ["Mr. Kirby met Dr. Smith at 3.30 p.m. in Washington.", "They talked."],
        ["J. R. R. Tolkien wrote it.", "We read it, e.g. Chapter one."],
        ['"We will come."', "She left.", "He stayed."],
        ["It was (very) late… and dark.", "They slept."],
        ["“Stop!” he said.", "They stopped."],
        ["1. First of all this.", "Then that."],
        ["Roe v. Wade was decided.", "The U.S. senate met."],
    ],
)
def test_english(sentences: list[str]) -> None:
    check(sentences, ENGLISH)


def check(sentences: list[str], locale: Locale) -> None:
    text = "".join(s if s.endswith("\n") else f"{s} " for s in sentences).rstrip(" ")
    assert [piece.rstrip(" ") for piece in split_sentences(text, locale)] == sentences


@given(
    st.text(st.sampled_from('.؟!…»"” \n[^1]aBیم،:و'), max_size=60) | st.text(),
    st.sampled_from([*LOCALES]),
)
def test_the_pieces_are_the_text(text: str, code: str) -> None:
    pieces = split_sentences(text, LOCALES[code])
    assert "".join(pieces) == text
    assert all(piece.strip() for piece in pieces) or not text.strip()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", ()),
        ("  ", ("  ",)),
        (" \n One. Two", (" \n One. ", "Two")),
        ("One.\n\nTwo.\n", ("One.\n\n", "Two.\n")),
        ("One... x. Two", ("One... x. ", "Two")),
        ("Approx. five. Ten", ("Approx. five. ", "Ten")),
    ],
)
def test_white_space_stays_with_what_it_follows(text: str, sentences: tuple[str, ...]) -> None:
    assert split_sentences(text, ENGLISH) == sentences


@given(
    st.text(st.sampled_from('....»"” [^1]aBیم،:وDr'), max_size=60).map(str.strip).filter(bool),
    st.sampled_from([*LOCALES]),
)
def test_a_text_of_full_stops_alone_is_cut_as_any_other(text: str, code: str) -> None:
    """It is searched in a quicker way; a line break after it has it searched in the other."""
    pieces = split_sentences(text, LOCALES[code])
    assert split_sentences(f"{text}\nx", LOCALES[code]) == (*pieces[:-1], f"{pieces[-1]}\n", "x")
