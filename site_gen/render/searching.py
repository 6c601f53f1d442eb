"""From the articles of a site to the index of its search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from site_gen.model import Artifact
from site_gen.render.packing import pack, squeezed, unpack, unsqueezed
from site_gen.render.texts import pairs, plain
from site_gen.render.views import ArticleView

if TYPE_CHECKING:
    from site_gen.search.entries import SearchEntry


def packed_entry(view: ArticleView) -> bytes:
    """What an article gives to the index, as the cache keeps it.

    Its authors, tags and origin are found as its title is.
    """
    from site_gen.search.entries import Paragraph, search_entry  # here: not every site has one

    paragraphs = (
        Paragraph(_number(pair.id), (plain(pair.source), plain(pair.target)))
        for pair in pairs(view)
    )
    teaser = view.teaser
    entry = search_entry(teaser.slug, teaser.locale.code, teaser.plain_title, paragraphs)
    return squeezed(pack(entry))


def _number(unit: str) -> int:
    """12 for the paragraph p12, 0 for all that stands about the title."""
    number = unit.removeprefix("p")
    return int(number) if number.isdecimal() else 0


def index_files(slugs: Sequence[str], entries: Mapping[str, bytes]) -> Iterable[Artifact]:
    """The index of articles in this order; one after another is unpacked."""
    from site_gen.search.index import search_index

    return search_index(_unpacked(slugs, entries))


def _unpacked(slugs: Sequence[str], entries: Mapping[str, bytes]) -> Iterator[SearchEntry]:
    from site_gen.search.entries import SearchEntry

    for slug in slugs:
        yield unpack(unsqueezed(entries[slug]), SearchEntry)
