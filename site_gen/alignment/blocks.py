"""The blocks of a document in a row, and how well they answer each other by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from site_gen.alignment.evidence import Sentence
from site_gen.alignment.scoring import Scorer
from site_gen.alignment.statistics import Shape, Statistics, Weights
from site_gen.model import TRANSLATABLE, Block, BlockKind, Document

_NEVER = float("-inf")

#: Kinds that may answer each other; a kind that is in none answers only its own.
_ALIKE = (
    {BlockKind.PARAGRAPH, BlockKind.LEAD, BlockKind.ITEM},
    {BlockKind.ALT, BlockKind.CAPTION},
)
_GROUP = {kind: kinds[0] for kinds in map(sorted, _ALIKE) for kind in kinds}
#: Kinds of which several may answer one.
_JOINED = frozenset({BlockKind.PARAGRAPH, BlockKind.LEAD, BlockKind.ITEM})

#: As `scoring.WEIGHTS`, for blocks: they are left out, split and merged less often than sentences.
WEIGHTS = Weights(
    (
        ((1, 1), 0.0),
        ((1, 2), -4.5),
        ((2, 1), -4.5),
        ((1, 3), -7.0),
        ((3, 1), -7.0),
        ((1, 0), -4.0),
        ((0, 1), -4.0),
    ),
    variance=9.0,
    missing=0.8,
    lacking=0.3,
)
_OTHER_LEVEL = -4.0
_OTHER_KIND = -2.0
_WORST_PART = -6.0  # code and the like may be rewritten whole, its place still tells
_SAME_PLACE = 1.0  # both open a list item, say


class Piece(Struct, frozen=True):
    """A leaf of a document, or a block without text that holds a place; `kind` with its container.

    `trail` is where it stands: the kinds of the blocks around it.
    """

    block: Block
    text: str
    trail: tuple[str, ...]

    @property
    def kind(self) -> BlockKind:
        return self.block.kind

    @property
    def is_part(self) -> bool:
        """Whether it is rather known by its place than by its words."""
        return self.is_verbatim or self.kind in (BlockKind.ALT, BlockKind.CELL)

    @property
    def is_verbatim(self) -> bool:
        """Whether the text is in no language: code, an address."""
        return self.kind not in TRANSLATABLE


def pieces_of(document: Document) -> list[Piece]:
    """Body and footnotes in reading order; title and fields are found by their ids."""
    return [
        piece for block in (*document.blocks, *document.footnotes) for piece in _pieces(block, ())
    ]


def _pieces(block: Block, trail: tuple[str, ...]) -> Iterator[Piece]:
    if (block.kind in TRANSLATABLE and block.text) or block.kind is BlockKind.CODE:
        yield Piece(block, block.text, trail)
    elif block.kind is BlockKind.IMAGE:
        yield Piece(block, block.address, trail)
    elif block.kind is BlockKind.RULE:
        yield Piece(block, "", trail)
    inner = (*trail, block.kind.value)
    for child in block.children:
        yield from _pieces(child, inner)


class BlockScorer(Scorer):
    """Scores beads of blocks: by what they say, and by what they are."""

    __slots__ = ("_ours", "_theirs")

    def __init__(
        self,
        source: Sequence[tuple[Piece, Sentence]],
        target: Sequence[tuple[Piece, Sentence]],
        statistics: Statistics,
    ) -> None:
        super().__init__(
            [sentence for _, sentence in source],
            [sentence for _, sentence in target],
            statistics,
            WEIGHTS,
        )
        self._ours = [piece for piece, _ in source]
        self._theirs = [piece for piece, _ in target]

    def score(self, i: int, j: int, shape: Shape, prior: float) -> float:
        """The score of the bead of a shape that begins at these blocks."""
        ours, theirs = self._ours[i : i + shape[0]], self._theirs[j : j + shape[1]]
        if not ours or not theirs:
            return prior
        fit = _fit(ours, theirs)
        if fit == _NEVER:
            return _NEVER
        value = super().score(i, j, shape, prior)
        return fit + (max(value, _WORST_PART) if ours[0].is_part else value)


def _fit(ours: Sequence[Piece], theirs: Sequence[Piece]) -> float:
    first, other = ours[0], theirs[0]
    group = _group(first)
    if any(_group(piece) != group for piece in (*ours, *theirs)):
        return _NEVER
    if len(ours) + len(theirs) > 2 and first.kind not in _JOINED:
        return _NEVER
    value = _SAME_PLACE if first.trail == other.trail else _OTHER_KIND
    if first.kind != other.kind:
        value += _OTHER_KIND
    if first.block.level != other.block.level:
        value += _OTHER_LEVEL
    return value


def _group(piece: Piece) -> BlockKind:
    return _GROUP.get(piece.kind, piece.kind)
