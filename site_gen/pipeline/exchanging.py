"""Export and import of translations for the articles of a site."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from site_gen.errors import ContentError
from site_gen.exchange.merge import Outcome, merge
from site_gen.exchange.packets import Packet
from site_gen.pipeline.composing import Composed
from site_gen.pipeline.memories import rewriting
from site_gen.pipeline.naming import no_article
from site_gen.pipeline.whole import Collected
from site_gen.translation.entries import Memory
from site_gen.translation.matching import number_of
from site_gen.translation.reconcile import letters_of, update


class Imported(Struct, frozen=True):
    """What became of the offers for one article; `path` is its memory's."""

    path: str
    outcomes: tuple[Outcome, ...]


def recipients(packet: Packet, collected: Collected, named: str) -> tuple[Composed, ...]:
    """The articles whose a packet is: the one that it or the command names, or for a memory
    without our names (TMX) every article of its languages. Raises ContentError."""
    slug = named or packet.slug
    articles = collected.composed
    _check_name(packet, articles, named)
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


def _check_name(packet: Packet, articles: Sequence[Composed], named: str) -> None:
    """An article may have been renamed since; one that is there still has its own translations."""
    there = {item.article.source.slug for item in articles}
    if named and packet.slug not in ("", named) and packet.slug in there:
        raise ContentError(
            f"it is the translation of “{packet.slug}”, not of “{named}”",
            path=packet.path,
            hint="Import it without --article: it says itself whose it is.",
        )


def _check_languages(packet: Packet, articles: Sequence[Composed]) -> None:
    for item in articles:
        if item.article.target != packet.locales[1]:
            raise ContentError(
                f"its target is {packet.locales[1].code}, that of "
                f"{item.article.source.slug} is {item.article.target.code}",
                path=packet.path,
                hint="Export that article anew, or name another one with --article.",
            )


def _check_texts(packet: Packet, memory: Memory, slug: str) -> None:
    """Raises ContentError where nothing of a packet that only the command has named is of this
    article: the paragraphs of two articles have the same names."""
    texts = (text for entry in memory.entries for text in (entry.source, entry.previous_source))
    known = set(map(letters_of, texts))
    ours = [one for one in packet.offers if one.target and (one.id == "title" or number_of(one.id))]
    sources = (text for one in ours for text in (one.source, one.previous_source) if text)
    if ours and known.isdisjoint(map(letters_of, sources)):
        raise ContentError(
            f"not one of its {len(ours)} paragraphs is of “{slug}”",
            path=packet.path,
            hint="Whose translation is it? Name that article: --article SLUG",
        )


def take(packet: Packet, item: Composed) -> Imported:
    """Merge a packet into an article's memory. Raises ContentError where it is of another one,
    MemoryFileError and OutputError."""
    with rewriting(item.article) as (known, save):
        current = update(known, item.bilingual)
        if packet.slug != item.article.source.slug:
            _check_texts(packet, current, item.article.source.slug)
        memory, outcomes = merge(current, packet.offers)
        if any(outcome.verdict in ("taken", "conflict") for outcome in outcomes):
            save(memory)
    return Imported(item.article.memory_path, outcomes)
