"""How a long page moves: `python -m benchmarks.reading [PARAGRAPHS]`.

Builds an article of 600 paragraphs of three sentences in both languages, opens it in Chromium on
loopback, and tells what its main thread does while it is scrolled, pointed at, walked through by
keys, while its layout changes, and while its edition in one language is opened and scrolled. Tasks
are those of Chromium's own trace. Their CPU time is what counts: on the wall a task also waits for
whatever else the machine does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page

from scripts.browser import launched
from scripts.serving import served_folder
from site_gen import config
from site_gen.pipeline.site import build

PERSIAN = "هوا سرد است. در سال ۱۴۰۱ برف آمد و همه\u200cجا سپید شد. کودکان تا شب بازی کردند."
ENGLISH = "It is cold. Snow came in 1401 and all was white. The children played till night."
CATEGORIES = ["toplevel", "devtools.timeline"]
#: Events of the trace that a task is made of: scripts, layout, style.
PARTS = ("FunctionCall", "Layout", "UpdateLayoutTree")
LAYOUTS = ("stacked", "interlinear", "reveal", "en", "side")


def main(count: int) -> int:
    """Print what each way of moving costs."""
    with TemporaryDirectory() as folder:
        output = _built(Path(folder), count)
        with launched() as browser, served_folder(output) as address:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"{address}/long/")
            page.wait_for_timeout(3000)
            print(f"{count} paragraphs, {page.locator('.s').count()} sentences")
            _measure(browser, page, f"{address}/fa/long/")
    return 0


def _built(root: Path, count: int) -> Path:
    article = root / "content/articles/long"
    article.mkdir(parents=True)
    entries = (
        f'\nmsgctxt "p{number}"\nmsgid "{PERSIAN}"\nmsgstr "{ENGLISH}"\n'
        for number in range(1, count + 1)
    )
    (article / "article.fa.md").write_text("# دراز\n\n" + f"{PERSIAN}\n\n" * count, "utf-8")
    (article / "en.po").write_text("".join(entries), "utf-8")
    build(root, config.load(root), root / "_site")
    return root / "_site"


def _measure(browser: Browser, page: Page, edition: str) -> None:
    print("| what | longest task, CPU | over 50 ms | longest, wall | scripts | layout | style |")
    print("| --- " * 7 + "|")
    ways: Sequence[tuple[str, Callable[[Page], object]]] = (
        ("60 turns of the wheel", _scroll),
        ("100 moves of the pointer over sentences", _point),
        ("50 steps by key", _walk),
        *((f"to layout `{layout}`", partial(_choose, layout)) for layout in LAYOUTS),
        ("60 turns of the wheel", _scroll),
        ("the same article in one language, opened", lambda page: page.goto(edition)),
        ("60 turns of the wheel there", _scroll),
    )
    for name, act in ways:
        browser.start_tracing(page=page, categories=CATEGORIES)
        act(page)
        page.wait_for_timeout(1000)
        _tell(name, json.loads(browser.stop_tracing())["traceEvents"])


def _scroll(page: Page) -> None:
    for _ in range(60):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(20)


def _point(page: Page) -> None:
    for step in range(100):
        page.mouse.move(300 + step * 4 % 700, 100 + step * 13 % 700)
        page.wait_for_timeout(10)


def _walk(page: Page) -> None:
    for _ in range(50):
        page.keyboard.press("j")


def _choose(layout: str, page: Page) -> None:
    click = "e => setTimeout(() => e.click())"  # a task of its own, as a reader's is
    page.locator(f".tools input[value={layout}]").evaluate(click)
    page.wait_for_timeout(3000)  # until every row has come to it


def _tell(what: str, events: Sequence[Mapping[str, Any]]) -> None:
    """One row: times of tasks of the page's main thread, in milliseconds."""
    threads = {
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"
    }
    ours = [one for one in events if (one["pid"], one["tid"]) in threads and one["ph"] == "X"]
    tasks = [one for one in ours if one["name"] == "ThreadControllerImpl::RunTask"]
    cpu = [one.get("tdur", 0) / 1000 for one in tasks]
    wall = max(one["dur"] / 1000 for one in tasks)
    parts = (
        sum(one.get("tdur", 0) for one in ours if one["name"] == name) / 1000 for name in PARTS
    )
    row = (
        f"{max(cpu):.0f}",
        sum(one > 50 for one in cpu),
        f"{wall:.0f}",
        *map("{:.0f}".format, parts),
    )
    print("|", " | ".join(map(str, (what, *row))), "|", flush=True)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 600))
