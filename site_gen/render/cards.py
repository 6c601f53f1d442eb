"""The picture of an article: its title in both scripts, for other sites' cards and book covers.

Pillow draws, with raqm (FriBidi and HarfBuzz) shaping each piece of one script. It knows one font
at a time and no isolates, so a line is laid out here: pieces in the order of its own direction, the
runs of the other script as `bidi.py` finds them, each in the font that has its letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache, reduce
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from site_gen.model import ENGLISH, PERSIAN, Locale, other
from site_gen.render.fonts import FONTS, characters, true_type
from site_gen.render.runs import foreign_runs

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

CARD = (1200, 630)
COVER = (1200, 1600)

# The colours of theme.css in daylight.
_PAPER, _INK, _SOFT, _ACCENT = "#fbf9f4", "#22201c", "#6b6459", "#0f5e59"
_LEADING = {PERSIAN: 1.75, ENGLISH: 1.35}
_SCALE = {PERSIAN: 1.12, ENGLISH: 1.0}  # equal to the eye, as in theme.css
_SIZES = range(84, 27, -4)
_EDGE = 90
_LEVELS = 21  # of each ink on the paper in the palette: enough for the edges of letters
_INKS = (_INK, _ACCENT, _SOFT)


class Piece(Struct, frozen=True):
    """What is drawn at once: in one font, of one language."""

    text: str
    font: str
    locale: Locale


def card_path(slug: str) -> str:
    """Where the card of an article lies in the site."""
    return f"{slug}/card.png"


def picture(titles: Sequence[tuple[Locale, str]], site: str, size: tuple[int, int]) -> bytes:
    """A PNG with the titles, one above the other, and the site's name. The same bytes each time.

    Each ink is drawn apart, as how much of it there is: nothing has to be counted for a palette.
    """
    from PIL import Image, ImageDraw

    inks = {ink: Image.new("L", size) for ink in _INKS}
    draws = {ink: ImageDraw.Draw(image) for ink, image in inks.items()}
    width, height = size
    draws[_ACCENT].rectangle((0, 0, width, 14), fill=255)
    shown = [(locale, text) for locale, text in titles if text.strip()]
    part = (height - 2 * _EDGE - 70) // max(len(shown), 1)
    titled = [(locale, list(_pieces(text, locale))) for locale, text in shown]
    letters = _largest(titled, (width, part - 20))
    for number, (locale, pieces) in enumerate(titled):
        draw = draws[_ACCENT if number else _INK]
        _block(draw, locale, pieces, letters, _EDGE + number * part, (width, part - 20))
    _line(draws[_SOFT], list(_pieces(site, ENGLISH)), ENGLISH, height - _EDGE + 30, width, 30)
    return _png(inks.values())


def _png(inks: Iterable[Image]) -> bytes:
    """The inks on paper, as a picture with a palette."""
    from PIL import ImageChops

    places = (_places(number) for number in range(len(_INKS)))
    parts = [ink.point(table) for ink, table in zip(inks, places, strict=True)]
    whole = reduce(ImageChops.lighter, parts)
    whole.putpalette(_palette())
    data = BytesIO()
    # The ninth level saves a twelfth, and takes six times as long.
    whole.save(data, "PNG", compress_level=6)
    return data.getvalue()


def _places(number: int) -> list[int]:
    """Where in the palette each amount of an ink is; paper is first."""
    levels = (round(amount * _LEVELS / 255) for amount in range(256))
    return [number * _LEVELS + level if level else 0 for level in levels]


@cache
def _palette() -> bytes:
    from PIL.ImageColor import getrgb

    paper = getrgb(_PAPER)
    shares = [level / _LEVELS for level in range(1, _LEVELS + 1)]
    mixed = (
        round(under + (over - under) * share)
        for ink in _INKS
        for share in shares
        for under, over in zip(paper, getrgb(ink), strict=False)
    )
    return bytes((*paper, *mixed))


def _largest(titles: Sequence[tuple[Locale, Sequence[Piece]]], box: tuple[int, int]) -> int:
    """The size at which each title fits its box: one for both, so that neither is the smaller."""
    for size in _SIZES:
        if all(_height(locale, pieces, size, box[0]) <= box[1] for locale, pieces in titles):
            break
    return size


def _height(locale: Locale, pieces: Sequence[Piece], size: int, width: int) -> int:
    lines = list(_lines(pieces, size * _SCALE[locale], width - 2 * _EDGE))
    return len(lines) * round(size * _LEADING[locale])


def _block(
    draw: ImageDraw,
    locale: Locale,
    pieces: Sequence[Piece],
    size: int,
    top: int,
    box: tuple[int, int],
) -> None:
    """A title; what does not fit even small is cut off."""
    leading = round(size * _LEADING[locale])
    lines = list(_lines(pieces, size * _SCALE[locale], box[0] - 2 * _EDGE))
    fitting = max(1, box[1] // leading)
    for number, line in enumerate(lines[:fitting]):
        baseline = top + round(leading * (number + 0.75))
        _line(draw, line, locale, baseline, box[0], size * _SCALE[locale])


def _line(
    draw: ImageDraw,
    line: Sequence[Piece],
    locale: Locale,
    baseline: int,
    width: int,
    size: float,
) -> None:
    """One line from its own side: pieces of the same kind are one text, so that they join."""
    is_rtl = locale.direction == "rtl"
    place = float(width - _EDGE if is_rtl else _EDGE)
    for (font, spoken), same in groupby(line, key=lambda piece: (piece.font, piece.locale)):
        text = "".join(piece.text for piece in same)
        face, length = _face(font, size), _length(Piece(text, font, spoken), size)
        at = (place - length if is_rtl else place, baseline)
        draw.text(at, text, 255, face, "ls", direction=spoken.direction, language=spoken.code)
        place += -length if is_rtl else length


def _pieces(text: str, locale: Locale) -> Iterator[Piece]:
    """The words of a text and the spaces between; a run of the other script has its own."""
    place = 0
    for start, end in foreign_runs(text, locale):
        yield from _words(text[place:start], locale)
        run = list(_words(text[start:end], other(locale)))
        # A signed number of Persian digits, in two fonts: drawn from the right, its end is first.
        is_mixed = any("\u06f0" <= letter <= "\u06f9" for letter in text[start:end])
        yield from reversed(run) if is_mixed and locale == PERSIAN else run
        place = end
    yield from _words(text[place:], locale)


def _words(text: str, locale: Locale) -> Iterator[Piece]:
    for is_space, letters in groupby(text, key=str.isspace):
        word = "".join(letters)
        if is_space or _has_all(_font_for(word, locale), word):
            yield Piece(" " if is_space else word, _font_for(word, locale), locale)
            continue
        for font, part in groupby(word, key=lambda letter: _font_for(letter, locale)):
            yield Piece("".join(part), font, locale)


def _font_for(word: str, locale: Locale) -> str:
    """The language's own font, or the other one where that alone has all letters."""
    own, second = FONTS[locale.code], FONTS[other(locale).code]
    return second if not _has_all(own, word) and _has_all(second, word) else own


def _has_all(font: str, word: str) -> bool:
    return {ord(letter) for letter in word if not letter.isspace()} <= characters(font)


def _lines(pieces: Sequence[Piece], size: float, width: int) -> Iterator[list[Piece]]:
    """As many pieces in each line as fit; only a space ends one."""
    line: list[Piece] = []
    taken = 0.0
    for is_space, group in groupby(pieces, key=lambda piece: piece.text == " "):
        word = list(group)
        if is_space and not line:
            continue
        more = sum(_length(piece, size) for piece in word)
        if line and not is_space and taken + more > width:
            yield line[:-1]
            line, taken = word, more
        else:
            line, taken = [*line, *word], taken + more
    if line:
        yield line


@lru_cache(maxsize=4096)  # a title is laid out anew at each size, spaces and all
def _length(piece: Piece, size: float) -> float:
    face, locale = _face(piece.font, size), piece.locale
    return face.getlength(piece.text, direction=locale.direction, language=locale.code)


@cache
def _face(font: str, size: float) -> FreeTypeFont:
    from PIL import ImageFont

    face = ImageFont.truetype(BytesIO(true_type(font)), size, layout_engine=ImageFont.Layout.RAQM)
    face.set_variation_by_axes([650])
    return face
