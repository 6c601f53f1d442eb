"""Numbers and Latin words that one side has and the other has not."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz.fuzz import partial_ratio

from site_gen.alignment.numbers import JALALI_MONTHS, SCALES, UNITS, number_keys
from site_gen.persian.calendar import from_jalali, latin_digits
from site_gen.persian.letters import WORD_CHARS
from site_gen.quality.pairs import Pair

# Of text with Latin digits and neither thousands separators nor leading zeros.
_NUMERAL = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s?([^\W\d_]*)")
_TOKEN = re.compile(rf"[0-9]+(?:\.[0-9]+)?|[A-Za-z\u00c0-\u024f]+|[{WORD_CHARS}]+")
_DIGITS = re.compile(r"[0-9۰-۹٠-٩]+")
_THOUSANDS = re.compile(r"(?<=[0-9])[,٬،](?=[0-9]{3}(?![0-9]))")
_LEADING_ZEROS = re.compile(r"(?<![0-9.])0+(?=[0-9])")
_JALALI_DAY = re.compile(r"(?<![0-9])(1[2-5][0-9]{2})[/-]([0-9]{1,2})[/-]([0-9]{1,2})(?![0-9])")
_JALALI_NAMED = re.compile(
    rf"(?<![0-9])([0-9]{{1,2}})(?:\s*(?:م|اُم|ام))?\s+({'|'.join(JALALI_MONTHS)})"
    rf"(?:[\s\u200c]*ماه)?(?:\s+(?:سال\s+)?(1[2-5][0-9]{{2}}))?(?![{WORD_CHARS}0-9])"
)
_IMPERIAL = re.compile(r"\b(?:miles?|mph|feet|foot|ft|inch(?:es)?|pounds?|lbs?|yards?|acres?)\b")
_METRIC = re.compile(r"متر|کیلو|سانتی|میلی|تن|گرم|هکتار|مایل|فوت|اینچ|پوند|یارد")
# fmt: off
_ORDINALS = {
    "اول": 1, "نخست": 1, "نخستین": 1, "اولین": 1, "سوم": 3, "سومین": 3, "ثالث": 3, "دوم": 2,
    "دومین": 2,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
    "hundredth": 100, "صدم": 100, "صدمین": 100, "هزارم": 1000, "هزارمین": 1000,
    "once": 1, "twice": 2, "dozen": 12, "half": 50, "نیمی": 50, "نصف": 50, "هردو": 2, "both": 2,
}
# fmt: on
_PERSIAN_ORDINAL = re.compile(r"(?:مین|م)$")
_BETWEEN = (621, 622)  # years between the calendars; a Jalali year begins in March
_ANY_YEAR = 1400  # for a day and month without a year: exact but for one day
_SCALE_LETTERS = {"m": "million", "mn": "million", "b": "billion", "k": "thousand"}
_YEAR = 4  # digits
_DAY = 3  # letters of the key of a day or a month: n12, m10
_RUN = re.compile(r"[0-9]+(?:[ .:-][0-9]+)*")
_WIDTH = 60
_FEWEST = 3  # digits by which two spellings of a number are the same


def numbers(pair: Pair) -> Iterator[str]:
    """Numbers that the other side has neither in digits, nor in words, nor in its calendar."""
    if not _DIGITS.search(pair.source.signs) and not _DIGITS.search(pair.target.signs):
        return
    if _digits(pair.source.prose) == _digits(pair.target.prose):
        return
    source, target = _plain(pair.source.prose), _plain(pair.target.prose)
    missing, added = _unanswered(source, target), _unanswered(target, source)
    if (missing or added) and _are_converted(source, target):
        return
    yield from compared(missing, added)


def _digits(text: str) -> set[str]:
    return set(map(latin_digits, _DIGITS.findall(text)))


def compared(missing: Sequence[str], added: Sequence[str]) -> Iterator[str]:
    """One message for what only the source has and what only the translation has."""
    if missing and added:
        yield f"the source has {listed(missing)}, the translation {listed(added)}"
    elif missing:
        yield f"the translation lacks {listed(missing)}"
    elif added:
        yield f"the source has no {listed(added)}"


def listed(items: Iterable[str]) -> str:
    """Words as a message names them."""
    return ", ".join(f"“{_short(item)}”" for item in items)


def _short(item: str) -> str:
    words = " ".join(item.split())
    return words if len(words) <= _WIDTH else textwrap.shorten(words, _WIDTH, placeholder="…")


def _plain(text: str) -> str:
    """The text in lower case with Latin digits, no thousands separators, no leading zeros."""
    text = _THOUSANDS.sub("", latin_digits(text).lower()).replace("٫", ".")
    return _LEADING_ZEROS.sub("", text)


def _are_converted(one: str, other: str) -> bool:
    """Whether a measure was turned into those of the other language's readers."""
    return any(_IMPERIAL.search(a) and _METRIC.search(b) for a, b in ((one, other), (other, one)))


