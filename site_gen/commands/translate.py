"""`translate`: drafts for what has no translation, into the articles' PO files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import msgspec

from site_gen.commands.printing import count, print_findings, print_some
from site_gen.commands.working import at_least
from site_gen.config import ProviderName, TranslateSettings, load
from site_gen.errors import ProviderError
from site_gen.model import Finding, Severity
from site_gen.pipeline.records import Findings

if TYPE_CHECKING:
    from site_gen.pipeline.composing import Composed
    from site_gen.pipeline.translating import Desk
    from site_gen.translation.asking import Cost
    from site_gen.translation.drafts import Drafted

_NAMED = 3  # articles in a line

#: Finds what is doubtful about the drafts of these units of an article.
Look = Callable[["Composed", Set[str]], tuple[Finding, ...]]
#: Told of each unit what has become of it.
Advance = Callable[["Composed", "Drafted"], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="articles (default: all)")
    parser.add_argument(
        "--provider",
        action="append",
        choices=get_args(ProviderName),
        help="ask this one instead of those of site.toml; again for one to ask after it",
    )
    parser.add_argument(
        "--max-chars", type=at_least(0), metavar="N", help="send no more characters than this"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="send nothing; say what would be sent, and where"
    )
    parser.set_defaults(command=run)


def run(root: Path, options: argparse.Namespace) -> int:
    """Draft, or say what drafting would cost; 1 if anything could not be read or drafted."""
    from site_gen.pipeline.composing import Inputs
    from site_gen.pipeline.site import collect
    from site_gen.pipeline.translating import Desk, chosen, doubts_of_drafts
    from site_gen.translation.asking import Meter
    from site_gen.translation.glossary_file import load_glossary

    settings = load(root)
    service = _with_options(settings.translate, options)
    collected = collect(root, settings)
    articles = chosen(collected, options.slugs)
    glossary, doubts = load_glossary(root, settings.source)
    errors = [f for f in (*collected.findings, *doubts) if f.severity is Severity.ERROR]
    print_findings(dict.fromkeys(errors), sys.stderr)
    meter = Meter(service.max_chars)
    desk = Desk(service, settings.restore, collected.composed, glossary, meter, _left_out)
    if options.dry_run:
        _print_estimates(articles, desk)
        return int(bool(errors))
    look = partial(doubts_of_drafts, inputs=Inputs.of(settings, glossary))
    return int(_draft(articles, desk, look) or bool(errors))


def _with_options(known: TranslateSettings, options: argparse.Namespace) -> TranslateSettings:
    """The settings, with what the command line says instead."""
    changes: dict[str, object] = {}
    if options.provider:
        changes["providers"] = tuple(options.provider)
    if options.max_chars is not None:
        changes["max_chars"] = options.max_chars
    return msgspec.structs.replace(known, **changes)


def _left_out(error: ProviderError) -> None:
    warning = Finding(Severity.WARNING, "", 0, f"{error.message}; others go on", error.hint)
    print_findings([warning], sys.stderr)


@dataclass(slots=True)
class _Outcome:
    """What has become of the units of a run, in order: drafts, and what else is to be told."""

    drafts: list[tuple[Composed, Drafted]] = field(default_factory=list)
    unknown: list[Composed] = field(default_factory=list)  # for each unit that nobody knows
    findings: list[Finding] = field(default_factory=list)
    asked: int = 0

    def add(self, item: Composed, drafted: Drafted) -> None:
        """Remember what has become of one."""
        from site_gen.pipeline.translating import findings_of

        self.asked += 1
        self.findings += findings_of(item, drafted)
        if drafted.draft:
            self.drafts.append((item, drafted))
        elif not drafted.error:
            self.unknown.append(item)


def _draft(articles: Sequence[Composed], desk: Desk, look: Look) -> bool:
    """Draft all that is missing; whether some text has no draft because its answer was wrong."""
    from site_gen.pipeline.translating import bring_up_to_date, translate_article, untranslated

    for item in articles:
        if not untranslated(item):
            bring_up_to_date(item)
    waiting = list(filter(untranslated, articles))
    total = sum(map(untranslated, waiting))
    outcome = _Outcome()
    try:
        with _progress(total, outcome) as advance:
            for item in waiting:
                translate_article(item, desk.chain(item), partial(advance, item))
        if outcome.asked < total:
            texts = count(total - outcome.asked, "paragraph")
            print(f"{texts} had a translation when it was their turn: somebody else was at work")
    finally:
        sent = desk.meter.sent
        print(
            f"{len(outcome.drafts)} of {total} paragraphs translated; "
            f"{count(sent.characters, 'character')} sent in {count(sent.calls, 'call')}"
        )
        print_findings(outcome.findings, sys.stderr)
        _tell_of_unknown(outcome)
        _tell_of_drafts(outcome, look)
    return any(finding.name == "no-draft" for finding in outcome.findings)


def _tell_of_unknown(outcome: _Outcome) -> None:
    """Where to write what nobody knows a translation of."""
    if outcome.unknown:
        paths = list(dict.fromkeys(item.article.memory_path for item in outcome.unknown))
        where = ", ".join(paths) if len(paths) <= _NAMED else count(len(paths), "PO file")
        texts = count(len(outcome.unknown), "paragraph")
        print(f"Nobody who was asked knows {texts}: translate in {where}")


def _tell_of_drafts(outcome: _Outcome, look: Look) -> None:
    """What a look at the new drafts finds, and where to look oneself."""
    articles = {item.article.source.slug: item for item, _ in outcome.drafts}
    units: dict[str, set[str]] = {slug: set() for slug in articles}
    for item, drafted in outcome.drafts:
        units[item.article.source.slug].add(drafted.unit.id)
    found = (doubt for slug, item in articles.items() for doubt in look(item, units[slug]))
    doubts = Findings.of(*found)
    print_some(doubts, sys.stderr)
    if articles:
        what = f"{count(len(doubts), 'doubt')} about the drafts" if doubts else "Drafts"
        named = " ".join(articles) if len(articles) <= _NAMED else "SLUG"
        print(f"{what}; look at each: python build.py status {named}")


@contextmanager
def _progress(total: int, outcome: _Outcome) -> Iterator[Advance]:
    """What is told goes into the outcome, and drafts into a bar on a terminal, a line elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("Translating", total=total)

        def advance(item: Composed, drafted: Drafted) -> None:
            outcome.add(item, drafted)
            if drafted.draft:
                where, done = f"{item.article.source.slug} {drafted.unit.id}", len(outcome.drafts)
                bar.update(task, completed=done, description=where)
                if not console.is_terminal:
                    print(f"{where}: {done} of {total} ({drafted.draft.origin})", flush=True)

        yield advance


