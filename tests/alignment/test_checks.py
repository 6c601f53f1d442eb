"""What `check` says about the links of a translated article."""

from __future__ import annotations

from collections.abc import Sequence

from site_gen.alignment.checks import check_links
from site_gen.alignment.sentences import LinkedUnit, align_units
from site_gen.model import ENGLISH, PERSIAN, Finding
from tests.alignment.pairs import ENGLISH_SIDE, PERSIAN_SIDE


def check(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> tuple[Finding, ...]:
    links = align_units(pairs, PERSIAN, ENGLISH)
    units = [
        LinkedUnit(f"p{n}", pair, found, "en.po", 10 * n)
        for n, (pair, found) in enumerate(zip(pairs, links, strict=True), 1)
    ]
    return check_links(units, PERSIAN, ENGLISH)


def paragraphs(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[list[str], list[str]]]:
    return [([one], [other]) for one, other in zip(ours, theirs, strict=True)]


def test_a_sound_article_has_no_findings() -> None:
    assert check(paragraphs(PERSIAN_SIDE, ENGLISH_SIDE)) == ()
    assert check([(PERSIAN_SIDE, ENGLISH_SIDE)]) == ()
    assert check([]) == ()


def test_translations_that_slipped_by_one_are_found() -> None:
    slipped = [*ENGLISH_SIDE[:4], *ENGLISH_SIDE[5:9], ENGLISH_SIDE[4], *ENGLISH_SIDE[9:]]
    found = [
        finding for finding in check(paragraphs(PERSIAN_SIDE, slipped)) if finding.name == "slipped"
    ]
    assert found
    assert {finding.path for finding in found} == {"en.po"}
    assert all(50 <= finding.line <= 90 for finding in found)
    assert "that of p" in found[0].message


def test_two_translations_that_changed_places_are_found() -> None:
    swapped = [*ENGLISH_SIDE[:6], ENGLISH_SIDE[7], ENGLISH_SIDE[6], *ENGLISH_SIDE[8:]]
    found = check(paragraphs(PERSIAN_SIDE, swapped))
    assert {(f.name, f.line) for f in found} >= {("slipped", 70), ("slipped", 80)}


def test_paragraphs_of_like_lengths_that_changed_places_are_found() -> None:
    """Three sentences and more on each side, each as long as its own: only the words tell."""
    ours = ["لندن بزرگ است. ", "پوتین از مسکو رفت. ", "جونز به پاریس آمد."]
    others = ["چلسی برنده شد. ", "خامنه\u200cای در تهران ماند. ", "میشل به قطر آمد."]
    theirs = ["London is big. ", "Putin left Moscow. ", "Jones came to Paris."]
    other = ["Chelsea has won. ", "Khamenei was in Tehran. ", "Michel came to Qatar."]
    assert check([(ours, theirs), (others, other)]) == ()
    found = check([(ours, other), (others, theirs)])
    assert [(f.name, f.line) for f in found] == [("slipped", 20), ("slipped", 10)]


def test_a_translation_that_lacks_most_is_found() -> None:
    pairs = [(PERSIAN_SIDE[:4], ENGLISH_SIDE[:4]), (PERSIAN_SIDE[4:], ENGLISH_SIDE[4:5])]
    assert ("unlike-length", 20) in {(f.name, f.line) for f in check(pairs)}


def test_a_sentence_that_nothing_answers_is_named() -> None:
    pairs = [(PERSIAN_SIDE, [*ENGLISH_SIDE[:6], *ENGLISH_SIDE[7:]])]
    (finding,) = check(pairs)
    assert finding.name == "lone-sentence"
    assert "sentence 7 of the source" in finding.message


def test_links_that_are_not_sure_are_found() -> None:
    nonsense = (["ژغقثپ زفلطچ."] * 3, ["Quxor bazvin plogh zzz.", "Blivet snark vorpal."])
    found = check([(PERSIAN_SIDE, ENGLISH_SIDE), nonsense])
    assert [(f.name, f.line) for f in found if f.name == "unsure-link"] == [("unsure-link", 20)]
