"""How long a site takes to build, beside other generators: `make bench`.

Everything lies in memory where the system has a file system there, so that the disk has no say.
Times are wall clock, CPU is of all processes together; told is of three runs the middle one.
Compare within one run of this program only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.build_corpus import write_site
from benchmarks.build_peers import PEERS
from benchmarks.build_report import plot, table

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / ".cache" / "bench" / "generators"
SIZES = (100, 1_000, 10_000)
_ROUNDS = 3
SETTLE = 2.5  # seconds after which a file's time of change is trusted


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of the clock, seconds of all processors, and the most memory at once in MiB."""

    wall: float
    cpu: float
    memory: float


def measured(command: Sequence[str], folder: Path) -> Run:
    """Run a command to its end, Python with its bytecode kept, as where it is installed.

    Raises subprocess.CalledProcessError.
    """
    environment = {name: v for name, v in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    quiet = subprocess.DEVNULL
    begun = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=quiet, stderr=quiet
    ) as process:
        with _watched(process.pid) as most:
            process.wait()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
    return Run(time.perf_counter() - begun, sum(most.processors.values()), most.memory)


@dataclass
class _Most:
    """The most memory at once, in MiB as shares (PSS), and each process's seconds so far."""

    memory: float = 0.0
    processors: dict[int, float] = field(default_factory=dict)


@contextmanager
def _watched(pid: int) -> Iterator[_Most]:
    """What a process and all below it use, looked at twenty times a second.

    The processes that a pool begins are nobody's waited-for children, so no sum of the system
    has them.
    """
    most = _Most()
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.05):
            family = list(_family(pid))
            most.memory = max(most.memory, sum(map(_share, family)) / 1024)
            most.processors |= {one: spent for one in family if (spent := seconds(one))}

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield most
    finally:
        done.set()
        thread.join()


def seconds(pid: int) -> float:
    """Processor seconds of a process alone."""
    try:
        values = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, values[11:13])) / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _share(pid: int) -> int:
    """KiB of a process; what it shares is parted among those who share it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


class _Site:
    """Our site, and each way of building it again."""

    def __init__(self, folder: Path, count: int) -> None:
        self._folder = folder
        self._article = folder / "content/articles/article-00042/article.fa.md"
        write_site(folder, count)
        time.sleep(SETTLE)

    def cases(self) -> Iterator[tuple[str, Run]]:
        """All but those with a search, one after the other."""
        template = self._folder / "templates/base.html"
        changed = template if template.exists() else ROOT / "templates/base.html"
        base = changed.read_text("utf-8")
        cases: Mapping[str, Callable[[], None]] = {
            "clean": lambda: self._remove(".cache", "_site"),
            "nothing changed": lambda: None,
            "one article changed": self._edit,
            "a template changed": lambda: self._write(template, f"{base}<!-- -->\n"),
            "clean output, cache kept": lambda: self._remove("_site"),
        }
        for name, prepare in cases.items():
            prepare()
            yield name, self._build()

    def with_search(self) -> Iterator[tuple[str, Run]]:
        """With a search, which the site then has."""
        settings = self._folder / "site.toml"
        self._write(settings, settings.read_text("utf-8").replace("on = false", "on = true"))
        self._build()
        for _ in range(_ROUNDS):
            self._edit()
            yield "one article changed, with a search", self._build()

    def _build(self) -> Run:
        build = (sys.executable, str(ROOT / "build.py"), "--root", str(self._folder), "build")
        return measured(build, self._folder)

    def _edit(self) -> None:
        self._write(self._article, self._article.read_text("utf-8") + "\nیک بند دیگر.\n")

    def _write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        time.sleep(SETTLE)

    def _remove(self, *names: str) -> None:
        for name in names:
            shutil.rmtree(self._folder / name, ignore_errors=True)


def _peer(name: str, size: int, where: Path | None) -> Run:
    write, command = PEERS[name]
    with tempfile.TemporaryDirectory(dir=where) as place:
        write(Path(place), size)
        return measured((str(TOOLS / "bin" / command[0]), *command[1:]), Path(place))


def in_memory() -> Path | None:
    """A folder that no disk holds, None where the system has none."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and os.access(memory, os.W_OK) else None


def measure(size: int, peers: Sequence[str]) -> Iterator[tuple[str, int, Run]]:
    """(who, articles, how it went) for each peer and each of our ways, in several rounds: a
    machine is not as fast at one time as at another."""
    where = in_memory()
    with tempfile.TemporaryDirectory(dir=where) as place:
        site = _Site(Path(place), size)
        for _ in range(_ROUNDS):
            for name in peers:
                yield name, size, _peer(name, size, where)
            for case, run in site.cases():
                yield f"Dozaban, {case}", size, run
        for case, run in site.with_search():
            yield f"Dozaban, {case}", size, run


def _medians(found: Iterable[tuple[str, int, Run]]) -> Iterator[tuple[str, int, Run]]:
    """Of all runs of each, the one in the middle by the clock."""
    runs: dict[tuple[str, int], list[Run]] = {}
    for name, size, run in found:
        runs.setdefault((name, size), []).append(run)
    for (name, size), some in runs.items():
        yield name, size, sorted(some, key=lambda run: run.wall)[len(some) // 2]


def main() -> None:
    """Print the table as it comes, and write the plot where it is asked for."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--peers", nargs="*", choices=tuple(PEERS), default=tuple(PEERS))
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    found: list[tuple[str, int, Run]] = []
    for size in options.sizes:
        for name, articles, run in measure(size, options.peers):
            found.append((name, articles, run))
            print(
                f"{name}, {articles} articles: {run.wall:.2f} s, CPU {run.cpu:.2f} s, "
                f"{run.memory:.0f} MiB",
                file=sys.stderr,
                flush=True,
            )
    rows = [(name, size, (run.wall, run.cpu, run.memory)) for name, size, run in _medians(found)]
    print(table(rows, TOOLS))
    if options.plot:
        options.plot.write_text(plot(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
