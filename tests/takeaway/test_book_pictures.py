"""Pictures as books carry them."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from site_gen.render.book_pictures import book_picture
from tests.takeaway.pictures import JPEG, PNG, SVG, picture


def made(name: str, data: bytes) -> tuple[str, Image.Image]:
    result = book_picture(name, data)
    assert result
    return result.media_type, Image.open(BytesIO(result.data))


@pytest.mark.parametrize(("name", "data"), [("a.png", PNG), ("a.jpg", JPEG), ("odd.PNG", PNG)])
def test_a_small_picture_goes_as_it_is(name: str, data: bytes) -> None:
    result = book_picture(name, data)
    assert result
    assert result.data == data


@pytest.mark.parametrize(
    ("kind", "mode", "media_type"),
    [
        ("JPEG", "RGB", "image/jpeg"),
        ("PNG", "RGB", "image/png"),
        ("WEBP", "RGB", "image/jpeg"),
        ("WEBP", "RGBA", "image/png"),
        ("BMP", "RGB", "image/jpeg"),
    ],
)
def test_a_large_one_is_made_smaller(kind: str, mode: str, media_type: str) -> None:
    found, image = made(f"a.{kind.lower()}", picture(kind, (3200, 800), mode))
    assert (found, image.size) == (media_type, (1600, 400))


def test_a_photo_that_lies_on_its_side_stands_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = BytesIO()
    Image.new("RGB", (40, 20)).save(data, "JPEG", exif=exif)
    found, image = made("a.jpg", data.getvalue())
    assert (found, image.size) == ("image/jpeg", (20, 40))


def test_a_drawing_neither_runs_nor_loads() -> None:
    result = book_picture("a.svg", SVG)
    assert result
    assert result.media_type == "image/svg+xml"
    text = result.data.decode()
    assert "circle" in text
    assert "fill: teal" in text
    assert not [word for word in ("script", "run", "far.example", "tool") if word in text]


@pytest.mark.parametrize("name", ["a.png", "a.svg", "a.txt"])
def test_what_is_no_picture_is_none(name: str) -> None:
    assert book_picture(name, b"no picture") is None
