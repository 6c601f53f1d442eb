"""How a long page moves: `python -m benchmarks.reading [PARAGRAPHS]`.

Builds an article of 600 paragraphs of three sentences in both languages, opens it in Chromium on
loopback, and tells what its main thread does while it is scrolled, pointed at, walked through by
keys, and while its layout changes: tasks over 50 ms (Long Tasks API), and the milliseconds of
scripts, layout and style of all of it (Performance.getMetrics of the DevTools protocol).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from playwright.sync_api import CDPSession, Page, sync_playwright

from scripts.browser import find
from site_gen import config
from site_gen.pipeline.site import build

PERSIAN = "هوا سرد است. در سال ۱۴۰۱ برف آمد و همه\u200cجا سپید شد. کودکان تا شب بازی کردند."
ENGLISH = "It is cold. Snow came in 1401 and all was white. The children played till night."
WATCH = """
window.tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration)))
  .observe({type: "longtask"});
"""
NAMES = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration")
LAYOUTS = ("stacked", "interlinear", "reveal", "en", "side")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main(count: int) -> int:
    """Print what each way of moving costs."""
    with TemporaryDirectory() as folder:
        output = _built(Path(folder), count)
        handler = partial(_Quiet, directory=str(output))
        with (
            ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
            sync_playwright() as playwright,
            playwright.chromium.launch(
                executable_path=find(), args=["--no-sandbox", "--disable-gpu"]
            ) as browser,
        ):
            Thread(target=server.serve_forever, daemon=True).start()
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.add_init_script(WATCH)
            page.goto(f"http://127.0.0.1:{server.server_port}/long/")
            page.wait_for_timeout(1000)
            print(f"{count} paragraphs, {page.locator('.s').count()} sentences")
            _measure(page)
            server.shutdown()
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


def _measure(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    at = _told(page, devtools, dict.fromkeys(NAMES, 0.0), "load")
    for _ in range(100):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(20)
    at = _told(page, devtools, at, "100 turns of the wheel")
    for step in range(200):
        page.mouse.move(300 + step * 4 % 700, 100 + step * 13 % 700)
        page.wait_for_timeout(10)
    at = _told(page, devtools, at, "200 moves of the pointer over sentences")
    for _ in range(100):
        page.keyboard.press("j")
    at = _told(page, devtools, at, "100 steps by key")
    for layout in LAYOUTS:
        page.locator(f".tools input[value={layout}]").evaluate("e => e.click()")
        page.wait_for_timeout(500)
        at = _told(page, devtools, at, f"to layout {layout}")


def _told(
    page: Page, devtools: CDPSession, before: Mapping[str, float], what: str
) -> Mapping[str, float]:
    page.wait_for_timeout(300)
    tasks = page.evaluate("tasks.splice(0)")
    print(
        f"{what}: {len(tasks)} tasks over 50 ms, the longest {max(tasks, default=0):.0f} ms;",
        end="",
    )
    after = _metrics(devtools)
    print(*(f" {name[:-8].lower()} {1000 * (after[name] - before[name]):.0f}" for name in NAMES))
    return after


def _metrics(devtools: CDPSession) -> Mapping[str, float]:
    found = devtools.send("Performance.getMetrics")["metrics"]
    return {one["name"]: one["value"] for one in found}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 600))
