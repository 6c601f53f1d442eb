"""Machine drafts for the articles of a site, article by article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from site_gen.config import RestoreSettings, ServiceSettings, TranslateSettings
from site_gen.errors import ContentError, ProviderError
from site_gen.files import read_regular
from site_gen.model import Finding, Locale, Severity, UnitState
from site_gen.persian.restore import restore_markdown
from site_gen.pipeline.composing import Composed, Inputs, compose
from site_gen.pipeline.memories import rewriting
from site_gen.pipeline.naming import no_article
from site_gen.pipeline.whole import Collected
from site_gen.translation.asking import Cost, Meter, Provider
from site_gen.translation.chain import Chain
from site_gen.translation.drafts import Drafted, requests_for, translate_document
from site_gen.translation.glossary import Glossary
from site_gen.translation.memory import load
from site_gen.translation.providers import ProviderSettings, open_provider
from site_gen.translation.recall import NAME as MEMORY
from site_gen.translation.recall import recall
from site_gen.translation.reconcile import update


def chosen(collected: Collected, slugs: Sequence[str]) -> tuple[Composed, ...]:
    """The articles with these slugs, or all where none is named. Raises ContentError."""
    known = {item.article.source.slug: item for item in collected.composed}
    for slug in slugs:
        if slug not in known:
            raise no_article(slug, known, collected.findings)
    return tuple(known[slug] for slug in slugs) or collected.composed


def untranslated(item: Composed) -> int:
    """How many units of an article have no translation."""
    return sum(unit.state is UnitState.UNTRANSLATED for unit in item.bilingual.units)


@dataclass(slots=True)
class Desk:
    """The providers of one run, opened when an article of their direction comes.

    `tell` is told of each provider that is left out while others go on.
    """

    settings: TranslateSettings
    persian: RestoreSettings
    composed: Sequence[Composed]
    glossary: Glossary
    meter: Meter
    tell: Callable[[ProviderError], object]
    _chains: dict[tuple[Locale, Locale], Chain] = field(default_factory=dict, init=False)

    def chain(self, item: Composed) -> Chain:
        """The providers for an article's direction. Raises ProviderError if none can be asked."""
        locales = item.bilingual.document.locale, item.bilingual.target_locale
        if locales not in self._chains:
            self._chains[locales] = Chain(self._opened(locales), self.tell)
        return self._chains[locales]

    def _opened(self, locales: tuple[Locale, Locale]) -> list[Provider]:
        opened: list[Provider] = []
        failed: list[ProviderError] = []
        for name in dict.fromkeys(self.settings.providers):
            try:
                opened.append(self._provider(name, locales))
            except ProviderError as error:
                failed.append(error)
        if failed and not any(provider.name != MEMORY for provider in opened):
            raise failed[0]
        for problem in failed:
            self.tell(problem)
        return opened

    def _provider(self, name: str, locales: tuple[Locale, Locale]) -> Provider:
        if name == MEMORY:
            documents = (item.bilingual for item in self.composed)
            return recall(documents, *locales, close=self.settings.close)
        service: ServiceSettings = getattr(self.settings, name)
        mend = partial(restore_markdown, skip=self.persian.skip, keep=self.persian.keep)
        return open_provider(
            ProviderSettings(
                name=name,
                address=service.address,
                timeout=service.timeout,
                delay=service.delay,
                in_flight=service.in_flight,
                attempts=service.attempts,
                key_env=service.key_env,
                model=service.model,
                region=service.region,
            ),
            *locales,
            glossary=self.glossary,
            meter=self.meter,
            mend=mend,
        )


def translate_article(
    item: Composed, provider: Provider, progress: Callable[[Drafted], object]
) -> None:
    """Draft what an article lacks; each unit is on disk before the next is asked for.

    Raises ProviderError, BudgetError, OutputError, and MemoryFileError where somebody else writes
    the file, or has meanwhile; what was done until then is saved.
    """
    with rewriting(item.article) as (known, save):
        translate_document(item.bilingual, known, provider, save, progress)


def bring_up_to_date(item: Composed) -> None:
    """Write into an article's memory what has become of its source; nothing is asked for.

    Raises MemoryFileError where somebody else writes the file, or has meanwhile, and OutputError.
    """
    article = item.article
    memory = load(article.memory_file, article.memory_path)
    if memory is not None and update(memory, item.bilingual) != memory:
        with rewriting(article) as (known, save):
            save(update(known, item.bilingual))


def findings_of(item: Composed, drafted: Drafted) -> Iterator[Finding]:
    """What an editor should know of a unit after it was asked for."""
    path, name = item.article.memory_path, drafted.unit.id
    if drafted.error:
        message = f"{name} has no draft: {drafted.error.message}"
        yield Finding(Severity.WARNING, path, 0, message, drafted.error.hint, "no-draft")
    elif drafted.draft and (drafted.draft.lost or drafted.draft.doubts):
        lacks = ", ".join((*drafted.draft.lost, *drafted.draft.doubts))
        hint = "The draft is saved without it; put it in where it belongs."
        yield Finding(
            Severity.WARNING, path, 0, f"look at the draft of {name}: {lacks}", hint, "draft"
        )


def doubts_of_drafts(item: Composed, units: Set[str], inputs: Inputs) -> tuple[Finding, ...]:
    """What the checks find in the drafts of these units, as they lie on disk now."""
    path = item.article.memory_path
    try:
        memory = read_regular(item.article.memory_file)
        done = compose(replace(item.article, memory=memory), inputs, tell=True)
    except (ContentError, OSError):  # somebody has written there meanwhile: the next command tells
        return ()
    lines = {unit.line for unit in done.bilingual.units if unit.id in units}
    return tuple(one for one in done.doubts if one.path == path and one.line in lines)


class Estimate(Struct, frozen=True):
    """What drafting an article would send to one provider."""

    slug: str
    provider: str
    units: int
    cost: Cost


def estimates(item: Composed, chain: Chain) -> tuple[Estimate, ...]:
    """For each provider that would be asked about an article, what it would be sent."""
    found: dict[str, Estimate] = {}
    slug = item.article.source.slug
    wanted = requests_for(item.bilingual, item.bilingual.units)
    for request in {request.text: request for _, request in wanted}.values():
        if quoted := chain.quoted(request):
            name, cost = quoted
            so_far = found.get(name, Estimate(slug, name, 0, Cost()))
            found[name] = replace(so_far, units=so_far.units + 1, cost=so_far.cost + cost)
    return tuple(found.values())
