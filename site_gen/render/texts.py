"""What a reader reads of an article, without markup: for the index of the search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from site_gen.render.views import ArticleView, Node, Pair

_NOTE = re.compile(r"<sup.*?</sup>|<br>")
_TAG = re.compile(r"<[^>]*>")


def plain(html: str) -> str:
    """The text of inline HTML, as one reads it."""
    return unescape(_TAG.sub("", _NOTE.sub(" ", html)))


def pairs(view: ArticleView) -> Iterator[Pair]:
    """Everything on the page that is in both languages, in reading order."""
    yield from (view.title, *view.authors, *view.tags)
    if view.teaser.origin:
        yield view.teaser.origin
    yield from _pairs_of(view.nodes)
    for note in view.notes:
        yield from _pairs_of(note.children)


def _pairs_of(nodes: Iterable[Node]) -> Iterator[Pair]:
    for node in nodes:
        if node.pair:
            yield node.pair
        yield from _pairs_of(node.children)
