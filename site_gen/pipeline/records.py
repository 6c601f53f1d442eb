"""What the cache says of each article, and what was found in all of them: read by the thousand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice

import msgspec

from site_gen.model import Finding, Severity
from site_gen.quality.consistency import Saying
from site_gen.render.packing import pack, squeezed, unpack, unsqueezed

_AT_ONCE = 4000  # findings, packed as one text


class Some(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Findings of one place, packed, for they take more room than all else that is known of it;
    how many there are in each file, and at each level."""

    data: bytes = b""
    by_path: dict[str, int] = {}
    by_level: dict[Severity, int] = {}

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Some:
        """These findings, each once, in the order of files and lines."""
        ordered = sorted(dict.fromkeys(findings), key=lambda finding: (finding.path, finding.line))
        if not ordered:
            return cls()
        by_path = dict(Counter(finding.path for finding in ordered))
        by_level = dict(Counter(finding.severity for finding in ordered))
        return cls(squeezed(pack(ordered)), by_path, by_level)

    def and_also(self, others: Some) -> Some:
        """Both, in order."""
        return Some.of((*self, *others)) if self and others else self or others

    def __len__(self) -> int:
        return sum(self.by_path.values())

    def __iter__(self) -> Iterator[Finding]:
        if self.data:
            yield from unpack(unsqueezed(self.data), tuple[Finding, ...])


class Findings(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """All that was found in a site, in order; unpacked only as far as somebody reads."""

    groups: tuple[Some, ...] = ()

    @classmethod
    def of(cls, *findings: Finding) -> Findings:
        """A few findings."""
        return cls((Some.of(findings),)) if findings else cls()

    def __len__(self) -> int:
        return sum(map(len, self.groups))

    def __iter__(self) -> Iterator[Finding]:
        for group in self.groups:
            yield from group

    def count(self, level: Severity) -> int:
        """How many are at a level."""
        return sum(group.by_level.get(level, 0) for group in self.groups)

    def only(self, level: Severity) -> Iterator[Finding]:
        """Those at a level; a group that has none is not unpacked."""
        for group in self.groups:
            if level in group.by_level:
                yield from (one for one in group if one.severity is level)

    def first(self, most: int, about: str = "") -> list[Finding]:
        """As many as a person reads: errors first, those of the article `about` before others.

        Neither its own nor errors elsewhere, however many, leave no room for the other.
        """
        own, half = self._about(about) if about else NOTHING, most // 2
        worst = chain(
            islice(own.only(Severity.ERROR), half), islice(self.only(Severity.ERROR), half)
        )
        ordered = chain(worst, own, *map(self.only, Severity))
        shown = islice(_each_once(ordered), most)
        return sorted(shown, key=lambda finding: finding.severity is not Severity.ERROR)

    def _about(self, slug: str) -> Findings:
        return Findings(
            tuple(one for one in self.groups if any(f"/{slug}/" in path for path in one.by_path))
        )


#: Where nothing was found.
NOTHING = Findings()


class Printed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Findings as they are printed, packed some at a time, and how many are at each level: where
    nothing has changed, they are told again without a look at each."""

    texts: tuple[bytes, ...]
    by_level: dict[Severity, int]

    @classmethod
    def of(cls, findings: Findings) -> Printed:
        """All of these, in order."""
        lines = map("{}\n".format, findings)
        texts = iter(lambda: "".join(islice(lines, _AT_ONCE)), "")
        by_level = {level: findings.count(level) for level in Severity}
        return cls(tuple(squeezed(text.encode()) for text in texts), by_level)

    def __iter__(self) -> Iterator[str]:
        """The text, piece by piece."""
        return (unsqueezed(text).decode() for text in self.texts)


def _each_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    seen: set[Finding] = set()
    for finding in findings:
        if finding not in seen:
            seen.add(finding)
            yield finding


class Record(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An article as the cache lists it.

    `folder` is its place in the tree, `path` its source's; `key` is that of its parts, empty for
    an article that cannot be built; `parts` has the digest of each part, by which the files that
    show it depend on it; `asked` has what can be asked of all at once, packed, by its type's name;
    `day` is that of its date, empty for an undated one.
    """

    folder: str
    slug: str
    path: str
    found: Some
    key: bytes = b""
    assets: tuple[str, ...] = ()
    parts: dict[str, bytes] = {}
    asked: dict[str, bytes] = {}
    day: str = ""


class Count(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """How far the translation of an article has come, as the cache lists it.

    `locale` is the source's code, `title` as in the summary, `states` as in the view: empty for an
    article that cannot be read, of which `found` says why. `key` is the digest of all that it is
    made from, empty where the same may come out otherwise another time.
    """

    folder: str
    slug: str
    path: str
    locale: str = ""
    title: str = ""
    states: tuple[int, ...] = ()
    found: Some = Some()
    key: bytes = b""


class Counted(msgspec.Struct, frozen=True):
    """An article's count, what it says for what, packed, and what was found in its translation;
    None where nobody asked for that."""

    count: Count
    said: bytes | None = None
    found: Some | None = None


def packed_sayings(said: Iterable[Saying]) -> bytes:
    """What an article says for what, as the cache has it."""
    return squeezed(pack(tuple(said)))


def unpacked_sayings(packed: bytes) -> tuple[Saying, ...]:
    """The same again; nothing of an article that could not be read."""
    return unpack(unsqueezed(packed), tuple[Saying, ...]) if packed else ()
