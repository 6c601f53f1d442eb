"""An article and its human translation, block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.alignment.documents import align_documents
from site_gen.alignment.paired import Alignment
from site_gen.alignment.verdict import Verdict
from site_gen.model import ENGLISH, PERSIAN, Block, BlockKind, Document, Locale, Source, UnitState
from site_gen.sources.markdown import import_markdown
from site_gen.translation.memory import Entry, new_memory, parse, render
from site_gen.translation.reconcile import unite, update
from tests.alignment.pairs import ENGLISH_SIDE, OTHER, PERSIAN_SIDE, STORY

PERSIAN_ARTICLE = f"""---
title: کتابخانهٔ روستا
authors: [مینا کریمی, رضا]
---

{PERSIAN_SIDE[0]} {PERSIAN_SIDE[1]}

## کودکان و کتاب\u200cها

- {PERSIAN_SIDE[3]}
- {PERSIAN_SIDE[4]}
- {PERSIAN_SIDE[5]}

```python
print("books")  # کتاب
```

![قفسه\u200cهای کتاب](shelves.jpg)

## کمک مردم

{PERSIAN_SIDE[6]}

{PERSIAN_SIDE[7]}

| ماه | کتاب |
| --- | --- |
| مهر | ۲۰۰ |
| دی | ۴۵۰۰ |

{PERSIAN_SIDE[8]} {PERSIAN_SIDE[9]}
"""

ENGLISH_ARTICLE = f"""---
title: The library of the village
authors: [Mina Karimi, Reza]
---

{ENGLISH_SIDE[0]} {ENGLISH_SIDE[1]}

## Children and books

- {ENGLISH_SIDE[3]}
- {ENGLISH_SIDE[4]}
- {ENGLISH_SIDE[5]}

```python
print("books")  # the books
```

![Shelves of books](shelves.jpg)

## The help of the people

{ENGLISH_SIDE[6]}

{ENGLISH_SIDE[7]}

| Month | Books |
| --- | --- |
| October | 200 |
| January | 4500 |

