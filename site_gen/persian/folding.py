"""Texts to words as search compares them: what is written differently and means the same is one.

`static/search/words.js` folds what a reader types in the same way; a test holds the two together.

- Compatibility forms, marks and case go (NFKD, then the marks taken out): آ, أ and ا are one, so
  are ئ and ی, é and e.
- Letters of other keyboards become Persian ones, digits Latin ones.
- A half-space joins: کتاب\u200cها is the word کتابها, in two parts.
"""

from __future__ import annotations

import re
import unicodedata

from site_gen.persian.characters import LETTER_TABLE
from site_gen.persian.letters import ZWNJ

#: One letter for its kin (after NFKD, which parts letters that hold a mark).
LETTERS = {odd: letter for odd, letter in LETTER_TABLE.items() if len(letter) == 1} | {
    "\u0629": "ه",  # TEH MARBUTA
    "\u06c3": "ه",  # TEH MARBUTA GOAL
    "\u0671": "ا",  # ALEF WASLA
}
#: Written or left out at will: hamza, tatweel, apostrophes, joiners and what is not seen.
DROPPED = "\u0621\u0640\u00ad\u200b\u200d\u200e\u200f\u2060\ufeff\u061c'\u2019\u02bc"

_DIGITS = {chr(first + n): str(n) for first in (0x660, 0x6F0) for n in range(10)}
_TABLE = str.maketrans(LETTERS | _DIGITS | dict.fromkeys(DROPPED, ""))
_ODD = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")
# Combining marks of Latin, Cyrillic, Hebrew and Arabic, and those for symbols.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_APOSTROPHES = "'\u2019\u02bc"
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s\b")
_THOUSANDS = re.compile(r"([0-9])[,\u066c](?=[0-9]{3})")
_WORD = re.compile(rf"[^\W_]+(?:{ZWNJ}+[^\W_]+)*")
_LONGEST = 40  # letters; beyond that it is no word that anyone types


def fold(text: str) -> str:
    """The text with every difference taken out that a reader may make; half-spaces stay.

    Most texts want little of it, which is found sooner than done.
    """
    text = text.lower()
    if any(mark in text for mark in _APOSTROPHES):
        text = _POSSESSIVE.sub("", text)
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    if _ODD.search(text):
        text = text.translate(_TABLE)
    return _THOUSANDS.sub(r"\1", text) if "," in text or "\u066c" in text else text


def words(text: str) -> list[tuple[str, ...]]:
    """The words of a text, folded, each as the parts between its half-spaces."""
    return [
        (word,) if len(word) <= _LONGEST and ZWNJ not in word else _parts(word)
        for word in _WORD.findall(fold(text))
    ]


def _parts(word: str) -> tuple[str, ...]:
    return tuple(part[:_LONGEST] for part in word.split(ZWNJ) if part)
