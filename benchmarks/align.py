"""How well, and how fast, sentences and blocks that answer each other are found.

    python -m benchmarks.align DATA_FOLDER

DATA_FOLDER holds `ntrex/dev.jsonl`, documents of line pairs: `{"id": …, "pairs": [[fa, en], …]}`;
`vuejs-docs/fa` and `vuejs-docs/en`, the same Markdown files in both languages; and
`poetry/*.jsonl`, poems in couplets whose order differs.

Lines are joined with a space and cut into sentences again; a sentence belongs to the lines that
its letters come from. A link is right when both its sides lie in the same set of lines; figures
are shares of the source's characters. `one line`: right, with only one line on each side; the
ceiling is more than any aligner can reach, since many lines end without a mark. `gaps`: one line
in ten is removed from one side; a link is right when its sides lie in the same lines but for those
removed, and what has no counterpart stands alone. Every second document, beginning with the
first, served to choose weights and words; align.md tells what was seen of the others.

Times are of processor time, one core, the words of the language already seen once.
`galechurch` is shown where it is installed (`pip install galechurch`).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from site_gen.alignment.documents import align_documents
from site_gen.alignment.evidence import read_sentences
from site_gen.alignment.paired import Alignment
from site_gen.alignment.plain import plain_scores
from site_gen.alignment.scoring import Scorer
from site_gen.alignment.search import find_beads
from site_gen.alignment.sentences import align_units
from site_gen.alignment.statistics import WEIGHTS, gather
from site_gen.alignment.terms import Terms
from site_gen.alignment.texts import align_texts
from site_gen.errors import ContentError
from site_gen.model import ENGLISH, PERSIAN, Block, BlockKind, Document, Locale, Source
from site_gen.persian.sentences import split_sentences
from site_gen.sources.markdown import import_markdown

Line = tuple[int, str]  # its number, its text
Pairs = list[tuple[str, str]]
Span = tuple[int, int]


class Piece(NamedTuple):
    """A sentence and the lines that it comes from."""

    text: str
    lines: frozenset[int]


class Unit(NamedTuple):
    """Both sides of a paragraph, and the lines that one side lacks."""

    source: list[Piece]
    target: list[Piece]
    removed: frozenset[int] = frozenset()


class Link(NamedTuple):
    """What an aligner found."""

    source: Span
    target: Span
    score: float = 1.0


Aligner = Callable[[Sequence[Unit]], list[list[Link]]]


def main() -> None:
    """Measure and print everything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    data: Path = parser.parse_args().data
    lines = (data / "ntrex/dev.jsonl").read_text("utf-8").splitlines()
    documents: list[Pairs] = [json.loads(line)["pairs"] for line in lines]
    print_sentences(documents)
    print_confidence(documents)
    print_verdicts(documents)
    print_blocks(data / "vuejs-docs")
    print_verse(data / "poetry")
    print_speed(documents)


# --- aligners -----------------------------------------------------------------------------------


def ours(units: Sequence[Unit]) -> list[list[Link]]:
    """The whole of `align_units`."""
    found = align_units([(texts(u.source), texts(u.target)) for u in units], PERSIAN, ENGLISH)
    return [[Link(k.source, k.target, k.score) for k in links] for links in found]


def length_only(units: Sequence[Unit]) -> list[list[Link]]:
    """The same search over lengths, with the variance and priors of Gale and Church."""
    weights = replace(
        WEIGHTS, variance=6.8, missing=0, lexical=0, question=0, exclamation=0, colon=0,
        opens=0, closes=0, line_break=0,
        shapes=(((1, 1), -0.12), ((1, 2), -3.1), ((2, 1), -3.1), ((2, 2), -4.5), ((1, 0), -5.3),
                ((0, 1), -5.3)),
    )  # fmt: skip
    found = []
    for unit in units:
        sides = texts(unit.source), texts(unit.target)
        read = read_sentences(*sides, (PERSIAN, ENGLISH), Terms())
        scorer = Scorer(*read, gather(*read), weights)
        beads = find_beads(scorer, [(0, len(sides[1]))] * (len(sides[0]) + 1))
        found.append([Link((a[0], b[0]), (a[1], b[1]), score) for a, b, score in beads])
    return found


