"""Uniting a document with its translation memory, and bringing the memory up to date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from site_gen.model import (
    TRANSLATABLE,
    UNSEEN,
    BilingualDocument,
    Block,
    BlockKind,
    Document,
    Locale,
    TranslationUnit,
    UnitState,
)
from site_gen.translation.entries import (
    PINS,
    REVIEWED,
    Entry,
    Memory,
    new_memory,
    with_offered,
    with_review,
    without_origin,
)
from site_gen.translation.matching import Pairs, match, number_of
from site_gen.translation.oddities import oddities

_FEW_WORDS = 2
_UNSEEN = re.compile(f"[{UNSEEN}]+")

# --- memory to document -------------------------------------------------------------------------


def unite(document: Document, memory: Memory | None, target: Locale) -> BilingualDocument:
    """The document with an id on every leaf, and what the memory knows about each.

    Ids that leaves bring along stay; the others keep the id of the entry that is theirs, or get
    a number that was never used before. Entries in use that belong to no leaf are findings.
    """
    units, pairs = _united(document, memory)
    findings = tuple(oddities(memory, pairs.values())) if memory else ()
    ids = [unit.id for unit in units]
    return BilingualDocument(_with_ids(document, ids), target, units, findings)


def units_of(document: Document, memory: Memory | None) -> tuple[TranslationUnit, ...]:
    """The units alone, as `unite` gives them."""
    return _united(document, memory)[0]


def _united(document: Document, memory: Memory | None) -> tuple[tuple[TranslationUnit, ...], Pairs]:
    leaves = tuple(document.leaves())
    entries = memory.entries if memory else ()
    pairs = match(leaves, entries)
    ids = _ids(leaves, entries, pairs)
    units = (
        _unit(unit_id, leaf.text, entries[pairs[index]] if index in pairs else None)
        for index, (unit_id, leaf) in enumerate(zip(ids, leaves, strict=True))
    )
    return tuple(units), pairs


def _ids(leaves: tuple[Block, ...], entries: tuple[Entry, ...], pairs: Pairs) -> list[str]:
    """An id for each leaf: its own, its entry's if no other leaf has that, or a new one."""
    owners = {leaf.id: index for index, leaf in enumerate(leaves) if leaf.id}
    for index, entry in sorted(pairs.items()):
        if not leaves[index].id and number_of(entries[entry].id):
            owners.setdefault(entries[entry].id, index)
    known = {index: unit_id for unit_id, index in owners.items()}
    if len(known) == len(leaves):
        return [known[index] for index in range(len(leaves))]
    last = max(map(number_of, (*owners, *(entry.id for entry in entries))), default=0)
    fresh = (f"p{number}" for number in range(last + 1, last + 1 + len(leaves)))
    return [known.get(index) or next(fresh) for index in range(len(leaves))]


def _unit(unit_id: str, text: str, entry: Entry | None) -> TranslationUnit:
    if entry is None or not entry.target:
        line = entry.line if entry else 0
        return TranslationUnit(unit_id, text, "", UnitState.UNTRANSLATED, line=line)
    state = _state(entry, text)
    previous = entry.translates if state is UnitState.OUTDATED else ""
    fuzzy = state in (UnitState.MACHINE, UnitState.OUTDATED)
    origin = entry.origin if fuzzy and entry.fuzzy else ""  # an accepted draft is a person's
    comments = entry.comments
    pins = next((line for line in comments if line.startswith(PINS)), "") if comments else ""
    return TranslationUnit(
        unit_id,
        text,
        entry.target,
        state,
        previous,
        origin,
        pins=pins,
        line=entry.line,
        off=entry.off,
    )


def _state(entry: Entry, text: str) -> UnitState:
    """How far the entry's translation is for a source that now says `text`."""
    state = entry.state
    if not same_letters(entry.translates, text):
        return UnitState.OUTDATED
    if state is not UnitState.OUTDATED:
        return state
    if entry.origin:  # the edit was taken back
        return UnitState.MACHINE
    return UnitState.REVIEWED if REVIEWED in entry.comments else UnitState.TRANSLATED


