"""Code points that are not the ones Persian is written with, and what they should be.

Sources: ISIRI 6219:2002 (the Persian letters, digits and the use of ZWNJ), the Unicode Standard
(presentation forms, canonical equivalents, bidi controls), and the Academy's orthography
(دستور خط فارسی, 1401: هٔ for the ezafe of a final ه, Persian digits in Persian text).
Each rule takes a text and yields edits; none drops tanwin, hamza or maddah.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from site_gen.patterns import later
from site_gen.persian.calendar import persian_digits
from site_gen.persian.edits import Edit, substitutions
from site_gen.persian.letters import JOINING, LETTERS, MARKS, WORD_CHARS, ZWNJ

HAMZA_ABOVE = "\u0654"

#: Letters of Arabic, Urdu, Kurdish and Pashto keyboards for their Persian counterparts
#: (ISIRI 6219, table 3; Unicode, Arabic block).
LETTER_TABLE = {
    "\u064a": "ی",  # ARABIC YEH
    "\u0649": "ی",  # ALEF MAKSURA
    "\u06d2": "ی",  # YEH BARREE
    "\u06cd": "ی",  # YEH WITH TAIL
    "\u0643": "ک",  # ARABIC KAF
    "\u06aa": "ک",  # SWASH KAF
    "\u06c0": "ه" + HAMZA_ABOVE,  # HEH WITH YEH ABOVE
    "\u06c2": "ه" + HAMZA_ABOVE,  # HEH GOAL WITH HAMZA ABOVE
    "\u06c1": "ه",  # HEH GOAL
    "\u06be": "ه",  # HEH DOACHASHMEE
    "\u06d5": "ه",  # AE: looks like a final heh, does not join
    "\u06c3": "ة",  # TEH MARBUTA GOAL
}

#: A letter and a mark that have a code point of their own (Unicode canonical composition; the
#: Persian ی takes the place of ي under a hamza).
COMPOSED = {
    "ا\u0653": "آ",
    "ا\u0654": "أ",
    "ا\u0655": "إ",
    "و\u0654": "ؤ",
    "\u064a\u0654": "ئ",
}

#: Compatibility characters that stand for a sign rather than for letters: kept.
SIGNS = "\ufd3e\ufd3f\ufdfa\ufdfb\ufdfc\ufdfd"

_BIDI_PAIRS = "\u202a-\u202e\u2066-\u2069"
_BIDI_MARKS = "\u200e\u200f\u061c"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INVISIBLE = "\u00ad\u00ac\u200b\u2060\ufeff"

_COMPOSED = later("|".join(COMPOSED))
_HEH_HAMZA = later(f"(?<=[{LETTERS}]ه)ء(?![{WORD_CHARS}])")
_AE = later(f"\u06d5(?=[{LETTERS}])")
_LETTER = later(f"[{''.join(LETTER_TABLE)}]")
_PRESENTATION = later("[\ufb50-\ufdff\ufe70-\ufefc]+")
_TEH_MARBUTA = later(f"[{LETTERS}{MARKS}]{{2,}}ة(?![{WORD_CHARS}])(?!\\s+ال)")
_TATWEEL = later(f"(?<=[{LETTERS}{MARKS}])ـ++(?!\\.)|(?<!ـ)ـ++(?=[{LETTERS}])")
_ANY_INVISIBLE = later(f"[{_INVISIBLE}]+")
_SPACE = later(f"[{_SPACES}]")
_BIDI = later(f"[{_BIDI_PAIRS}]+|(?<![!-/:-@\\[-`{{-~])[{_BIDI_MARKS}]+")
_CONTROL = later("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]+")
_LINE_END = later("\r\n?|[\x85\u2028\u2029]")
_ZWNJS = later(f"{ZWNJ}+")
_EDGES = "«»()[]\"'.،:؛؟!-"
_NEVER_JOINING = "اآدذرزژو"
_EDGE = f"{re.escape(_EDGES)}\\s"
# A ZWNJ that may be needless: at an edge, after such a letter, one of several.
_NEEDLESS_ZWNJ = later(
    rf"{ZWNJ}(?:(?<=[{_NEVER_JOINING}{_EDGE}]{ZWNJ})|(?<=\A{ZWNJ})|(?=[{ZWNJ}{_EDGE}]|\Z))"
)
_DIGITS = later("[0-9٠-٩]+")
_ANY_DIGIT = later("[0-9٠-٩۰-۹]")
_NUMBER_OR_RANGE = later(
    r"\S+(?:(?<=[0-9٠-٩۰-۹]) [0-9٠-٩۰-۹]\S*)*(?: (?:[-–—]|تا) [^\s0-9٠-٩۰-۹]*+[0-9٠-٩۰-۹]\S*)?"
)
_LATIN = later("[A-Za-z\u00c0-\u024f]")
_ISO_DATE = later(r"\d{4}-\d\d?-\d\d?")

# What a text must have for a rule to find anything; see Rule.signs.
LINE_END_SIGNS = later("[\r\x85\u2028\u2029]|" + _CONTROL.pattern)
PRESENTATION_SIGNS = _PRESENTATION
_OTHER_LETTERS = f"ء\u0653\u0654\u0655{''.join(LETTER_TABLE)}"
LETTER_SIGNS = later(f"[{_OTHER_LETTERS}]")
BIDI_SIGNS = later(f"[{_BIDI_PAIRS}{_BIDI_MARKS}]")
SPACE_SIGNS = _SPACE
INVISIBLE_SIGNS = _ANY_INVISIBLE
DIGIT_SIGNS = _DIGITS


def may_have_presentation_forms(text: str) -> bool:
    """Whether there may be shapes for letters: UTF-8 begins U+F000 to U+FFFF with this byte."""
    return b"\xef" in text.encode(errors="surrogatepass")


def may_have_other_letters(text: str) -> bool:
    """Whether `letters` may find anything. A single character is found much sooner than a set."""
    return any(map(text.__contains__, _OTHER_LETTERS))


def line_ends(text: str) -> Iterator[Edit]:
    """Line separators of other systems become a newline; control characters go."""
    yield from substitutions(_LINE_END, "\n", text)
    yield from substitutions(_CONTROL, "", text)


def letters(text: str) -> Iterator[Edit]:
    """ي ك ى ۀ ە هء and their kin become ی ک ی هٔ ه هٔ; a letter with its mark, one character."""
    yield from substitutions(_COMPOSED, lambda match: COMPOSED[match[0]], text)
    yield from substitutions(_HEH_HAMZA, HAMZA_ABOVE, text)
    yield from substitutions(_AE, "ه" + ZWNJ, text)
    yield from substitutions(_LETTER, lambda match: LETTER_TABLE[match[0]], text)


def teh_marbuta(text: str) -> Iterator[Edit]:
    """خانة دوست becomes خانهٔ دوست; an Arabic word or name (دایرة\u200cالمعارف) keeps its ة."""
    if "ة" not in text:
        return
    from site_gen.persian.words import lexicon

    for match in _TEH_MARBUTA.finditer(text):
        if lexicon().get(match[0][:-1] + "ه", "0") >= "2":
            yield Edit(match.end() - 1, match.end(), "ه" + HAMZA_ABOVE)


def presentation_forms(text: str) -> Iterator[Edit]:
    """Shapes of letters, as PDFs hold them, become letters; a final shape amid a word, a ZWNJ."""
    for match in _PRESENTATION.finditer(text):
        after = text[match.end() : match.end() + 1] or " "
        yield Edit(match.start(), match.end(), _letters_of(match[0] + after))


def _letters_of(shapes: str) -> str:
    """The letters of all shapes but the last character, which is what follows them."""
    out = []
    for shape, after in pairwise(shapes):
        plain = shape if shape in SIGNS else unicodedata.normalize("NFKC", shape)
        plain = plain.lstrip(" ") or plain  # an isolated mark is a space with the mark
        lost_zwnj = plain[-1] in JOINING and _ends_word(shape) and _is_letter(after)
        out.append(plain + ZWNJ if lost_zwnj else plain)
    return "".join(out)


def _ends_word(shape: str) -> bool:
    return unicodedata.decomposition(shape).startswith(("<final>", "<isolated>"))


def _is_letter(char: str) -> bool:
    return unicodedata.category(char) == "Lo"


def tatweel(text: str) -> Iterator[Edit]:
    """The stroke that draws a word long goes (کتـــاب); alone, as a dash, or in هـ. it stays."""
    if "ـ" in text:
        yield from substitutions(_TATWEEL, "", text)


def invisible(text: str) -> Iterator[Edit]:
    """Soft hyphen, ¬, zero-width space and the like: a ZWNJ between letters, else nothing."""
    for match in _ANY_INVISIBLE.finditer(text):
        inside = _is_inside_word(text, match)
        if match[0].strip("¬") or inside:
            yield Edit(match.start(), match.end(), ZWNJ if inside else "")


def _is_inside_word(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 1) : match.start()]
    after = text[match.end() : match.end() + 1]
    return _is_persian(before) and _is_persian(after)


def _is_persian(char: str) -> bool:
    return "\u0620" <= char <= "\u06ff" and unicodedata.category(char) in ("Lo", "Mn")


def spaces(text: str) -> Iterator[Edit]:
    """Every white space of Unicode within a line becomes a plain space."""
    yield from substitutions(_SPACE, " ", text)


def bidi_controls(text: str) -> Iterator[Edit]:
    """Embeddings, overrides and stray marks go; a mark after Latin punctuation is meant (C++).

    A mark within a word was typed for a ZWNJ, which old keyboards lack.
    """
    for match in _BIDI.finditer(text):
        for_zwnj = match[0][0] in _BIDI_MARKS and _is_inside_word(text, match)
        yield Edit(match.start(), match.end(), ZWNJ if for_zwnj else "")


def zwnj(text: str) -> Iterator[Edit]:
    """Of several ZWNJs one stays; none at a word's edge or after a letter that never joins."""
    for match in _ZWNJS.finditer(text) if _NEEDLESS_ZWNJ.search(text) else ():
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if not before or before in _NEVER_JOINING or _is_edge(before) or _is_edge(after):
            yield Edit(start, end, "")
        elif end > start + 1:
            yield Edit(start + 1, end, "")


