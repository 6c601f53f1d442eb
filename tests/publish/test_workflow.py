"""The workflows: right to actionlint, pinned, without needless rights, doing what they say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PAGES = ROOT / ".github/workflows/pages.yml"


def pages() -> dict[str, Any]:
    workflow = yaml.safe_load(PAGES.read_text("utf-8"))
    assert isinstance(workflow, dict)
    return workflow


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actionlint_finds_nothing(path: Path) -> None:
    program = Path(sysconfig.get_path("scripts")) / "actionlint"
    run = subprocess.run([program, path], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "")


def test_every_action_is_pinned_to_a_commit_in_one_version() -> None:
    uses = {use for path in WORKFLOWS for use in re.findall(r"uses: (.*)", path.read_text("utf-8"))}
    for action in uses:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)
    assert len({action.partition("@")[0] for action in uses}) == len(uses) > 0


def test_no_job_has_more_rights_than_it_needs() -> None:
    workflow = pages()
    assert workflow["permissions"] == {}
    jobs = workflow["jobs"]
    assert jobs["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert jobs["build"]["steps"][0]["with"] == {"persist-credentials": False}


def test_one_deployment_at_a_time_and_a_cache_that_is_found_again() -> None:
    workflow = pages()
    assert workflow["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    (cache,) = (
        step["with"]
        for step in workflow["jobs"]["build"]["steps"]
        if "actions/cache@" in step.get("uses", "")
    )
    assert cache["path"] == ".cache/build.db"
    assert cache["key"] == cache["restore-keys"] + "${{ github.sha }}"  # each build leaves its own


def test_its_steps_build_the_site_under_the_address_that_pages_gave(tmp_path: Path) -> None:
    steps = [step for step in pages()["jobs"]["build"]["steps"] if "run" in step]
    assert [step["name"] for step in steps] == ["Install", "Check", "Build"]
    place = _clone(tmp_path)
    path = f"{place / '.venv/bin'}{os.pathsep}{os.environ['PATH']}"  # as setup-python leaves it
    environment = {
        **os.environ,
        "PATH": path,
        "BASE_URL": "https://someone.github.io/reading",
        "PYTHON": "",
    }
    assert steps[2]["env"] == {"BASE_URL": "${{ steps.pages.outputs.base_url }}"}
    for step in steps:
        subprocess.run(["bash", "-e", "-c", step["run"]], cwd=place, env=environment, check=True)
    uploaded = pages()["jobs"]["build"]["steps"][-1]["with"]["path"]
    page = (place / uploaded / "the-bridge/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://someone.github.io/reading/the-bridge/">' in page


def test_an_error_in_the_content_stops_it_before_it_builds(tmp_path: Path) -> None:
    place = _clone(tmp_path)
    (place / "content/articles/bad").mkdir()
    (place / "content/articles/bad/article.fa.md").write_text("", "utf-8")
    gate = next(step for step in pages()["jobs"]["build"]["steps"] if step.get("name") == "Check")
    run = subprocess.run(gate["run"], cwd=place, shell=True, capture_output=True, check=False)
    assert run.returncode == 1
    assert not (place / "_site").exists()


def _clone(tmp_path: Path) -> Path:
    """The project as a checkout has it, with this Python where `make runtime` puts one, finished:
    what pip brings is not brought again."""
    place = tmp_path / "clone"
    for name in ("site_gen", "templates", "static", "content", "scripts"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("build.py", "site.toml", "Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, place)
    programs = place / ".venv/bin"
    programs.mkdir(parents=True)
    wrapper = programs / "python"
    wrapper.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    wrapper.chmod(0o755)
    pins = (place / "requirements.txt").read_bytes()
    stamp = subprocess.run(["cksum"], input=pins, capture_output=True, check=True).stdout
    (place / ".venv/.installed-requirements.txt").write_bytes(stamp)
    (place / ".venv/.made").touch()
    return place
