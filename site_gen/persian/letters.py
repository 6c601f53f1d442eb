"""Which characters are Persian letters, marks and the like: classes for regular expressions.

Source: Unicode, Arabic block, general category and Joining_Type (ArabicShaping.txt).
"""

from __future__ import annotations

import re
from functools import lru_cache

ZWNJ = "\u200c"

#: Arabic-script letters, for use inside [...].
LETTERS = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
#: Combining marks: tanwin, vowels, shadda, maddah and hamza above, superscript alef.
MARKS = "\u064b-\u065f\u0670"
#: Everything that may stand inside a Persian word.
WORD_CHARS = f"{LETTERS}{MARKS}{ZWNJ}"

#: Persian and common Arabic letters that join to the next one (Joining_Type D).
JOINING = frozenset("بپتثجچحخسشصضطظعغفقکگلمنهیئيكىھہ")

WORD = re.compile(f"[{WORD_CHARS}]+")

_USUAL = re.compile(f"[اآبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئ{ZWNJ} .،\\n]+")


@lru_cache(maxsize=64)  # one paragraph is asked about again and again
def unusual(text: str) -> str:
    """What of a text is no letter that Persian is written with, no ZWNJ, space, full stop or comma:
    what is not in it need not be looked for in the text."""
    return _USUAL.sub("", text)
