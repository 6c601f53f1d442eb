"""Small pictures of each kind."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def picture(kind: str, size: tuple[int, int], mode: str = "RGB") -> bytes:
    """A picture in one colour."""
    data = BytesIO()
    Image.new(mode, size, (200, 80, 40, 120) if mode == "RGBA" else (200, 80, 40)).save(data, kind)
    return data.getvalue()


PNG = picture("PNG", (8, 4))
JPEG = picture("JPEG", (40, 20))
WEBP = picture("WEBP", (40, 20))
SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:tool="https://tool.example/" viewBox="0 0 8 4" tool:page="1" onload="run()">
<metadata><tool:author>A</tool:author></metadata><script>run()</script>
<style>circle { fill: teal }</style><image href="https://far.example/a.png"/>
<a xlink:href="https://far.example/"><circle cx="2" cy="2" r="1"/></a><tool:layer/></svg>"""
