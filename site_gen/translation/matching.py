"""Which entry of a translation memory belongs to which block of a document.

Blocks are matched from the surest sign to the weakest: a fixed id, the same text in the same
order, the same text elsewhere, and last a similar text, first between the same neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from operator import attrgetter

from site_gen.model import Block
from site_gen.translation.entries import Entry

#: Similarity, from 0 to 1, at which a text counts as an edited other one: of its words, or of its
#: letters. Unrelated Persian paragraphs reach 0.4 and 0.6; a third of a paragraph has 0.5 of its
#: words. Far from where it stood, a text must be surer.
NEAR = (0.45, 0.65)
FAR = (0.7, 0.8)

Pairs = dict[int, int]  # index of a leaf -> index of an entry
Keyed = Iterable[tuple[Hashable, int]]  # what to compare, and whose it is


@lru_cache(maxsize=1024)  # ids are much the same in all articles
def number_of(unit_id: str) -> int:
    """The number in `p12`, 0 where the id is of another kind."""
    digits = unit_id[1:]
    is_one = unit_id[:1] == "p" and digits.isascii() and digits.isdigit() and digits[0] != "0"
    return int(digits) if is_one else 0


def match(leaves: Sequence[Block], entries: Sequence[Entry]) -> Pairs:
    """For each leaf that has one, its entry. No entry belongs to two leaves."""
    if _is_settled(leaves, entries):
        return {index: index for index in range(len(leaves))}
    pairs = _by_fixed_id(leaves, entries)
    pairs = _by_text_in_order(leaves, entries, pairs)
    if len(pairs) == len(leaves):
        return pairs
    pairs = _by_text_anywhere(leaves, entries, pairs)
    near = _between_same(pairs, entries)
    pairs = _by_similarity(leaves, entries, pairs, near, NEAR)
    pairs = _by_similarity(leaves, entries, pairs, lambda _leaf, _entry: True, FAR)
    return _by_place(leaves, entries, pairs)


def _is_settled(leaves: Sequence[Block], entries: Sequence[Entry]) -> bool:
    """Whether each leaf finds its own text in its own place, as where nothing was edited since the
    memory was written: all that follows would find the same."""
    return (
        len(leaves) <= len(entries)
        and all(map(_answers, leaves, entries))
        and all(entry.obsolete for entry in entries[len(leaves) :])
    )


def _answers(leaf: Block, entry: Entry) -> bool:
    if leaf.text != entry.source or entry.obsolete:
        return False
    return entry.id == leaf.id if _is_fixed(leaf) else _is_numbered(entry)


def _pair_up(pairs: Pairs, wanted: Keyed, offered: Keyed) -> Pairs:
    """`pairs`, and those still free on both sides with equal keys, in their orders."""
    taken = set(pairs.values())
    supply: dict[Hashable, deque[int]] = defaultdict(deque)
    for key, entry in offered:
        if key and entry not in taken:
            supply[key].append(entry)
    found = dict(pairs)
    for key, leaf in wanted:
        if leaf not in found and supply[key]:
            found[leaf] = supply[key].popleft()
    return found


def _live_first(entries: Sequence[Entry]) -> list[tuple[Entry, int]]:
    """The entries with their indices, obsolete ones last."""
    return sorted(((e, n) for n, e in enumerate(entries)), key=lambda item: item[0].obsolete)


def _by_fixed_id(leaves: Sequence[Block], entries: Sequence[Entry]) -> Pairs:
    """Leaves that came with an id: first where the text agrees, then whatever the text is.

    A number is not such an id: it was given by an earlier match, which this one must repeat.
    Between the two, values of one family (author-1, author-2) may have changed places.
    """
    fixed = [(leaf, index) for index, leaf in enumerate(leaves) if _is_fixed(leaf)]
    offered = [(entry, index) for entry, index in _live_first(entries) if entry.id]
    pairs: Pairs = {}
    for key in (_id_and_text, _family_and_text, _id_alone):
        if len(pairs) == len(fixed):
            break
        pairs = _pair_up(
            pairs,
            [(key(leaf.id, leaf.text), index) for leaf, index in fixed],
            [(key(entry.id, entry.source), index) for entry, index in offered],
        )
    # A tool that knows no msgctxt has taken all of them out.
    nameless = [(entry.source, index) for entry, index in _live_first(entries) if not entry.id]
    return _pair_up(pairs, [(leaf.text, index) for leaf, index in fixed], nameless)


def _is_fixed(leaf: Block) -> bool:
    return bool(leaf.id) and not number_of(leaf.id)


def _id_and_text(unit_id: str, text: str) -> Hashable:
    return unit_id, text


def _family_and_text(unit_id: str, text: str) -> Hashable:
    return re.sub(r"-[0-9]+$", "-", unit_id), text


def _id_alone(unit_id: str, _text: str) -> Hashable:
    return unit_id


def _by_text_in_order(leaves: Sequence[Block], entries: Sequence[Entry], pairs: Pairs) -> Pairs:
    """The longest run of equal texts, so that each of two equal paragraphs keeps its own."""
    ours = _free_leaves(leaves, pairs)
    theirs = [index for index in _free_entries(entries, pairs) if not entries[index].obsolete]
    common = _common([leaves[n].text for n in ours], [entries[n].source for n in theirs])
    return pairs | {ours[one]: theirs[other] for one, other in common}


def _common(one: Sequence[Hashable], other: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """The positions in both of their longest common subsequence."""
    from rapidfuzz.distance import LCSseq  # where a memory fits its article, none of it is wanted

    for step in LCSseq.opcodes(one, other):
        if step.tag == "equal":
            for offset in range(step.src_end - step.src_start):
                yield step.src_start + offset, step.dest_start + offset


def _by_text_anywhere(leaves: Sequence[Block], entries: Sequence[Entry], pairs: Pairs) -> Pairs:
    """Moved texts, texts that come back, and edits that were taken back."""
    for text_of in (attrgetter("source"), attrgetter("previous_source")):
        pairs = _pair_up(
            pairs,
            [(leaves[index].text, index) for index in _free_leaves(leaves, pairs)],
            [(text_of(entry), index) for entry, index in _live_first(entries)],
        )
    return pairs


def _by_similarity(
    leaves: Sequence[Block],
    entries: Sequence[Entry],
    pairs: Pairs,
    may: Callable[[int, int], bool],
    enough: tuple[float, float],
) -> Pairs:
    """Edited texts, the most similar first; only numbered entries, and only where `may`."""
    ours = [(n, _Text(leaves[n].text)) for n in _free_leaves(leaves, pairs)]
    free = (index for index in _free_entries(entries, pairs) if _is_numbered(entries[index]))
    theirs = [(index, _Text(entries[index].source)) for index in free]
    scored = sorted(
        (-score, entries[entry].obsolete, leaf, entry)
        for leaf, text in ours
        for entry, source in theirs
        if may(leaf, entry) and (score := _similarity(text, source, enough))
    )
    found: Pairs = {}
    taken: set[int] = set()
    for _score, _obsolete, leaf, entry in scored:
        if leaf not in found and entry not in taken:
            found[leaf] = entry
            taken.add(entry)
    return pairs | found


class _Text:
    """A text with its words, which are cut once and compared often."""

    __slots__ = ("letters", "words")

    def __init__(self, text: str) -> None:
        self.letters = text
        self.words = text.split()


def _by_place(leaves: Sequence[Block], entries: Sequence[Entry], pairs: Pairs) -> Pairs:
    """A short text of which little is left: the only one in its place, with a word in common."""
    gap_of_leaf, gap_of_entry = _gaps(pairs, entries)
    ours, theirs = defaultdict(list), defaultdict(list)
    for leaf in _free_leaves(leaves, pairs):
        ours[gap_of_leaf(leaf)].append(leaf)
    for entry in _free_entries(entries, pairs):
        if _is_numbered(entries[entry]) and not entries[entry].obsolete:
            theirs[gap_of_entry(entry)].append(entry)
    alone = (
        (ours[gap][0], theirs[gap][0]) for gap in ours if len(ours[gap]) == 1 == len(theirs[gap])
    )
    found = {
        leaf: entry
        for leaf, entry in alone
        if set(leaves[leaf].text.split()) & set(entries[entry].source.split())
    }
    return pairs | found


Gap = Callable[[int], int]


def _gaps(pairs: Pairs, entries: Sequence[Entry]) -> tuple[Gap, Gap]:
    """Between which neighbours that did not move a leaf stands, and an entry: equal is the same."""
    ours = sorted(leaf for leaf, entry in pairs.items() if not entries[entry].obsolete)
    order = [pairs[leaf] for leaf in ours]
    unmoved = list(_common(order, sorted(order)))  # the longest run that rises
    before = [ours[one] for one, _ in unmoved]
    after = [order[one] for one, _ in unmoved]
    return partial(bisect, before), partial(bisect, after)


def _between_same(pairs: Pairs, entries: Sequence[Entry]) -> Callable[[int, int], bool]:
    """Whether a leaf and an entry in use stand between the same neighbours that did not move, or
    beside the same one, wherever that went."""
    gap_of_leaf, gap_of_entry = _gaps(pairs, entries)

    def between(leaf: int, entry: int) -> bool:
        return not entries[entry].obsolete and (
            gap_of_leaf(leaf) == gap_of_entry(entry)
            or pairs.get(leaf - 1) == entry - 1
            or pairs.get(leaf + 1) == entry + 1
        )

    return between


def _similarity(one: _Text, other: _Text, enough: tuple[float, float]) -> float:
    """How much of two texts is the same, from 0 to 1; 0 where it is too little to tell."""
    from rapidfuzz.distance import Indel

    return max(
        Indel.normalized_similarity(one.words, other.words, score_cutoff=enough[0]),
        Indel.normalized_similarity(one.letters, other.letters, score_cutoff=enough[1]),
    )


def _is_numbered(entry: Entry) -> bool:
    return not entry.id or number_of(entry.id) > 0


def _free_leaves(leaves: Sequence[Block], pairs: Pairs) -> list[int]:
    """Leaves without an entry, but not titles and fields: their id alone says which is theirs."""
    free = (index for index in range(len(leaves)) if index not in pairs)
    return [index for index in free if not leaves[index].id or number_of(leaves[index].id)]


def _free_entries(entries: Sequence[Entry], pairs: Pairs) -> list[int]:
    taken = set(pairs.values())
    return [index for index in range(len(entries)) if index not in taken]
