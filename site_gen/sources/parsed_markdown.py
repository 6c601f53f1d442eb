"""Blocks of Markdown by markdown-it: all that is not as plain as `plain_markdown.py` has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from typing import Literal
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin
from msgspec import Struct

from site_gen.model import Block, BlockKind, Finding, Severity
from site_gen.sources.opening import is_seen
from site_gen.sources.plain_markdown import unwrap

_ALIGN: dict[str, Literal["start", "center", "end"]] = {
    # Columns are set by the reading direction: "left" is where a line begins.
    "text-align:left": "start",
    "text-align:center": "center",
    "text-align:right": "end",
}


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
    parser.core.ruler.disable("inline")  # a leaf's text stays as it is
    return parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)


@cache
def _inline_parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")


def parse(
    text: str, path: str, first_line: int, environment: dict[str, object]
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks of a text that begins on line `first_line` of its file, and what is wrong with it.

    `environment` is what the parser knows of other pieces of the same text; it learns from this.
    """
    root = SyntaxTreeNode(_parser().parse(text, environment))
    importer = _Importer(path, first_line, environment)
    return tuple(importer.blocks(root)), tuple(importer.findings(root, text.split("\n")))


class _Importer(Struct, frozen=True):
    """Turns markdown-it's tree into blocks; `first_line` is where the body begins in its file.

    `environment` has the addresses that labels of links and pictures stand for.
    """

    path: str
    first_line: int
    environment: dict[str, object]

    def line(self, node: SyntaxTreeNode) -> int:
        return self.first_line + (node.map[0] if node.map else 0)

    def blocks(self, parent: SyntaxTreeNode) -> Iterator[Block]:
        for node in parent.children:
            yield from self.block(node)

    def block(self, node: SyntaxTreeNode) -> Iterator[Block]:
        kind, line = node.type, self.line(node)
        if kind == "paragraph":
            if _is_seen(node.children[0].content):
                yield self.paragraph(node)
        elif kind == "heading":
            if text := _inline(node):
                yield Block(BlockKind.HEADING, text, line, level=int(node.tag[1]))
        elif kind in ("bullet_list", "ordered_list"):
            yield self.list(node)
        elif kind == "blockquote":
            yield Block(BlockKind.QUOTE, "", line, tuple(self.blocks(node)))
        elif kind == "table":
            yield Block(BlockKind.TABLE, "", line, tuple(self.rows(node)))
        elif kind == "fence" and node.info.strip() == "verse":
            yield Block(BlockKind.VERSE, "", line, tuple(_couplets(node.content, line + 1)))
        elif kind in ("fence", "code_block"):
            label = (node.info.split() or [""])[0] if kind == "fence" else ""
            yield Block(BlockKind.CODE, node.content.removesuffix("\n"), line, label=label)
        elif kind == "hr":
            yield Block(BlockKind.RULE, "", line)
        elif kind == "footnote_reference":
            label = str(node.meta["label"])
            yield Block(BlockKind.FOOTNOTE, "", line, tuple(self.blocks(node)), label=label)
        elif kind == "html_block" and not _is_comment(node.content):
            yield Block(BlockKind.PARAGRAPH, unwrap(node.content.strip()), line)

    def paragraph(self, node: SyntaxTreeNode) -> Block:
        text = node.children[0].content
        if text.startswith("!["):
            inline = SyntaxTreeNode(_inline_parser().parseInline(text, self.environment))
            parts = inline.children[0].children
            if len(parts) == 1 and parts[0].type == "image":
                return self.image(parts[0], self.line(node))
        return Block(BlockKind.PARAGRAPH, unwrap(text), self.line(node))

    def image(self, node: SyntaxTreeNode, line: int) -> Block:
        texts = (
            Block(BlockKind.ALT, unwrap(node.content), line),
            Block(BlockKind.CAPTION, unwrap(str(node.attrs.get("title", ""))), line),
        )
        address = unquote(str(node.attrs["src"]))
        children = tuple(text for text in texts if _is_seen(text.text))
        return Block(BlockKind.IMAGE, "", line, children, address=address)

    def list(self, node: SyntaxTreeNode) -> Block:
        items = tuple(
            Block(BlockKind.ITEM, "", self.line(item), tuple(self.blocks(item)))
            for item in node.children
        )
        ordered = node.type == "ordered_list"
        start = int(node.attrs.get("start", 1))
        return Block(BlockKind.LIST, "", self.line(node), items, ordered=ordered, start=start)

    def rows(self, table: SyntaxTreeNode) -> Iterator[Block]:
        for part in table.children:
            for row in part.children:
                line = self.line(row)
                cells = tuple(_cell(cell, line) for cell in row.children)
                yield Block(BlockKind.ROW, "", line, cells)

    def findings(self, root: SyntaxTreeNode, lines: Sequence[str]) -> Iterator[Finding]:
        """What the page will not show as its author meant; `lines` are the body's."""
        for node in root.walk():
            if told := _misread(node) or _overfull(node, lines):
                yield Finding(told[0], self.path, self.line(node), *told[1:])


_Told = tuple[Severity, str, str, str]  # how bad, what, what to do, the check's name


def _misread(node: SyntaxTreeNode) -> _Told | None:
    if node.type == "html_block" and not _is_comment(node.content):
        return (
            Severity.WARNING,
            "HTML is shown as it is written, not as a page would show it",
            "Write it as Markdown, or in a fenced code block if it should be shown.",
            "html",
        )
    if node.type == "heading" and not _inline(node):
        return (
            Severity.WARNING,
            "a heading without words is left out",
            "Write its words after the #, or take the line out.",
            "heading",
        )
    return None


def _overfull(node: SyntaxTreeNode, lines: Sequence[str]) -> _Told | None:
    """Of a row with more cells than its table has: the parser leaves out what is too much."""
    if node.type != "tr" or not node.map or _cells(lines[node.map[0]]) <= len(node.children):
        return None
    return (
        Severity.ERROR,
        f"more cells than the head of the table, which has {len(node.children)}",
        "Widen the head, or write a | that belongs to the text as \\|.",
        "table",
    )


def _cells(line: str) -> int:
    """How many cells a table's line has (GFM, Tables)."""
    return len(re.findall(r"(?<!\\)\|", line.strip().strip("|"))) + 1


def _cell(node: SyntaxTreeNode, line: int) -> Block:
    align = _ALIGN.get(str(node.attrs.get("style", "")))
    return Block(BlockKind.CELL, _inline(node), line, header=node.type == "th", align=align or "")


def _inline(node: SyntaxTreeNode) -> str:
    text = unwrap(node.children[0].content) if node.children else ""
    return text if _is_seen(text) else ""


def _is_comment(html: str) -> bool:
    return html.lstrip().startswith("<!--")


def _is_seen(text: str) -> bool:
    return is_seen(unescape(text))  # a space may be written as an entity


def _couplets(text: str, line: int) -> Iterator[Block]:
    """Verse: blank lines part the couplets; where there are none, two lines are one."""
    stanza: list[tuple[int, str]] = []
    for number, hemistich in (*enumerate(text.split("\n"), line), (0, "")):
        if _is_seen(hemistich):
            stanza.append((number, " ".join(hemistich.split())))
        elif stanza:
            for index in range(0, len(stanza), 2):
                pair = stanza[index : index + 2]
                yield Block(BlockKind.COUPLET, "\n".join(half for _, half in pair), pair[0][0])
            stanza = []
