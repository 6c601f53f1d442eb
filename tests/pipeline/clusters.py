"""A Dask scheduler and its workers, each a process of its own on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LONG = 120.0  # seconds, on a machine that does much else


class ClusterProcesses:
    """A scheduler at `address`; its files are under `folder`."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        file = folder / "scheduler.json"
        self.scheduler = self._start(
            ROOT, "scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)
        )
        _until(lambda: file.exists() and bool(file.read_text("utf-8")), self.scheduler)
        self.address: str = json.loads(file.read_text("utf-8"))["address"]

    def worker(self, program: Path = ROOT) -> subprocess.Popen[bytes]:
        """Begin a worker that runs the package in folder `program`; nobody starts it anew."""
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
        return self._start(program, "worker", self.address, *options)

    def _start(self, program: Path, *arguments: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(program), "DASK_CONFIG": str(self._folder)}
        with (self._folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments, "--host", "127.0.0.1"],
                cwd=self._folder,
                env=environment,
                stdout=log,
                stderr=log,
            )
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process


def _until(is_so: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + _LONG
    while not is_so():
        assert process.poll() is None, "it has ended"
        assert time.monotonic() < ends, "it takes too long"
        time.sleep(0.05)


@contextmanager
def cluster(folder: Path) -> Iterator[ClusterProcesses]:
    """A scheduler without workers; all are killed in the end."""
    with ExitStack() as stack:
        yield ClusterProcesses(folder, stack)