def _unanswered(one: str, other: str) -> list[str]:
    """The numerals of a text that another does not have."""
    there = {numeral for numeral, _ in _NUMERAL.findall(other)}
    lost = {num: scale for num, scale in _NUMERAL.findall(one) if num not in there}
    if not lost:
        return []
    dates, said = _dates(one), _said(other)
    return [
        numeral
        for numeral, scale in lost.items()
        if _forms(numeral, scale, dates).isdisjoint(said)
        and not _is_written_apart(numeral, one, other)
    ]


def _is_written_apart(numeral: str, one: str, other: str) -> bool:
    """Whether the other side parts the same digits in another way: 0800 555 111, 7.55 and 7:55."""
    run = next((run for run in _RUN.findall(one) if numeral in run), numeral)
    digits = re.sub(r"[^0-9]", "", run)
    return len(digits) >= _FEWEST and digits in re.sub(r"[^0-9]", "", other)


def _forms(numeral: str, scale: str, dates: Mapping[str, set[str]]) -> set[str]:
    """What a numeral may be on the other side."""
    forms = {numeral, _scaled(numeral, scale), *dates.get(numeral, ())}
    if numeral.isdecimal() and len(numeral) == _YEAR:
        year = int(numeral)
        forms.update(str(year + gap) for gap in _BETWEEN if 1200 <= year < 1500)
        forms.update(str(year - gap) for gap in _BETWEEN if 1821 <= year < 2122)
    return forms


def _scaled(numeral: str, scale: str) -> str:
    """2.4 million as 2400000; a numeral before any other word as it is."""
    factor = SCALES.get(_SCALE_LETTERS.get(scale, scale))
    return str(round(float(numeral) * factor)) if factor else numeral


def _dates(text: str) -> dict[str, set[str]]:
    """For each numeral of a Jalali date, the numbers of the Gregorian one."""
    found: dict[str, set[str]] = {}
    for year, month, day in _JALALI_DAY.findall(text):
        _add_date(found, int(year), int(month), int(day))
    for day, name, year in _JALALI_NAMED.findall(text):
        _add_date(found, int(year or 0), JALALI_MONTHS[name], int(day))
    return found


def _add_date(found: dict[str, set[str]], year: int, month: int, day: int) -> None:
    try:
        date = from_jalali(year or _ANY_YEAR, month, day)
    except ValueError:
        return
    days = {date.day} if year else {date.day, date.day + 1}
    found.setdefault(str(day), set()).update(map(str, days))
    found.setdefault(str(month), set()).add(str(date.month))
    found.setdefault(str(year), set()).add(str(date.year))


def _said(text: str) -> set[str]:
    """The numbers that a text says: in digits, in words, with scales, as dates and months."""
    words = [_cardinal(token) for token in _TOKEN.findall(text)]
    certain, possible = number_keys(words)
    # Of what may be meant, the year of a Jalali one is looked for by its digits (see _forms).
    said = {key[1:] for key in (*certain, *possible) if key in certain or len(key) <= _DAY}
    said.update(str(_ORDINALS[word]) for word in words if word in _ORDINALS)
    for numeral, scale in _NUMERAL.findall(text):
        said |= {numeral, _scaled(numeral, scale)}
    return said.union(*_dates(text).values())


def _cardinal(word: str) -> str:
    """An ordinal in -م or -مین as its cardinal, the m of £125m as million."""
    if word in UNITS or word in _ORDINALS:
        return word
    stem = _PERSIAN_ORDINAL.sub("", word.replace("\u200c", ""))
    return stem if stem in UNITS else _SCALE_LETTERS.get(word, word)


# --- Latin words --------------------------------------------------------------------------------

_LATIN = re.compile(r"(?<![\w@#/.&-])[A-Za-z][A-Za-z0-9]*(?:[-'’.&+#][A-Za-z0-9]+)*[+#]*")
_LATIN_LETTER = re.compile("[A-Za-z]")
_STEM = 4  # letters: a shorter word is looked for as it is
_ALIKE = 75  # of 100


def latin_words(pair: Pair) -> Iterator[str]:
    """Latin words of a Persian source that its English lacks."""
    if not pair.source.is_persian or pair.target.is_persian:
        return
    if not _LATIN_LETTER.search(pair.source.signs):
        return
    wanted = [word for word in _LATIN.findall(pair.source.prose) if len(word) > 1]
    there = _folded(pair.target.text) if wanted else ""
    missing = [word for word in dict.fromkeys(wanted) if not _is_in(_folded(word), there)]
    if missing:
        yield f"the translation lacks {listed(missing)}"


def _is_in(word: str, text: str) -> bool:
    """Whether a word stands there, if in another form: compile and compilation."""
    return word in text or (len(word) > _STEM and partial_ratio(word, text) >= _ALIKE)


def _folded(text: str) -> str:
    """Letters and digits without case and accents: Zárate is Zarate."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return re.sub(r"[\W_\u0300-\u036f]", "", plain)
