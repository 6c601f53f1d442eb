"""What `make` stands on: the Python it chooses, and the environment it makes only when needed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SYSTEM = "/usr/bin:/bin"


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """The environment variables of a machine with no Python: shell tools, an empty home."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "dirname", "cat", "cksum", "rm", "basename", "touch"):
        (tools / name).symlink_to(
            next(p for d in SYSTEM.split(":") if (p := Path(d, name)).exists())
        )
    return {"PATH": str(tools), "HOME": str(tmp_path / "home")}


def _script(path: Path, line: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)
    return path


def _real_python(path: Path) -> Path:
    return _script(path, f'exec {sys.executable} "$@"')


def _run(
    script: str, *arguments: str, env: Mapping[str, str], cwd: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(ROOT / "scripts" / script), *arguments]
    return subprocess.run(command, env=env, cwd=cwd, capture_output=True, text=True, check=False)


def _with_path(env: Mapping[str, str], folder: Path) -> dict[str, str]:
    return {**env, "PATH": f"{folder}{os.pathsep}{env['PATH']}"}


def test_a_name_on_the_path_that_does_not_run_is_passed_over(
    bare: dict[str, str], tmp_path: Path
) -> None:
    _script(tmp_path / "bin/python3.13", "echo not selected >&2; exit 127")
    good = _real_python(tmp_path / "bin/python3.12")
    run = _run("find_python.sh", env=_with_path(bare, tmp_path / "bin"))
    assert (run.returncode, run.stdout) == (0, f"{good}\n")


def test_an_old_python_is_passed_over(bare: dict[str, str], tmp_path: Path) -> None:
    _script(tmp_path / "old/python3", 'exit 1  # what "sys.exit(sys.version_info < …)" gives there')
    good = _real_python(tmp_path / "new/python3")
    path = _with_path(_with_path(bare, tmp_path / "new"), tmp_path / "old")
    assert _run("find_python.sh", env=path).stdout == f"{good}\n"


def test_pyenvs_own_interpreter_comes_before_an_older_one_on_the_path(
    bare: dict[str, str], tmp_path: Path
) -> None:
    _real_python(tmp_path / "bin/python3.11")
    newest = _real_python(tmp_path / "home/.pyenv/versions/3.13.7/bin/python")
    _real_python(tmp_path / "home/.pyenv/versions/3.9.18/bin/python")
    run = _run("find_python.sh", env=_with_path(bare, tmp_path / "bin"))
    assert run.stdout == f"{newest}\n"


def test_no_python_says_what_to_do(bare: dict[str, str]) -> None:
    run = _run("find_python.sh", env=bare)
    assert (run.returncode, run.stdout) == (1, "")
    assert "python3-venv" in run.stderr


def test_the_python_asked_for_is_the_only_candidate(bare: dict[str, str], tmp_path: Path) -> None:
    good = _real_python(tmp_path / "bin/python3.13")
    path = _with_path(bare, tmp_path / "bin")
    chosen = _real_python(tmp_path / "mine")
    assert _run("find_python.sh", env={**path, "PYTHON": str(chosen)}).stdout == f"{chosen}\n"
    refused = _run("find_python.sh", env={**path, "PYTHON": f"{good}x"})
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"PYTHON={good}x" in refused.stderr


def test_an_environment_is_made_once_and_an_unfinished_one_again(
    bare: dict[str, str], tmp_path: Path
) -> None:
    _real_python(tmp_path / "bin/python3.13")
    env = _with_path(bare, tmp_path / "bin")
    pins, stamp = tmp_path / "pins.txt", tmp_path / ".venv/.installed-pins.txt"

    pins.write_text("--no-index\n")
    first = _run("environment.sh", "pins.txt", env=env, cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "Installing pins.txt" in first.stdout
    assert stamp.exists()
    again = _run("environment.sh", "pins.txt", env=env, cwd=tmp_path)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")

    pins.write_text("--no-index\nnowhere-to-be-had==1\n")
    failed = _run("environment.sh", "pins.txt", env=env, cwd=tmp_path)
    assert failed.returncode == 1
    assert failed.stderr.endswith("Then run the same command again.\n")
    assert not stamp.exists()

    (tmp_path / ".venv/bin/python").unlink()  # its interpreter went away
    pins.write_text("--no-index\n")
    mended = _run("environment.sh", "pins.txt", env=env, cwd=tmp_path)
    assert mended.returncode == 0, mended.stderr
    assert "Making .venv" in mended.stdout


def test_an_environment_behind_a_link_is_left_alone(bare: dict[str, str], tmp_path: Path) -> None:
    kept = tmp_path / "another/kept.txt"
    kept.parent.mkdir()
    kept.write_text("mine")
    (tmp_path / ".venv").symlink_to(kept.parent)
    run = _run("environment.sh", env=bare, cwd=tmp_path)
    assert (run.returncode, run.stdout) == (1, "")
    assert "Take the link away" in run.stderr
    assert kept.read_text() == "mine"


def test_every_pinned_library_has_its_licence_named() -> None:
    pins = (ROOT / "requirements.txt").read_text().splitlines()
    pinned = {line.split("==")[0] for line in pins if "==" in line}
    notices = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8").split("## Installed to run")[1]
    assert pinned <= {*re.findall(r"[a-z0-9-]+", notices)}


def test_pins_hold_all_that_is_asked_for_and_no_address() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["dependency-groups"]["dev"],
    }
    for name, requirements in asked.items():
        pins = (ROOT / name).read_text()
        assert "://" not in pins
        for requirement in requirements:
            library = re.split(r"[\[<>=]", requirement)[0].lower()
            assert f"\n{library}==" in pins, f"{library} is not in {name}: run `make pins`"


def test_help_names_every_command() -> None:
    run = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = {line.split()[1] for line in run.stdout.splitlines() if line.startswith("make ")}
    phony = (ROOT / "Makefile").read_text().split(".PHONY:")[1].splitlines()[0].split()
    assert listed == {*phony} - {"runtime", "dev"}
