"""Writing a memory: one at a time, and whatever stops it, the old file or the new one."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from site_gen.cli import main
from site_gen.errors import MemoryFileError, OutputError
from site_gen.files import write_atomically
from site_gen.translation.memory import load, writing
from tests.conftest import SiteFolder

PO = "content/articles/a/en.po"
OLD, NEW = b'msgctxt "p1"\nmsgid "a"\nmsgstr "old"\n', b'msgctxt "p1"\nmsgid "a"\nmsgstr "new"\n'

# Every step of a write that the operating system is asked for, in order.
STEPS = ("mkdir", "open", "fdopen", "write", "fsync", "chmod", "replace")

# A writer that dies, as by kill -9, at one of its steps: before it, or half-way through `write`.
DYING = """
    import os, pathlib, signal, sys
    from site_gen import files
    step, path = sys.argv[1], pathlib.Path(sys.argv[2])

    def die(*_arguments, **_options):
        os.kill(os.getpid(), signal.SIGKILL)

    if step == "write":
        real = os.fdopen
        def half(handle, mode):
            file = real(handle, mode)
            class Half:
                def __enter__(self): return self
                def __exit__(self, *_): return None
                def write(self, data):
                    file.write(data[: len(data) // 2]); file.flush(); die()
            return Half()
        os.fdopen = half
    elif step in ("open", "fdopen", "fsync"):
        setattr(os, step, die)
    else:
        setattr(pathlib.Path, step, die)
    files.write_atomically(path, sys.stdin.buffer.read())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("step", STEPS)
def test_a_writer_that_is_killed_leaves_the_old_file(step: str, tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    path.write_bytes(OLD)
    command = [sys.executable, "-c", textwrap.dedent(DYING), step, str(path)]
    done = subprocess.run(command, input=NEW, cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == -9
    assert path.read_bytes() == OLD
    left = [one.name for one in tmp_path.iterdir() if one != path]
    assert all(name.startswith(".") and name.endswith(".tmp") for name in left)
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW


FAILURES = [
    (step, reason)
    for step in STEPS[1:]
    for reason in (errno.ENOSPC, errno.EIO, errno.EDQUOT)
    if step != "write" or (reason == errno.ENOSPC and Path("/dev/full").exists())
]


@pytest.mark.parametrize(("step", "reason"), FAILURES)
def test_a_disk_that_fails_leaves_the_old_file_and_nothing_else(
    step: str, reason: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "en.po"
    path.write_bytes(OLD)
    _break(monkeypatch, step, reason)
    with pytest.raises(OSError, match=os.strerror(reason)):
        write_atomically(path, NEW)
    monkeypatch.undo()
    assert path.read_bytes() == OLD
    assert [one.name for one in tmp_path.iterdir()] == ["en.po"]


def _break(monkeypatch: pytest.MonkeyPatch, step: str, reason: int) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(reason, os.strerror(reason))

    if step == "write":  # a real disk that is full
        real: Callable[..., object] = os.fdopen

        def full(handle: int, mode: str) -> object:
            os.close(handle)
            return real(os.open("/dev/full", os.O_WRONLY), mode)

        monkeypatch.setattr(os, "fdopen", full)
    elif step in ("open", "fdopen", "fsync"):
        monkeypatch.setattr(os, step, fail)
    else:
        monkeypatch.setattr(Path, step, fail)


# --- two at once --------------------------------------------------------------------------------

HOLDING = """
    import pathlib, sys, time
    from site_gen.translation.memory import writing
    with writing(pathlib.Path(sys.argv[1]), sys.argv[2]):
        print("writing", flush=True)
        time.sleep(float(sys.argv[3]))
"""


def hold(site: SiteFolder, seconds: float) -> subprocess.Popen[bytes]:
    """Another run that is writing the memory."""
    arguments = [str(site.root / PO), PO, str(seconds)]
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLDING), *arguments],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"writing\n"
    return process


@pytest.fixture
def article(site: SiteFolder) -> SiteFolder:
    site.write("content/articles/a/article.fa.md", "# عنوان\n\nبهار آمد.\n")
    site.write("content/articles/a/article.en.md", "# Title\n\nSpring came.\n")
    site.write(
        "sent.po",
        'msgid ""\nmsgstr "Language: en\\n"\n\n' + OLD.decode().replace('"a"', '"بهار آمد."'),
    )
    return site


def test_the_second_says_so(article: SiteFolder) -> None:
    process = hold(article, 60)
    try:
        with (
            pytest.raises(MemoryFileError, match="written by another run") as caught,
            writing(article.root / PO, PO, patience=0.1),
        ):
            pass
        assert (caught.value.path, bool(caught.value.hint)) == (PO, True)
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
    with writing(article.root / PO, PO, patience=0.1):
        assert load(article.root / PO, PO) is None, "a lock ends with its process"


def test_the_second_waits(article: SiteFolder) -> None:
    process = hold(article, 0.5)
    with writing(article.root / PO, PO, patience=60):
        assert process.wait(60) == 0, "the other one is done"
    assert process.stdout is not None
    process.stdout.close()


def test_another_article_is_not_waited_for(article: SiteFolder) -> None:
    other = PO.replace("/a/", "/b/")
    with writing(article.root / PO, PO), writing(article.root / other, other, patience=0):
        pass


@pytest.mark.parametrize(
    ("command", "target"),
    [
        (("align", "article.fa.md", "article.en.md"), "Spring came."),
        (("import", "sent.po", "--article", "a"), "old"),
    ],
)
def test_commands_that_write_take_turns(
    article: SiteFolder,
    command: tuple[str, ...],
    target: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("site_gen.translation.memory.PATIENCE", 0.1)
    monkeypatch.chdir(article.root)
    folder = article.root / "content/articles/a"
    arguments = [str(folder / a) if a.startswith("article.") else a for a in command]
    with writing(article.root / PO, PO):
        assert main(["--root", str(article.root), *arguments]) == 1
        assert "is being written by another run" in capsys.readouterr().err
        assert not (article.root / PO).exists()
    assert main(["--root", str(article.root), *arguments]) == 0
    assert f'msgstr "{target}"' in article.read(PO)


def test_a_lock_that_cannot_be_made_is_told(article: SiteFolder) -> None:
    shutil.rmtree(article.root / ".cache")
    article.write(".cache", b"a file in the place of the folder")
    with (
        pytest.raises(OutputError, match="cannot be locked"),
        writing(article.root / PO, PO),
    ):
        pass
