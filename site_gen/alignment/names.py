"""Names across scripts: the consonants that Persian and English spellings have in common.

Vowels are dropped on both sides, و and ی with them (they are vowels too), as are h, v, w and y;
letters that Persian says alike are one. What an English letter may be is tried in turn, so that
Putin and پوتین, Jones and جونز, Chaplin and چاپلین meet.
"""

from __future__ import annotations

import re
from itertools import product

_PERSIAN = {
    "b": "ب", "p": "پ", "t": "تط", "s": "ثسص", "j": "جژ", "C": "چ", "K": "خ", "d": "د",
    "z": "ذزضظ", "r": "ر", "S": "ش", "g": "غقگ", "f": "ف", "k": "کك", "l": "ل", "m": "م",
    "n": "ن",
}  # fmt: skip
_TO_SOUNDS = {ord(letter): sound for sound, letters in _PERSIAN.items() for letter in letters}
_PERSIAN_LETTERS = re.compile(r"[^bptsjCKdzrSgfklmn]+")

_ENGLISH: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("sch", ("S", "sk")),
    ("tch", ("C",)),
    ("sh", ("S",)),
    ("ch", ("C", "k", "K", "S")),
    ("kh", ("K",)),
    ("gh", ("g", "")),
    ("ph", ("f",)),
    ("th", ("t", "s")),
    ("zh", ("j",)),
    ("ck", ("k",)),
    ("qu", ("k",)),
    ("x", ("ks", "z")),
    ("q", ("g", "k")),
    ("c(?=[eiy])", ("s", "C")),
    ("c", ("k",)),
    ("j", ("j", "K", "")),
    ("g(?=[eiy])", ("j", "g")),
    ("g", ("g",)),
    ("s$", ("s", "z", "")),
    ("s", ("s", "z")),
    *((letter, (letter,)) for letter in "bptdzrfklmn"),
)
_SOUND = re.compile("|".join(f"({pattern})" for pattern, _ in _ENGLISH))
_TWICE = re.compile(r"(.)\1+")
_MOST = 12  # spellings tried for one word


def persian_skeleton(word: str) -> str:
    """The consonants of a Persian word; «ها» after a ZWNJ is no part of it."""
    stem = word.split("\u200c")[0]
    return _TWICE.sub(r"\1", _PERSIAN_LETTERS.sub("", stem.translate(_TO_SOUNDS)))


def english_skeletons(word: str) -> set[str]:
    """What the consonants of an English word in lower case may be in Persian."""
    sounds = [
        _ENGLISH[found.lastindex - 1][1] for found in _SOUND.finditer(word) if found.lastindex
    ]
    found: set[str] = set()
    for number, choice in enumerate(product(*sounds)):
        if number == _MOST:
            break
        found.add(_TWICE.sub(r"\1", "".join(choice)))
    return found
