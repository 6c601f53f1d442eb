"""Machine drafts for what nobody has translated yet."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from msgspec import Struct
from msgspec.structs import replace

from site_gen.errors import AnswerError, SiteGenError
from site_gen.model import BilingualDocument, BlockKind, TranslationUnit, UnitState
from site_gen.translation.asking import Draft, Provider, Request
from site_gen.translation.entries import Entry, Memory, with_origin, without_origin
from site_gen.translation.reconcile import unite, update

_PROSE = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH})


class Drafted(Struct, frozen=True):
    """What has become of an untranslated unit: its draft, or why it has none.

    With neither, no provider knew a translation.
    """

    unit: TranslationUnit
    draft: Draft | None = None
    error: AnswerError | None = None


def requests_for(
    bilingual: BilingualDocument, units: Sequence[TranslationUnit]
) -> list[tuple[TranslationUnit, Request]]:
    """What to ask for the units that have no translation, in their order."""
    document = bilingual.document
    labels = frozenset(reference.label.lower() for reference in document.references)
    prose = {leaf.id for leaf in document.leaves() if leaf.kind in _PROSE}
    asked: list[tuple[TranslationUnit, Request]] = []
    previous = ""
    for unit in units:
        if unit.state is UnitState.UNTRANSLATED:
            title = "" if unit.id == document.title.id else document.title.text
            asked.append((unit, Request(unit.source, title, previous, labels)))
        previous = unit.source if unit.id in prose else previous
    return asked


def translate_document(
    bilingual: BilingualDocument,
    memory: Memory | None,
    provider: Provider,
    save: Callable[[Memory], object],
    progress: Callable[[Drafted], object],
) -> Memory:
    """Fill what is untranslated, and nothing else; the memory as it was saved last.

    `save` has each draft, in order; no more are asked for meanwhile than the provider takes at a
    time, so that whatever stops this, a ProviderError or a kill, the next run goes on there.
    Equal sources are asked for once. What is untranslated `memory` says, which may be newer than
    `bilingual`. `progress` is told what has become of each unit; a text that fails stops no other.
    """
    memory = update(memory, bilingual)
    save(memory)
    units = unite(bilingual.document, memory, bilingual.target_locale).units
    asked = requests_for(bilingual, units)
    stopped: SiteGenError | None = None
    for unit, answer in _answers(provider, asked, _drafts_of(memory)):
        if isinstance(answer, AnswerError):
            progress(Drafted(unit, error=answer))
        elif isinstance(answer, SiteGenError):
            stopped = stopped or answer
        else:
            if answer:
                memory = _with_draft(memory, unit, answer)
                save(memory)
            progress(Drafted(_drafted(unit, answer), answer))
    if stopped:
        raise stopped
    return memory


def _drafts_of(memory: Memory) -> dict[str, Draft]:
    """The machine drafts that stand in a memory, by their sources."""
    return {
        entry.source: Draft(entry.target, entry.origin, lost=entry.lacks)
        for entry in memory.entries
        if entry.state is UnitState.MACHINE and entry.origin and not entry.obsolete
    }


Answer = Draft | SiteGenError | None


def _answers(
    provider: Provider,
    wanted: Sequence[tuple[TranslationUnit, Request]],
    drafts: dict[str, Draft],
) -> Iterator[tuple[TranslationUnit, Answer]]:
    """Each unit with its answer, in order, as many asked for at a time as the provider takes.

    After an error that stops, nothing more is asked; what is under way is waited for.
    """
    answers: dict[str, Future[Answer]] = {source: _done(d) for source, d in drafts.items()}
    under_way: deque[TranslationUnit] = deque()
    stopped = False
    with ThreadPoolExecutor(provider.in_flight) as pool:
        for unit, request in wanted:
            if unit.source not in answers:
                answers[unit.source] = pool.submit(_ask, provider, request)
            under_way.append(unit)
            while under_way and not stopped and len(under_way) >= provider.in_flight:
                first = under_way.popleft()
                answer = answers[first.source].result()
                stopped = _stops(answer)
                yield first, answer
            if stopped:
                break
        for unit in under_way:
            yield unit, answers[unit.source].result()


def _done(draft: Draft) -> Future[Answer]:
    future: Future[Answer] = Future()
    future.set_result(draft)
    return future


def _ask(provider: Provider, request: Request) -> Answer:
    try:
        return provider.translate(request)
    except SiteGenError as error:
        return error


def _stops(answer: Answer) -> bool:
    return isinstance(answer, SiteGenError) and not isinstance(answer, AnswerError)


def _drafted(unit: TranslationUnit, draft: Draft | None) -> TranslationUnit:
    if draft is None:
        return unit
    state = UnitState.TRANSLATED if draft.sure else UnitState.MACHINE
    return replace(unit, target=draft.text, state=state, origin="" if draft.sure else draft.origin)


def _with_draft(memory: Memory, unit: TranslationUnit, draft: Draft) -> Memory:
    entries = (
        _draft(entry, draft) if entry.id == unit.id and not entry.obsolete else entry
        for entry in memory.entries
    )
    return replace(memory, entries=tuple(entries))


def _draft(entry: Entry, draft: Draft) -> Entry:
    """The entry with a draft: whose it is and what it lacks stand in its comments."""
    filled = replace(entry, target=draft.text, fuzzy=not draft.sure, previous_source="")
    if draft.sure:
        return without_origin(filled)
    return with_origin(filled, draft.origin, (*draft.lost, *draft.doubts))
