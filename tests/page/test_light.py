"""Light: what an article weighs on the wire, and that nothing moves when fonts come."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests.conftest import until
from tests.page.conftest import SHOWCASE

NEWS = "/white-house-drones/"  # the article of 12 blocks
_SHIFT = """() => {
    globalThis.shifts = [];
    new PerformanceObserver(list => shifts.push(...list.getEntries().map(e => e.value)))
        .observe({type: "layout-shift", buffered: true});
}"""


def zipped(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def asked_for(page: Page, address: str, showcase: Path) -> list[Path]:
    """The files of the site that a page loads, in Chromium."""
    names: list[str] = []
    page.on("request", lambda request: names.append(request.url.removeprefix(address)))
    page.goto(address + NEWS)
    page.evaluate("document.fonts.ready")
    files = [showcase / name.partition("?")[0].lstrip("/") for name in names]
    return [file / "index.html" if file.is_dir() else file for file in dict.fromkeys(files)]


@pytest.mark.parametrize(("suffix", "most"), [(".html", 25_000), (".css", 12_000), (".js", 15_000)])
def test_weight_of_an_article(
    page: Page, address: str, showcase: Path, suffix: str, most: int
) -> None:
    files = [file for file in asked_for(page, address, showcase) if file.suffix == suffix]
    assert files
    assert zipped(*files) <= most, [(file.name, zipped(file)) for file in files]


def test_fonts_are_small_and_never_hold_text_back(showcase: Path) -> None:
    fonts = showcase / "static/fonts"
    assert (fonts / "vazirmatn.woff2").stat().st_size <= 70_000
    assert (fonts / "literata.woff2").stat().st_size <= 70_000
    sheet = (showcase / "static/site.css").read_text("utf-8")
    faces = re.findall(r"@font-face\s*\{(.*?)\}", sheet, re.DOTALL)
    loaded = [face for face in faces if "url(" in face]
    assert len(loaded) == 2
    assert all("font-display:optional" in face for face in loaded)


@pytest.mark.parametrize("path", ["/", NEWS, SHOWCASE, "/the-bridge/"])
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_nothing_moves_when_the_fonts_come(page: Page, address: str, path: str, width: int) -> None:
    held: list[Route] = []
    page.route("**/*.woff2", lambda route: held.append(route))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + path, wait_until="commit")
    page.evaluate(_SHIFT)
    until(page, "performance.getEntriesByType('paint').length > 0")
    assert page.evaluate("document.querySelector('main').innerText.length") > 100
    assert held  # the text is there before the fonts
    for route in held:
        route.continue_()
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(300)
    assert sum(page.evaluate("shifts")) <= 0.01
