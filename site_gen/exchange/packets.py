"""What an editor sends to a CAT tool and gets back from it, whatever the file format."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from msgspec import Struct
from msgspec.structs import replace

from site_gen.errors import ContentError
from site_gen.model import LOCALES, BilingualDocument, Locale, TranslationUnit, UnitState


class Offer(Struct, frozen=True):
    """A translation as it goes out or comes back.

    `base` is the digest of the target as it went out, empty where nothing is known of it: by it
    is told whether somebody has written here since. `id` is empty where the tool lost it.
    """

    id: str
    source: str
    target: str
    state: UnitState = UnitState.TRANSLATED
    previous_source: str = ""
    origin: str = ""
    base: str = ""


class Packet(Struct, frozen=True):
    """The offers of one article. `slug` is empty where the file does not say whose they are."""

    slug: str
    path: str
    locales: tuple[Locale, Locale]
    offers: tuple[Offer, ...]


def packet_of(bilingual: BilingualDocument) -> Packet:
    """An article as it goes out: every unit, in order."""
    document = bilingual.document
    return Packet(
        document.slug,
        document.path,
        (document.locale, bilingual.target_locale),
        tuple(map(_offer, bilingual.units)),
    )


def locale_of(code: str) -> Locale | None:
    """The locale that a tool calls `fa`, `fa-IR` or `FA_ir`; None for another language."""
    return LOCALES.get(code.strip().replace("_", "-").split("-")[0].lower())


def direction_of(packets: Sequence[Packet], what: str) -> tuple[Locale, Locale]:
    """The locales of all packets, at least one. Raises ContentError where they differ."""
    directions = {packet.locales for packet in packets}
    if len(directions) > 1:
        raise ContentError(
            f"{what} has one source language and one target language",
            hint="Name articles of one language only.",
        )
    return next(iter(directions))


def _offer(unit: TranslationUnit) -> Offer:
    return Offer(
        unit.id,
        unit.source,
        unit.target,
        unit.state,
        unit.previous_source,
        unit.origin,
        digest(unit.target),
    )


def digest(target: str) -> str:
    """A short name for a translation as it stood."""
    return blake2b(target.encode(), digest_size=6).hexdigest()


def returned(offer: Offer) -> Offer:
    """An offer as it came back: words that a person changed are no machine's any more, and the
    source that stands where nothing was translated yet is no translation."""
    if offer.state is UnitState.UNTRANSLATED and offer.target == offer.source:
        return replace(offer, target="")
    touched = bool(offer.base) and digest(offer.target) != offer.base
    if touched and offer.state is UnitState.UNTRANSLATED:
        return replace(offer, state=UnitState.TRANSLATED, origin="")
    return replace(offer, origin="") if touched else offer
