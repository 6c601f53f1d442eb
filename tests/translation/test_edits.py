"""Articles edited as people edit them: every human word stays, ids stay with their paragraphs.

The articles are Markdown, read and restored like any other.
"""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from site_gen.config import RestoreSettings
from site_gen.model import ENGLISH, PERSIAN, BilingualDocument, Document, Source, UnitState
from site_gen.pipeline.stages import import_source, restore
from site_gen.translation.entries import Memory
from site_gen.translation.po import parse, render
from site_gen.translation.reconcile import unite, update

T, X, U = UnitState.TRANSLATED, UnitState.OUTDATED, UnitState.UNTRANSLATED

TITLE = "# سفر به ساوه"
HEADING = "## باغ\u200cهای انار"
FIRST = "کاخ سفید اعلام کرد که گزارش\u200cهای تازه را با دقت بررسی می\u200cکند."
LONG = (
    "در کی\u200cیف، مردم صبح سردی را با صدای آژیر آغاز کردند. "
    "بسیاری از آنان به پناهگاه رفتند و تا ظهر همان\u200cجا ماندند."
)
LIST = "- نان سنگک و پنیر\n- انار شیرین ساوه\n- چای تازه\u200cدم لاهیجان"
QUOTE = "> هر که نان از عمل خویش خورد، منت حاتم طایی نبرد."
LAST = "بهای نان در یک سال گذشته دو برابر شده و دولت چاره\u200cای نیندیشیده است."
NEW = "شهردار وعده داد پل کهنه تا پایان تابستان بازسازی شود."
ARTICLE = [TITLE, FIRST, HEADING, LONG, LIST, QUOTE, LAST]
# p1 FIRST, p2 HEADING, p3 LONG, p4 p5 p6 the list's items, p7 QUOTE, p8 LAST
SENTENCES = LONG.split(". ")
ITEMS = LIST.split("\n")


def changed(**texts: str) -> list[str]:
    """The article with some of its blocks replaced, by name; an empty one is gone."""
    names = {"title": 0, "first": 1, "heading": 2, "long": 3, "list": 4, "quote": 5, "last": 6}
    blocks = list(ARTICLE)
    for name, text in texts.items():
        blocks[names[name]] = text
    return [block for block in blocks if block]


