"""How well, and how fast, the ZWNJs of edited Persian are restored, beside hazm's Normalizer.

    python -m benchmarks.restore DATA_FOLDER

DATA_FOLDER holds `zwnj/dev.txt`, one sentence a line, all ZWNJs as they should be. They are
damaged in three ways and restored, once as one text and once each sentence by itself; precision
and recall count ZWNJs at their place between letters. False changes are places of the clean text
at which a space or ZWNJ came or went. Words per second are of processor time, one core, after
loading, nothing remembered; `every rule` is the whole restoration, the others the model's two.
"""

from __future__ import annotations

import argparse
import random
import re
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from site_gen.persian import spacing, spacing_model
from site_gen.persian.restore import restore_lines, restore_text

ZWNJ = "\u200c"
SPACING = ("lost-zwnj", "wrong-spaces")
SEED = 7
Restorer = Callable[[Sequence[str]], Sequence[str]]


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    gold = (parser.parse_args().data / "zwnj/dev.txt").read_text("utf-8").splitlines()
    started = time.process_time()
    spacing_model.model()
    print(f"start: {time.process_time() - started:.2f} s; {len(gold)} sentences")
    print("restorer             condition  precision  recall  F1      words/s")
    conditions = damaged(gold)
    for name, restorer in (("whole text", whole), ("sentence by sentence", by_sentence)):
        measure(name, restorer, gold, conditions)
    measure("hazm Normalizer", hazm_restorer(), gold, conditions)
    print_speed_of_all_rules(gold, conditions)


def damaged(gold: Sequence[str]) -> dict[str, list[str]]:
    """The sentences in each condition."""
    rng = random.Random(SEED)
    third = [re.sub(ZWNJ, lambda _: rng.choice((ZWNJ, "", " ")), line) for line in gold]
    return {
        "deleted": [line.replace(ZWNJ, "") for line in gold],
        "spaced": [line.replace(ZWNJ, " ") for line in gold],
        "a third": third,
    }


def whole(lines: Sequence[str]) -> Sequence[str]:
    """All lines as one text."""
    return restore_lines(lines, rules=SPACING)


def by_sentence(lines: Sequence[str]) -> Sequence[str]:
    """Each line without knowing the others."""
    return [restore_lines([line], rules=SPACING)[0] for line in lines]


def hazm_restorer() -> Restorer:
    """hazm's Normalizer, as it comes; letters it changes are not counted against it."""
    from hazm import Normalizer

    normalizer = Normalizer()
    return lambda lines: [normalizer.normalize(line) for line in lines]


def measure(
    name: str, restorer: Restorer, gold: Sequence[str], conditions: dict[str, list[str]]
) -> None:
    """One row a condition, and one of the clean text."""
    words = sum(len(line.split()) for line in gold)
    for condition, lines in conditions.items():
        restored, seconds = timed(restorer, lines)
        precision, recall = scores(gold, restored)
        f1 = 2 * precision * recall / (precision + recall)
        row = f"{precision:<9.4f}  {recall:.4f}  {f1:.4f}  {words / seconds:,.0f}"
        print(f"{name:20} {condition:9}  {row}")
    restored, seconds = timed(restorer, gold)
    false = sum(map(difference, gold, restored))
    rate = f"{1000 * false / words:.2f} false changes in 1,000 words"
    print(f"{name:20} clean      {rate}  {words / seconds:,.0f}")


def timed(restorer: Restorer, lines: Sequence[str]) -> tuple[Sequence[str], float]:
    """The restored lines and the processor time they took, from a model that knows no answers."""
    spacing_model.model().forget()
    spacing.habits.cache_clear()
    started = time.process_time()
    restored = restorer(lines)
    return restored, time.process_time() - started


def places(line: str, char: str) -> set[int]:
    """Where the character stands between letters, counted in letters without their marks."""
    plain = "".join(each for each in line if not unicodedata.combining(each))
    found, letters = set(), 0
    for before, each, after in zip(plain, plain[1:], plain[2:], strict=False):
        letters += before.isalpha()
        if each == char and before.isalpha() and after.isalpha():
            found.add(letters)
    return found


def scores(gold: Sequence[str], restored: Sequence[str]) -> tuple[float, float]:
    """Precision and recall of the ZWNJs."""
    pairs = [(places(a, ZWNJ), places(b, ZWNJ)) for a, b in zip(gold, restored, strict=True)]
    right = sum(len(a & b) for a, b in pairs)
    return right / sum(len(b) for _, b in pairs), right / sum(len(a) for a, _ in pairs)


def difference(gold: str, restored: str) -> int:
    """How many spaces and ZWNJs came or went."""
    return sum(len(places(gold, char) ^ places(restored, char)) for char in (" ", ZWNJ))


def print_speed_of_all_rules(gold: Sequence[str], conditions: dict[str, list[str]]) -> None:
    """Words a second through every rule."""
    words = sum(len(line.split()) for line in gold)
    for condition, lines in {**conditions, "clean": list(gold)}.items():
        spacing_model.model().forget()
        text = "\n\n".join(lines)
        started = time.process_time()
        restore_text(text)
        speed = words / (time.process_time() - started)
        print(f"{'every rule':20} {condition:9}  {'':25}  {speed:,.0f}")


if __name__ == "__main__":
    main()
