"""The pictures of an article: how large those beside it are, read from their first bytes, and
which are missing.

A page that knows their sizes leaves their place free, so that no text moves when they come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from site_gen.model import Block, BlockKind, Document, Finding, Severity, Source

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
    from xml.etree import ElementTree  # here, because few sites have one

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


def picture_findings(document: Document, source: Source) -> Iterator[Finding]:
    """Pictures that the article shows and that are not there, are none, or are elsewhere."""
    read = {path for path, _, _ in source.sizes}
    for address, line in dict.fromkeys(_images((*document.blocks, *document.footnotes))):
        if re.match(r"[a-z]+:", address):
            told = _far(address)
        elif address not in source.assets:
            told = _missing(address)
        else:
            told = None if address in read else _unread(address)
        if told:
            severity, name, message, hint = told
            yield Finding(severity, document.path, line, message, hint, name)


#: What is wrong with a picture: how much it matters, its name, what is told, what to do.
_Told = tuple[Severity, str, str, str]


def _far(address: str) -> _Told | None:
    host = re.match(r"https?://([^/?#]*)", address)
    message = f"a picture is asked of “{host[1][:60]}”, which so learns who reads" if host else ""
    hint = "Put the file into the article's folder, if its licence lets you."
    return (Severity.WARNING, "far-image", message, hint) if host else None


def _missing(address: str) -> _Told:
    hint = "Put the file into the article's folder, or mend its name; case matters."
    return Severity.ERROR, "missing-image", f"there is no image “{address}”", hint


def _unread(address: str) -> _Told | None:
    if Path(address).suffix.lower() not in RASTER:
        return None
    hint = "Is the file whole? Browsers may not show it, and books go without it."
    return Severity.WARNING, "broken-image", f"the image “{address}” cannot be read", hint


def _images(blocks: tuple[Block, ...]) -> Iterator[tuple[str, int]]:
    """The addresses of all images with their lines, of those inside a text too."""
    for block in blocks:
        if block.kind is BlockKind.IMAGE:
            yield block.address, block.line
        elif "![" in block.text and block.kind is not BlockKind.CODE:
            for address in re.findall(r"!\[[^\]]*\]\(<?([^)\s>]+)", block.text):
                yield unquote(address), block.line
        if block.children:
            yield from _images(block.children)