def _is_edge(char: str) -> bool:
    return not char or char in _EDGES or char.isspace()


def digits(text: str) -> Iterator[Edit]:
    """Arabic and Latin digits become Persian, but not in or beside Latin words or ISO dates.

    A range (10–20، 10 تا 20) is one number: both of its ends change, or neither.
    """
    for match in numbers(text):
        places = [number.span() for number in _DIGITS.finditer(match[0])]
        if places and not _is_latin_number(text, match):
            start, end = match.start() + places[0][0], match.start() + places[-1][1]
            yield Edit(start, end, persian_digits(text[start:end]))


def numbers(text: str) -> Iterator[re.Match[str]]:
    """What has a digit, from white space to white space, with its groups (0912 345 6789), and with
    the range that it begins."""
    end = 0
    while digit := _ANY_DIGIT.search(text, end):
        start = digit.start()
        while start > end and not text[start - 1].isspace():
            start -= 1
        match = _NUMBER_OR_RANGE.match(text, start)
        assert match, "there is a digit"
        yield match
        end = match.end()


def _is_latin_number(text: str, match: re.Match[str]) -> bool:
    number = match[0]
    return bool(_LATIN.search(number) or _ISO_DATE.search(number) or _beside_latin(text, match))


def _beside_latin(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 2) : match.start()].rstrip(" ")
    after = text[match.end() : match.end() + 2].lstrip(" ")
    return bool(_LATIN.match(before[-1:]) or _LATIN.match(after[:1]))
