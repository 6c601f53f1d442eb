"""A report of restoration, carried out on the original text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from site_gen.persian.edits import Change, Edit, apply


def replay(text: str, report: Iterable[Change]) -> str:
    """Make the changes of a report again: from the original text to the restored one."""
    for _, step in groupby(report, key=lambda change: change.step):
        text = apply(text, [Edit(c.start, c.start + len(c.before), c.after) for c in step])
    return text
