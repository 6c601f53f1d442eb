"""The default fonts, as the site carries them, and as a program that draws wants them."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from site_gen.files import shipped

#: The font of each language.
FONTS = {"fa": "vazirmatn", "en": "literata"}


@cache
def web_font(name: str) -> bytes:
    """The font as WOFF2."""
    return (_folder() / f"{name}.woff2").read_bytes()


def _folder() -> Path:
    return shipped("static") / "fonts"


@cache
def licences() -> bytes:
    """Under which licence each may be shared, as what carries the fonts has to say."""
    paths = (_folder() / f"OFL-{name}.txt" for name in FONTS.values())
    return b"\n\n".join(path.read_bytes() for path in paths)


@cache
def true_type(name: str) -> bytes:
    """The same unpacked: FreeType as Pillow brings it does not read WOFF2."""
    from fontTools.ttLib.woff2 import decompress

    unpacked = BytesIO()
    decompress(BytesIO(web_font(name)), unpacked)
    return unpacked.getvalue()


@cache
def characters(name: str) -> frozenset[int]:
    """The code points that the font has."""
    from fontTools.ttLib import TTFont

    return frozenset(TTFont(BytesIO(true_type(name))).getBestCmap())
