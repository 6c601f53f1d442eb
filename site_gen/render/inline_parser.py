"""Inline Markdown through Python-Markdown.

Unlike CommonMark it takes `**«نقل»**ها` for emphasis although a letter follows the closing mark,
which Persian suffixes need.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from string import punctuation
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor, SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from site_gen.model import ENGLISH, NOTE_MARK, PERSIAN, UNTRANSLATED, LinkReference

_ONLY_PERSIAN = re.compile(r"[^A-Za-z]*[\u0620-\u06D3][^A-Za-z]*")
_BLOCK_SYNTAX = (
    "empty",
    "indent",
    "code",
    "hashheader",
    "setextheader",
    "hr",
    "olist",
    "ulist",
    "quote",
    "reference",
)
_ALLOWED = {
    "a": {"href", "title", "rel"},
    "code": {"lang", "dir"},
    "img": {"src", "alt", "title", "loading", "width", "height"},
    "span": {"translate"},
    "sup": {"class"},
}


def parsed(
    text: str,
    references: Iterable[LinkReference],
    notes: Mapping[str, str],
    sizes: Mapping[str, tuple[int, int]],
) -> str:
    """HTML of inline Markdown, cleaned.

    `notes` has the mark of each footnote by its label, `sizes` width and height of pictures.
    """
    engine = _engine()
    engine.reset()
    engine.references = {
        reference.label.lower(): (reference.address, reference.title) for reference in references
    }
    engine.notes = notes
    engine.sizes = sizes
    html = engine.convert(text).removeprefix("<p>").removesuffix("</p>")
    return nh3.clean(
        html,
        tags=set(_ALLOWED) | {"br", "em", "strong"},
        attributes=_ALLOWED,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


class _Engine(Markdown):
    """Python-Markdown cut down to what may stand inside a block."""

    notes: Mapping[str, str]
    sizes: Mapping[str, tuple[int, int]]

    def __init__(self) -> None:
        super().__init__(output_format="html")
        self.notes, self.sizes = {}, {}
        self.ESCAPED_CHARS = list(punctuation)  # CommonMark 6.1: all of ASCII's
        self.preprocessors.deregister("html_block")
        for name in _BLOCK_SYNTAX:
            self.parser.blockprocessors.deregister(name)
        for name in ("html", "automail"):
            self.inlinePatterns.deregister(name)
        self.inlinePatterns.register(_Untranslated(UNTRANSLATED.pattern, self), "kept", 177)
        self.inlinePatterns.register(_Comment(r"<!--.*?-->", self), "comment", 95)
        self.inlinePatterns.register(_Note(NOTE_MARK.pattern, self), "note", 175)
        self.inlinePatterns.register(SubstituteTagInlineProcessor(r"\n", "br"), "newline", 5)
        self.treeprocessors.register(_Attributes(self), "attributes", 5)


@cache
def _engine() -> _Engine:
    return _Engine()


class _Comment(InlineProcessor):
    """An HTML comment says something to editors, nothing to readers."""

    # The name is Python-Markdown's; its types name fewer results than it takes.
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        del data
        return "", m.start(0), m.end(0)


class _Note(InlineProcessor):
    """`[^label]`: a link to the footnote, by its number."""

    md: _Engine

    # The name is Python-Markdown's; its types name fewer results than it takes.
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        del data
        number = self.md.notes.get(m[1])
        if number is None:
            return None, None, None
        mark = Element("sup", {"class": "note"})
        link = Element("a", {"href": f"#note-{m[1]}"})
        link.text = number
        mark.append(link)
        return mark, m.start(0), m.end(0)


class _Untranslated(InlineProcessor):
    """`<span translate="no">…</span>`: the one tag that may be written; what it holds is text."""

    # The name is Python-Markdown's; its types name fewer results than it takes.
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        del data
        span = Element("span", {"translate": "no"})
        span.text = AtomicString(m[1])
        return span, m.start(0), m.end(0)


class _Attributes(Treeprocessor):
    """What the page needs on elements: code has a direction, far links leak nothing, the place of
    a picture is free before it comes."""

    md: _Engine

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "code":
                locale = PERSIAN if _ONLY_PERSIAN.fullmatch(element.text or "") else ENGLISH
                element.set("lang", locale.code)
                element.set("dir", locale.direction)
            elif element.tag == "a" and "://" in element.get("href", ""):
                element.set("rel", "noopener")
            elif element.tag == "img":
                element.set("loading", "lazy")
                if size := self.md.sizes.get(unquote(element.get("src", ""))):
                    element.set("width", str(size[0]))
                    element.set("height", str(size[1]))
