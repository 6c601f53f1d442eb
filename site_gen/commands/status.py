"""`status`: how far translations have come, as a table, as JSON, and unit by unit."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from site_gen.commands import working
from site_gen.commands.printing import print_findings
from site_gen.model import UnitState

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from site_gen.pipeline.standing import Progress, Standing
    from site_gen.quality.status import Change, UnitStatus

_MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
_STYLES = {"same": "", "gone": "red strike", "new": "green underline"}
_STATE_STYLES = {
    UnitState.UNTRANSLATED: "red",
    UnitState.MACHINE: "yellow",
    UnitState.OUTDATED: "magenta",
    UnitState.TRANSLATED: "",
    UnitState.REVIEWED: "green",
}
_FINISHED = frozenset({UnitState.TRANSLATED, UnitState.REVIEWED})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="articles to show unit by unit")
    parser.add_argument("--json", action="store_true", help="for tools")
    working.add_arguments(parser)
    parser.set_defaults(command=run)


def run(root: Path, options: argparse.Namespace) -> int:
    """`status`: all articles as a table, or the named ones unit by unit."""
    from site_gen.config import load
    from site_gen.pipeline.standing import standing

    slugs = list(dict.fromkeys(options.slugs))
    with working.workers(options) as runner:
        found = standing(root, load(root), slugs, runner=runner, say=working.say)
    if options.json:
        print(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
    elif slugs:
        for row in found.rows:
            _print_units(row.memory_path, found.units[row.slug])
    else:
        _print_table(found.rows)
    if found.broken:
        print_findings(found.errors, sys.stderr)
        working.say(f"Not shown, since they cannot be read: {', '.join(sorted(found.broken))}")
    return 0


def _as_json(found: Standing) -> list[dict[str, object]]:
    """Rows as plain values; with their units where articles were named."""
    return [
        _plain_row(row)
        | ({"list": list(map(_plain_unit, found.units[row.slug]))} if found.units else {})
        for row in found.rows
    ]


def _plain_row(row: Progress) -> dict[str, object]:
    return {
        "slug": row.slug,
        "title": row.title,
        "source": row.source.code,
        "target": row.target.code,
        "units": sum(row.counts.values()),
        **{state.value: number for state, number in row.counts.items()},
    }


def _plain_unit(one: UnitStatus) -> dict[str, object]:
    unit = one.unit
    found = [
        {"name": finding.name, "severity": finding.severity.value, "message": finding.message}
        for finding in one.findings
    ]
    values = {
        "id": unit.id,
        "state": unit.state.value,
        "source": unit.source,
        "target": unit.target,
        "previous_source": unit.previous_source,
        "origin": unit.origin,
        "line": unit.line,
        "findings": found,
    }
    return {name: value for name, value in values.items() if value or name in ("id", "target")}


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


def _print_table(rows: Sequence[Progress]) -> None:
    """A table with rich on a terminal, plain columns with tabs between elsewhere."""
    heads = ["article", "locale", *(state.value for state in UnitState)]
    lines = [[row.slug, row.target.code, *map(str, row.counts.values())] for row in rows]
    if not (sys.stdout.isatty() or os.environ.get("FORCE_COLOR")):  # rich is slow to import
        sys.stdout.writelines("\t".join(line) + "\n" for line in (heads, *lines))
        return
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for number, head in enumerate(heads):
        table.add_column(head, justify="left" if number < 2 else "right")
    for line in lines:
        table.add_row(*line)
    _console().print(table)


def _print_units(path: str, units: Iterable[UnitStatus]) -> None:
    """Each unit with its state; what is to be done there beneath."""
    from rich.text import Text

    console = _console()
    console.print(Text(path, style="bold"))
    for one in units:
        unit = one.unit
        head = Text(f"{unit.id}  ")
        head.append(unit.state.value, style=_STATE_STYLES[unit.state])
        if unit.origin:
            head.append(f" by {unit.origin}")
        if unit.line:
            head.append(f"  line {unit.line}", style="dim")
        console.print(head)
        for text in _details(one, plain=not console.is_terminal):
            console.print(text)


def _details(one: UnitStatus, *, plain: bool) -> Iterable[Text]:
    """What an editor should see at this unit; nothing where all is well."""
    from rich.text import Text

    from site_gen.quality.status import difference

    unit = one.unit
    if unit.previous_source:
        yield Text("    ") + _shown(difference(unit.previous_source, unit.source), plain=plain)
    elif unit.state not in _FINISHED or one.findings:
        yield Text(f"    {unit.source}")
    else:
        return
    if unit.target:
        yield Text(f"    {unit.target}")
    for finding in one.findings:
        yield Text(f"    {finding.severity}: {finding.message} [{finding.name}]", style="yellow")


def _shown(changes: Iterable[Change], *, plain: bool) -> Text:
    """The difference of a source: in colours, or as wdiff writes it."""
    from rich.text import Text

    text = Text()
    for change in changes:
        opening, closing = _MARKS[change.kind] if plain else ("", "")
        text.append(f"{opening}{change.text}{closing}", style=_STYLES[change.kind])
    return text
