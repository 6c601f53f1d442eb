"""How large the pictures beside an article are, read from their first bytes.

A page that knows leaves their place free, so that no text moves when they come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

#: Endings of pictures made of pixels.
RASTER = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp")
_ORIENTATION = 0x0112  # Exif 2.32, 4.6.4: 5 to 8 lie on their side
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")


def is_picture(asset: str) -> bool:
    """Whether a file's name is that of a picture."""
    return Path(asset).suffix.lower() in (*RASTER, ".svg")


def picture_sizes(folder: Path, assets: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Path, width and height (CSS pixels) of each picture; without those that cannot be read."""
    for asset in assets:
        suffix = Path(asset).suffix.lower()
        size = None
        if suffix in RASTER:
            size = _raster(folder / asset)
        elif suffix == ".svg":
            size = _drawing(folder / asset)
        if size and min(size) > 0:
            yield asset, *size


def _raster(path: Path) -> tuple[int, int] | None:
    from PIL import Image  # here, because most articles have no picture

    try:
        with Image.open(path) as image:
            lies = image.getexif().get(_ORIENTATION, 1) >= 5
            return (image.height, image.width) if lies else image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _drawing(path: Path) -> tuple[int, int] | None:
    """Of an SVG's `width` and `height`, or of its `viewBox`."""
    try:
        with path.open("rb") as file:
            _, root = next(ElementTree.iterparse(file, events=("start",)))
    except (OSError, ElementTree.ParseError, StopIteration):
        return None
    lengths = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    if lengths[0] and lengths[1]:
        return round(float(lengths[0][1])), round(float(lengths[1][1]))
    try:
        width, height = map(float, re.split(r"[\s,]+", root.get("viewBox", "").strip())[2:])
    except ValueError:
        return None
    return round(width), round(height)
