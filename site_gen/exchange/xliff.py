"""XLIFF 1.2 (OASIS), which OmegaT, Poedit, memoQ, Trados and Weblate all read.

Not 2.x: of these, OmegaT and Poedit know it in part or not at all. One `file` an article, one
`trans-unit` a paragraph; inline Markdown goes as inline elements (`inline.py`). A note holds the
digest of the target as it went out (`packets.digest`).

What is not translated yet has its source for a target, too, and says so by its state: OmegaT 3, as
older tools do, translates what stands in the targets.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from site_gen.alignment.tmx import lay_out
from site_gen.errors import ContentError
from site_gen.exchange.inline import XLIFF, add_inline
from site_gen.exchange.packets import Offer, Packet, locale_of
from site_gen.exchange.xml import child, local, read_xml, text_of
from site_gen.model import LOCALES, Locale, UnitState

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_BASE, _ORIGIN, _TOOL = "base: ", "origin: ", "dozaban"
_STATES = {
    UnitState.UNTRANSLATED: "needs-translation",
    UnitState.MACHINE: "needs-review-translation",
    UnitState.OUTDATED: "needs-review-translation",
    UnitState.TRANSLATED: "translated",
    UnitState.REVIEWED: "final",
}
_REVIEWED = frozenset({"final", "signed-off"})
_EMPTY = frozenset({"new", "needs-translation"})


def to_xliff(packets: Sequence[Packet]) -> bytes:
    """The articles as one XLIFF file."""
    root = ET.Element("xliff", {"version": "1.2", "xmlns": NAMESPACE})
    for packet in packets:
        file = ET.SubElement(
            root,
            "file",
            {
                "original": packet.slug,
                "source-language": packet.locales[0].code,
                "target-language": packet.locales[1].code,
                "datatype": "plaintext",
            },
        )
        body = ET.SubElement(file, "body")
        for offer in packet.offers:
            _add_unit(body, offer, packet.locales)
    lay_out(root, frozenset({"source", "target"}))
    xml = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}\n'.encode()


def _add_unit(body: Element, offer: Offer, locales: tuple[Locale, Locale]) -> None:
    approved = "yes" if offer.state is UnitState.REVIEWED else "no"
    preserve = {"xml:space": "preserve"}
    unit = ET.SubElement(body, "trans-unit", {"id": offer.id, "approved": approved, **preserve})
    _add_text(unit, "source", offer.source, locales[0])
    said = offer.target or offer.source
    target = _add_text(unit, "target", said, locales[1], offer.source)
    target.set("state", _STATES[offer.state])
    if offer.origin:
        target.set("state-qualifier", "mt-suggestion")
    if offer.previous_source:
        old = ET.SubElement(unit, "alt-trans", {"alttranstype": "previous-version", **preserve})
        _add_text(old, "source", offer.previous_source, locales[0])
        _add_text(old, "target", offer.target, locales[1], offer.previous_source)
    ET.SubElement(unit, "note", {"from": _TOOL}).text = _BASE + offer.base
    if offer.origin:
        ET.SubElement(unit, "note", {"from": _TOOL}).text = _ORIGIN + offer.origin


def _add_text(parent: Element, name: str, text: str, locale: Locale, source: str = "") -> Element:
    element = ET.SubElement(parent, name, {"xml:lang": locale.code})
    add_inline(element, text, source, XLIFF)
    return element


def from_xliff(data: bytes, path: str) -> tuple[Packet, ...]:
    """What a tool gave back. Raises ContentError."""
    root = read_xml(data, path, "xliff")
    if not root.get("version", "").startswith("1."):
        raise ContentError(
            f"is XLIFF {root.get('version', 'of no version')}",
            path=path,
            hint="Save it as XLIFF 1.2.",
        )
    return tuple(_packet(file, path) for file in root if local(file) == "file")


def _packet(file: Element, path: str) -> Packet:
    codes = file.get("source-language", ""), file.get("target-language", "")
    source, target = map(locale_of, codes)
    if source is None or target is None:
        raise ContentError(
            f"is between “{codes[0]}” and “{codes[1]}”",
            path=path,
            hint=f"It has to be between two of {', '.join(LOCALES)}: export the articles anew.",
        )
    units = (_offer(unit) for unit in file.iter() if local(unit) == "trans-unit")
    return Packet(file.get("original", ""), path, (source, target), tuple(units))


def _offer(unit: Element) -> Offer:
    target = child(unit, "target")
    old = next(_previous(unit), "")
    notes = [text_of(note).strip() for note in unit if local(note) == "note"]
    return Offer(
        id=unit.get("id", ""),
        source=text_of(child(unit, "source")),
        target=text_of(target),
        state=_state(unit, target, outdated=bool(old)),
        previous_source=old,
        origin=_noted(notes, _ORIGIN),
        base=_noted(notes, _BASE),
    )


def _previous(unit: Element) -> Iterator[str]:
    for element in unit:
        if local(element) == "alt-trans" and element.get("alttranstype") == "previous-version":
            yield text_of(child(element, "source"))


def _state(unit: Element, target: Element | None, *, outdated: bool) -> UnitState:
    state = target.get("state", "translated") if target is not None else "new"
    if unit.get("approved") == "yes" or state in _REVIEWED:
        return UnitState.REVIEWED
    if state in _EMPTY:
        return UnitState.UNTRANSLATED
    if state.startswith("needs-"):
        return UnitState.OUTDATED if outdated else UnitState.MACHINE
    return UnitState.TRANSLATED


def _noted(notes: Iterable[str], prefix: str) -> str:
    return next((note.removeprefix(prefix) for note in notes if note.startswith(prefix)), "")