{ENGLISH_SIDE[8]} {ENGLISH_SIDE[9]}
"""


def document(text: str, locale: Locale) -> Document:
    return import_markdown(Source("a", locale, f"article.{locale.code}.md", text.encode()))


def article(*paragraphs: str, locale: Locale) -> Document:
    return document("# T\n\n" + "\n\n".join(paragraphs), locale)


def align(ours: str, theirs: str) -> Alignment:
    return align_documents(document(ours, PERSIAN), document(theirs, ENGLISH))


def all_blocks(read: Document) -> Iterator[Block]:
    """What a link must hold: leaves, and blocks without text that take a place."""
    solid = (BlockKind.CODE, BlockKind.IMAGE, BlockKind.RULE)

    def walk(block: Block) -> Iterator[Block]:
        yield from [block] if block.kind in solid else []
        for child in block.children:
            yield from walk(child)

    yield from read.leaves()
    for block in (*read.blocks, *read.footnotes):
        yield from walk(block)


def is_whole(alignment: Alignment) -> bool:
    """Every block of both documents is in exactly one link."""
    ours = Counter(id(block) for link in alignment.links for block in link.source)
    theirs = Counter(id(block) for link in alignment.links for block in link.target)
    return ours == Counter(map(id, all_blocks(alignment.source))) and theirs == Counter(
        map(id, all_blocks(alignment.target))
    )


# --- pairing ------------------------------------------------------------------------------------


def test_every_block_finds_its_own() -> None:
    alignment = align(PERSIAN_ARTICLE, ENGLISH_ARTICLE)
    assert alignment.verdict is Verdict.TRANSLATION
    assert is_whole(alignment)
    assert alignment.findings() == ()
    lines = [[b.line for side in (k.source, k.target) for b in side] for k in alignment.links]
    assert all(len(line) == 2 and line[0] == line[1] for line in lines)


def test_the_other_way_round_the_links_are_the_same() -> None:
    ours, theirs = document(PERSIAN_ARTICLE, PERSIAN), document(ENGLISH_ARTICLE, ENGLISH)
    there, back = align_documents(ours, theirs), align_documents(theirs, ours)
    assert [(k.target, k.source, k.score) for k in back.links] == [
        (k.source, k.target, k.score) for k in there.links
    ]


KINDS = st.sampled_from(
    [
        *(f"{text}" for text in (*PERSIAN_SIDE, *ENGLISH_SIDE)),
        "## سر", "## Head", "---", "```\ncode 1\n```", "![a](b.png)", "- x\n- y", "> q",
        "| a | b |\n| - | - |\n| 1 | 2 |", "[^1]: note",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(KINDS, max_size=12), st.lists(KINDS, max_size=12))
def test_no_block_is_lost_whatever_the_documents(ours: list[str], theirs: list[str]) -> None:
    alignment = align_documents(article(*ours, locale=PERSIAN), article(*theirs, locale=ENGLISH))
    assert is_whole(alignment)
    leaves = list(alignment.source.leaves())
    assert [id(done.block) for done in alignment.translations()] == list(map(id, leaves))
    alone = sum(
        len(link.source) + len(link.target)
        for link in alignment.links
        if not (link.source and link.target)
    )
    assert sum(finding.name == "unpaired" for finding in alignment.findings()) == alone


@pytest.mark.parametrize("missing", range(len(STORY)))
def test_a_paragraph_without_a_counterpart_is_listed(missing: int) -> None:
    alignment = align_documents(
        article(*PERSIAN_SIDE, locale=PERSIAN),
        article(*ENGLISH_SIDE[:missing], *ENGLISH_SIDE[missing + 1 :], locale=ENGLISH),
    )
    (finding,) = alignment.findings()
    assert (finding.name, finding.path, finding.line) == (
        "unpaired", "article.fa.md", 3 + 2 * missing
    )  # fmt: skip
    assert PERSIAN_SIDE[missing][:20] in finding.message
    texts = [done.text for done in alignment.translations()][1:]
    assert texts == [*ENGLISH_SIDE[:missing], "", *ENGLISH_SIDE[missing + 1 :]]


def test_paragraphs_that_the_translation_splits_are_joined() -> None:
    ours = [" ".join(PERSIAN_SIDE[n : n + 2]) for n in range(0, 12, 2)]
    alignment = align_documents(
        article(*ours, locale=PERSIAN), article(*ENGLISH_SIDE, locale=ENGLISH)
    )
    texts = [done.text for done in alignment.translations()][1:]
    assert texts == [" ".join(ENGLISH_SIDE[n : n + 2]) for n in range(0, 12, 2)]


def test_paragraphs_that_the_translation_merges_share_it_by_sentences() -> None:
    theirs = [" ".join(ENGLISH_SIDE[n : n + 2]) for n in range(0, 12, 2)]
    alignment = align_documents(
        article(*PERSIAN_SIDE, locale=PERSIAN), article(*theirs, locale=ENGLISH)
    )
    assert [done.text for done in alignment.translations()][1:] == list(ENGLISH_SIDE)


# --- to a memory --------------------------------------------------------------------------------


def test_the_translation_becomes_a_memory_that_the_build_reads() -> None:
    ours = document(PERSIAN_ARTICLE, PERSIAN)
    alignment = align_documents(ours, document(ENGLISH_ARTICLE, ENGLISH))
    bilingual = unite(ours, None, ENGLISH)
    entries = tuple(
        Entry(unit.id, unit.source, done.text, fuzzy=done.state is UnitState.MACHINE)
        for unit, done in zip(bilingual.units, alignment.translations(), strict=True)
    )
    fresh = new_memory(PERSIAN, ENGLISH)
    memory = parse(render(type(fresh)(fresh.header, entries)), "en.po")
    units = unite(ours, memory, ENGLISH).units
    assert {unit.state for unit in units} == {UnitState.TRANSLATED}
    assert [unit.target for unit in units] == [
        leaf.text for leaf in document(ENGLISH_ARTICLE, ENGLISH).leaves()
    ]
    assert update(memory, unite(ours, memory, ENGLISH)).entries == memory.entries


# --- bad pairs ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict"),
    [
        (ENGLISH_SIDE, PERSIAN_SIDE, Verdict.SWAPPED),
        (PERSIAN_SIDE, PERSIAN_SIDE, Verdict.SAME_LANGUAGE),
        (PERSIAN_SIDE, OTHER, Verdict.UNRELATED),
        (PERSIAN_SIDE, ENGLISH_SIDE[::-1], Verdict.REORDERED),
        (PERSIAN_SIDE, ENGLISH_SIDE, Verdict.TRANSLATION),
    ],
)
def test_verdict(ours: tuple[str, ...], theirs: tuple[str, ...], verdict: Verdict) -> None:
    alignment = align_documents(article(*ours, locale=PERSIAN), article(*theirs, locale=ENGLISH))
    assert alignment.verdict is verdict
    assert is_whole(alignment)


COUPLETS = (
    ("باد صبا به کوه و بیابان رسید\nو بوی گل آورد",
     "The breeze came to the mountain and the desert\nand brought the scent of the rose"),
    ("ساقی جام می را پر کن\nکه عشق آسان نبود",
     "Saki, fill the goblet of wine\nfor love was not easy"),
    ("شب تاریک و بیم موج است\nساحل دور و کشتی خراب",
     "The night is dark and there is fear of the wave\nthe shore far and the ship ruined"),
    ("طوطی شکر خواست\nو بلبل از هجران گریه کرد",
     "The parrot wanted sugar\nand the nightingale wept with separation"),
    ("آسمان پر از ستاره شد\nو زهره سرود خواند",
     "The sky became full of stars\nand Venus sang a song"),
    ("سلطان در قصر خوابید\nو درویش در خاک نشست",
     "The sultan slept in the palace\nand the dervish sat in the dust"),
)  # fmt: skip


def verse(couplets: list[str], locale: Locale) -> Document:
    return article("```verse\n" + "\n\n".join(couplets) + "\n```", locale=locale)


def test_a_couplet_that_stands_elsewhere_is_said_and_not_forced() -> None:
    ours, theirs = [p for p, _ in COUPLETS], [e for _, e in COUPLETS]
    theirs.insert(4, theirs.pop(1))
    alignment = align_documents(verse(ours, PERSIAN), verse(theirs, ENGLISH))
    assert [(p.text, e.text) for p, e in alignment.moved] == [COUPLETS[1]]
    assert {"moved", "unpaired"} == {finding.name for finding in alignment.findings()}
    done = {done.block.text: done.text for done in alignment.translations()}
    assert done[COUPLETS[1][0]] == ""
    assert {done[p] for p, _ in COUPLETS} == {
        "",
        *(e for n, (_, e) in enumerate(COUPLETS) if n != 1),
    }


def test_verse_in_quite_another_order_is_recognised() -> None:
    theirs = [COUPLETS[n][1] for n in (3, 0, 5, 1, 4, 2)]
    alignment = align_documents(verse([p for p, _ in COUPLETS], PERSIAN), verse(theirs, ENGLISH))
    assert alignment.verdict is Verdict.REORDERED
