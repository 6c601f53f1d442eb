"""What a sentence holds that its translation must hold too: keys that both languages share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import chain, filterfalse, pairwise
from typing import NamedTuple

from site_gen.alignment.numbers import Numbers, number_keys
from site_gen.alignment.terms import Index, Terms, stem
from site_gen.alignment.words import (
    FOREIGN,
    JOINT,
    LOOSE,
    NUMERAL,
    SIGNS,
    english_keys,
    is_latin,
    persian_keys,
    words_of,
)
from site_gen.model import PERSIAN, Locale
from site_gen.remembering import Remembered

_MARKUP = re.compile(r"\]\([^)\s]*\)|<[^<>]*>|https?://\S+")
_OPENING = ("«", '"', "“", "»", "”")
_CLOSERS = "»\"”’')]*_ "
_NOTHING: frozenset[str] = frozenset()

#: What a sentence has that its translation has too, as bits: plain numbers, which are quick.
QUESTION, EXCLAMATION, COLON, OPENS, CLOSES, BREAK = 1, 2, 4, 8, 16, 32
MARKS = 64  # combinations


class Sentence(NamedTuple):
    """A sentence, or several in a row, as the aligner sees it."""

    length: int  # characters that are no white space
    marks: int
    keys: Sequence[str]  # as often as they are there
    said: frozenset[str]  # keys that a translation does not leave out


class Piece(NamedTuple):
    """A sentence, a paragraph or a block, cut at white space; `length` as in `Sentence`."""

    text: str
    persian: bool
    chunks: Sequence[str]
    length: int


def cut(text: str, persian: bool) -> Piece:
    """A text made ready to be read; `persian` says how.

    Code is read as Persian, on both sides: its Latin words are then looked for as they are.
    """
    words = text.split()
    chunks = _chunks(text) if _has_markup(text) else words
    return Piece(text, persian, chunks, len("".join(words)))


def _chunks(text: str) -> list[str]:
    """What stands between spaces, but for addresses and tags: they are no words."""
    return (_MARKUP.sub(" ", text) if _has_markup(text) else text).split()


def _has_markup(text: str) -> bool:
    """Quickly seen, and most have none."""
    return "](" in text or "<" in text or "://" in text


def count_words(sentences: Iterable[str]) -> int:
    """How many words and numerals there are."""
    return sum(len(words_of(chunk)) for text in sentences for chunk in _chunks(text))


def read_sentences(
    source: Sequence[str],
    target: Sequence[str],
    locales: tuple[Locale, Locale],
    terms: Terms,
) -> tuple[list[Sentence], list[Sentence]]:
    """Both sides with their keys. Names and foreign words count where both sides have them."""
    ours, theirs = (locale == PERSIAN for locale in locales)
    return read_pieces(
        [cut(text, ours) for text in source], [cut(text, theirs) for text in target], terms
    )


def read_pieces(
    source: Sequence[Piece], target: Sequence[Piece], terms: Terms
) -> tuple[list[Sentence], list[Sentence]]:
    """The same for pieces of both sides, each read as one sentence."""
    drafts = _drafts(source, target)
    loose = [_loose(side) for side in drafts]
    both = loose[0] & loose[1]
    ours, theirs = (
        _finished(side, (alone - both) | SIGNS, index)
        for side, alone, index in zip(drafts, loose, (terms.source, terms.target), strict=True)
    )
    return ours, theirs


def _drafts(source: Sequence[Piece], target: Sequence[Piece]) -> list[list[_Draft]]:
    drafts = [list(map(_draft, side)) for side in (source, target)]
    with_foreign = [draft for side in drafts for draft in side if FOREIGN in draft.keys]
    if with_foreign:
        foreign = {key[1:] for draft in with_foreign for key in draft.keys if key[0] == "w"}
        drafts = [_with_foreign(side, foreign) for side in drafts]
    return drafts


class _Draft(NamedTuple):
    """A piece before it is known which of its names and foreign words the other side has."""

    piece: Piece
    keys: Sequence[str]
    said: frozenset[str]


def _draft(piece: Piece) -> _Draft:
    read = persian_keys if piece.persian else english_keys
    found = list(map(read, piece.chunks))
    keys = list(chain.from_iterable(found))
    said = _NOTHING
    if NUMERAL in keys:
        numbers = numbers_of(piece.chunks, found)
        certain = _NOTHING.union(*[one.said for one in numbers])
        possible = _NOTHING.union(*[one.meant for one in numbers])
        said = certain - possible
        keys += (*sorted(said), *sorted(possible))
    if piece.persian and FOREIGN in keys:
        said = said.union(f"w{word}" for word in _words_of(piece) if is_latin(word))
    return _Draft(piece, keys, said)


def numbers_of(chunks: Sequence[str], keys: Sequence[Sequence[str]]) -> list[Numbers]:
    """The numbers of a sentence: of each run of chunks that may be one together; `keys` are those
    of each chunk."""
    places = [n for n, found in enumerate(keys) if found and found[0] == NUMERAL]
    if all(after > place + 2 for place, after in pairwise(places)):  # as in most sentences
        return [_numbers_in[chunks[place]] for place in places]
    runs: list[tuple[str, ...]] = []
    last = -3
    for place in places:
        words = words_of(chunks[place])
        if place == last + 1:
            runs[-1] += words
        elif place == last + 2 and keys[place - 1] and keys[place - 1][0] == JOINT:
            runs[-1] += words_of(chunks[place - 1]) + words
        else:
            runs.append(words)
        last = place
    return list(map(_number_keys, runs))


_number_keys = lru_cache(maxsize=1 << 12)(number_keys)
_numbers_in: Remembered[str, Numbers] = Remembered(
    lambda chunk: number_keys(words_of(chunk)), 1 << 12
)


def _loose(side: Iterable[_Draft]) -> set[str]:
    """Keys that count only where the other side has them too."""
    return {
        key for key in set(chain.from_iterable(draft.keys for draft in side)) if key[0] in LOOSE
    }


def _words_of(piece: Piece) -> Iterator[str]:
    return chain.from_iterable(map(words_of, piece.chunks))


def _with_foreign(side: Sequence[_Draft], wanted: Set[str]) -> list[_Draft]:
    """English, with those of its words as keys that stand amid Persian somewhere."""
    chunks = set(chain.from_iterable(one.piece.chunks for one in side if not one.piece.persian))
    having = {chunk for chunk in chunks if not wanted.isdisjoint(words_of(chunk))}
    return [
        draft
        if draft.piece.persian or having.isdisjoint(draft.piece.chunks)
        else draft._replace(keys=[*draft.keys, *_foreign(draft.piece, wanted)])
        for draft in side
    ]


def _foreign(piece: Piece, wanted: Set[str]) -> Iterator[str]:
    return (f"w{word}" for word in _words_of(piece) if word in wanted)


def _finished(side: Iterable[_Draft], unwanted: Set[str], terms: Index) -> list[Sentence]:
    is_unwanted = unwanted.__contains__
    found: list[Sentence] = []
    for piece, keys, said in side:
        wanted = list(filterfalse(is_unwanted, keys))
        if terms:
            wanted += _term_keys(tuple(_words_of(piece)), terms)
        found.append(Sentence(piece.length, _marks(piece.text), wanted, said))
    return found


def _term_keys(words: Sequence[str], terms: Index) -> Iterable[str]:
    stems = tuple(map(stem, words))
    for place, first in enumerate(stems):
        for rest, key in terms.get(first, ()):
            if stems[place + 1 : place + 1 + len(rest)] == rest:
                yield key


def _marks(text: str) -> int:
    marks = BREAK if "\n" in text[-4:] and "\n" in text[len(text.rstrip()) :] else 0
    text = text.strip()
    if "؟" in text or "?" in text:
        marks |= QUESTION
    if "!" in text:
        marks |= EXCLAMATION
    if text.rstrip(_CLOSERS).endswith(":"):
        marks |= COLON
    if text.startswith(_OPENING):
        marks |= OPENS
    end = text[-3:]
    if "»" in end or '"' in end or "”" in end:
        marks |= CLOSES
    return marks
