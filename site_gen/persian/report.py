"""The report of a restoration, for a terminal: each change with the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from site_gen.persian.edits import Change, Edit, apply

_CONTEXT = 40  # letters shown on either side, at the most

#: What cannot be seen, and how it is shown.
_VISIBLE = {
    "\u200c": "|",
    "\u200d": "[ZWJ]",
    "\u200e": "[LRM]",
    "\u200f": "[RLM]",
    "\u00a0": "[NBSP]",
    "\u00ad": "[SHY]",
    "\ufeff": "[BOM]",
    "\n": "⏎",
    "\t": "⇥",
}


def report(text: str, changes: Iterable[Change], path: str) -> Iterator[str]:
    """One line a change: `path:line: rule: before → after`, in the order in which they are made.

    `text` is the original; `changes` are `Restored.changes`.
    """
    for _, step in groupby(changes, key=lambda change: change.step):
        edits = list(step)
        for change in edits:
            start, end = _around(text, change)
            left, right = text[start : change.start], text[change.start + len(change.before) : end]
            before, after = left + change.before + right, left + change.after + right
            yield f"{path}:{change.line}: {change.rule}: {visible(before)} → {visible(after)}"
        text = apply(text, [Edit(c.start, c.start + len(c.before), c.after) for c in edits])


def visible(text: str) -> str:
    """The text with a sign for each character that cannot be seen; a ZWNJ is `|`."""
    return "".join(_VISIBLE.get(char, char) for char in text)


def _around(text: str, change: Change) -> tuple[int, int]:
    """The words that a change touches, as a span of the text before it."""
    end = change.start + len(change.before)
    left = re.search(r"\S*\s?\S*$", text[max(0, change.start - _CONTEXT) : change.start])
    right = re.match(r"\S*", text[end : end + _CONTEXT])
    return change.start - len(left[0] if left else ""), end + len(right[0] if right else "")
