"""How long, and how much memory, one very long line takes through every rule.

    python -m benchmarks.restore_long DATA_FOLDER

The line is `zwnj/dev.txt` over and over, a space for every ZWNJ; the last one of the row is spoilt
further (lone surrogates, NUL, right-to-left overrides, emoji, Latin and Arabic between the words).
Each size has a process of its own; seconds are of processor time.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle
from pathlib import Path

from site_gen.persian import spacing_model
from site_gen.persian.restore import restore_text

MEGABYTES = (1, 2, 5, 10)
SPOILT = 5
MEGABYTE = 1_000_000
ODD = (
    "\ud800",
    "\x00",
    "\u202eواژه\u202c",
    "😀👩\u200d👧",
    "salam dustan",
    "بسم الله الرحمن الرحيم",
)


def main() -> None:
    """Measure and print one row a size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    sentences = (parser.parse_args().data / "zwnj/dev.txt").read_text("utf-8").split("\n")
    print("line               seconds  seconds a MB  most memory  changes")
    for size, odd in (*((size, False) for size in MEGABYTES), (SPOILT, True)):
        with ProcessPoolExecutor(1, max_tasks_per_child=1) as pool:
            seconds, memory, changes = pool.submit(measure, sentences, size, odd).result()
        name = f"{size:2} MB{', spoilt' if odd else ''}"
        print(f"{name:18} {seconds:7.1f}  {seconds / size:12.2f}  {memory:8} MB  {changes:7}")


def measure(sentences: list[str], size: int, odd: bool) -> tuple[float, int, int]:
    """Seconds of processor time, megabytes of memory at the most, and number of changes."""
    line = long_line(sentences, size * MEGABYTE, odd)
    spacing_model.model()
    started = time.process_time()
    restored = restore_text(line)
    seconds = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return seconds, memory, len(restored.changes)


def long_line(sentences: list[str], size: int, odd: bool) -> str:
    """One line of that many bytes, about."""
    return " ".join(words(sentences, size, odd))


def words(sentences: list[str], size: int, odd: bool) -> Iterator[str]:
    """Sentences, the odd things between them, until there are enough."""
    for sentence, other in zip(cycle(sentences), cycle(ODD), strict=False):
        yield sentence.replace("\u200c", " ")
        if odd:
            yield other
        size -= len(sentence.encode()) + 1
        if size < 0:
            return


if __name__ == "__main__":
    main()