def galechurch(units: Sequence[Unit]) -> list[list[Link]]:
    """The package of that name, as it comes."""
    align = import_module("galechurch").align
    found = []
    for unit in units:
        beads = align(texts(unit.source), texts(unit.target)).beads if all(unit[:2]) else ()
        found.append(
            [Link((b.source_start, b.source_end), (b.target_start, b.target_end)) for b in beads]
        )
    return found


ALIGNERS: dict[str, Aligner] = {"this": ours, "length only": length_only}
if find_spec("galechurch"):
    ALIGNERS["galechurch"] = galechurch


# --- sentences ----------------------------------------------------------------------------------


def texts(pieces: Iterable[Piece]) -> list[str]:
    return [piece.text for piece in pieces]


def cut(lines: Sequence[Line], locale: Locale) -> list[Piece]:
    """The sentences of lines joined with spaces."""
    owners = [number for number, text in lines for _ in f"{text} "]
    joined = " ".join(text for _, text in lines)
    pieces, at = [], 0
    for sentence in split_sentences(joined, locale):
        place = enumerate(sentence, at)
        pieces.append(Piece(sentence, frozenset(owners[n] for n, c in place if not c.isspace())))
        at += len(sentence)
    return pieces


def units_of(pairs: Pairs, size: int) -> list[Unit]:
    """The document in paragraphs of so many lines."""
    numbered = list(enumerate(pairs))
    groups = [numbered[at : at + size] for at in range(0, len(pairs), size)]
    return [Unit(cut(side(g, 0), PERSIAN), cut(side(g, 1), ENGLISH)) for g in groups]


def side(numbered: Iterable[tuple[int, Sequence[str]]], which: int) -> list[Line]:
    return [(number, pair[which]) for number, pair in numbered]


def with_gaps(pairs: Pairs, rng: random.Random, which: int) -> Unit:
    """The whole document, one line in ten removed from one side."""
    removed = frozenset(n for n in range(len(pairs)) if rng.random() < 0.1)
    sides = [side(enumerate(pairs), 0), side(enumerate(pairs), 1)]
    sides[which] = [line for line in sides[which] if line[0] not in removed]
    return Unit(cut(sides[0], PERSIAN), cut(sides[1], ENGLISH), removed)


def characters(pieces: Iterable[Piece]) -> int:
    return sum(len("".join(piece.text.split())) for piece in pieces)


def lines_of(pieces: Iterable[Piece]) -> frozenset[int]:
    return frozenset().union(*(piece.lines for piece in pieces))


def is_right(link: Link, unit: Unit) -> bool:
    """Whether both sides lie in the same lines, and what was removed is linked to nothing."""
    here, there = unit.source[slice(*link.source)], unit.target[slice(*link.target)]
    if lines_of(here) - unit.removed != lines_of(there) - unit.removed:
        return False
    lost = any(piece.lines <= unit.removed for piece in (*here, *there))
    return not lost or not here or not there


def share(
    units: Sequence[Unit], found: Sequence[Sequence[Link]], *, one_line: bool = False
) -> float:
    """The share of the source's characters in right links."""
    right = 0
    for unit, links in zip(units, found, strict=True):
        for link in links:
            here = unit.source[slice(*link.source)]
            if is_right(link, unit) and not (one_line and len(lines_of(here)) > 1):
                right += characters(here)
    return right / sum(characters(unit.source) for unit in units)


def ceiling(units: Iterable[Unit]) -> float:
    """The share of the source in sentences of one line that the target has a sentence of, too."""
    one = whole = 0
    for unit in units:
        there = {piece.lines for piece in unit.target if len(piece.lines) == 1}
        one += characters(piece for piece in unit.source if piece.lines in there)
        whole += characters(unit.source)
    return one / whole


