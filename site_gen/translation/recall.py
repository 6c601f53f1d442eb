"""The site's own translations as a provider: what a person has translated once is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import Indel

from site_gen.model import BilingualDocument, Locale, TranslationUnit, UnitState
from site_gen.translation.asking import Cost, Draft, Request

NAME = "memory"

_BY_PEOPLE = (UnitState.TRANSLATED, UnitState.REVIEWED)

#: Where a shorter text is like another one, it still says something else.
_SHORTEST = 20  # characters


@dataclass(frozen=True, slots=True)
class Recall:
    """Answers from what people have translated: `known` gives for a text its translations.

    An equal text with one translation is sure. One with several, or a text at least `close` per
    cent alike, is a draft. Likeness is Indel's: 100 times twice the letters that both have in the
    same order, by all letters of both.
    """

    known: dict[str, Counter[str]]
    close: int = 80
    name: str = field(default=NAME, init=False)
    in_flight: int = field(default=1, init=False)
    sources: Sequence[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sources", tuple(self.known))

    def translate(self, request: Request) -> Draft | None:
        exact = self.known.get(_normal(request.text))
        if exact:
            said = exact.most_common(1)[0][0]
            return Draft(said, f"{NAME} 100%", sure=len(exact) == 1)
        if len(request.text) < _SHORTEST:
            return None
        return self._like(_normal(request.text))

    def _like(self, text: str) -> Draft | None:
        found = process.extractOne(
            text,
            self.sources,
            scorer=Indel.normalized_similarity,
            processor=None,
            score_cutoff=self.close / 100,
        )
        if found is None:
            return None
        said = self.known[found[0]].most_common(1)[0][0]
        return Draft(said, f"{NAME} {int(found[1] * 100)}%")

    def cost(self, request: Request) -> Cost | None:
        return Cost() if self.translate(request) else None


def recall(
    documents: Iterable[BilingualDocument], source: Locale, target: Locale, *, close: int = 80
) -> Recall:
    """What the articles of a site tell of translating from `source` to `target`.

    Articles that were translated the other way round tell it too.
    """
    known: dict[str, Counter[str]] = {}
    for document in documents:
        locales = document.document.locale, document.target_locale
        for unit in document.units:
            pair = _pair(unit)
            if pair and locales in ((source, target), (target, source)):
                ours, theirs = pair if locales == (source, target) else pair[::-1]
                known.setdefault(_normal(ours), Counter())[theirs] += 1
    return Recall(known, close)


def _pair(unit: TranslationUnit) -> tuple[str, str] | None:
    """The text and the translation that a person made of it, an older text where it has changed."""
    if unit.state in _BY_PEOPLE:
        return unit.source, unit.target
    if unit.state is UnitState.OUTDATED and not unit.origin:
        return unit.previous_source, unit.target
    return None


def _normal(text: str) -> str:
    return " ".join(text.split())
