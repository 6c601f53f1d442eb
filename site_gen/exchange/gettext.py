"""PO for several articles at once: each entry is named `slug#p3`.

One article's own PO file comes back by `import`, too, with the article named on the command line.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from site_gen.errors import ContentError
from site_gen.exchange.packets import Offer, Packet, direction_of, locale_of
from site_gen.model import LOCALES, Locale, UnitState, other
from site_gen.translation.entries import (
    BASE,
    JOINT,
    ORIGIN,
    REVIEWED,
    Entry,
    Memory,
    new_memory,
)
from site_gen.translation.memory import parse, render


def to_po(packets: Sequence[Packet]) -> bytes:
    """The articles, all of one direction, as one PO file."""
    locales = direction_of(packets, "a PO file")
    entries = (_entry(packet.slug, offer) for packet in packets for offer in packet.offers)
    return render(replace(new_memory(*locales), entries=tuple(entries)))


def _entry(slug: str, offer: Offer) -> Entry:
    reviewed = (REVIEWED,) if offer.state is UnitState.REVIEWED else ()
    origin = (ORIGIN + offer.origin,) if offer.origin else ()
    return Entry(
        id=f"{slug}{JOINT}{offer.id}",
        source=offer.source,
        target=offer.target,
        fuzzy=offer.state in (UnitState.MACHINE, UnitState.OUTDATED),
        previous_source=offer.previous_source,
        comments=(*reviewed, *origin, f"{BASE}{offer.base} {offer.state}"),
    )


def from_po(data: bytes, path: str) -> tuple[Packet, ...]:
    """What a tool gave back. Raises MemoryFileError and ContentError."""
    memory = parse(data, path)
    target = _locale(memory, path)
    found: dict[str, list[Offer]] = {}
    for entry in memory.entries:
        if not entry.obsolete:
            slug, _, name = entry.id.rpartition(JOINT)
            found.setdefault(slug, []).append(_offer(entry, name))
    locales = other(target), target
    return tuple(Packet(slug, path, locales, tuple(offers)) for slug, offers in found.items())


def _locale(memory: Memory, path: str) -> Locale:
    """The language of the file's header. Raises ContentError."""
    lines = memory.header.target.split("\n") if memory.header else []
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    code = fields.get("Language", "").strip()
    locale = locale_of(code)
    if locale is None:
        raise ContentError(
            f"its header names the language “{code}”" if code else "its header names no language",
            path=path,
            line=1,
            hint=f"Its header needs “Language: ” and one of {', '.join(LOCALES)}.",
        )
    return locale


def _offer(entry: Entry, name: str) -> Offer:
    bases = (line.removeprefix(BASE) for line in entry.comments if line.startswith(BASE))
    base, _, was = next(bases, "").partition(" ")
    # msgmerge gives a draft whose source has changed its old source only if it was accepted.
    accepted = was == UnitState.MACHINE and entry.state is UnitState.OUTDATED
    return Offer(
        name,
        entry.source,
        entry.target,
        entry.state,
        entry.previous_source,
        entry.origin if entry.fuzzy and not accepted else "",
        base,
    )
