"""Work beside: in a copy of the process where that can be, and else here."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from site_gen.pipeline.beside import beside

CAN_COPY = hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1
needs_two = pytest.mark.skipif(not CAN_COPY, reason="one processor, or not Linux")


def said_alone(script: str) -> str:
    """What a process that has no threads says, and how it ends if not well."""
    head = "import os\nfrom site_gen.pipeline.beside import beside\n"
    command = [sys.executable, "-W", "error", "-c", head + script]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@needs_two
def test_a_copy_does_the_work_and_is_gone_after() -> None:
    script = """
with beside(lambda: [f"of {os.getpid()}", *map(str, range(100_000))]) as found:
    found = found()
print(f"of {os.getpid()}" in found, len(found))
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("none left")
"""
    assert said_alone(script) == "False 100001\nnone left\n"


@needs_two
@pytest.mark.parametrize("end", ["os._exit(3)", "raise KeyboardInterrupt", "1 / 0"])
def test_what_a_copy_fails_in_is_done_here(end: str) -> None:
    script = f"""
here = os.getpid()
def work():
    yield "a"
    if os.getpid() != here:
        {end}
with beside(work) as found:
    print(sorted(found()))
"""
    assert said_alone(script) == "['a']\n"


@needs_two
def test_a_copy_that_nobody_asks_does_not_hold_up_the_end() -> None:
    script = """
try:
    with beside(lambda: map(str, range(1_000_000))):
        raise ValueError
except ValueError:
    print("ended")
"""
    assert said_alone(script) == "ended\n"


def test_beside_other_threads_the_work_is_done_here() -> None:
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        with beside(lambda: [str(os.getpid())]) as found:
            assert found() == {str(os.getpid())}
    finally:
        stop.set()
        other.join()
