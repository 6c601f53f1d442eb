"""What stands in a memory that is not taken as it stands there: findings for its editor."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from site_gen.model import Finding, Severity, UnitState
from site_gen.translation.entries import JOINT, OFFERED, REVIEWED, Entry, Memory

_GIVEN_ID = re.compile(r"p[1-9][0-9]*|title|summary|source|(?:author|tag)-[1-9][0-9]*")
_STATE = re.compile(r"\s*state\s*:", re.IGNORECASE)
_STRAY = (
    "Its translation stays in the file; “translate” marks it obsolete. If somebody wrote into "
    "msgctxt or msgid, write there what was there."
)
_OF_AN_EXPORT = "It is an entry of an export: bring that in with `python build.py import FILE`."
_FORMS = "Write it as msgid and msgstr. “translate” does, and keeps the others in comments."
_EMPTY = "If there were translations in it, put an older copy back; “translate” begins it anew."
_OTHER_WORDS = "Take what is better into msgstr, then delete the comment “offered:”."
_ONE_OF_TWO = "Take away the one that is wrong: the fuzzy mark, or the comment."
_OTHERS = (
    f"Write “{REVIEWED}”, or take “state:” away. The other states follow from msgstr and the fuzzy "
    "mark."
)


def oddities(memory: Memory, matched: Container[int]) -> Iterator[Finding]:
    """Entries in use that belong to no paragraph, have plural forms, say a state in a comment that
    is not taken, or have other words beside theirs; and a memory without any entry.

    `matched` are the places of the entries that belong to a paragraph.
    """
    if not (memory.header or memory.entries):
        yield Finding(Severity.WARNING, memory.path, 1, "this file is empty", _EMPTY, "empty-file")
    for place, entry in enumerate(memory.entries):
        if not entry.obsolete:
            if place not in matched:
                yield _stray(entry, memory.path)
            if entry.plural:
                told = "has plural forms, of which a paragraph has one: the first is taken"
                yield _warning(entry, memory.path, told, _FORMS, "plural-forms")
            if entry.comments:
                yield from _states(entry, memory.path)
                yield from _offers(entry, memory.path)


def _stray(entry: Entry, path: str) -> Finding:
    known = _GIVEN_ID.fullmatch(entry.id)  # of a paragraph that is gone
    name = f"“{entry.id}”" if entry.id else "an entry without msgctxt"
    return Finding(
        Severity.WARNING if known else Severity.ERROR,
        path,
        entry.line,
        f"{name} belongs to no paragraph of the article: {entry.source[:60]}",
        _OF_AN_EXPORT if JOINT in entry.id else _STRAY,
        "unknown-id",
    )


def _states(entry: Entry, path: str) -> Iterator[Finding]:
    for line in entry.comments:
        if _STATE.match(line) and line != REVIEWED:
            told = f"has the comment “{line.strip()[:60]}”, which is no state"
            yield _warning(entry, path, told, _OTHERS, "state")
        elif line == REVIEWED and entry.fuzzy:
            state = "outdated" if entry.state is UnitState.OUTDATED else "a draft"
            told = f"is marked as reviewed and as fuzzy, and counts as {state}"
            yield _warning(entry, path, told, _ONE_OF_TWO, "state")


def _offers(entry: Entry, path: str) -> Iterator[Finding]:
    offers = [line.removeprefix(OFFERED) for line in entry.comments if line.startswith(OFFERED)]
    if offers:
        told = f"“{entry.id}” has other words beside it: {offers[0][:60]}"
        yield Finding(Severity.NOTE, path, entry.line, told, _OTHER_WORDS, "offered")


def _warning(entry: Entry, path: str, told: str, hint: str, name: str) -> Finding:
    return Finding(Severity.WARNING, path, entry.line, f"“{entry.id}” {told}", hint, name)
