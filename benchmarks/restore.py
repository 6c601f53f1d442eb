"""How well, and how fast, the ZWNJs of edited Persian are restored, beside hazm's Normalizer.

    python -m benchmarks.restore DATA_FOLDER

DATA_FOLDER holds `zwnj/dev.txt`, one sentence a line, all ZWNJs as they should be. They are
damaged in three ways and restored, once as one text and once each sentence by itself; precision
and recall count ZWNJs at their place between letters. False changes are places of the clean text
at which a space or ZWNJ came or went. Words per second are of processor time on one core and of
wall clock, after loading, nothing remembered, the best of nine runs; `every rule` is the whole
restoration, the others the model's two, and `plain scan` a mere re.findall of the same text.
"""

from __future__ import annotations

import argparse
import random
import re
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from site_gen.persian import spacing_model
from site_gen.persian.restore import restore_lines, restore_text
from site_gen.persian.spacing import forget

ZWNJ = "\u200c"
SPACING = ("lost-zwnj", "wrong-spaces")
SEED = 7
RUNS = 9
Restorer = Callable[[Sequence[str]], Sequence[str]]


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    gold = (parser.parse_args().data / "zwnj/dev.txt").read_text("utf-8").splitlines()
    started = time.process_time()
    spacing_model.model()
    print(f"start: {time.process_time() - started:.2f} s; {len(gold)} sentences")
    print("restorer             condition  precision  recall  F1      words/s  by wall clock")
    conditions = damaged(gold)
    for name, restorer in (("whole text", whole), ("sentence by sentence", by_sentence)):
        measure(name, restorer, gold, conditions)
    measure("hazm Normalizer", hazm_restorer(), gold, conditions)
    for name, restorer in (("every rule", every_rule), ("plain scan", plain_scan)):
        for condition, lines in {**conditions, "clean": gold}.items():
            _, speed = timed(restorer, lines)
            print(f"{name:20} {condition:9}  {'':25}  {speed}")


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


def every_rule(lines: Sequence[str]) -> Sequence[str]:
    """The whole restoration of one text."""
    return restore_text("\n\n".join(lines)).paragraphs


def plain_scan(lines: Sequence[str]) -> Sequence[str]:
    """Nothing but finding what stands between white space."""
    return re.findall(r"\S+", "\n".join(lines))


def hazm_restorer() -> Restorer:
    """hazm's Normalizer, as it comes; letters it changes are not counted against it."""
    from hazm import Normalizer

    normalizer = Normalizer()
    return lambda lines: [normalizer.normalize(line) for line in lines]


def measure(
    name: str, restorer: Restorer, gold: Sequence[str], conditions: dict[str, list[str]]
) -> None:
    """One row a condition, and one of the clean text."""
    for condition, lines in conditions.items():
        restored, speed = timed(restorer, lines)
        precision, recall = scores(gold, restored)
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{name:20} {condition:9}  {precision:<9.4f}  {recall:.4f}  {f1:.4f}  {speed}")
    restored, speed = timed(restorer, gold)
    rate = 1000 * sum(map(difference, gold, restored)) / sum(len(line.split()) for line in gold)
    print(f"{name:20} clean      {rate:.2f} false changes in 1,000  {speed}")


def timed(restorer: Restorer, lines: Sequence[str]) -> tuple[Sequence[str], str]:
    """The restored lines and how many words a second that was, from a model without answers."""
    seconds, restored = [], lines
    for _ in range(RUNS):
        forget()
        cpu, wall = time.process_time(), time.perf_counter()
        restored = restorer(lines)
        seconds.append((time.process_time() - cpu, time.perf_counter() - wall))
    words = sum(len(line.split()) for line in lines)
    cpu, wall = (words / min(each) for each in zip(*seconds, strict=True))
    return restored, f"{cpu:9,.0f}  {wall:9,.0f}"


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


if __name__ == "__main__":
    main()
