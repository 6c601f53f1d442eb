"""The Persian words and verbs that hazm ships, as the spacing model asks for them.

hazm's data files are read where they lie: importing hazm takes seconds, reading them a fraction
of one. They are the same in hazm 0.10 and 0.12.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

#: Imperfective prefixes, by which a verb form is written after a ZWNJ.
IMPERFECTIVE = frozenset({"می", "نمی", "همی", "برمی", "برنمی", "درمی", "بازمی", "فرومی", "وامی"})

#: What the perfect puts after the participle (کرده), behind a ZWNJ.
PERFECT = frozenset({"ام", "ای", "ایم", "اید", "اند"})

#: Endings of the comparative; the superlative's (ترین) ends no other word.
COMPARATIVE = frozenset({"تر", "تری"})

#: Prepositions and the like whose last letter does not join to the next word.
PREPOSITIONS = frozenset({"با", "تا", "را", "یا", "در", "از", "هر", "بر", "و", "اگر", "جز"})

_LEXICON, _VERBS = "words.dat", "verbs.dat"
_PAST_ENDINGS = ("", "م", "ی", "یم", "ید", "ند")
_PRESENT_ENDINGS = ("م", "ی", "د", "یم", "ید", "ند")
_WORD_ROW = re.compile(r"^([^\t\n]+)\t(\d+)\t[A-Z]", re.MULTILINE)
_COMMONNESS = "0011122333333333"  # by the number of digits of the count


def data_file(name: str) -> Path:
    """Where hazm keeps the data file `name`. Raises ModuleNotFoundError without hazm."""
    spec = find_spec("hazm")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("hazm is not installed", name="hazm")
    return Path(spec.submodule_search_locations[0]) / "data" / name


def data_files() -> tuple[Path, Path]:
    """Those that are read here."""
    return data_file(_LEXICON), data_file(_VERBS)


@cache
def lexicon() -> Mapping[str, str]:
    """The words that have a part of speech, with how common each is: "0" (not seen) to "3".

    The other four fifths of the list are headwords of an Arabic dictionary that no text uses.
    """
    rows = _WORD_ROW.findall(data_file(_LEXICON).read_text("utf-8"))
    return {word: _COMMONNESS[len(count)] for word, count in rows}


@cache
def compound_parts() -> tuple[Counter[str], Counter[str]]:
    """How many compounds of the lexicon begin, and how many end, with each part (خوش\u200cبین)."""
    compounds = [word.split("\u200c") for word in lexicon() if "\u200c" in word]
    return Counter(parts[0] for parts in compounds), Counter(parts[-1] for parts in compounds)


@cache
def verb_forms() -> frozenset[str]:
    """What may follow می: the persons of past and present (خواست، خواهند)."""
    return frozenset(form for past, present in verb_stems() for form in _persons(past, present))


@cache
def participles() -> frozenset[str]:
    """Past participles (کرده، نکرده، شده)."""
    return frozenset(
        f"{negation}{past}ه" for past, _ in verb_stems() if past for negation in ("", "ن")
    )


def verb_stems() -> Iterator[tuple[str, str]]:
    """The past and the present stem of each verb; either may be empty."""
    for line in data_file(_VERBS).read_text("utf-8").splitlines():
        past, _, present = line.strip().partition("#")
        yield past, present


def _persons(past: str, present: str) -> Iterator[str]:
    if past:
        yield from (past + ending for ending in _PAST_ENDINGS)
    if present:
        stem = present + "ی" if present.endswith(("ا", "آ", "و")) else present
        yield from (stem + ending for ending in _PRESENT_ENDINGS)
        yield from (present + ending for ending in _PRESENT_ENDINGS)
