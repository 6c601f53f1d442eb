"""Which sentences of a text and its translation answer each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct

from site_gen.alignment.evidence import Sentence, read_sentences
from site_gen.alignment.plain import LONGEST, plain_scores
from site_gen.alignment.scoring import Scorer
from site_gen.alignment.search import Bead, Place
from site_gen.alignment.statistics import Statistics, gather, length_ratio
from site_gen.alignment.terms import Terms, learn_pairs, make_terms, words_of
from site_gen.alignment.windows import find_all_beads
from site_gen.model import PERSIAN, Locale, SentenceLink

Pair = tuple[str, str]  # source, target
Unit = tuple[Sequence[str], Sequence[str]]  # the sentences of a paragraph, source and target
Links = tuple[SentenceLink, ...]

#: Links below this score are better shown by paragraph, and looked at by a person.
UNSURE = 0.5

_ONES = tuple((n, n + 1) for n in range(LONGEST))


class LinkedUnit(Struct, frozen=True):
    """A translated paragraph with its links; `path` and `line` say where its entry stands."""

    name: str
    sentences: Unit
    links: Links
    path: str
    line: int = 0


class Hints(Struct, frozen=True):
    """What is known from elsewhere, all as (source, target).

    `glossary` are words and phrases that answer each other, `memory` translated paragraphs, from
    which words that answer each other are learned.
    """

    glossary: tuple[Pair, ...] = ()
    memory: tuple[Pair, ...] = ()

    def turned(self) -> Hints:
        """The same from target to source."""
        return Hints(
            tuple(pair[::-1] for pair in self.glossary), tuple(pair[::-1] for pair in self.memory)
        )


NO_HINTS = Hints()


def align_sentences(
    source: Sequence[str],
    target: Sequence[str],
    source_locale: Locale,
    target_locale: Locale,
    hints: Hints = NO_HINTS,
) -> Links:
    """Links in order that hold every sentence of both sides once."""
    return align_units([(source, target)], source_locale, target_locale, hints)[0]


def align_units(
    units: Sequence[Unit],
    source_locale: Locale,
    target_locale: Locale,
    hints: Hints = NO_HINTS,
) -> list[Links]:
    """The links of each unit of one text. What one paragraph shows helps to read the others.

    Either way round gives the same links, mirrored.
    """
    if target_locale == PERSIAN and source_locale != PERSIAN:
        turned = [(theirs, ours) for ours, theirs in units]
        found = align_units(turned, target_locale, source_locale, hints.turned())
        return [tuple(_mirrored(link) for link in links) for links in found]
    ratio = _ratio(units)
    plain = [plain_scores(*unit, ratio) for unit in units]
    rest = [unit for unit, scores in zip(units, plain, strict=True) if scores is None]
    others = iter(_align(rest, (source_locale, target_locale), terms_of(hints)) if rest else ())
    return [next(others) if scores is None else _one_to_one(scores) for scores in plain]


def _mirrored(link: SentenceLink) -> SentenceLink:
    return SentenceLink(link.target, link.source, link.score)


def _ratio(units: Sequence[Unit]) -> float:
    return length_ratio(
        sum(map(len, chain.from_iterable([source for source, _ in units]))),
        sum(map(len, chain.from_iterable([target for _, target in units]))),
    )


def terms_of(hints: Hints) -> Terms:
    """What the hints say, made ready for reading sentences."""
    beads = [(words_of(source), words_of(target)) for source, target in hints.memory]
    return make_terms([*hints.glossary, *learn_pairs(beads)])


def _one_to_one(scores: Sequence[float]) -> Links:
    return tuple(map(SentenceLink, _ONES, _ONES, scores))


def _align(units: Sequence[Unit], locales: tuple[Locale, Locale], terms: Terms) -> Iterator[Links]:
    ours, theirs = read_sentences(
        [text for source, _ in units for text in source],
        [text for _, target in units for text in target],
        locales,
        terms,
    )
    statistics = gather(ours, theirs)
    i = j = 0
    for source, target in units:
        k, m = i + len(source), j + len(target)
        yield tuple(_links(_beads(ours[i:k], theirs[j:m], statistics)))
        i, j = k, m


def _links(beads: Iterable[Bead]) -> Iterator[SentenceLink]:
    for (i, j), (k, m), score in beads:
        yield SentenceLink((i, k), (j, m), round(score, 4))


def _beads(
    source: Sequence[Sentence], target: Sequence[Sentence], statistics: Statistics
) -> Iterator[Bead]:
    def scorer(start: Place, end: Place, statistics: Statistics) -> Scorer:
        return Scorer(source[start[0] : end[0]], target[start[1] : end[1]], statistics)

    return find_all_beads(source, target, statistics, scorer)
