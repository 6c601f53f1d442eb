"""Plain text: a title, a lead, paragraphs; each as it arrived, its lines and all."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from site_gen.errors import ContentError
from site_gen.escaping import escape
from site_gen.model import Block, BlockKind, Document, Markup, Source
from site_gen.sources.opening import document_of, is_seen, open_source


def import_text(source: Source) -> Document:
    """A `.txt` article. Blank lines part its blocks; a newline inside a block is one of the file.

    Without a `title` in the front matter the first line is the title; without a `lead` the next
    block is. Which lines and blocks really belong together is for restoration to say. Raises
    ContentError.
    """
    body = open_source(source)
    front = body.front_matter
    title, rest = front.title, tuple(_lines(body.text, body.line))
    if not title.text and rest:
        (line, text), *others = rest
        title, rest = replace(title, text=text.strip(), line=line), tuple(others)
    if not title.text:
        raise ContentError("no title", path=source.path, hint="Let the first line be the title.")
    blocks = tuple(_blocks(rest))
    if not front.lead.text and len(blocks) > 1:
        blocks = (replace(blocks[0], kind=BlockKind.LEAD), *blocks[1:])
    return replace(document_of(source, front, title, blocks), markup=Markup.PLAIN, raw=True)


def _lines(text: str, first: int) -> Iterator[tuple[int, str]]:
    """Numbered lines, from the first that is not blank."""
    begun = False
    for number, line in enumerate(text.split("\n"), first):
        begun = begun or is_seen(line)
        if begun:
            yield number, line


def _blocks(lines: tuple[tuple[int, str], ...]) -> Iterator[Block]:
    run: list[str] = []
    first = 0
    for number, line in (*lines, (0, "")):
        if is_seen(line):
            first = first if run else number
            run.append(line.strip())
        elif run:
            yield Block(BlockKind.PARAGRAPH, "\n".join(run), first)
            run = []


def as_markdown(document: Document) -> Document:
    """The same document with its plain text escaped, so that it reads the same as Markdown."""
    if document.markup is Markup.MARKDOWN:
        return document
    return replace(
        document,
        title=_escaped(document.title),
        fields=tuple(map(_escaped, document.fields)),
        blocks=tuple(map(_escaped, document.blocks)),
        markup=Markup.MARKDOWN,
    )


def _escaped(block: Block) -> Block:
    return replace(
        block,
        text=escape(block.text),
        children=tuple(map(_escaped, block.children)),
    )
