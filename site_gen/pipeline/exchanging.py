"""Export and import of translations for the articles of a site."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from site_gen.errors import ContentError
from site_gen.exchange.merge import Outcome, merge
from site_gen.exchange.packets import Packet
from site_gen.pipeline.memories import rewriting
from site_gen.pipeline.naming import no_article
from site_gen.pipeline.whole import Collected
from site_gen.pipeline.work import Composed
from site_gen.translation.reconcile import update


class Imported(Struct, frozen=True):
    """What became of the offers for one article; `path` is its memory's."""

    path: str
    outcomes: tuple[Outcome, ...]


def recipients(packet: Packet, collected: Collected, named: str) -> tuple[Composed, ...]:
    """The articles whose a packet is: the one that it or the command names, or for a memory
    without our names (TMX) every article of its languages. Raises ContentError."""
    slug = named or packet.slug
    articles = collected.composed
    if slug in collected.broken:
        raise no_article(slug, (), collected.findings)
    if slug:
        chosen = tuple(item for item in articles if item.article.source.slug == slug)
        if not chosen:
            message = f"there is no article “{slug}”"
            raise ContentError(message, path=packet.path, hint="Was it renamed? Name it: --article")
    elif any(offer.id for offer in packet.offers):
        hint = "Name it: --article SLUG"
        raise ContentError("it does not say whose translation it is", path=packet.path, hint=hint)
    else:
        chosen = tuple(item for item in articles if item.article.source.locale == packet.locales[0])
    _check_languages(packet, chosen)
    return chosen


def _check_languages(packet: Packet, articles: Sequence[Composed]) -> None:
    for item in articles:
        if item.article.target != packet.locales[1]:
            raise ContentError(
                f"its target is {packet.locales[1].code}, that of "
                f"{item.article.source.slug} is {item.article.target.code}",
                path=packet.path,
                hint="Export that article anew, or name another one with --article.",
            )


def take(packet: Packet, item: Composed) -> Imported:
    """Merge a packet into an article's memory. Raises MemoryFileError and OutputError."""
    with rewriting(item.article) as (known, save):
        memory, outcomes = merge(update(known, item.bilingual), packet.offers)
        if any(outcome.verdict in ("taken", "conflict") for outcome in outcomes):
            save(memory)
    return Imported(item.article.memory_path, outcomes)
