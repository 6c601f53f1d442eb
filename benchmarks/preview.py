"""How soon a saved article shows in the preview: `python -m benchmarks.preview [ARTICLES]`.

Serves a site of so many articles (1,000) with everything that a site has by default, opens one of
them in Chromium, adds a paragraph to its source again and again, and tells how long it takes from
the save until the reloaded page has it, until that is painted, and how much of it is the server's
processor time. The page itself tells the time, so that none is spent on asking it.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from playwright.sync_api import Page

from benchmarks.build import ROOT, seconds
from benchmarks.build_corpus import write_site
from scripts.browser import launched

SLUG = "article-00042"
LETTERS = "بپتثجچحخدذرزسش"  # a save each
_REST = 1.0  # seconds after a build in which nothing happens

#: Notes when the last letters of all paragraphs came into the page and were painted.
WATCH = """
window.came = {};
new MutationObserver((_, watch) => {
  const all = document.querySelectorAll("article .pair [lang=fa]");
  const word = [...all].map((one) => one.textContent.match(/نشان(\\S)\\1\\1/)?.[0]);
  for (const one of word) {
    if (!one || came[one]) continue;
    came[one] = [Date.now(), 0];
    requestAnimationFrame(() => setTimeout(() => (came[one][1] = Date.now())));
  }
}).observe(document, { childList: true, subtree: true });
"""


def main(count: int) -> int:
    """Print the times of all saves, and their median."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_site(root, count)
        (root / "site.toml").write_text("", encoding="utf-8")
        command = (sys.executable, str(ROOT / "build.py"), "--root", folder, "serve", "--port=0")
        with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as server:
            assert server.stdout
            try:
                _measure(root, server.pid, server.stdout, count)
            finally:
                server.terminate()
    return 0


def _measure(root: Path, pid: int, said: IO[str], count: int) -> None:
    address = re.search(r"http://\S+/", _until(said, "http://"))
    assert address
    _until(said, "built in")
    with launched() as browser:
        page = browser.new_page()
        page.add_init_script(WATCH)
        page.goto(f"{address[0]}{SLUG}/")
        found = list(_saves(page, root / f"content/articles/{SLUG}/article.fa.md", pid, said))
    for name, values in zip(
        ("in the page", "painted", "processor"), zip(*found, strict=True), strict=True
    ):
        each = " ".join(f"{1000 * value:.0f}" for value in values)
        print(
            f"{count} articles, {name}: median {1000 * statistics.median(values):.0f} ms ({each})"
        )


def _saves(
    page: Page, source: Path, pid: int, said: IO[str]
) -> Iterator[tuple[float, float, float]]:
    """For each save, seconds until its words are in the page and painted, and the server's
    processor seconds meanwhile."""
    for letter in LETTERS:
        time.sleep(_REST)
        word = f"نشان{letter * 3}"
        text = f"{source.read_text('utf-8')}\nبندی با {word}.\n"
        begun, spent = time.time(), seconds(pid)
        source.write_text(text, encoding="utf-8")
        page.get_by_text(word).first.wait_for(state="attached", timeout=120_000)
        used = seconds(pid) - spent
        _until(said, "built in")
        came, painted = page.evaluate("word => came[word]", word)
        yield came / 1000 - begun, painted / 1000 - begun, used


def _until(said: IO[str], text: str) -> str:
    return next(line for line in said if text in line)


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