def _print_estimates(articles: Iterable[Composed], desk: Desk) -> None:
    """A line for each article and provider, then one for each provider."""
    from site_gen.pipeline.translating import estimates, untranslated
    from site_gen.translation.asking import Cost

    listed = [
        estimate
        for item in articles
        if untranslated(item)
        for estimate in estimates(item, desk.chain(item))
    ]
    totals: dict[str, tuple[int, Cost]] = {}
    for estimate in listed:
        units, cost = totals.get(estimate.provider, (0, Cost()))
        totals[estimate.provider] = units + estimate.units, cost + estimate.cost
        print(f"{estimate.slug}: {_told(estimate.provider, estimate.units, estimate.cost)}")
    for provider, (units, cost) in totals.items():
        print(f"in all: {_told(provider, units, cost)}")
    characters = sum(cost.characters for _, cost in totals.values())
    limit = desk.settings.max_chars
    if limit is not None and characters > limit:
        print(f"That is more than the {count(limit, 'character')} that may be sent.")
    print("Nothing was sent." if listed else "Nothing is to be translated.")


def _told(provider: str, units: int, cost: Cost) -> str:
    texts = count(units, "text")
    if not cost.calls:
        return f"{texts} by {provider}, nothing to send"
    calls = count(cost.calls, "call")
    return f"{texts} by {provider}, {count(cost.characters, 'character')} in {calls}"
