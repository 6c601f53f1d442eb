"""Measure the faces that stand in until the site's fonts are there: `make fonts`.

Each stand-in is scaled so that text is as wide in it as in the font it stands for, and its lines as
high: then nothing moves when the font comes (CSS Fonts Level 5, `size-adjust`). Chromium sets the
project's own articles in every face and measures; the result goes into `static/theme.css`.
"""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

from scripts import npm
from scripts.browser import launched

ROOT = Path(__file__).parents[1]
SHEET = ROOT / "static" / "theme.css"
BEGIN, END = "/* Stand-ins, measured by scripts/fonts.py */", "/* End of the stand-ins */"


class StandIn(NamedTuple):
    """A face that readers' machines have: names it goes by, and a file of the same widths."""

    names: Sequence[str]
    package: str
    file: str


class Font(NamedTuple):
    """A font of the site: its file in `static/fonts`, where its text is, and its stand-ins."""

    name: str
    file: str
    texts: str
    letters: str
    stand_ins: Sequence[StandIn]


_PERSIAN = "U+0600-06FF, U+200C-200F, U+2010-2011, U+204F, U+2E41, U+FB50-FDFF, U+FE80-FEFC"
FONTS = (
    Font(
        "Vazirmatn",
        "vazirmatn.woff2",
        r"[\u0600-\u06FF\u200c]+",
        _PERSIAN,
        (
            StandIn(
                ("Noto Naskh Arabic UI", "Noto Naskh Arabic", "NotoNaskhArabicUI"),
                "@fontsource/noto-naskh-arabic",
                "files/noto-naskh-arabic-arabic-400-normal.woff2",
            ),
            StandIn(("DejaVu Sans", "DejaVuSans"), "dejavu-fonts-ttf", "ttf/DejaVuSans.ttf"),
        ),
    ),
    Font(
        "Literata",
        "literata.woff2",
        r"[A-Za-z][A-Za-z ,.’“”;:?!()–-]+",
        "",
        (
            StandIn(
                ("Georgia", "Gelasio"),
                "@fontsource/gelasio",
                "files/gelasio-latin-400-normal.woff2",
            ),
            StandIn(
                ("Noto Serif", "NotoSerif"),
                "@fontsource/noto-serif",
                "files/noto-serif-latin-400-normal.woff2",
            ),
            StandIn(
                ("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif", "LiberationSerif"),
                "@fontsource/tinos",
                "files/tinos-latin-400-normal.woff2",
            ),
        ),
    ),
)
_MEASURE = """async ([name, data, runs]) => {
    const face = new FontFace(name, `url(data:font/woff2;base64,${data})`, {weight: "100 900"});
    document.fonts.add(await face.load());
    const context = document.createElement("canvas").getContext("2d");
    context.font = `400 100px "${name}"`;
    const line = context.measureText(runs[0]);
    return {
        width: runs.reduce((sum, run) => sum + context.measureText(run).width, 0),
        ascent: line.fontBoundingBoxAscent,
        descent: line.fontBoundingBoxDescent,
    };
}"""


class Metrics(NamedTuple):
    """How wide a text is, and how far a line reaches up and down, at 100 px."""

    width: float
    ascent: float
    descent: float


def main() -> int:
    """Measure everything and write the stand-ins into the sheet."""
    with launched() as browser:
        faces = [face for font in FONTS for face in stand_ins(browser.new_page(), font)]
    sheet = SHEET.read_text(encoding="utf-8")
    before, _, rest = sheet.partition(BEGIN)
    after = rest.partition(END)[2]
    SHEET.write_text(f"{before}{BEGIN}\n{''.join(faces)}{END}{after}", encoding="utf-8")
    return 0


def stand_ins(page: Page, font: Font) -> Iterator[str]:
    """The `@font-face` rule of each of a font's stand-ins."""
    runs = re.findall(font.texts, "\n".join(_articles()))
    own = _measure(page, font.name, (ROOT / "static" / "fonts" / font.file).read_bytes(), runs)
    for number, stand_in in enumerate(font.stand_ins, 1):
        data = (npm.fetch(stand_in.package) / stand_in.file).read_bytes()
        theirs = _measure(page, f"stand-in {number}", data, runs)
        yield _rule(font, number, stand_in, own, theirs)


def _articles() -> Iterator[str]:
    for path in sorted((ROOT / "content").rglob("*")):
        if path.suffix in (".md", ".txt", ".po"):
            yield path.read_text(encoding="utf-8")


def _measure(page: Page, name: str, data: bytes, runs: Sequence[str]) -> Metrics:
    encoded = base64.b64encode(data).decode()
    return Metrics(**page.evaluate(_MEASURE, [name, encoded, runs]))


def _rule(font: Font, number: int, stand_in: StandIn, own: Metrics, theirs: Metrics) -> str:
    scale = own.width / theirs.width
    lines = [
        f'font-family: "{font.name} {number}"',
        "src: " + ", ".join(f'local("{name}")' for name in stand_in.names),
        f"size-adjust: {scale:.2%}",
        f"ascent-override: {own.ascent / 100 / scale:.2%}",
        f"descent-override: {own.descent / 100 / scale:.2%}",
        "line-gap-override: 0%",
        *([f"unicode-range: {font.letters}"] if font.letters else []),
    ]
    return "@font-face {\n" + "".join(f"  {line};\n" for line in lines) + "}\n\n"


if __name__ == "__main__":
    sys.exit(main())
