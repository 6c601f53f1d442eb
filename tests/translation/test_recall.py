"""The site's own translations as a provider."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from site_gen.model import (
    ENGLISH,
    PERSIAN,
    BilingualDocument,
    Document,
    Locale,
    TranslationUnit,
    UnitState,
)
from site_gen.translation.asking import Cost, Draft, Request
from site_gen.translation.recall import Recall, recall
from tests.translation.articles import document

SENTENCE = "ناصر کنعانی سخنگوی وزارت خارجه این ادعا را در نشست خبری رد کرد."
SAID = "Nasser Kanaani denied the claim."


def unit(source: str, target: str, state: UnitState = UnitState.REVIEWED) -> TranslationUnit:
    return TranslationUnit("p1", source, target, state)


def article(*units: TranslationUnit, locale: Locale = PERSIAN) -> BilingualDocument:
    made: Document = replace(document(), locale=locale)
    return BilingualDocument(made, ENGLISH if locale == PERSIAN else PERSIAN, units)


def known(*units: TranslationUnit, close: int = 80) -> Recall:
    return recall([article(*units)], PERSIAN, ENGLISH, close=close)


@pytest.mark.parametrize("state", [UnitState.TRANSLATED, UnitState.REVIEWED])
def test_what_a_person_has_translated_is_sure(state: UnitState) -> None:
    memory = known(unit(SENTENCE, SAID, state))
    assert memory.translate(Request(SENTENCE)) == Draft(SAID, "memory 100%", sure=True)
    assert memory.translate(Request(SENTENCE.replace(" ", "  "))) is not None
    assert memory.cost(Request(SENTENCE)) == Cost()


@pytest.mark.parametrize("state", [UnitState.MACHINE, UnitState.UNTRANSLATED])
def test_what_a_machine_said_is_not_known(state: UnitState) -> None:
    assert known(unit(SENTENCE, SAID, state)).translate(Request(SENTENCE)) is None


def test_an_outdated_translation_is_of_the_older_text() -> None:
    old = replace(unit("نو", SAID, UnitState.OUTDATED), previous_source=SENTENCE)
    assert known(old).translate(Request("نو")) is None
    assert known(old).translate(Request(SENTENCE)) is not None
    assert known(replace(old, origin="google")).translate(Request(SENTENCE)) is None


def test_of_two_translations_the_commoner_one_is_a_draft() -> None:
    memory = known(unit(SENTENCE, "other"), unit(SENTENCE, SAID), unit(SENTENCE, SAID))
    assert memory.translate(Request(SENTENCE)) == Draft(SAID, "memory 100%", sure=False)


def test_a_text_that_is_like_one_is_a_draft_that_says_how_like() -> None:
    memory = known(unit(SENTENCE, SAID))
    draft = memory.translate(Request(SENTENCE.replace("رد", "تأیید")))
    assert draft is not None
    assert (draft.text, draft.sure) == (SAID, False)
    percent = int(draft.origin.removeprefix("memory ").removesuffix("%"))
    assert 90 <= percent < 100
    assert known(unit(SENTENCE, SAID), close=100).translate(Request(SENTENCE[:-2])) is None


@pytest.mark.parametrize(
    "text", ["یک چیز دیگر که هیچ مانند آن پیش از این ترجمه نشده است.", "رد کرد."]
)
def test_a_text_that_is_not(text: str) -> None:
    memory = known(unit(SENTENCE, SAID), unit("رد کرد", "denied"))
    assert memory.translate(Request(text)) is None
    assert memory.cost(Request(text)) is None


def test_translations_count_both_ways() -> None:
    turned = article(unit(SAID, SENTENCE), locale=ENGLISH)
    memory = recall([turned], PERSIAN, ENGLISH)
    assert memory.translate(Request(SENTENCE)) == Draft(SAID, "memory 100%", sure=True)
    assert recall([turned], ENGLISH, PERSIAN).translate(Request(SAID)) is not None