#: What is edited -> the article then, and what differs from "all as it was": the state of a unit
#: by its id, None where it is gone. Ids from p9 on are new.
EDITS: dict[str, tuple[list[str], dict[str, UnitState | None]]] = {
    "nothing": (ARTICLE, {}),
    "a word changed": (changed(first=FIRST.replace("دقت", "شتاب")), {"p1": X}),
    "a word added": (changed(last="اما " + LAST), {"p8": X}),
    "a word deleted": (changed(last=LAST.replace("گذشته ", "")), {"p8": X}),
    "a half-space set right": (changed(first=FIRST.replace("گزارش\u200c", "گزارش ")), {}),
    "emphasis added": (changed(first=FIRST.replace("کاخ سفید", "**کاخ سفید**")), {"p1": X}),
    "a link added": (changed(last=LAST.replace("نان", "[نان](https://a.ir)")), {"p8": X}),
    "a footnote added": (
        [*changed(last=LAST + "[^1]"), "[^1]: به گزارش بانک مرکزی."],
        {"p8": X, "p9": U},
    ),
    "a sentence added": (changed(first=f"{FIRST} {NEW}"), {"p1": X}),
    "a sentence deleted": (changed(long=SENTENCES[1]), {"p3": X}),
    "sentences swapped": (
        changed(long=f"{SENTENCES[1].removesuffix('.')}. {SENTENCES[0]}."),
        {"p3": X},
    ),
    "split": (changed(long=f"{SENTENCES[0]}.\n\n{SENTENCES[1]}"), {"p3": X, "p9": U}),
    "merged with the one below": (
        [TITLE, f"{FIRST} {LAST}", HEADING, LONG, LIST, QUOTE],
        {"p1": X, "p8": None},
    ),
    "three merged into one, in the place of the first": (
        [TITLE, f"{FIRST} {LONG} {LAST}", HEADING, LIST, QUOTE],
        {"p1": X, "p3": None, "p8": None},
    ),
    "moved to the end": ([TITLE, HEADING, LONG, LIST, QUOTE, LAST, FIRST], {}),
    "moved to the start": ([TITLE, LAST, FIRST, HEADING, LONG, LIST, QUOTE], {}),
    "moved and edited": (
        [TITLE, HEADING, LONG, LIST, QUOTE, LAST, FIRST.replace("دقت", "شتاب")],
        {"p1": X},
    ),
    "two swapped": ([TITLE, LONG, HEADING, FIRST, LIST, QUOTE, LAST], {}),
    "two swapped and both edited": (
        [TITLE, LONG + " همین.", HEADING, FIRST + " همین.", LIST, QUOTE, LAST],
        {"p1": X, "p3": X},
    ),
    "all turned round": ([TITLE, LAST, QUOTE, LIST, LONG, HEADING, FIRST], {}),
    "repeated at once": ([TITLE, FIRST, FIRST, *ARTICLE[2:]], {"p9": U}),
    "repeated at the end": ([*ARTICLE, FIRST], {"p9": U}),
    "new at the start": ([TITLE, NEW, *ARTICLE[1:]], {"p9": U}),
    "new in the middle": ([*ARTICLE[:4], NEW, *ARTICLE[4:]], {"p9": U}),
    "new at the end": ([*ARTICLE, NEW], {"p9": U}),
    "deleted": (changed(first=""), {"p1": None}),
    "replaced": (changed(last=NEW), {"p8": None, "p9": U}),
    "retitled": (changed(title="# سفری دیگر به شهر ساوه"), {"title": X}),
    "title and heading swapped": (
        changed(title="# باغ\u200cهای انار", heading="## سفر به ساوه"),
        {"title": X, "p2": None, "p9": U},
    ),
    "heading edited": (changed(heading="## باغ\u200cهای انار و انجیر"), {"p2": X}),
    "heading made smaller": (changed(heading="#" + HEADING), {}),
    "heading made a paragraph": (changed(heading=HEADING.removeprefix("## ")), {}),
    "paragraph made a heading": (changed(last="## " + LAST), {}),
    "list item edited": (changed(list=LIST.replace("شیرین", "ترش")), {"p5": X}),
    "list item added": (changed(list=LIST + "\n- گردوی تویسرکان"), {"p9": U}),
    "list item deleted": (changed(list="\n".join(ITEMS[:2])), {"p6": None}),
    "list sorted": (changed(list="\n".join(ITEMS[::-1])), {}),
    "list numbered": (changed(list=LIST.replace("- ", "1. ")), {}),
    "list made paragraphs": (changed(list=LIST.replace("- ", "\n")), {}),
    "paragraph made a list item": (changed(list=f"{LIST}\n- {LAST}", last=""), {}),
    "quote made a paragraph": (changed(quote=QUOTE.removeprefix("> ")), {}),
    "paragraph made a quote": (changed(last="> " + LAST), {}),
    "quote edited": (changed(quote=QUOTE.replace("نبرد", "نمی\u200cبرد")), {"p7": X}),
    "all edited": (
        [TITLE, FIRST + " آری.", HEADING, LONG + " آری.", LIST, QUOTE, LAST + " آری."],
        {"p1": X, "p3": X, "p8": X},
    ),
    "half deleted": (
        [TITLE, LONG, LAST],
        {"p1": None, "p2": None, "p4": None, "p5": None, "p6": None, "p7": None},
    ),
    "code put between": ([*ARTICLE[:4], "```\nmake site\n```", *ARTICLE[4:]], {}),
    "a rule put between": ([*ARTICLE[:4], "---", *ARTICLE[4:]], {}),
}


def document(blocks: list[str]) -> Document:
    text = "\n\n".join(blocks) + "\n"
    source = Source("a", PERSIAN, "a/article.fa.md", text.encode())
    return restore(import_source(source), RestoreSettings())


def words(name: str) -> str:
    return f"A person's words for {name}."


@pytest.fixture(scope="module")
def memory() -> Memory:
    """The article translated by a person from its first word to the last."""
    fresh = update(None, unite(document(ARTICLE), None, ENGLISH))
    entries = tuple(replace(entry, target=words(entry.id)) for entry in fresh.entries)
    assert [entry.id for entry in entries] == ["title", *(f"p{n}" for n in range(1, 9))]
    return replace(fresh, entries=entries)


def states(bilingual: BilingualDocument) -> dict[str, UnitState]:
    return {unit.id: unit.state for unit in bilingual.units}


def test_there_are_enough() -> None:
    assert len(EDITS) >= 45


@pytest.mark.parametrize("name", EDITS)
def test_an_edit(memory: Memory, name: str) -> None:
    blocks, differences = EDITS[name]
    bilingual = unite(document(blocks), memory, ENGLISH)
    expected: dict[str, UnitState | None] = dict.fromkeys((e.id for e in memory.entries), T)
    expected |= differences
    assert states(bilingual) == {key: state for key, state in expected.items() if state}
    for unit in bilingual.units:
        assert unit.target == ("" if unit.state is U else words(unit.id))


@pytest.mark.parametrize("name", EDITS)
def test_no_edit_loses_a_word_and_taking_it_back_is_as_if_it_never_was(
    memory: Memory, name: str
) -> None:
    edited = update(memory, unite(document(EDITS[name][0]), memory, ENGLISH))
    kept = {entry.target for entry in edited.entries}
    assert kept >= {words(entry.id) for entry in memory.entries}
    assert parse(render(edited), "") == edited
    back = unite(document(ARTICLE), edited, ENGLISH)
    assert states(back) == dict.fromkeys((entry.id for entry in memory.entries), T)
    assert {unit.target for unit in back.units} == {words(entry.id) for entry in memory.entries}
