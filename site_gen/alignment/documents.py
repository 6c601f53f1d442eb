"""Which blocks of a document and of its human translation say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from site_gen.alignment.blocks import BlockScorer, Piece, pieces_of
from site_gen.alignment.evidence import Sentence, cut, read_pieces
from site_gen.alignment.paired import Alignment, BlockLink
from site_gen.alignment.search import Bead
from site_gen.alignment.sentences import NO_HINTS, Hints, terms_of
from site_gen.alignment.statistics import Statistics, gather
from site_gen.alignment.verdict import Verdict, clear_pairs, judge
from site_gen.alignment.windows import find_all_beads
from site_gen.model import PERSIAN, Block, Document

Read = tuple[Sequence[Sentence], Sequence[Sentence]]


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
    return Alignment(
        alignment.target,
        alignment.source,
        tuple(BlockLink(link.target, link.source, link.score) for link in alignment.links),
        tuple((theirs, ours) for ours, theirs in alignment.moved),
        alignment.verdict,
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
