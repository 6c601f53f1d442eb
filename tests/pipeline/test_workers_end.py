"""Workers end with the process that called them, however that ends; when they are called."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from site_gen.errors import WorkerError
from site_gen.pipeline.executors import HERE, Runner
from site_gen.pipeline.steps import Hands, Step, as_it_is

#: Two workers that each begin a job of five minutes.
_WORKING = """
import time
from functools import partial
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.steps import Step, as_it_is

if __name__ == "__main__":
    step = Step("naps", as_it_is, partial(map, time.sleep), as_it_is)
    with Runner(2, few=1) as runner:
        list(runner.run(step, [300.0] * 32, 32))
"""


def _below(pid: int) -> Iterator[int]:
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield int(child)
        yield from _below(int(child))


def _wait(seconds: float, pid: int, count: int) -> list[int]:
    """The processes below one, when they are that many."""
    last = time.monotonic() + seconds
    while len(found := list(_below(pid))) < count:
        assert time.monotonic() < last, found
        time.sleep(0.05)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_the_process_that_called_it(tmp_path: Path, how: int) -> None:
    script = tmp_path / "working.py"
    script.write_text(_WORKING, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen((sys.executable, str(script)), env=environment) as process:
        # What watches over resources, the process that others are forked from, and two workers.
        workers = _wait(60, process.pid, 4)
        time.sleep(0.5)  # until they have begun
        process.send_signal(how)
        process.wait(30)
    last = time.monotonic() + 30
    while left := [pid for pid in workers if _is_alive(pid)]:
        assert time.monotonic() < last, left
        time.sleep(0.05)


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_worker_that_is_ended_from_outside_is_told_of() -> None:
    step = Step("ends", as_it_is, partial(map, os._exit), as_it_is)
    with Runner(2, few=1) as runner, pytest.raises(WorkerError, match="ended from outside"):
        list(runner.run(step, [1] * 200, 200))


class _Called(Exception):  # noqa: N818  # nothing went wrong
    """The workers were called."""


def _call() -> Hands:
    raise _Called


def test_workers_are_called_as_soon_as_many_jobs_are_expected() -> None:
    runner = Runner(call=_call, few=10)
    runner.expect(9)
    with pytest.raises(_Called):
        runner.expect(10)
    HERE.expect(10_000)  # has none to call


#: What a worker has imported before its first job, of a program that Python finds elsewhere.
_IMPORTED = """
import sys
from functools import partial
sys.path.insert(0, {project!r})
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.steps import Step, as_it_is

def is_there(name):
    return name in sys.modules

if __name__ == "__main__":
    step = Step("looks", as_it_is, partial(map, is_there), as_it_is)
    with Runner(2, few=1) as runner:
        print(*runner.run(step, ["jinja2"] * 8, 8))
"""


def _imported_by_workers(folder: Path, called_in: Path) -> list[bytes]:
    script = folder / "looking.py"
    project = str(Path(__file__).parents[2])
    script.write_text(_IMPORTED.format(project=project), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = (sys.executable, str(script))
    done = subprocess.run(command, cwd=called_in, env=environment, capture_output=True, check=True)
    return done.stdout.split()


@pytest.mark.skipif(sys.platform == "win32", reason="no process is forked there")
def test_workers_begin_with_what_they_need_wherever_they_are_called(tmp_path: Path) -> None:
    assert _imported_by_workers(tmp_path, tmp_path) == [b"True"] * 8


@pytest.mark.skipif(sys.platform == "win32", reason="no process is forked there")
def test_workers_are_of_this_program_whatever_lies_where_they_are_called(tmp_path: Path) -> None:
    other = tmp_path / "elsewhere/site_gen"
    other.mkdir(parents=True)
    (other / "__init__.py").write_text("raise SystemExit('another program')", encoding="utf-8")
    assert _imported_by_workers(tmp_path, other.parent) == [b"True"] * 8
