"""What a translation memory holds, as frozen values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from msgspec.structs import replace

from site_gen.model import Locale, Placed, UnitState

#: Lines among the comments of an entry by which it is reviewed, or tells whose draft it is, and
#: what of the source is missing in the draft.
REVIEWED = "state: reviewed"
ORIGIN = "origin: "
LOST = "look at: "
#: Names of checks, with commas between, that this entry is not to be told of.
OFF = "off:"
#: Which sentences answer each other.
PINS = "links:"
#: Between an article's slug and a unit's id where a format has one name for both.
JOINT = "#"
#: Another translation that was offered, as a JSON string: one line.
OFFERED = "offered: "
#: In an export, a digest of the translation as it went out, and its state.
BASE = "base: "

_BETWEEN = " · "  # what a draft lacks
_OURS = (REVIEWED, ORIGIN, LOST, OFF, PINS, OFFERED, BASE)
_ORIGIN = re.compile(ORIGIN + r"([a-z]+(?: [0-9]+%)?)\s*")  # other words are no provider's name
_STATE_BEGINS = ("s", "S", " ", "\t")
_REVIEWED = re.compile(r"\s*state\s*:\s*reviewed\s*", re.IGNORECASE)


class Entry(Placed, frozen=True):
    """One translation unit as it lies on disk.

    `id` is msgctxt, `source` msgid, `target` msgstr. `comments` are the lines of people and of
    this program (`#`), `extracted` those of tools (`#.`). `line` counts from 1, 0 is unknown.
    """

    id: str
    source: str
    target: str = ""
    fuzzy: bool = False
    flags: tuple[str, ...] = ()  # all but fuzzy
    previous_source: str = ""
    previous_id: str = ""
    comments: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    occurrences: tuple[str, ...] = ()
    obsolete: bool = False
    plural: bool = False  # has plural forms: the first is `target`, the others are comments
    line: int = 0

    @property
    def state(self) -> UnitState:
        """How far the translation has come, as its flags and comments say."""
        if not self.target:
            return UnitState.UNTRANSLATED
        if self.fuzzy:
            return UnitState.OUTDATED if self.previous_source else UnitState.MACHINE
        return UnitState.REVIEWED if REVIEWED in self.comments else UnitState.TRANSLATED

    @property
    def translates(self) -> str:
        """The text that the target is a translation of."""
        is_outdated = self.previous_source and self.state is UnitState.OUTDATED
        return self.previous_source if is_outdated else self.source

    @property
    def origin(self) -> str:
        """The provider whose draft the target is, where a comment tells it: `memory 87%`."""
        found = (_ORIGIN.fullmatch(line) for line in self.comments if line.startswith(ORIGIN))
        return next((match[1] for match in found if match), "")

    @property
    def lacks(self) -> tuple[str, ...]:
        """What of its source is missing in a draft, where a comment tells it."""
        found = (line.removeprefix(LOST) for line in self.comments if line.startswith(LOST))
        words = next(found, "")
        return tuple(words.split(_BETWEEN)) if words else ()

    @property
    def off(self) -> tuple[str, ...]:
        """The checks that a comment switches off for this entry."""
        if not self.comments:
            return ()
        lists = (line.removeprefix(OFF) for line in self.comments if line.startswith(OFF))
        return tuple(name.strip() for names in lists for name in names.split(",") if name.strip())


class Memory(Placed, frozen=True):
    """All entries of a PO file in their order; `trailing` are comment lines below the last."""

    header: Entry | None
    entries: tuple[Entry, ...] = ()
    trailing: tuple[str, ...] = ()
    path: str = ""

    def said(self) -> tuple[object, ...]:
        """All of it but its path."""
        return self.header, self.entries, self.trailing


def new_memory(source: Locale, target: Locale, path: str = "") -> Memory:
    """An empty memory whose header satisfies gettext's tools and Poedit."""
    fields = {
        "Project-Id-Version": "article",
        "Language": target.code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": source.code,
    }
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return Memory(Entry("", "", text), path=path)


def with_own_comments(entry: Entry) -> Entry:
    """The entry with what is said to this program among the comments of people: some tools keep it
    as an extracted one. “State: Reviewed” is spelled as we do."""
    if not (entry.extracted or any(map(_is_like_reviewed, entry.comments))):
        return entry
    taken = [one for one in entry.extracted if one.startswith(_OURS) or _REVIEWED.fullmatch(one)]
    said = (*entry.comments, *(line for line in taken if line not in entry.comments))
    comments = tuple(REVIEWED if _REVIEWED.fullmatch(line) else line for line in said)
    extracted = tuple(line for line in entry.extracted if line not in taken)
    return replace(entry, comments=comments, extracted=extracted)


def _is_like_reviewed(line: str) -> bool:
    """Whether a line may be a state in another spelling, which hardly any is."""
    return line[:1] in _STATE_BEGINS and line != REVIEWED


def with_offered(entry: Entry, *texts: str) -> Entry:
    """The entry with other translations kept beside it, each once."""
    lines = dict.fromkeys(OFFERED + json.dumps(text, ensure_ascii=False) for text in texts)
    new = (line for line in lines if line not in entry.comments)
    return replace(entry, comments=(*entry.comments, *new))


def with_origin(entry: Entry, origin: str, lacks: Iterable[str] = ()) -> Entry:
    """The entry as a draft of this provider, with what of its source is missing in it."""
    words = _BETWEEN.join(" ".join(one.split()) for one in lacks)
    told = (ORIGIN + origin, *([LOST + words] if words else []))
    entry = without_origin(entry)
    return replace(entry, comments=(*entry.comments, *told))


def without_origin(entry: Entry) -> Entry:
    """The entry as a person's: no comment says any more whose draft it is, and what it lacks."""
    if not entry.origin:
        return entry
    kept = (one for one in entry.comments if not (_ORIGIN.fullmatch(one) or one.startswith(LOST)))
    return replace(entry, comments=tuple(kept))


def with_review(entry: Entry, *, is_reviewed: bool) -> Entry:
    """The entry with the comment that it is reviewed, or without; what else people wrote stays."""
    if is_reviewed == (REVIEWED in entry.comments):
        return entry
    kept = tuple(line for line in entry.comments if line != REVIEWED)
    return replace(entry, comments=(*kept, REVIEWED) if is_reviewed else kept)
