"""TMX 1.4 (LISA/GALA): pairs of texts as CAT tools take them in, and XML that people can read."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping, Set
from typing import Literal, NamedTuple

from site_gen.escaping import without_controls
from site_gen.model import Locale


class TmxUnit(NamedTuple):
    """A translation unit of a TMX file; `properties` are its `prop` elements by type."""

    id: str
    source: str
    target: str
    properties: Mapping[str, str]


#: Puts a text into its `seg`; it is given the source's too, empty for that itself.
Write = Callable[[ET.Element, str, str], None]


def _write_plain(segment: ET.Element, text: str, _: str) -> None:
    segment.text = without_controls(text)


def tmx_document(
    units: Iterable[TmxUnit],
    locales: tuple[Locale, Locale],
    segments: Literal["sentence", "paragraph"],
    write: Write = _write_plain,
) -> bytes:
    """A TMX file of the units. Characters that XML cannot hold are left out."""
    root = ET.Element("tmx", version="1.4")
    header = {
        "creationtool": "dozaban",
        "creationtoolversion": "1",
        "segtype": segments,
        "o-tmf": "text",
        "adminlang": "en",
        "srclang": locales[0].code,
        "datatype": "plaintext",
    }
    ET.SubElement(root, "header", header)
    body = ET.SubElement(root, "body")
    for unit in units:
        _add(body, unit, locales, write)
    lay_out(root, frozenset({"seg", "prop"}))
    xml = ET.tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
    return f"{head}{xml}\n".encode()


def _add(body: ET.Element, unit: TmxUnit, locales: tuple[Locale, Locale], write: Write) -> None:
    element = ET.SubElement(body, "tu", tuid=unit.id)
    for kind, value in unit.properties.items():
        ET.SubElement(element, "prop", type=kind).text = without_controls(value)
    texts = (unit.source, ""), (unit.target, unit.source)
    for locale, (text, source) in zip(locales, texts, strict=True):
        variant = ET.SubElement(element, "tuv", {"xml:lang": locale.code})
        write(ET.SubElement(variant, "seg"), text, source)


def lay_out(element: ET.Element, texts: Set[str], margin: str = "\n") -> None:
    """Put each element on a line of its own, but those within a text; `texts` are named so."""
    if element.tag in texts or not len(element):
        return
    element.text = margin + "  "
    for inner in element:
        lay_out(inner, texts, margin + "  ")
        inner.tail = margin + "  "
    element[-1].tail = margin
