"""`export` and `import`: translations to CAT tools and back."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from site_gen.errors import ConfigError, unreadable

if TYPE_CHECKING:
    from site_gen.exchange.packets import Packet
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
    """`export`: the articles as one file."""
    from site_gen.exchange.formats import FORMATS
    from site_gen.exchange.packets import packet_of
    from site_gen.files import write_atomically
    from site_gen.pipeline.translating import chosen

    articles = chosen(_collected(root), options.slugs)
    if not articles:
        raise ConfigError(
            "there is no article to export",
            hint="Begin one with `new`; `check` says why those that are there cannot be read.",
        )
    data = FORMATS[options.format].write([packet_of(item.bilingual) for item in articles])
    if options.output is None:
        sys.stdout.buffer.write(data)
        return 0
    try:
        write_atomically(options.output, data)
    except OSError as error:
        raise ConfigError(
            f"cannot be written: {error.strerror or error}",
            path=str(options.output),
            hint="Is the disk full, or the folder not yours? Name another with --output.",
        ) from error
    return 0


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
    done = [(packet, take(packet, item)) for packet, items in wanted for item in items]
    return _report(done)


def _collected(root: Path) -> Collected:
    from site_gen.config import load
    from site_gen.pipeline.site import collect

    return collect(root, load(root))


def _report(done: Sequence[tuple[Packet, Imported]]) -> int:
    """What became of everything: counts, then each conflict and each stranger."""
    failed = False
    for packet, imported in done:
        counts = Counter(outcome.verdict for outcome in imported.outcomes)
        print(
            f"{imported.path}: {counts['taken']} taken, {counts['same']} as they were, "
            f"{counts['conflict']} in conflict"
        )
        for outcome in imported.outcomes:
            if outcome.verdict == "conflict":
                failed = True
                print(f"  {outcome.id}: somebody has written here meanwhile; yours stays, and the")
                print(f"    other is kept in a comment beside it: {outcome.offer.target[:60]}")
            elif outcome.verdict == "unknown" and packet.slug:
                failed = True
                print(f"  {outcome.offer.id}: there is no such paragraph any more; not imported:")
                print(f"    {outcome.offer.target}")
    return int(failed)
