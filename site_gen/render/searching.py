"""The search of a site: the page, and the index of the articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from site_gen.model import Artifact
from site_gen.render.packing import pack, squeezed, unpack, unsqueezed
from site_gen.render.pages import PageRenderer
from site_gen.render.sheets import Sheet
from site_gen.render.texts import pairs, plain
from site_gen.render.views import ArticleView

if TYPE_CHECKING:
    from site_gen.search.buckets import Bucket


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


def merged_bucket(entries: Iterable[bytes]) -> Bucket:
    """What articles give to the index together; one entry after another is unpacked."""
    from site_gen.search.buckets import bucket
    from site_gen.search.entries import SearchEntry

    return bucket(unpack(unsqueezed(entry), SearchEntry) for entry in entries)


def plan_search_page(*_: object) -> Iterator[Sheet]:
    yield Sheet("page", ())


def make_search_page(renderer: PageRenderer, *_: object) -> Iterator[Artifact]:
    """`/search/`"""
    yield renderer.search()
