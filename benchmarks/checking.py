"""How long `status` and `check` take, with nothing known and again: `benchmarks.checking`.

The corpus is that of `benchmarks.build`, in memory where the system has a file system there.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.build import ROOT, SETTLE, Run, in_memory, measured
from benchmarks.build_corpus import write_site

COMMANDS = (("status",), ("check", "--translations"), ("check",))


def measure(size: int, rounds: int) -> Iterator[tuple[str, Run, Run]]:
    """Each command, with nothing known and again, in several rounds."""
    with tempfile.TemporaryDirectory(dir=in_memory()) as place:
        write_site(Path(place), size)
        time.sleep(SETTLE)
        for _ in range(rounds):
            for command in COMMANDS:
                shutil.rmtree(Path(place, ".cache"), ignore_errors=True)
                call = (sys.executable, str(ROOT / "build.py"), "--root", place, *command)
                first, again = (measured(call, Path(place)) for _ in range(2))
                yield " ".join(command), first, again


def main() -> None:
    """Print a row as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checking")
    parser.add_argument("--size", type=int, default=10_000, help="articles (%(default)s)")
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    print("| | nothing known, s | CPU, s | again, s | CPU, s |\n| --- | --- | --- | --- | --- |")
    for name, first, again in measure(options.size, options.rounds):
        values = " | ".join(f"{x:.2f}" for x in (first.wall, first.cpu, again.wall, again.cpu))
        print(f"| `{name}` | {values} |", flush=True)


if __name__ == "__main__":
    main()
