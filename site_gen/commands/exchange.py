"""`export` and `import`: translations to CAT tools and back."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from site_gen.commands.printing import count, print_findings
from site_gen.errors import ConfigError, unreadable
from site_gen.model import Severity, UnitState

if TYPE_CHECKING:
    from site_gen.exchange.merge import Outcome
    from site_gen.pipeline.composing import Composed
    from site_gen.pipeline.exchanging import Imported
    from site_gen.pipeline.whole import Collected


def add_export_arguments(parser: argparse.ArgumentParser) -> None:
    """What `export` takes."""
    parser.add_argument("format", choices=("po", "xliff", "tmx"))
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="articles (default: all)")
    parser.add_argument("--output", type=Path, help="a file to write (default: standard output)")
    parser.set_defaults(command=export)


def add_import_arguments(parser: argparse.ArgumentParser) -> None:
    """What `import` takes."""
    parser.add_argument("file", type=Path, help="a .po, .xlf, .xliff or .tmx file")
    parser.add_argument("--article", metavar="SLUG", default="", help="whose translation it is")
    parser.set_defaults(command=import_file)


def export(root: Path, options: argparse.Namespace) -> int:
    """`export`: the articles as one file; 1 where one had to be left out."""
    from site_gen.exchange.formats import FORMATS
    from site_gen.exchange.packets import packet_of
    from site_gen.pipeline.translating import chosen

    collected = _collected(root)
    articles = chosen(collected, options.slugs)
    if not articles:
        raise ConfigError(
            "there is no article to export",
            hint="Begin one with `new`; `check` says why those that are there cannot be read.",
        )
    data = FORMATS[options.format].write([packet_of(item.bilingual) for item in articles])
    _write(data, options.output)
    if options.output is not None:
        _tell_of(articles, options.output, only_translated=options.format == "tmx")
    return 0 if options.slugs else _tell_of_broken(collected)


def _write(data: bytes, output: Path | None) -> None:
    """Into a file, or to standard output. Raises ConfigError."""
    from site_gen.files import write_atomically

    if output is None:
        sys.stdout.buffer.write(data)
        return
    try:
        write_atomically(output, data)
    except OSError as error:
        raise ConfigError(
            f"cannot be written: {error.strerror or error}",
            path=str(output),
            hint="Is the disk full, or the folder not yours? Name another with --output.",
        ) from error


def _tell_of(articles: Sequence[Composed], output: Path, *, only_translated: bool) -> None:
    """What went out, and where."""
    units = [unit for item in articles for unit in item.bilingual.units]
    units = [unit for unit in units if unit.target or not only_translated]
    waiting = sum(unit.state not in (UnitState.TRANSLATED, UnitState.REVIEWED) for unit in units)
    texts = f"{count(len(units), 'paragraph')} of {count(len(articles), 'article')}"
    print(f"{output}: {texts}, {waiting:,} of them to be worked on")


def _tell_of_broken(collected: Collected) -> int:
    """What is left out of an export of all articles, and why; 1 if anything is."""
    if not collected.broken:
        return 0
    errors = [one for one in collected.findings if one.severity is Severity.ERROR]
    print_findings(dict.fromkeys(errors), sys.stderr)
    names = ", ".join(sorted(collected.broken))
    print(f"Left out, since they cannot be read: {names}", file=sys.stderr)
    return 1


def import_file(root: Path, options: argparse.Namespace) -> int:
    """`import`: what came back, into the memories; 1 where something could not be taken."""
    from site_gen.exchange.formats import format_of
    from site_gen.files import read_regular
    from site_gen.pipeline.exchanging import recipients, take

    shown = str(options.file)
    known = format_of(shown)
    try:
        data = read_regular(options.file)
    except OSError as error:
        raise unreadable(ConfigError, error, shown) from error
    packets = known.read(data, shown)
    collected = _collected(root)
    wanted = [(packet, recipients(packet, collected, options.article)) for packet in packets]
    return _report([take(packet, item) for packet, items in wanted for item in items])


def _collected(root: Path) -> Collected:
    from site_gen.config import load
    from site_gen.pipeline.site import collect

    return collect(root, load(root))


def _report(done: Sequence[Imported]) -> int:
    """What became of everything; 1 where something could not be taken.

    Texts that no tool has named belong to whatever article has them: they are told where one does.
    """
    failed, told = False, False
    for imported in done:
        known = [one for one in imported.outcomes if one.verdict != "unknown" or one.offer.id]
        if known or not imported.outcomes:
            told = True
            failed |= _report_article(imported.path, known)
    if not told:
        print("No text in it is that of an article here: nothing was changed.")
    return int(failed)


def _report_article(path: str, outcomes: Sequence[Outcome]) -> bool:
    """Counts, then each conflict and each stranger; whether there are any."""
    counts = Counter(outcome.verdict for outcome in outcomes)
    print(
        f"{path}: {counts['taken']} taken, {counts['same']} as they were, "
        f"{counts['conflict']} in conflict"
    )
    for outcome in outcomes:
        if outcome.verdict == "conflict":
            print(f"  {outcome.id}: somebody has written here meanwhile; yours stays, and the")
            print(f"    other is kept in a comment beside it: {outcome.offer.target[:60]}")
        elif outcome.verdict == "unknown":
            print(f"  {outcome.offer.id}: there is no such paragraph any more; not imported:")
            print(f"    {outcome.offer.target}")
    return bool(counts["conflict"] or counts["unknown"])
