"""Machine drafts for what nobody has translated yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from site_gen.model import BilingualDocument, TranslationUnit, UnitState
from site_gen.translation.entries import ORIGIN, Entry, Memory, with_comment
from site_gen.translation.providers import Provider
from site_gen.translation.reconcile import unite, update


def translate_document(
    bilingual: BilingualDocument,
    memory: Memory | None,
    provider: Provider,
    save: Callable[[Memory], object],
    progress: Callable[[TranslationUnit], object],
) -> Memory:
    """Fill what is untranslated, and nothing else; the memory as it was saved last.

    `save` has each draft before the next is asked for, so that whatever stops this, a
    ProviderError or a kill, the next run goes on there. Equal sources are asked for once. What is
    untranslated `memory` says, which may be newer than `bilingual`.
    `progress` is told each unit as it now is.
    """
    memory = update(memory, bilingual)
    save(memory)
    units = unite(bilingual.document, memory, bilingual.target_locale).units
    drafts = {unit.source: unit.target for unit in units if unit.origin == provider.name}
    for unit in units:
        if unit.state is not UnitState.UNTRANSLATED:
            continue
        if unit.source not in drafts:
            drafts[unit.source] = provider.translate(unit.source)
        done = _drafted(unit, drafts[unit.source], provider.name)
        memory = _with_draft(memory, done)
        save(memory)
        progress(done)
    return memory


def _drafted(unit: TranslationUnit, target: str, origin: str) -> TranslationUnit:
    return replace(unit, target=target, state=UnitState.MACHINE, origin=origin)


def _with_draft(memory: Memory, unit: TranslationUnit) -> Memory:
    entries = (
        _draft(entry, unit) if entry.id == unit.id and not entry.obsolete else entry
        for entry in memory.entries
    )
    return replace(memory, entries=tuple(entries))


def _draft(entry: Entry, unit: TranslationUnit) -> Entry:
    signed = with_comment(entry, ORIGIN, ORIGIN + unit.origin)
    return replace(signed, target=unit.target, fuzzy=True, previous_source="")