def print_sentences(documents: Sequence[Pairs]) -> None:
    halves = {"chosen on": documents[::2], "held out": documents[1::2], "all": documents}
    print("aligner      documents  paragraphs  one line  whole docs  one line  gaps")
    for half, chosen in halves.items():
        paragraphs = [units_of(pairs, 4) for pairs in chosen]
        whole = [units_of(pairs, len(pairs)) for pairs in chosen]
        rng = random.Random(1)
        gaps = [[with_gaps(pairs, rng, n % 2)] for n in range(4) for pairs in chosen]
        for name, aligner in ALIGNERS.items():
            figures = [
                figure for group in (paragraphs, whole) for figure in measured(aligner, group)
            ]
            figures.append(measured(aligner, gaps)[0])
            print_row(name, half, figures)
        tops = [ceiling(u for group in groups for u in group) for groups in (paragraphs, whole)]
        print_row("ceiling", half, [1.0, tops[0], 1.0, tops[1], 1.0])


def measured(aligner: Aligner, groups: Sequence[Sequence[Unit]]) -> tuple[float, float]:
    """(share right, share right with only one line), each group being one article."""
    units = [unit for group in groups for unit in group]
    found = [links for group in groups for links in aligner(group)]
    return share(units, found), share(units, found, one_line=True)


def print_row(name: str, half: str, figures: Sequence[float]) -> None:
    columns = zip(figures, (12, 10, 12, 10, 6), strict=True)
    print(
        f"{name:12} {half:10}" + "".join(f" {figure:<{width - 1}.4f}" for figure, width in columns)
    )


def print_confidence(documents: Sequence[Pairs]) -> None:
    """How often links of each score are right, over documents whole and with gaps."""
    rng = random.Random(2)
    units = [with_gaps(pairs, rng, n) for n in (0, 1) for pairs in documents]
    units += [unit for pairs in documents for unit in units_of(pairs, len(pairs))]
    bins: dict[float, list[bool]] = {0.0: [], 0.5: [], 0.7: [], 0.9: [], 0.99: []}
    for unit in units:
        for link in ours([unit])[0]:
            edge = max(edge for edge in bins if link.score >= edge)
            bins[edge].append(is_right(link, unit))
    print("\nconfidence   links  right")
    for edge, rights in bins.items():
        print(f"from {edge:<7} {len(rights):<6} {sum(rights) / max(1, len(rights)):.3f}")


def print_verdicts(documents: Sequence[Pairs]) -> None:
    def verdicts(shift: int, step: int) -> Counter[str]:
        found: Counter[str] = Counter()
        for place, pairs in enumerate(documents):
            source = " ".join(fa for fa, _ in pairs)
            other = documents[(place + shift) % len(documents)]
            target = " ".join(en for _, en in other[::step])
            found[align_texts(source, target, PERSIAN, ENGLISH).verdict] += 1
        return found

    print("\nverdicts")
    for name, found in (
        ("translations", verdicts(0, 1)),
        ("other documents", verdicts(1, 1)),
        ("lines reversed", verdicts(0, -1)),
    ):
        print(f"{name:16}", ", ".join(f"{count} {verdict}" for verdict, count in found.items()))


# --- blocks -------------------------------------------------------------------------------------


def load(folder: Path, path: Path, locale: Locale) -> Document:
    data = (folder / locale.code / path).read_bytes()
    try:
        return import_markdown(Source("a", locale, str(path), data))
    except ContentError:  # some have no title
        return import_markdown(Source("a", locale, str(path), b"# T\n\n" + data))


def headings(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind is BlockKind.HEADING]


def true_headings(source: Document, target: Document) -> Iterator[tuple[Block, Block]]:
    """Headings of one anchor, or of one place where both files have as many."""
    here, there = headings(source), headings(target)
    anchors = {anchor(block): block for block in there if anchor(block)}
    for place, block in enumerate(here):
        if anchor(block) in anchors:
            yield block, anchors[anchor(block)]
        elif len(here) == len(there):
            yield block, there[place]


def anchor(block: Block) -> str:
    found = re.search(r"\{#([^}]+)\}", block.text)
    return found[1] if found else ""


def solid(document: Document) -> Counter[int]:
    """Every leaf, and every block without text that takes a place."""
    kinds = (BlockKind.CODE, BlockKind.IMAGE, BlockKind.RULE)
    found = Counter(map(id, document.leaves()))
    waiting = [*document.blocks, *document.footnotes]
    while waiting:
        block = waiting.pop()
        found.update([id(block)] if block.kind in kinds else [])
        waiting += block.children
    return found


