"""The picture of an article: both scripts in their order, inside the frame."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from site_gen.config import parse
from site_gen.model import ENGLISH, PERSIAN
from site_gen.pipeline.site import build
from site_gen.render.cards import CARD, COVER, _lines, _pieces, picture
from tests.conftest import SiteFolder

LONG = "این عنوان بسیار بلند است و باید در چند سطر بشکند " * 8
TITLES = ((PERSIAN, "پل"), (ENGLISH, "The bridge"))


def ink(data: bytes, box: tuple[int, int, int, int]) -> int:
    """How many pixels of a part are not paper."""
    part = Image.open(BytesIO(data)).convert("L").crop(box)
    return sum(part.histogram()[:200])


@pytest.mark.parametrize("size", [CARD, COVER])
def test_size_and_sides(size: tuple[int, int]) -> None:
    data = picture(TITLES, "Notebook", size)
    assert Image.open(BytesIO(data)).size == size
    width, height = size
    upper = ink(data, (0, 20, width // 2, 280)), ink(data, (width // 2, 20, width, 280))
    assert upper[0] == 0 < upper[1]  # the short Persian title stands on the right
    assert ink(data, (0, height // 3, width // 2, height)) > 0
    assert ink(data, (width // 2, height // 2, width, height)) == 0


def test_a_long_title_stays_inside() -> None:
    data = picture([(PERSIAN, LONG), (ENGLISH, "A long title in many words " * 12)], "N", CARD)
    for edge in [(0, 20, 80, 630), (1120, 20, 1200, 630), (0, 600, 1200, 630)]:
        assert ink(data, edge) == 0


def test_a_short_title_is_no_larger_than_the_long_one_above_it() -> None:
    data = picture([(PERSIAN, LONG), (ENGLISH, "Bridge")], "N", CARD)
    lower = Image.open(BytesIO(data)).convert("L").crop((0, 282, 1200, 540))
    box = lower.point(lambda shade: 255 if shade < 200 else 0).getbbox()
    assert box
    assert box[3] - box[1] < 50  # at its largest it would be 84 from top to bottom


def test_the_same_each_time() -> None:
    assert picture(TITLES, "Notebook", CARD) == picture(TITLES, "Notebook", CARD)


def test_the_other_script_has_its_own_font_and_direction() -> None:
    pieces = list(_pieces("راهنمای Vue 3 (۱۴۰۱)", PERSIAN))
    assert [(p.text, p.font, p.locale.code) for p in pieces if p.text != " "] == [
        ("راهنمای", "vazirmatn", "fa"),
        ("Vue", "literata", "en"),
        ("3", "literata", "en"),
        ("(۱۴۰۱)", "vazirmatn", "fa"),
    ]


def test_a_signed_number_with_a_latin_unit_is_drawn_in_two_fonts_end_first() -> None:
    """From the right, that is; no font has both, and what it lacks would be empty boxes."""
    pieces = list(_pieces("دمای -۵°C", PERSIAN))
    assert [(piece.text, piece.font) for piece in pieces[2:]] == [
        ("°C", "literata"),
        ("۵", "vazirmatn"),
        ("-", "literata"),
    ]
    pieces = list(_pieces("تلفن +۹۸ ۲۱ ۸۸", PERSIAN))
    assert [piece.text for piece in pieces if piece.text != " "] == ["تلفن", "۸۸", "۲۱", "+۹۸"]


def test_lines_break_at_spaces_only() -> None:
    lines = list(_lines(list(_pieces(LONG, PERSIAN)), 60, 900))
    words = " ".join("".join(piece.text for piece in line).strip() for line in lines)
    assert words.split() == LONG.split()


def test_only_a_site_with_an_address_has_cards(site: SiteFolder) -> None:
    site.write("content/articles/bridge/article.fa.md", "# پل\n\nبندی.\n")
    card = site.root / "_site/bridge/card.png"
    build(site.root, parse(""), site.root / "_site")
    assert not card.exists()
    build(site.root, parse('[site]\naddress = "https://example.org/"\n'), site.root / "_site")
    assert card.read_bytes().startswith(b"\x89PNG")
