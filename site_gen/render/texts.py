"""What a reader reads of an article: its blocks one after the other, and text without markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    yield from (node.pair for node in nodes(view) if node.pair)


def nodes(view: ArticleView) -> Iterator[Node]:
    """All blocks of the text and of its notes, in reading order."""
    tops = (*view.nodes, *(node for note in view.notes for node in note.children))
    return (node for top in tops for node in top.walk())