def same_letters(one: str, other: str) -> bool:
    """Whether two texts differ in spacing only, so that the translation of one is the other's."""
    return one == other or letters_of(one) == letters_of(other)


def letters_of(text: str) -> str:
    """The text without white space and invisible characters.

    A space or a ZWNJ set right, by an editor or by a better restoration, outdates no translation.
    """
    return _UNSEEN.sub("", text)


_WORDS = TRANSLATABLE - {BlockKind.CELL}  # blocks that are their words and nothing else


def _with_ids(document: Document, ids: list[str]) -> Document:
    given = iter(ids)
    return replace(
        document,
        title=_block_with_ids(document.title, given),
        fields=_blocks_with_ids(document.fields, given),
        blocks=_blocks_with_ids(document.blocks, given),
        footnotes=_blocks_with_ids(document.footnotes, given),
    )


def _blocks_with_ids(blocks: tuple[Block, ...], ids: Iterator[str]) -> tuple[Block, ...]:
    """The blocks but for those of which nothing is left, as where there was only what nobody sees;
    a cell without words still has its place."""
    shown = (block for block in blocks if block.text or block.kind not in _WORDS)
    return tuple([_block_with_ids(block, ids) for block in shown])


def _block_with_ids(block: Block, ids: Iterator[str]) -> Block:
    is_leaf = block.kind in TRANSLATABLE and block.text
    own = next(ids) if is_leaf else block.id
    children = _blocks_with_ids(block.children, ids) if block.children else ()
    same = own == block.id and not block.children
    return block if same else replace(block, id=own, children=children)


# --- document to memory -------------------------------------------------------------------------


def update(memory: Memory | None, bilingual: BilingualDocument) -> Memory:
    """The memory as it should lie on disk for this document: its units in order, then what is gone.

    Translations are those of `memory`, also where `bilingual` was made with an older one. Doing it
    twice changes nothing more, and every translation that was there is there after.
    """
    fresh = new_memory(bilingual.document.locale, bilingual.target_locale)
    start = memory or fresh
    leaves = tuple(bilingual.document.leaves())
    pairs = match(leaves, start.entries)
    current = tuple(
        _entry_of(leaf, start.entries[pairs[index]] if index in pairs else None)
        for index, leaf in enumerate(leaves)
    )
    used = set(pairs.values())
    gone = [entry for index, entry in enumerate(start.entries) if index not in used]
    merged = (_with_swallowed(entry, gone) for entry in current)
    entries = (*merged, *(_gone(entry) for entry in gone))
    return replace(start, header=start.header or fresh.header, entries=entries)


def _entry_of(leaf: Block, base: Entry | None) -> Entry:
    """The entry for a leaf, with the words and everything else that `base` has."""
    unit = _unit(leaf.id, leaf.text, base)
    entry = replace(
        base or Entry(unit.id, unit.source),
        id=unit.id,
        source=unit.source,
        fuzzy=unit.state in (UnitState.MACHINE, UnitState.OUTDATED),
        previous_source=unit.previous_source,
        previous_id=base.previous_id if base and unit.previous_source else "",
        obsolete=False,
        plural=False,
    )
    if base and base.fuzzy and entry.fuzzy:
        return entry
    return with_review(without_origin(entry), is_reviewed=unit.state is UnitState.REVIEWED)


def _with_swallowed(entry: Entry, gone: Iterable[Entry]) -> Entry:
    """An entry whose paragraph has taken in others: what people wrote for these is put beside."""
    if entry.state not in (UnitState.UNTRANSLATED, UnitState.OUTDATED):
        return entry
    letters = letters_of(entry.source)
    swallowed = (
        one.target
        for one in gone
        if one.target
        and not (one.obsolete or (one.fuzzy and one.origin))
        and _is_within(one.translates, letters)
    )
    return with_offered(entry, *swallowed)


def _is_within(source: str, letters: str) -> bool:
    """Whether a text that is more than a word or two stands in another one."""
    return len(source.split(None, _FEW_WORDS)) > _FEW_WORDS and letters_of(source) in letters


def _gone(entry: Entry) -> Entry:
    return replace(entry, obsolete=True, plural=False, extracted=(), occurrences=())
