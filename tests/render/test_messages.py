"""What the pages say: nothing untranslated, nothing left over, Persian as Persian is written."""

from __future__ import annotations

import re

import polib
import pytest

from scripts.messages import extracted, updated
from site_gen.model import ENGLISH, LOCALES, PERSIAN
from site_gen.persian.restore import restore_text
from site_gen.render.messages import catalogue_path, said

CODES = [code for code in LOCALES if code != ENGLISH.code]


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_has_every_text_and_no_other(code: str) -> None:
    catalogue = polib.pofile(str(catalogue_path(code)))
    assert [entry.msgid for entry in catalogue] == sorted(set(extracted())), "run `make messages`"
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


@pytest.mark.parametrize("code", CODES)
def test_a_translation_has_the_places_of_its_text(code: str) -> None:
    for entry in polib.pofile(str(catalogue_path(code))):
        places = re.findall(r"%\(\w+\)s", entry.msgid)
        assert sorted(re.findall(r"%\(\w+\)s", entry.msgstr)) == sorted(places), entry.msgid


def test_the_persian_needs_no_restoration() -> None:
    for entry in polib.pofile(str(catalogue_path("fa"))):
        (paragraph,) = restore_text(entry.msgstr).paragraphs
        assert paragraph == entry.msgstr


def test_an_update_keeps_what_is_translated_and_drops_what_is_not_said() -> None:
    catalogue = polib.POFile()
    catalogue += [polib.POEntry(msgid="Notes", msgstr="پانوشت\u200cها"), polib.POEntry(msgid="Old")]
    entries = [(entry.msgid, entry.msgstr) for entry in updated(catalogue, {"Notes", "New"})]
    assert entries == [("New", ""), ("Notes", "پانوشت\u200cها")]


def test_what_has_no_translation_is_said_as_it_is() -> None:
    assert said("Articles", PERSIAN) == "نوشته\u200cها"
    assert said("Articles", ENGLISH) == "Articles"
    assert said("never said", PERSIAN) == "never said"


def test_numbers_come_in_the_languages_digits() -> None:
    assert said("%(number)s of %(name)s", PERSIAN, number=12, name="A4") == "۱۲ of A4"
    assert said("%(number)s of %(name)s", ENGLISH, number=12, name="A4") == "12 of A4"
