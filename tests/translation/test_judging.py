"""Whether an answer can be a translation."""

from __future__ import annotations

import pytest

from site_gen.errors import AnswerError
from site_gen.model import ENGLISH, PERSIAN
from site_gen.translation.judging import doubts, require_translation

PERSIAN_TEXT = (
    "کاخ سفید روز دوشنبه اعلام کرد که تحریم\u200cها را برنمی\u200cدارد و این خبر بازارها را "
    "نگران کرد؛ دولت اما می\u200cگوید که از آن آگاه است."
)
ENGLISH_TEXT = (
    "The White House said on Monday that it would not lift the sanctions, and the news worried the "
    "markets; the government says that it is aware of it."
)
FOREIGN = {
    "German": "Das Weiße Haus hat am Montag in einer Erklärung gesagt, dass die Sanktionen nicht "
    "aufgehoben werden, was an der Börse für Unruhe sorgte.",
    "French": "La Maison-Blanche a déclaré lundi que le gouvernement ne lèverait pas les sanctions "
    "contre le pays, ce qui a inquiété les marchés.",
    "Spanish": "La Casa Blanca declaró a la prensa el lunes que el gobierno no levantará las "
    "sanciones contra el país, lo que preocupó a los mercados.",
    "Turkish": "Beyaz Saray pazartesi günü basın toplantısında yaptırımların kaldırılmayacağını ve "
    "bunun piyasaları çok endişelendirdiğini bir kez daha herkese söyledi.",
}
ARABIC = (
    "أعلن البيت الأبيض يوم الاثنين في مؤتمر صحفي أن الحكومة لن ترفع العقوبات المفروضة على البلاد "
    "وهو ما أثار قلق الأسواق في المنطقة"
)


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("سلام", "Hello"),
        (PERSIAN_TEXT, ENGLISH_TEXT),
        ("**۱۴۰۱** `x`", "**1401** `x`"),
        ("رویترز", "Reuters"),
    ],
)
def test_translations_into_english(source: str, answer: str) -> None:
    require_translation(source, answer, (PERSIAN, ENGLISH))


@pytest.mark.parametrize(
    ("source", "answer"),
    [(ENGLISH_TEXT, PERSIAN_TEXT), ("Reuters", "Reuters"), ("Reuters", "رویترز")],
)
def test_translations_into_persian(source: str, answer: str) -> None:
    require_translation(source, answer, (ENGLISH, PERSIAN))


@pytest.mark.parametrize("answer", FOREIGN.values(), ids=FOREIGN)
def test_another_language_than_english(answer: str) -> None:
    with pytest.raises(AnswerError, match="another language"):
        require_translation(PERSIAN_TEXT, answer, (PERSIAN, ENGLISH))


@pytest.mark.parametrize("answer", [ARABIC, FOREIGN["Turkish"], "Hello there."])
def test_another_language_than_persian(answer: str) -> None:
    with pytest.raises(AnswerError, match="another language"):
        require_translation(ENGLISH_TEXT, answer, (ENGLISH, PERSIAN))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("", "nothing"),
        ("…", "nothing"),
        (PERSIAN_TEXT, "untranslated"),
        (PERSIAN_TEXT.replace(" ", "  "), "untranslated"),
        ("The White House said", "a part"),
    ],
)
def test_answers_that_are_none(answer: str, words: str) -> None:
    with pytest.raises(AnswerError, match=words):
        require_translation(PERSIAN_TEXT, answer, (PERSIAN, ENGLISH))


def test_an_end_that_may_be_missing() -> None:
    assert list(doubts(PERSIAN_TEXT, ENGLISH_TEXT)) == []
    assert list(doubts(PERSIAN_TEXT, ENGLISH_TEXT[:-9])) == ["its end may be missing"]
    assert list(doubts("عنوان", "Title")) == []
