"""How often translations that slipped by a paragraph are found.

    python -m benchmarks.slips DATA_FOLDER

DATA_FOLDER is described in `benchmarks/checks.py`. In each document, at places drawn at random but
always the same, the translations of two neighbours change places (`swap`), or one is left out and
up to six move up (`shift`). Printed are the shares of texts with a right finding and of paragraphs
found, and how many others were named; `sound` counts findings in the documents as they are.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.checks import DIRECTIONS, Pairs, manuals, news, turn
from site_gen.alignment.checks import check_links
from site_gen.alignment.sentences import LinkedUnit, align_units
from site_gen.model import Locale
from site_gen.persian.sentences import split_sentences

_LINES = 3  # of a paragraph of the news
_MOVED = 6

Slip = Callable[[Pairs, int], tuple[Pairs, set[int]]]  # the spoiled text, which paragraphs are


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    data: Path = parser.parse_args().data
    lines = news(data)
    corpora = {
        "news, lines": lines,
        "news, paragraphs": [joined(pairs) for pairs in lines],
        "manuals": manuals(data / "vuejs-docs"),
    }
    for title, documents in corpora.items():
        for arrow, locales in DIRECTIONS.items():
            turned = [turn(pairs, locales) for pairs in documents if len(pairs) > 2]
            sound = sum(len(found(pairs, locales)) for pairs in turned)
            print(f"{title}, {arrow}: {len(turned)} texts, {sound} findings in sound ones")
            for name, slip in (("swap", swap), ("shift", shift)):
                print_caught(name, slip, turned, locales)


def joined(pairs: Pairs) -> Pairs:
    """Lines in paragraphs."""
    groups = [pairs[at : at + _LINES] for at in range(0, len(pairs), _LINES)]
    return [(" ".join(a for a, _ in group), " ".join(b for _, b in group)) for group in groups]


def swap(pairs: Pairs, at: int) -> tuple[Pairs, set[int]]:
    """Two neighbours' translations change places."""
    (one, its), (other, others) = pairs[at : at + 2]
    return [*pairs[:at], (one, others), (other, its), *pairs[at + 2 :]], {at, at + 1}


def shift(pairs: Pairs, at: int) -> tuple[Pairs, set[int]]:
    """One translation is left out, those after it move up; the text ends there."""
    end = min(len(pairs) - 1, at + _MOVED)
    moved = [(pairs[place][0], pairs[place + 1][1]) for place in range(at, end)]
    return [*pairs[:at], *moved], set(range(at, end))


def found(pairs: Pairs, locales: tuple[Locale, Locale]) -> set[int]:
    """The paragraphs whose translation is said to be a neighbour's, from 0."""
    units = [(split_sentences(a, locales[0]), split_sentences(b, locales[1])) for a, b in pairs]
    linked = [
        LinkedUnit(f"p{number}", units[number], links, "", number)
        for number, links in enumerate(align_units(units, *locales))
    ]
    return {f.line for f in check_links(linked, *locales) if f.name == "slipped"}


def print_caught(
    name: str, slip: Slip, documents: Sequence[Pairs], locales: tuple[Locale, Locale]
) -> None:
    rng = random.Random(3)
    texts = hits = spoiled = right = others = 0
    for pairs in documents:
        for _ in range(max(1, len(pairs) // 10)):
            text, wrong = slip(pairs, rng.randrange(len(pairs) - 1))
            named = found(text, locales)
            texts, hits = texts + 1, hits + bool(named & wrong)
            spoiled, right = spoiled + len(wrong), right + len(named & wrong)
            others += len(named - wrong)
    print(f"  {name:6} texts {hits}/{texts} {hits / texts:.3f}", end="  ")
    print(f"paragraphs {right}/{spoiled} {right / spoiled:.3f}  others named {others}")


if __name__ == "__main__":
    main()
