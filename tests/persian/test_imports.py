"""The room is quick to enter: hazm and the model are not touched before they are needed."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
import site_gen.persian.restore, site_gen.persian.sentences, site_gen.persian.calendar
print("hazm" in sys.modules, "pycrfsuite" in sys.modules)
site_gen.persian.restore.restore_text("کتابها را میخواهد")
print("hazm" in sys.modules, "pycrfsuite" in sys.modules)
"""


def test_nothing_heavy_is_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines() == ["False False", "False False"]
