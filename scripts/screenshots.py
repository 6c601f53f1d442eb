"""Pictures of the site for the README: `python -m scripts.screenshots`."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, ViewportSize

from scripts.browser import launched
from scripts.serving import served_folder
from site_gen import config
from site_gen.pipeline.site import build

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"

LAYOUTS = ("side", "stacked", "interlinear", "fa", "en", "reveal")
THEMES = ("light", "sepia", "dark", "contrast")
NEWS, ESSAY, POEM = "white-house-drones/", "how-this-site-is-made/", "the-bridge/"


class Shot(NamedTuple):
    """One picture: its name, what it is of, the window's width and height."""

    name: str
    address: str
    width: int
    height: int


SHOTS = (
    Shot("desk", f"{NEWS}?theme=light", 1280, 900),
    Shot("dark", f"{NEWS}?theme=dark", 1280, 900),
    Shot("phone", f"{NEWS}?theme=light", 390, 844),
    Shot("essay", f"{ESSAY}?theme=light", 1280, 1500),
    Shot("poem", f"{POEM}?theme=light", 1280, 800),
    Shot("poem-phone", f"{POEM}?theme=light", 390, 844),
    Shot("index", "?theme=light", 1280, 900),
    *(Shot(f"layout-{one}", f"{NEWS}?layout={one}&theme=light", 1100, 720) for one in LAYOUTS),
    *(Shot(f"phone-{one}", f"{NEWS}?layout={one}&theme=light", 390, 720) for one in LAYOUTS),
    *(Shot(f"theme-{one}", f"{NEWS}?theme={one}", 1100, 720) for one in THEMES),
)


def main() -> int:
    """Build the site, serve it on loopback, take every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, launched() as browser:
        build(ROOT, config.load(ROOT), Path(folder))
        with served_folder(Path(folder)) as address:
            for shot in SHOTS:
                _take(browser, f"{address}/", shot)
    return 0


def _take(browser: Browser, base: str, shot: Shot) -> None:
    viewport: ViewportSize = {"width": shot.width, "height": shot.height}
    with browser.new_context(viewport=viewport) as context:
        page = context.new_page()
        for _ in range(2):  # fonts that come too late for a page are there for the next
            page.goto(base + shot.address)
            page.evaluate("document.fonts.ready")
        page.wait_for_timeout(300)
        taken = Image.open(BytesIO(page.screenshot())).convert("RGB")
    taken.quantize(128, dither=Image.Dither.NONE).save(PICTURES / f"{shot.name}.png", optimize=True)
    print(f"{shot.name}: {shot.width}×{shot.height}")


if __name__ == "__main__":
    sys.exit(main())
