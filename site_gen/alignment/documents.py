"""Which blocks of a document and of its human translation say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from site_gen.alignment.blocks import BlockScorer, Piece, pieces_of
from site_gen.alignment.evidence import Sentence, cut, read_pieces
from site_gen.alignment.search import Bead
from site_gen.alignment.sentences import NO_HINTS, Hints, align_sentences, terms_of
from site_gen.alignment.statistics import Statistics, gather
from site_gen.alignment.verdict import Verdict, clear_pairs, judge
from site_gen.alignment.windows import find_all_beads
from site_gen.model import (
    PERSIAN,
    TRANSLATABLE,
    Block,
    Document,
    Finding,
    Severity,
    UnitState,
)
from site_gen.persian.sentences import split_sentences

Read = tuple[Sequence[Sentence], Sequence[Sentence]]

#: A translation put together below this score wants a look.
UNSURE = 0.5


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


def align_documents(source: Document, target: Document, hints: Hints = NO_HINTS) -> Alignment:
    """Pair the blocks of two documents: titles and fields by name, the rest in order.

    `verdict` says whether they are a text and its translation at all.
    """
    if target.locale == PERSIAN and source.locale != PERSIAN:
        return _mirrored(align_documents(target, source, hints.turned()))
    ours, theirs = pieces_of(source), pieces_of(target)
    read = _read(ours, theirs, source, target, hints)
    beads = list(_beads(ours, theirs, read))
    links = (*_named(source, target), *_links(ours, theirs, beads))
    return Alignment(
        source,
        target,
        links,
        tuple(_moved_blocks(ours, theirs, read, beads)),
        _verdict(source, target, ours, theirs, beads),
    )


def _mirrored(alignment: Alignment) -> Alignment:
    verdict = alignment.verdict
    return Alignment(
        alignment.target,
        alignment.source,
        tuple(replace(k, source=k.target, target=k.source) for k in alignment.links),
        tuple((theirs, ours) for ours, theirs in alignment.moved),
        verdict,
    )


def _named(source: Document, target: Document) -> Iterator[BlockLink]:
    """Title and fields."""
    ours = [block for block in (source.title, *source.fields) if block.text]
    theirs = {block.id: block for block in (target.title, *target.fields) if block.text}
    for block in ours:
        other = theirs.pop(block.id, None)
        yield BlockLink((block,), (other,) if other else (), 1.0)
    for other in theirs.values():
        yield BlockLink((), (other,), 1.0)


def _read(
    ours: Sequence[Piece],
    theirs: Sequence[Piece],
    source: Document,
    target: Document,
    hints: Hints,
) -> Read:
    return read_pieces(
        [cut(piece.text, source.locale == PERSIAN or piece.is_verbatim) for piece in ours],
        [cut(piece.text, target.locale == PERSIAN or piece.is_verbatim) for piece in theirs],
        terms_of(hints),
    )


def _links(
    ours: Sequence[Piece], theirs: Sequence[Piece], beads: Iterable[Bead]
) -> Iterator[BlockLink]:
    for (i, j), (k, m), score in beads:
        yield BlockLink(
            tuple(piece.block for piece in ours[i:k]),
            tuple(piece.block for piece in theirs[j:m]),
            round(score, 4),
        )


def _moved_blocks(
    ours: Sequence[Piece], theirs: Sequence[Piece], read: Read, beads: Iterable[Bead]
) -> Iterator[tuple[Block, Block]]:
    """Blocks that nothing answers where they stand, and that clearly answer each other."""
    alone = [(b.start, b.end) for b in beads if b.start[0] == b.end[0] or b.start[1] == b.end[1]]
    here = {n for start, end in alone for n in range(start[0], end[0])}
    there = {n for start, end in alone for n in range(start[1], end[1])}
    if not here or not there:
        return
    for i, j in clear_pairs(*read):
        if i in here and j in there and ours[i].kind == theirs[j].kind:
            yield ours[i].block, theirs[j].block


def _verdict(
    source: Document,
    target: Document,
    ours: Sequence[Piece],
    theirs: Sequence[Piece],
    beads: Iterable[Bead],
) -> Verdict:
    """The verdict on what is written in a language; a title alone is a text too."""
    linked = [(range(b.start[0], b.end[0]), range(b.start[1], b.end[1])) for b in beads]
    last = len(ours), len(theirs)
    return judge(
        [*("" if piece.is_verbatim else piece.text for piece in ours), source.title.text],
        [*("" if piece.is_verbatim else piece.text for piece in theirs), target.title.text],
        (source.locale, target.locale),
        [*linked, (range(last[0], last[0] + 1), range(last[1], last[1] + 1))],
    )


def _beads(
    ours: Sequence[Piece],
    theirs: Sequence[Piece],
    read: Read,
) -> Iterator[Bead]:
    def scorer(start: tuple[int, int], end: tuple[int, int], statistics: Statistics) -> BlockScorer:
        here, there = slice(start[0], end[0]), slice(start[1], end[1])
        return BlockScorer(
            list(zip(ours[here], read[0][here], strict=True)),
            list(zip(theirs[there], read[1][there], strict=True)),
            statistics,
        )

    return find_all_beads(*read, gather(*read), scorer)


# --- links to translations ----------------------------------------------------------------------


def _translated(link: BlockLink, source: Document, target: Document) -> Iterator[Translation]:
    """The leaves of a link with what is theirs of the other side."""
    leaves = [block for block in link.source if block.kind in TRANSLATABLE]
    texts = [block.text for block in link.target if block.kind in TRANSLATABLE]
    if not leaves or not texts:
        return
    parts = [" ".join(texts)] if len(leaves) == 1 else _shared_out(leaves, texts, source, target)
    for leaf, text in zip_longest(leaves, parts, fillvalue=""):
        assert isinstance(leaf, Block)
        assert isinstance(text, str)
        sure = link.score >= UNSURE and bool(text)
        state = UnitState.TRANSLATED if sure else UnitState.MACHINE
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
