"""Markdown: CommonMark with tables, footnotes, verse and front matter.

Blocks are found by markdown-it (`parsed_markdown.py`), which knows the line of each, but for those
that need no parser (`plain_markdown.py`); the text of a leaf stays inline Markdown, since that is
what an editor translates.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from site_gen.errors import ContentError
from site_gen.model import (
    Block,
    BlockKind,
    Document,
    Finding,
    LinkReference,
    Severity,
    Source,
    note_labels,
)
from site_gen.sources.opening import Body, document_of, open_source
from site_gen.sources.plain_markdown import parted


def import_markdown(source: Source) -> Document:
    """A `.md` article. The title is the front matter's, or else the first `# heading`.

    Raises ContentError where there is none.
    """
    body = open_source(source)
    front = body.front_matter
    blocks, references, findings = _read(body, source.path)
    title, blocks = (front.title, blocks) if front.title.text else _title(blocks)
    if not title.text:
        raise ContentError(
            "no title",
            path=source.path,
            line=1,
            hint="Begin with `# The title`, or set `title:` in the front matter.",
        )
    notes = tuple(block for block in blocks if block.kind is BlockKind.FOOTNOTE)
    others = tuple(_below_title(b) for b in blocks if b.kind is not BlockKind.FOOTNOTE)
    document = replace(
        document_of(source, front, title, others), footnotes=notes, references=references
    )
    found = (*front.findings, *findings, *_footnote_findings(document))
    return replace(document, findings=found)


def _read(
    body: Body, path: str
) -> tuple[tuple[Block, ...], tuple[LinkReference, ...], tuple[Finding, ...]]:
    """The blocks of a text, the links that it defines, and what is wrong with it."""
    blocks: list[Block] = []
    findings: list[Finding] = []
    environment: dict[str, object] = {}  # the addresses that labels of links stand for
    for part in parted(body.text, body.line):
        if isinstance(part, Block):
            blocks.append(part)
            continue
        from site_gen.sources.parsed_markdown import parse  # here, since most texts need no parser

        found, problems = parse(part.text, path, body.line + part.line, environment)
        blocks += found
        findings += problems
    return tuple(blocks), tuple(_references(environment)), tuple(findings)


def _title(blocks: tuple[Block, ...]) -> tuple[Block, tuple[Block, ...]]:
    """The first heading of level 1 as the title, and the blocks without it."""
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and block.level == 1:
            title = replace(block, kind=BlockKind.TITLE, level=0, id="title")
            return title, blocks[:index] + blocks[index + 1 :]
    return Block(BlockKind.TITLE), blocks


def _below_title(block: Block) -> Block:
    """A heading of level 1 that is not the title is one of level 2."""
    return replace(block, level=2) if block.level == 1 else block


def _references(environment: dict[str, object]) -> Iterator[LinkReference]:
    references = environment.get("references")
    if isinstance(references, dict):
        for label, found in references.items():
            yield LinkReference(label, found["href"], found.get("title") or "")


def _footnote_findings(document: Document) -> Iterator[Finding]:
    """Marks that no footnote answers, and footnotes that no mark asks for."""
    marks: dict[str, int] = {}
    for leaf in document.leaves():
        for label in note_labels(leaf.text):
            marks.setdefault(label, leaf.line)
    answers = {note.label: note.line for note in document.footnotes}
    for label in (label for label in marks if label not in answers):
        yield Finding(
            Severity.WARNING,
            document.path,
            marks[label],
            f"the mark [^{label}] has no footnote",
            f"Write its text on a line of its own: [^{label}]: …",
            "footnote",
        )
    for label in (label for label in answers if label not in marks):
        yield Finding(
            Severity.WARNING,
            document.path,
            answers[label],
            f"nothing in the text refers to footnote [^{label}]",
            f"Put [^{label}] where it belongs, or take the footnote out.",
            "footnote",
        )
