"""Pictures as books carry them: of the kinds that every reader knows, no larger than a page wants.

Core media types: EPUB 3.3 (W3C), 3.2. WebP is one of them since 3.3 only, so it is drawn anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree

from msgspec import Struct

from site_gen.model import BlockKind
from site_gen.render.texts import nodes
from site_gen.render.views import ArticleView

if TYPE_CHECKING:
    from PIL.Image import Image

_KEPT = {
    "JPEG": ("jpg", "image/jpeg"),
    "PNG": ("png", "image/png"),
    "GIF": ("gif", "image/gif"),
}
_LONGEST_SIDE = 1600  # pixels: two for each of a large e-reader's page
_HEAVY = 600_000  # bytes: what is heavier is drawn anew even where it is not larger
_QUALITY = 82

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
#: Elements that run, load or embed; a picture in a book only draws.
_ACTIVE = frozenset(("script", "foreignObject", "iframe", "audio", "video", "handler", "metadata"))

ElementTree.register_namespace("", _SVG)
ElementTree.register_namespace("xlink", _XLINK)


_INLINE = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"')


class BookPicture(Struct, frozen=True):
    """A picture's bytes, the ending of its name, and its media type."""

    data: bytes
    ending: str
    media_type: str


class Gallery(Struct, frozen=True):
    """The pictures of a book by their names in it, and for each article, by its slug, these names
    by the addresses that the article has for them."""

    pictures: Mapping[str, BookPicture]
    names: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, files: Mapping[str, bytes], articles: Sequence[ArticleView]) -> Gallery:
        """All that can be read of what the articles show; `files` are by slug and path."""
        pictures: dict[str, BookPicture] = {}
        names: dict[str, dict[str, str]] = {}
        for number, article in enumerate(articles, 1):
            named = names[article.teaser.slug] = {}
            for address in dict.fromkeys(_addresses(article)):
                data = files.get(f"{article.teaser.slug}/{address}")
                if data and (made := book_picture(address, data)):
                    named[address] = f"c{number}-{len(named) + 1}.{made.ending}"
                    pictures[named[address]] = made
        return cls(pictures, names)


def address_of(src: str) -> str:
    """The path of a picture beside its article, from the `src` of inline HTML."""
    return unquote(unescape(src))


def _addresses(article: ArticleView) -> Iterator[str]:
    """What the article shows of the files beside it, in reading order."""
    for node in nodes(article):
        if node.kind is BlockKind.IMAGE:
            yield node.address
        elif node.pair:
            for src in _INLINE.findall(node.pair.source + node.pair.target):
                yield address_of(src)


def book_picture(path: str, data: bytes) -> BookPicture | None:
    """The picture of a file as a book carries it; None where it cannot be read."""
    if path.lower().endswith(".svg"):
        return _drawing(data)
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as image:
            return _raster(data, image)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _raster(data: bytes, image: Image) -> BookPicture:
    """The file as it is, or a smaller one: upright, and a JPEG unless something shines through."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    is_small = max(image.size) <= _LONGEST_SIDE and len(data) <= _HEAVY
    if image.format in _KEPT and is_small and upright.size == image.size:
        return BookPicture(data, *_KEPT[image.format])
    is_drawn = image.format in ("PNG", "GIF") or upright.has_transparency_data
    upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    smaller = BytesIO()
    if is_drawn:
        upright.save(smaller, "PNG", optimize=True)
        return BookPicture(smaller.getvalue(), *_KEPT["PNG"])
    upright.save(smaller, "JPEG", quality=_QUALITY, optimize=True)
    return BookPicture(smaller.getvalue(), *_KEPT["JPEG"])


def _drawing(data: bytes) -> BookPicture | None:
    """An SVG without what runs, and without what it would load from elsewhere."""
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return None
    if root.tag != f"{{{_SVG}}}svg":
        return None
    _calm(root)
    calm = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return BookPicture(calm, "svg", "image/svg+xml")


def _calm(element: ElementTree.Element) -> None:
    for name in list(element.attrib):
        space, _, local = name.rpartition("}")
        is_ours = space in ("", f"{{{_XLINK}", "{http://www.w3.org/XML/1998/namespace")
        is_far = local == "href" and not element.attrib[name].startswith(("#", "data:image/"))
        if not is_ours or local.startswith("on") or is_far:
            del element.attrib[name]
    for child in list(element):
        space, _, local = str(child.tag).rpartition("}")
        if space != f"{{{_SVG}" or local in _ACTIVE:
            element.remove(child)
        else:
            _calm(child)
