"""Blocks of two documents that answer each other: what translation they make, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from site_gen.alignment.sentences import UNSURE, align_sentences
from site_gen.alignment.verdict import Verdict
from site_gen.model import TRANSLATABLE, Block, Document, Finding, Severity, UnitState
from site_gen.persian.sentences import split_sentences


class BlockLink(Struct, frozen=True):
    """Blocks that answer each other, in order; one side is empty where nothing does."""

    source: tuple[Block, ...]
    target: tuple[Block, ...]
    score: float


class Translation(Struct, frozen=True):
    """What a leaf of the source says in the other language, as the alignment has it."""

    block: Block
    text: str
    state: UnitState
    score: float


class Alignment(Struct, frozen=True):
    """Every block of both documents, each in one link, in order."""

    source: Document
    target: Document
    links: tuple[BlockLink, ...]
    moved: tuple[tuple[Block, Block], ...]  # say the same, but stand elsewhere: not linked
    verdict: Verdict

    def translations(self) -> tuple[Translation, ...]:
        """A translation for each leaf of the source, in reading order; empty where none is."""
        found = {
            id(done.block): done
            for link in self.links
            for done in _translated(link, self.source, self.target)
        }
        return tuple(
            found.get(id(leaf)) or Translation(leaf, "", UnitState.UNTRANSLATED, 0.0)
            for leaf in self.source.leaves()
        )

    def findings(self) -> tuple[Finding, ...]:
        """What nothing answers on either side, and what was paired without being sure."""
        moved = (_moved(ours, theirs, self) for ours, theirs in self.moved)
        return (*(f for link in self.links for f in _findings(link, self)), *moved)


def _translated(link: BlockLink, source: Document, target: Document) -> Iterator[Translation]:
    """The leaves of a link with what is theirs of the other side."""
    leaves = [block for block in link.source if block.kind in TRANSLATABLE]
    texts = [block.text for block in link.target if block.kind in TRANSLATABLE]
    if not leaves or not texts:
        return
    parts = [" ".join(texts)] if len(leaves) == 1 else _shared_out(leaves, texts, source, target)
    state = UnitState.TRANSLATED if link.score >= UNSURE else UnitState.MACHINE
    for leaf, text in zip(leaves, parts, strict=True):
        yield Translation(leaf, text, state if text else UnitState.UNTRANSLATED, link.score)


def _shared_out(
    leaves: Sequence[Block], texts: Sequence[str], source: Document, target: Document
) -> list[str]:
    """The text of the other side, by the sentences that answer each leaf's.

    Where a link of sentences reaches over two leaves, the first has its text.
    """
    ours = [split_sentences(leaf.text, source.locale) for leaf in leaves]
    theirs = split_sentences(" ".join(texts), target.locale)
    owners = [number for number, sentences in enumerate(ours) for _ in sentences]
    links = align_sentences(
        [s for sentences in ours for s in sentences], theirs, source.locale, target.locale
    )
    parts = [""] * len(leaves)
    owner = 0
    for link in links:
        if link.source[0] < link.source[1]:
            owner = owners[link.source[0]]
        parts[owner] += "".join(theirs[slice(*link.target)])
    return [part.strip() for part in parts]


def _findings(link: BlockLink, alignment: Alignment) -> Iterator[Finding]:
    if not link.target:
        for block in link.source:
            yield _alone(block, alignment.source, alignment.target)
    elif not link.source:
        for block in link.target:
            yield _alone(block, alignment.target, alignment.source)
    elif link.score < UNSURE:
        line = link.target[0].line
        yield Finding(
            Severity.WARNING,
            alignment.source.path,
            link.source[0].line,
            f"is paired with line {line} of {alignment.target.path}, but that is not sure",
            "Read both; if they do not say the same, correct the translation in the PO file.",
            "unsure-pair",
        )


def _alone(block: Block, document: Document, other: Document) -> Finding:
    told = " ".join(block.text.split())[:60] or block.address or block.kind.value
    return Finding(
        Severity.WARNING,
        document.path,
        block.line,
        f"nothing in {other.path} answers this {block.kind.value}: {told}",
        "Translate it, or move its translation to where it belongs.",
        "unpaired",
    )


def _moved(ours: Block, theirs: Block, alignment: Alignment) -> Finding:
    return Finding(
        Severity.WARNING,
        alignment.source.path,
        ours.line,
        f"seems to be line {theirs.line} of {alignment.target.path}, in another order",
        "Bring both texts into one order, or put the translation into the PO file by hand.",
        "moved",
    )
