"""A site's worth of articles with the words of real texts, as many as one likes.

Articles are put together from the sentences of a corpus, so that common words are as common and
rare ones as rare as in it. A corpus of some ten thousand sentences has too few words for ten
thousand articles: new ones would stop coming. So a word that the corpus has once gets a new ending
each time, up to the number of new words that Heaps' law gives (exponent 0.6).
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from site_gen.search.entries import Paragraph

BLOCKS = 12
_SENTENCES = 3  # in a paragraph
_HEAPS = 0.6
_FA = "ابتجحدرزسشعفقکلمنوهی"
_EN = "abcdefghiklmnoprstuvwy"
_WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")


def sentences(folder: Path) -> tuple[Sequence[str], Sequence[str]]:
    """Persian and English sentences of the folder of corpora."""
    pairs = [
        pair
        for line in (folder / "ntrex/dev.jsonl").read_text("utf-8").splitlines()
        for pair in json.loads(line)["pairs"]
    ]
    persian = (folder / "zwnj/train.txt").read_text("utf-8").splitlines()
    english = [
        line for path in sorted((folder / "vuejs-docs/en").rglob("*.md")) for line in _prose(path)
    ]
    return [*persian, *(pair[0] for pair in pairs)], [*english, *(pair[1] for pair in pairs)]


def _prose(path: Path) -> Iterator[str]:
    fenced = False
    for line in path.read_text("utf-8").splitlines():
        fenced ^= line.startswith("```")
        if not fenced and re.match(r"[A-Z].{40,}", line):
            yield from re.split(r"(?<=[.!?]) ", line)


@dataclass
class Language:
    """Draws sentences, and makes rare words new as a growing text does."""

    lines: Sequence[str]
    letters: str
    chance: random.Random
    counts: Counter[str] = field(init=False)
    total: int = field(init=False)
    drawn: int = 0
    made: int = 0

    def __post_init__(self) -> None:
        self.counts = Counter(word for line in self.lines for word in _WORD.findall(line))
        self.total = self.counts.total()

    def paragraph(self) -> str:
        """Three sentences."""
        text = " ".join(self.chance.choices(self.lines, k=_SENTENCES))
        return _WORD.sub(lambda match: self._word(match[0]), text)

    def _word(self, word: str) -> str:
        self.drawn += 1
        due = len(self.counts) * (max(1.0, self.drawn / self.total) ** _HEAPS - 1)
        if self.counts[word] > 1 or self.made >= due:
            return word
        self.made += 1
        return word + "".join(self.chance.choices(self.letters, k=3))


@dataclass(frozen=True)
class Article:
    """A title and paragraphs in both languages."""

    slug: str
    titles: tuple[str, str]
    paragraphs: tuple[Paragraph, ...]


def articles(folder: Path, number: int) -> Iterator[Article]:
    """So many articles of twelve paragraphs, the same each time."""
    chance = random.Random(8)
    persian_lines, english_lines = sentences(folder)
    persian = Language(persian_lines, _FA, chance)
    english = Language(english_lines, _EN, chance)
    for count in range(number):
        texts = [(persian.paragraph(), english.paragraph()) for _ in range(BLOCKS)]
        titles = tuple(" ".join(text.split()[:8]) for text in texts[0])
        paragraphs = (Paragraph(0, titles), *(Paragraph(n, t) for n, t in enumerate(texts, 1)))
        yield Article(f"article-{count:05}", (titles[0], titles[1]), paragraphs)
