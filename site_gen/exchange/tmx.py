"""TMX 1.4 (LISA/GALA): translations as a memory for other texts, and back from one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from xml.etree.ElementTree import Element

from site_gen.alignment.tmx import TmxUnit, tmx_document
from site_gen.errors import ContentError
from site_gen.exchange.inline import TMX, add_inline
from site_gen.exchange.packets import Offer, Packet, direction_of, locale_of
from site_gen.exchange.xml import XML_LANG, child, local, read_xml, text_of
from site_gen.model import LOCALES, Locale, UnitState, other
from site_gen.translation.entries import JOINT

_STATE, _BASE, _ORIGIN = "x-state", "x-base", "x-origin"


def to_tmx(packets: Sequence[Packet]) -> bytes:
    """What is translated of the articles, all of one direction, as one TMX file.

    An outdated translation goes with the source that it translates, as what it is: a true pair.
    """
    locales = direction_of(packets, "a TMX file")
    units = (
        TmxUnit(f"{packet.slug}{JOINT}{offer.id}", _source(offer), offer.target, _properties(offer))
        for packet in packets
        for offer in packet.offers
        if offer.target
    )
    write = partial(add_inline, numbering=TMX)
    return tmx_document(units, locales, "paragraph", write)


def _source(offer: Offer) -> str:
    return offer.previous_source or offer.source


def _properties(offer: Offer) -> dict[str, str]:
    state = offer.state
    if state is UnitState.OUTDATED:  # what it translates stands beside it here
        state = UnitState.MACHINE if offer.origin else UnitState.TRANSLATED
    values = {_STATE: state.value, _BASE: offer.base, _ORIGIN: offer.origin}
    return {kind: value for kind, value in values.items() if value}


def from_tmx(data: bytes, path: str) -> tuple[Packet, ...]:
    """The units of a TMX file that have both languages. Raises ContentError.

    What a tool wrote without our names belongs to whatever article has such a source.
    """
    root = read_xml(data, path, "tmx")
    header = child(root, "header")
    code = header.get("srclang", "") if header is not None else ""
    source = locale_of(code)
    if source is None:
        raise ContentError(
            f"its source language is “{code}”",
            path=path,
            hint=f"Its header needs a srclang of {', '.join(LOCALES)}.",
        )
    found: dict[str, list[Offer]] = {}
    for unit in root.iter():
        if local(unit) == "tu":
            slug, _, name = unit.get("tuid", "").rpartition(JOINT)
            found.setdefault(slug, []).extend(_offers(unit, name if slug else "", source))
    locales = source, other(source)
    return tuple(Packet(slug, path, locales, tuple(offers)) for slug, offers in found.items())


def _offers(unit: Element, name: str, source: Locale) -> Iterator[Offer]:
    texts = {_locale(one): text_of(child(one, "seg")) for one in unit if local(one) == "tuv"}
    target = texts.get(other(source), "")
    if source in texts and target:
        props = {one.get("type", ""): text_of(one) for one in unit if local(one) == "prop"}
        state = props.get(_STATE, "")
        known = state in [one.value for one in UnitState]
        yield Offer(
            name,
            texts[source],
            target,
            UnitState(state) if known else UnitState.TRANSLATED,
            origin=props.get(_ORIGIN, ""),
            base=props.get(_BASE, ""),
        )


def _locale(variant: Element) -> Locale | None:
    return locale_of(variant.get(XML_LANG) or variant.get("lang") or "")
