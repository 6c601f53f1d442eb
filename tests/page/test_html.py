"""Every built page under the Nu HTML Checker, and under the linter."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from scripts import npm
from site_gen.lint.pages import lint_page
from tests.conftest import skip


def test_the_nu_checker_finds_no_error(showcase: Path) -> None:
    package, java = npm.find("vnu-jar"), shutil.which("java")
    if not package or not java:
        skip("no Nu checker: it wants Java, and npm to bring it (`make browser`)")
    checker = package / "build/dist/vnu.jar"
    command = [java, "-jar", str(checker), "--errors-only", "--skip-non-html", str(showcase)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.stderr, run.returncode) == ("", 0)


def test_the_linter_finds_nothing(showcase: Path) -> None:
    pages = sorted(showcase.rglob("*.html"))
    assert len(pages) >= 5
    for page in pages:
        assert lint_page(page.name, page.read_bytes()) == ()
