"""What one article costs a build, here and with a cluster, to plan for a million of them.

    python -m benchmarks.scale [SMALL LARGE]

Sites of two sizes, with everything that a site has by default, are built in memory; what the larger
one costs more, divided by the articles that it has more, is the cost of one. Processor time is of
processes, not of the clock, so that it can be taken on a machine that does something else too.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.build_corpus import write_site
from site_gen import config
from site_gen.pipeline.cluster import Cluster
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.site import build
from tests.pipeline.clusters import cluster

ROOT = Path(__file__).parents[1]
_SETTINGS = '[site]\naddress = "https://example.org/"\n'
_TASKS = 2000  # without work, to see what a task itself costs
_TICK = os.sysconf("SC_CLK_TCK")

Costs = Mapping[str, float]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 400])
    small, large = sorted(parser.parse_args().sizes)
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        costs = [measured(Path(folder) / str(count), count) for count in (small, large)]
    print(f"an article, from sites of {small} and {large}:")
    for name in costs[0]:
        print(f"{name:46} {(costs[1][name] - costs[0][name]) / (large - small):12,.2f}")


def measured(root: Path, count: int) -> Costs:
    """What a site of this size costs, in all."""
    write_site(root, count)
    (root / "site.toml").write_text(_SETTINGS, encoding="utf-8")
    costs = dict(_local(root))
    shutil.rmtree(root / ".cache")
    (root / "dask").mkdir()
    return {**costs, **dict(_clustered(root))}


def _local(root: Path) -> Iterator[tuple[str, float]]:
    yield "content, KB", _size(root / "content")
    cpu, memory = _built(root)
    yield "clean build, ms of CPU", cpu
    yield "memory of the process that builds, KB", memory
    yield "output, KB", _size(root / "_site")
    yield "files of the output", sum(path.is_file() for path in (root / "_site").rglob("*"))
    yield "cache, KB", (root / ".cache/build.db").stat().st_size / 1000
    cpu, memory = _built(root)
    yield "nothing changed, ms of CPU", cpu
    with next(root.glob("content/articles/*/article.fa.md")).open("a", encoding="utf-8") as file:
        file.write("\nبندی تازه.\n")
    cpu, memory = _built(root)
    yield "one article changed, ms of CPU", cpu
    yield "the same, memory, KB", memory
    shutil.rmtree(root / "_site")
    yield "output gone, cache kept, ms of CPU", _built(root)[0]


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1000


def _built(root: Path) -> tuple[float, float]:
    """A build by one process: milliseconds of CPU, and the most memory in KB."""
    command = [sys.executable, "-m", "site_gen", "--root", str(root), "build", "--jobs", "1"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1)  # the corpus has what checks find
    return 1000 * (usage.ru_utime + usage.ru_stime), usage.ru_maxrss


def _clustered(root: Path) -> Iterator[tuple[str, float]]:
    """The same site by two workers: who spends what, and what goes to and fro."""
    moved = {"there": 0, "back": 0, "tasks": 0}

    class Weighing(Cluster):
        def __init__(self, address: str) -> None:
            super().__init__(address, print)
            self._submit, self._client.submit = self._client.submit, self._weighed

        def _weighed(self, function: object, *values: object, **options: object) -> object:
            moved["tasks"] += 1
            moved["there"] += sum(len(value) for value in values if isinstance(value, bytes))
            return self._submit(function, *values, **options)

        def _result(self, future: Any) -> bytes:
            data = super()._result(future)
            moved["back"] += len(data)
            return data

    with cluster(root / "dask") as started:
        workers = [started.worker(), started.worker()]
        call = partial(Weighing, started.address)
        settings = config.load(root)
        spent: list[tuple[float, float]] = []

        def mark(*_: object) -> None:
            spent.append((time.process_time(), _spent(started.scheduler.pid)))

        with Runner(call=call, few=1, share_disk=False, tell=mark) as runner:
            build(root, settings, root / "clustered", runner=runner)
        # From the first chunk that has come back: before it, programs begin.
        here, scheduler = (last - first for first, last in zip(spent[0], spent[-1], strict=True))
        yield "cluster: ms of CPU here", 1000 * here
        yield "cluster: ms of CPU of the scheduler", 1000 * scheduler
        yield "cluster: ms of CPU of the workers", 1000 * sum(_spent(one.pid) for one in workers)
        yield "cluster: KB to the workers", moved["there"] / 1000
        yield "cluster: KB from the workers", moved["back"] / 1000
        yield "cluster: tasks", moved["tasks"]
        print(f"{_tasks_a_second(started.address):,.0f} tasks without work a second")


def _spent(pid: int) -> float:
    """The seconds of CPU that a process has had (`man 5 proc`)."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _tasks_a_second(address: str) -> float:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.gather(client.map(_nothing, range(100), pure=False))
        begun = time.monotonic()
        client.gather(client.map(_nothing, range(_TASKS), pure=False))
        return _TASKS / (time.monotonic() - begun)


def _nothing(number: int) -> int:
    return number


if __name__ == "__main__":
    main()
