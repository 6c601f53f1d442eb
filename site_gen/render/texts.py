"""What a reader reads of an article: its blocks one after the other, and text without markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from textwrap import shorten

from site_gen.model import BlockKind, Locale, other
from site_gen.render.editions import text_in
from site_gen.render.views import ArticleView, Node, Pair, Teaser

_NOTE = re.compile(r"<sup.*?</sup>|<br>")
_TAG = re.compile(r"<[^>]*>")
_OPENING = 160  # letters, about what a list of results shows


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


def opening_of(tops: Sequence[Node], teaser: Teaser) -> tuple[str, str]:
    """How the text begins in each language in which the article says nowhere what it is about;
    `tops` are its outermost blocks."""
    said = (teaser.summary.source, teaser.summary.target) if teaser.summary else ("", "")
    source, target = (
        "" if text else _begun(tops, teaser, locale)
        for text, locale in zip(said, (teaser.locale, other(teaser.locale)), strict=True)
    )
    return source, target


def _begun(tops: Sequence[Node], teaser: Teaser, locale: Locale) -> str:
    for node in (node for top in tops for node in top.walk()):
        text = text_in(node.pair, teaser, locale)
        if text and node.kind in (BlockKind.PARAGRAPH, BlockKind.COUPLET):
            return shorten(text, _OPENING, placeholder="…")
    return ""
