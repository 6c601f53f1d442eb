"""Lighthouse on a phone profile, over pages of the project's own site: `make bench-lighthouse`.

The site is served on loopback, compressed, as static hosts do. Lighthouse and what it brings come
from npm into `.cache/lighthouse`. The phone is a slowdown of this machine, chosen from what it can
do at that moment (`benchmarkIndex`), as Lighthouse's own docs/throttling.md has it.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scripts.browser import find
from scripts.serving import Files, served
from site_gen import config
from site_gen.pipeline.site import build

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".cache" / "lighthouse"
VERSION = "13.5.0"
PAGES = ("", "white-house-drones/", "how-this-site-is-made/", "the-bridge/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_COMPRESSED = (".html", ".css", ".js", ".svg")


class _StaticHost(Files):
    """Answers as a static host does: text compressed, everything kept for a while."""

    protocol_version = "HTTP/1.1"  # one connection for many files
    cache_control = "max-age=600"

    def do_GET(self) -> None:  # noqa: N802  # http.server's name
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in _COMPRESSED or not path.is_file():
            super().do_GET()
            return
        data = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def main() -> int:
    """Print a table of scores, and what cost points."""
    browser = find()
    if browser is None:
        print("no Chromium: run `make browser`", file=sys.stderr)
        return 1
    _install()
    with TemporaryDirectory() as folder:
        build(ROOT, config.load(ROOT), Path(folder))
        with served(partial(_StaticHost, directory=folder)) as address:
            index = _index(_report(browser, f"{address}/", folder, 1))
            print("| page | " + " | ".join(CATEGORIES) + " | slowdown |\n" + "| --- " * 6 + "|")
            for page in PAGES:
                slowdown = _slowdown(index)
                report = _report(browser, f"{address}/{page}", folder, slowdown)
                _tell(page, report, slowdown)
                index = _index(report)
    return 0


def _install() -> None:
    if not (CACHE / "node_modules" / "lighthouse").is_dir():
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        prefix = ["--prefix", str(CACHE), f"lighthouse@{VERSION}"]
        subprocess.run([*command, *prefix], check=True)


def _index(report: Mapping[str, Any]) -> float:
    """What the machine could do while the report was made."""
    return float(report["environment"]["benchmarkIndex"])


def _slowdown(index: float) -> int:
    """How many times slower a middling phone is than a machine of that `benchmarkIndex`."""
    return next(times for least, times in ((1500, 4), (800, 2), (0, 1)) if index >= least)


def _report(browser: str, address: str, folder: str, slowdown: int) -> Mapping[str, Any]:
    report = Path(folder) / "report.json"
    command = [
        *("node", str(CACHE / "node_modules/lighthouse/cli/index.js"), address),
        *("--quiet", "--output=json", f"--output-path={report}"),
        f"--only-categories={','.join(CATEGORIES)}",
        f"--throttling.cpuSlowdownMultiplier={slowdown}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    environment = {**os.environ, "CHROME_PATH": browser}
    subprocess.run(command, check=True, env=environment, capture_output=True)
    read: Mapping[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return read


def _tell(page: str, report: Mapping[str, Any], slowdown: int) -> None:
    categories, audits = report["categories"], report["audits"]
    scores = [round(100 * categories[name]["score"]) for name in CATEGORIES]
    print(f"| /{page} | " + " | ".join(map(str, scores)) + f" | {slowdown}× |", flush=True)
    for name in CATEGORIES:
        for item in categories[name]["auditRefs"]:
            audit = audits[item["id"]]
            if item["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                print(f"    {name}: {audit['title']} {audit.get('displayValue', '')}")


if __name__ == "__main__":
    sys.exit(main())
