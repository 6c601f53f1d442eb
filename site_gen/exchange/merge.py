"""What came back, merged into a translation memory: nothing that a person wrote is lost.

An offer is taken where nobody has written since it went out. Where somebody has, what stands here
stays, the offer is kept beside it in a comment, and the unit is listed as a conflict.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from site_gen.exchange.packets import Offer, digest, returned
from site_gen.model import UnitState
from site_gen.translation.entries import (
    Entry,
    Memory,
    with_offered,
    with_origin,
    with_review,
    without_origin,
)
from site_gen.translation.reconcile import same_letters

Verdict = Literal["taken", "same", "conflict", "unknown"]
_FUZZY = (UnitState.MACHINE, UnitState.OUTDATED)
_FINISHED = (UnitState.TRANSLATED, UnitState.REVIEWED)


class Outcome(Struct, frozen=True):
    """What became of one offer; `id` is that of the unit here, empty where there is none."""

    id: str
    verdict: Verdict
    offer: Offer


def merge(memory: Memory, offers: Sequence[Offer]) -> tuple[Memory, tuple[Outcome, ...]]:
    """The memory with the offers that could be taken, and what became of each with a target.

    `memory` is up to date with the source. Doing it twice changes nothing more.
    """
    entries = list(memory.entries)
    outcomes: list[Outcome] = []
    for offer in map(returned, offers):
        if not offer.target:
            continue
        place = _place(entries, offer)
        if place is None:
            outcomes.append(Outcome("", "unknown", offer))
            continue
        entries[place], verdict = _merged(entries[place], offer)
        outcomes.append(Outcome(entries[place].id, verdict, offer))
    return replace(memory, entries=tuple(entries)), tuple(outcomes)


def _place(entries: Sequence[Entry], offer: Offer) -> int | None:
    """The entry in use of that id, or with that source where the tool lost the id.

    A memory that was lost and begun anew may have given the id to another text: an entry that says
    what the offer's source says comes first then, if it has no other translation.
    """
    live = [index for index, entry in enumerate(entries) if not entry.obsolete]
    if not offer.id:
        return next((n for n in live if entries[n].source == offer.source), None)
    named = next((n for n in live if entries[n].id == offer.id), None)
    if named is not None and _is_of(entries[named], offer):
        return named
    free = (n for n in live if entries[n].target in ("", offer.target))
    return next((n for n in free if same_letters(entries[n].source, offer.source)), named)


def _is_of(entry: Entry, offer: Offer) -> bool:
    return any(same_letters(text, offer.source) for text in (entry.source, entry.translates))


def _merged(entry: Entry, offer: Offer) -> tuple[Entry, Verdict]:
    if entry.target == offer.target:
        better = _with_state(entry, offer) if _is_further(offer, entry) else entry
        return better, "same" if better == entry else "taken"
    if _may_replace(entry, offer):
        return _taken(entry, offer), "taken"
    if offer.base and digest(offer.target) == offer.base:
        return entry, "same"  # it came back as it went out; what stands here is newer
    return with_offered(entry, offer.target), "conflict"


def _may_replace(entry: Entry, offer: Offer) -> bool:
    """Whether no person has written here since the offer went out."""
    if entry.state is UnitState.UNTRANSLATED:
        return True
    if offer.base and digest(entry.target) == offer.base:
        return True
    draft = entry.state is UnitState.MACHINE and bool(entry.origin) and not offer.origin
    # A draft that went out and is another now was changed by a person: machines ask once.
    return draft and offer.base in ("", digest(""))


def _is_further(offer: Offer, entry: Entry) -> bool:
    """Whether a person has gone on with the same words: looked at a draft, reviewed."""
    if not same_letters(offer.source, entry.source):
        return False
    if offer.state is UnitState.OUTDATED:  # accepted before its source changed
        return entry.fuzzy and bool(entry.origin and offer.base) and not offer.origin
    return offer.state in _FINISHED and entry.state not in (offer.state, UnitState.REVIEWED)


def _taken(entry: Entry, offer: Offer) -> Entry:
    return _with_state(replace(entry, target=offer.target), offer)


def _with_state(entry: Entry, offer: Offer) -> Entry:
    """The state that the tool gave; outdated where the source here is another by now."""
    old = offer.previous_source if offer.state is UnitState.OUTDATED else offer.source
    outdated = not same_letters(old, entry.source)
    fuzzy = outdated or offer.state in _FUZZY
    entry = replace(entry, fuzzy=fuzzy, previous_source=old if outdated else "", previous_id="")
    if not (fuzzy and offer.origin):
        entry = without_origin(entry)
    elif offer.origin != entry.origin:
        entry = with_origin(entry, offer.origin)
    reviewed = offer.state is UnitState.REVIEWED and not outdated
    return with_review(entry, is_reviewed=reviewed)
