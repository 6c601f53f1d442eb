"""Changes to a text as values: made by rules, applied in one pass, traced back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

Span = tuple[int, int]


class Edit(Struct, frozen=True):
    """Put `text` in the place of the characters from `start` to before `end`."""

    start: int
    end: int
    text: str


class Change(Struct, frozen=True):
    """One edit of one rule, as the report shows it.

    `start` counts in the text as it stands when `step` begins; the changes of one step are in
    order and apart, so that one pass makes them again. `line` is the line of the original.
    """

    step: int
    rule: str
    start: int
    before: str
    after: str
    line: int


class Step(Struct, frozen=True):
    """What one rule did in one pass over the whole text."""

    rule: str
    edits: tuple[Edit, ...]
    ends: tuple[int, ...]  # where each edit ends in the text after the step

    @classmethod
    def of(cls, rule: str, edits: Sequence[Edit]) -> Step:
        growth = accumulate(len(edit.text) - (edit.end - edit.start) for edit in edits)
        ends = (edit.end + grown for edit, grown in zip(edits, growth, strict=True))
        return cls(rule, tuple(edits), tuple(ends))

    def origin(self, position: int) -> int:
        """Where what is at `position` after the step was before it."""
        passed = bisect_right(self.ends, position)
        if passed < len(self.edits):
            edit = self.edits[passed]
            begin = self.ends[passed] - len(edit.text)
            if position >= begin:
                return min(edit.start + position - begin, max(edit.start, edit.end - 1))
        if not passed:
            return position
        return self.edits[passed - 1].end + position - self.ends[passed - 1]


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; they are in order and do not overlap."""
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += (text[done : edit.start], edit.text)
        done = edit.end
    return "".join((*parts, text[done:]))


def tidy(text: str, edits: Iterable[Edit], protected: Sequence[Span] = ()) -> list[Edit]:
    """The edits that change something, in order, apart, and outside all protected spans."""
    kept: list[Edit] = []
    begins = [begin for begin, _ in protected]
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if kept and edit.start < kept[-1].end:
            continue
        if text[edit.start : edit.end] != edit.text and not _touches(edit, protected, begins):
            kept.append(edit)
    return kept


def _touches(edit: Edit, protected: Sequence[Span], begins: Sequence[int]) -> bool:
    last = edit.end - 1 if edit.end > edit.start else edit.start
    before = (bisect_left if edit.start == edit.end else bisect_right)(begins, last) - 1
    return before >= 0 and edit.start < protected[before][1]


def substitutions(
    pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str], text: str
) -> Iterator[Edit]:
    """Edits that do what `pattern.sub(replacement, text)` does."""
    for match in pattern.finditer(text):
        new = replacement if isinstance(replacement, str) else replacement(match)
        yield Edit(match.start(), match.end(), new)


def origin(steps: Sequence[Step], position: int) -> int:
    """Where in the original text is what stands at `position` after all steps."""
    for step in reversed(steps):
        position = step.origin(position)
    return position


def changes(text: str, steps: Sequence[Step]) -> Iterator[Change]:
    """The report: every edit of every step, with what stood there before."""
    line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for number, step in enumerate(steps):
        for edit in step.edits:
            before = text[edit.start : edit.end]
            line = bisect_right(line_starts, origin(steps[:number], edit.start))
            yield Change(number, step.rule, edit.start, before, edit.text, line)
        text = apply(text, step.edits)
