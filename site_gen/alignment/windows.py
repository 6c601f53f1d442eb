"""Aligning texts of any length: small ones whole, long ones by windows along a band."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from site_gen.alignment.anchors import find_band
from site_gen.alignment.evidence import Sentence
from site_gen.alignment.scoring import Scorer
from site_gen.alignment.search import Band, Bead, Place, find_beads
from site_gen.alignment.statistics import Statistics

MakeScorer = Callable[[Place, Place, Statistics], Scorer]  # for what lies between two places

_SMALL = 4000  # pairs of places; beyond that only a band of them is looked at
_WINDOW = 100  # sentences of the source that are aligned at a time
_OVERLAP = 15  # the last of them, which the next window aligns again


def find_all_beads(
    source: Sequence[Sentence],
    target: Sequence[Sentence],
    statistics: Statistics,
    scorer: MakeScorer,
) -> Iterator[Bead]:
    """The beads of two texts, in order."""
    size = len(source), len(target)
    if size[0] * size[1] <= _SMALL:
        yield from find_beads(scorer((0, 0), size, statistics), [(0, size[1])] * (size[0] + 1))
        return
    band = find_band(source, target, statistics)
    start = (0, 0)
    while start != size:
        end = _window_end(start, band)
        beads = find_beads(scorer(start, end, statistics), _cut(band, start, end))
        last = end[0] - start[0] if end[0] == size[0] else _WINDOW - _OVERLAP
        kept = [bead for bead in beads if bead.end[0] <= last] or beads
        for bead in kept:
            yield Bead(_moved(bead.start, start), _moved(bead.end, start), bead.score)
        start = _moved(kept[-1].end, start)


def _window_end(start: Place, band: Band) -> Place:
    """The middle of the band some way on, or the end of both sides."""
    i = start[0] + _WINDOW
    if i + _OVERLAP >= len(band) - 1:
        return len(band) - 1, band[-1][1]
    return i, max(start[1], sum(band[i]) // 2)


def _cut(band: Band, start: Place, end: Place) -> Band:
    """The band of one window, which joins its two ends."""
    rows = [
        (max(low, start[1]) - start[1], min(high, end[1]) - start[1])
        for low, high in band[start[0] : end[0] + 1]
    ]
    rows[0] = 0, max(rows[0])
    rows[-1] = min(rows[-1]), end[1] - start[1]
    return rows


def _moved(place: Place, by: Place) -> Place:
    return place[0] + by[0], place[1] + by[1]