def print_blocks(folder: Path) -> None:
    files = right = paired = blocks = held = alone = 0
    started = time.process_time()
    for path in sorted((folder / "fa").rglob("*.md")):
        alignment = align_documents(
            load(folder, path.relative_to(folder / "fa"), PERSIAN),
            load(folder, path.relative_to(folder / "fa"), ENGLISH),
        )
        files += 1
        pairs = {
            (id(k.source[0]), id(k.target[0])) for k in alignment.links if k.source and k.target
        }
        truth = list(true_headings(alignment.source, alignment.target))
        paired += len(truth)
        right += sum((id(one), id(other)) in pairs for one, other in truth)
        whole, linked = every_block(alignment)
        blocks += whole.total()
        held += (whole & linked).total()
        alone += sum(finding.name == "unpaired" for finding in alignment.findings())
    print(f"\n{files} pairs of Markdown files, {time.process_time() - started:.1f} s")
    print(f"headings with their own: {right} of {paired} ({right / paired:.4f})")
    print(f"blocks accounted for: {held} of {blocks}; {alone} of them have no counterpart")


def every_block(alignment: Alignment) -> tuple[Counter[int], Counter[int]]:
    """(all blocks of both documents, those that links hold)"""
    linked = Counter(id(b) for link in alignment.links for b in (*link.source, *link.target))
    return solid(alignment.source) + solid(alignment.target), linked


def print_verse(folder: Path) -> None:
    print("\npoem  couplets  verdict       found to stand elsewhere")
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            poem = json.loads(line)
            alignment = align_documents(verse(poem["fa"], PERSIAN), verse(poem["en"], ENGLISH))
            numbers = [place_of(alignment, pair) for pair in alignment.moved]
            size = f"{len(poem['fa'])}/{len(poem['en'])}"
            print(f"{poem['poem']:5} {size:9} {alignment.verdict:13} {numbers or ''}")


def verse(couplets: Sequence[dict[str, list[str]]], locale: Locale) -> Document:
    text = "\n\n".join("\n".join(couplet["hemistichs"]) for couplet in couplets)
    return import_markdown(Source("a", locale, "a.md", f"# T\n\n```verse\n{text}\n```".encode()))


def place_of(alignment: Alignment, pair: tuple[Block, Block]) -> tuple[int, int]:
    sides = zip((alignment.source, alignment.target), pair, strict=True)
    one, other = (list(map(id, document.leaves())).index(id(block)) for document, block in sides)
    return one, other


# --- speed --------------------------------------------------------------------------------------


def print_speed(documents: Sequence[Pairs]) -> None:
    units = [unit for pairs in documents for unit in units_of(pairs, 4)]
    plain = [u for u in units if plain_scores(texts(u.source), texts(u.target), 1.05)]
    rest = [u for u in units if u not in plain]
    print()
    for name, chosen in (("plain", plain), ("not plain", rest)):
        article = of_forty(chosen)
        align_units(article, PERSIAN, ENGLISH)
        seconds = min(timed(article) for _ in range(20))
        size = sum(len(source) for source, _ in article)
        print(f"{len(article)} {name} pairs, {size} sentences: {seconds * 1000:.2f} ms")
    whole = [unit for pairs in documents for unit in units_of(pairs, len(pairs))]
    source = [text for unit in whole for text in texts(unit.source)]
    target = [text for unit in whole for text in texts(unit.target)]
    times = -(-10_000 // len(source))
    book = (source * times)[:10_000], (target * times)[:10_000]
    seconds = timed([book])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"a book of {len(book[0])} and {len(book[1])} sentences: {seconds:.1f} s, {peak:.0f} MB")


def of_forty(units: Sequence[Unit]) -> list[tuple[list[str], list[str]]]:
    """Twelve paragraphs of forty sentences, or as near as they come."""
    wanted = sorted(units, key=lambda unit: abs(len(unit.source) - 40 / 12))[:12]
    return [(texts(unit.source), texts(unit.target)) for unit in wanted]


def timed(units: Sequence[tuple[list[str], list[str]]]) -> float:
    started = time.process_time()
    align_units(units, PERSIAN, ENGLISH)
    return time.process_time() - started


if __name__ == "__main__":
    main()
