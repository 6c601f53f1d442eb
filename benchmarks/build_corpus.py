"""A large bilingual corpus, the same for every generator that `benchmarks.build` compares.

An article has a title, a lead, a date, three of thirty tags, and twelve pairs of paragraphs of
sixty words a side, half of them with inline Markdown. Words are drawn at random, always the same
for the same number, so a corpus is what its size says. A sentence begins with a capital letter
where the script has any: without one, no full stop of the English would end a sentence.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROWS, WORDS, TAGS = 12, 60, 30
_STOPS = (14, 29, 44)  # the words after which a sentence or a clause ends

_PERSIAN_WORDS = """
کتاب خانه شهر مردم جهان سال روز شب آب باد خاک آتش درخت باران کوه دریا راه سفر نامه سخن دست
چشم دل جان پدر مادر فرزند دوست همسایه کشور دولت مجلس قانون خبر روزنامه نویسنده شاعر هنر فیلم
موسیقی نقاشی دانشگاه دانشجو استاد پژوهش دانش زبان واژه جمله متن ترجمه تاریخ جنگ صلح آزادی
عدالت امید ترس شادی اندوه بزرگ کوچک تازه کهن روشن تاریک دور نزدیک بلند کوتاه است بود شد کرد
گفت رفت آمد دید داد گرفت ماند باید شاید هرگز همیشه اکنون دیروز فردا از به در با برای تا که و
اما اگر چون پس هم نیز هر همه هیچ این آن یک دو سه چهار پنج
"""
_HALF_SPACED = [
    "گفت\u200cوگو",
    "می\u200cکنند",
    "نمی\u200cخواهد",
    "سال\u200cهاست",
    "کتاب\u200cهای",
    "داده\u200cاند",
    "خانه\u200cها",
    "می\u200cشود",
] * 3
_ENGLISH_WORDS = """
book house city people world year day night water wind earth fire tree rain mountain sea
road journey letter speech hand eye heart soul father mother child friend neighbour country
government law news paper writer poet art film music painting university student teacher
research knowledge language word sentence text translation history war peace freedom justice
hope fear joy sorrow great small new old bright dark far near tall short is was became did
said went came saw gave took remained must perhaps never always now yesterday tomorrow from
to in with for until that and but if because then also too every all none this one two three
"""
_PERSIAN = (*_PERSIAN_WORDS.split(), *_HALF_SPACED)
_ENGLISH = tuple(_ENGLISH_WORDS.split())


@dataclass(frozen=True, slots=True)
class CorpusArticle:
    """One article; `rows` are its paragraphs as (Persian, English)."""

    slug: str
    date: str
    tags: tuple[str, ...]
    title: tuple[str, str]
    lead: tuple[str, str]
    rows: tuple[tuple[str, str], ...]


def articles(count: int) -> Iterator[CorpusArticle]:
    """The corpus of this size, from its first article on."""
    return (article(number) for number in range(count))


def article(number: int) -> CorpusArticle:
    """The article of this number."""
    luck = random.Random(number * 7919 + 17)
    day = datetime.date(2015, 1, 1) + datetime.timedelta(days=number % 4000)
    return CorpusArticle(
        slug=f"article-{number:05}",
        date=day.isoformat(),
        tags=tuple(f"tag-{tag:02}" for tag in luck.sample(range(TAGS), 3)),
        title=(_words(luck, _PERSIAN, 6), _words(luck, _ENGLISH, 6).capitalize()),
        lead=(_words(luck, _PERSIAN, 25) + ".", _words(luck, _ENGLISH, 25) + "."),
        rows=tuple(_pair(luck) for _ in range(ROWS)),
    )


def _words(luck: random.Random, words: Sequence[str], count: int) -> str:
    return " ".join(luck.choices(words, k=count))


def _pair(luck: random.Random) -> tuple[str, str]:
    """A paragraph in both languages; nine of ten translations keep the sentences as they are."""
    stops = [luck.random() < 0.5 for _ in _STOPS]
    others = stops if luck.random() < 0.9 else [luck.random() < 0.5 for _ in _STOPS]
    kind = luck.random()
    return _paragraph(luck, _PERSIAN, "،", stops, kind), _paragraph(
        luck, _ENGLISH, ",", others, kind
    )


def _paragraph(
    luck: random.Random, vocabulary: Sequence[str], comma: str, stops: Sequence[bool], kind: float
) -> str:
    words = luck.choices(vocabulary, k=WORDS)
    begins = (0, *(place + 1 for place, is_end in zip(_STOPS, stops, strict=True) if is_end))
    for place in begins:
        words[place] = words[place].capitalize()
    at = luck.randrange(2, WORDS - 6)
    if kind < 0.25:
        words[at], words[at + 2] = f"*{words[at]}", f"{words[at + 2]}*"
    elif kind < 0.40:
        words[at], words[at + 1] = f"**{words[at]}", f"{words[at + 1]}**"
    elif kind < 0.55:
        words[at], words[at + 1] = f"[{words[at]}", f"{words[at + 1]}](https://example.org/{at})"
    elif kind < 0.60:
        words[at] = f"`{words[at]}`"
    for place, is_end in zip(_STOPS, stops, strict=True):
        words[place] += "." if is_end else comma
    return " ".join(words) + "."


def write_site(folder: Path, count: int) -> None:
    """The corpus as a site of Dozaban: authored Markdown, its translation in a PO file.

    What the other generators have nothing like is switched off: one-language editions, search.
    """
    folder.mkdir(parents=True, exist_ok=True)
    settings = "[publish]\neditions = false\n\n[search]\non = false\n"
    (folder / "site.toml").write_text(settings, encoding="utf-8")
    for item in articles(count):
        place = folder / "content" / "articles" / item.slug
        place.mkdir(parents=True)
        (place / "article.fa.md").write_text(_source(item), encoding="utf-8")
        (place / "en.po").write_text(_memory(item), encoding="utf-8")


def _source(item: CorpusArticle) -> str:
    head = (
        f'---\ntitle: "{item.title[0]}"\nlead: "{item.lead[0]}"\ndate: {item.date}\n'
        f"tags: [{', '.join(item.tags)}]\n---\n\n"
    )
    return head + "\n\n".join(row[0] for row in item.rows) + "\n"


def _memory(item: CorpusArticle) -> str:
    header = (
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    )
    units = [
        ("title", *item.title),
        *((f"tag-{n}", tag, tag) for n, tag in enumerate(item.tags, 1)),
        *((f"p{n}", *pair) for n, pair in enumerate((item.lead, *item.rows), 1)),
    ]
    entries = (
        f'msgctxt "{name}"\nmsgid "{source}"\nmsgstr "{target}"\n' for name, source, target in units
    )
    return "\n".join((header, *entries))
