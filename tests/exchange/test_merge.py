"""What comes back from a CAT tool, and what stands here meanwhile: both are kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_gen.exchange.merge import merge
from site_gen.exchange.packets import Offer, digest
from site_gen.model import UnitState
from site_gen.translation.entries import OFFERED, Entry, Memory
from site_gen.translation.po import parse, render

M, T, R, X = UnitState.MACHINE, UnitState.TRANSLATED, UnitState.REVIEWED, UnitState.OUTDATED
U = UnitState.UNTRANSLATED

EMPTY = Entry("p1", "یک")
DRAFT = Entry("p1", "یک", "machine", fuzzy=True, comments=("origin: google",))
UNSURE = Entry("p1", "یک", "perhaps", fuzzy=True)
DONE = Entry("p1", "یک", "mine")
REVIEWED = Entry("p1", "یک", "mine", comments=("state: reviewed",))
CHANGED = Entry("p1", "یک و نیم", "mine", fuzzy=True, previous_source="یک")


def offer(target: str, base: str | None = None, state: UnitState = T, source: str = "یک") -> Offer:
    return Offer("p1", source, target, state, base="" if base is None else digest(base))


# What stands here, what comes back -> what stands then, its state, and the verdict.
CASES = {
    "into nothing": (EMPTY, offer("new", ""), "new", T, "taken"),
    "into nothing, reviewed": (EMPTY, offer("new", "", R), "new", R, "taken"),
    "into nothing, not sure": (EMPTY, offer("new", "", M), "new", M, "taken"),
    "a tool that leaves the state alone": (EMPTY, offer("new", "", U), "new", T, "taken"),
    "nothing known of it": (EMPTY, offer("new"), "new", T, "taken"),
    "over a machine's draft": (DRAFT, offer("new", "machine"), "new", T, "taken"),
    "over a draft that came since": (DRAFT, offer("new", ""), "new", T, "taken"),
    "a draft that somebody changed": (DRAFT, offer("theirs", "older"), "machine", M, "conflict"),
    "a draft looked at": (DRAFT, offer("machine", "machine"), "machine", T, "taken"),
    "a draft nobody touched": (DRAFT, offer("machine", "machine", M), "machine", M, "same"),
    "over what went out": (DONE, offer("better", "mine"), "better", T, "taken"),
    "a review": (DONE, offer("mine", "mine", R), "mine", R, "taken"),
    "no step back": (REVIEWED, offer("mine", "mine", T), "mine", R, "same"),
    "as it went out": (DONE, offer("mine", "mine"), "mine", T, "same"),
    "here newer, there as it went": (DONE, offer("older", "older"), "mine", T, "same"),
    "both changed": (DONE, offer("theirs", "older"), "mine", T, "conflict"),
    "both changed, reviewed": (REVIEWED, offer("theirs", "older"), "mine", R, "conflict"),
    "nothing known, words here": (DONE, offer("theirs"), "mine", T, "conflict"),
    "a person's draft": (UNSURE, offer("theirs"), "perhaps", M, "conflict"),
    "source changed since": (CHANGED, offer("better", "mine"), "better", X, "taken"),
    "for the changed source": (
        CHANGED,
        offer("better", "mine", source="یک و نیم"),
        "better",
        T,
        "taken",
    ),
    "source changed, empty here": (
        replace(EMPTY, source="دو و نیم"),
        offer("new", ""),
        "new",
        X,
        "taken",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_becomes_of_an_offer(name: str) -> None:
    entry, came, target, state, verdict = CASES[name]
    merged, [outcome] = merge(Memory(None, (entry,)), [came])
    [now] = merged.entries
    assert (now.target, now.state, outcome.verdict) == (target, state, verdict)
    kept = [line for line in now.comments if line.startswith(OFFERED)]
    assert kept == ([f'{OFFERED}"theirs"'] if verdict == "conflict" else [])
    assert parse(render(merged), "") == merged


@pytest.mark.parametrize("name", CASES)
def test_twice_is_once(name: str) -> None:
    entry, came, *_ = CASES[name]
    once, _ = merge(Memory(None, (entry,)), [came])
    assert merge(once, [came])[0] == once


def test_an_untouched_draft_keeps_its_origin_and_a_touched_one_loses_it() -> None:
    for target, comments in (("machine", DRAFT.comments), ("my words", ())):
        came = replace(offer(target, "machine", M), origin="google")
        [entry] = merge(Memory(None, (DRAFT,)), [came])[0].entries
        assert (entry.fuzzy, entry.comments) == (True, comments)


def test_a_tool_that_lost_the_ids_is_understood_by_the_source() -> None:
    memory = Memory(None, (replace(EMPTY, obsolete=True), replace(EMPTY, id="p2")))
    merged, [outcome] = merge(memory, [replace(offer("new"), id="")])
    assert (outcome.id, merged.entries[1].target) == ("p2", "new")


def test_the_source_in_place_of_what_is_untranslated_is_no_translation() -> None:
    memory = Memory(None, (EMPTY,))
    assert merge(memory, [offer("یک", "", U)]) == (memory, ())
    [said_alike] = merge(memory, [offer("یک", "", T)])[0].entries
    assert said_alike.target == "یک"


def test_an_offer_for_no_paragraph_is_told_and_an_empty_one_is_not() -> None:
    memory = Memory(None, (EMPTY,))
    merged, outcomes = merge(memory, [replace(offer("new", source="دو"), id="p9"), offer("")])
    assert merged == memory
    assert [outcome.verdict for outcome in outcomes] == ["unknown"]


ENTRIES = st.sampled_from([EMPTY, DRAFT, UNSURE, DONE, REVIEWED, CHANGED])
OFFERS = st.builds(
    offer,
    st.sampled_from(["", "mine", "machine", "theirs", "perhaps", "line\nbreak"]),
    st.sampled_from([None, "", "mine", "machine", "older"]),
    st.sampled_from(list(UnitState)),
    st.sampled_from(["یک", "یک و نیم"]),
)


@given(ENTRIES, st.lists(OFFERS, max_size=3))
def test_a_persons_words_are_there_after_unless_they_went_out(
    entry: Entry, offers: list[Offer]
) -> None:
    merged, _ = merge(Memory(None, (entry,)), offers)
    [now] = merged.entries
    went_out = any(came.base == digest(entry.target) for came in offers)
    is_persons = bool(entry.target) and not entry.origin
    assert not is_persons or went_out or now.target == entry.target
    assert parse(render(merged), "") == merged
