"""Which line breaks are meant: wrapped paragraphs joined, verse, lists and addresses kept.

A wrapped line is nearly as long as the text is wide: the first word of the next line would not
have fitted. That, and whether a line ends like a sentence, decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from site_gen.patterns import later
from site_gen.persian.edits import Edit
from site_gen.persian.letters import LETTERS, MARKS

_NARROW, _VERSE_WIDTH, _WIDEST = 60, 100, 240  # letters in a line
_FULL = 0.8  # how much of the width a wrapped line fills at least
_TAIL = 40  # letters of a line's end in which its final marks are
_LONG = 60  # a line of so many letters with a final mark is a paragraph of its own

_LINE = later(r"[^\n]*\S[^\n]*")
_ENDED = later(r"[.!?؟…][»\"”’)\]]*$|[:؛»\"”)\]]$|(?<![-=*_])[-=*_]{3,}$")
_SENTENCE_END = later(r"[.!?؟…:][»\"”’)\]]*$")
_INNER_END = later(r"[.!?؟:][»\"”]? ")
_ITEM = later(r"\s*(?:[-–—•*▪◦·●○■□+]|[(]?[\d۰-۹]{1,3}[.)\-])\s")
_OPEN_WORDS = frozenset(
    ("و", "که", "از", "در", "به", "با", "را", "برای", "تا", "یا", "این", "آن", "هر", "چه", "اگر")
)
_PAGE_NUMBER = later(
    r"[^\w\n]*(?:(?:صفحه[ٔء]?|ص|[Pp]age)\W{0,3})?(\d{1,4})"
    r"(?:\W{0,3}(?:از|of|/)\W{0,3}\d+)?\W*"
)
HYPHEN_SIGNS = later("[-\u2010\u00ad]")
_HYPHEN = later(r"(?<=[^\W\d_])[-\u2010\u00ad][ \t]*\n[ \t]*(?=[^\W\d_])")
_BEFORE = later(rf"[^\W\d_{MARKS}][\w{MARKS}]*$")
_AFTER = later(rf"[\w{MARKS}]+")
_IS_PERSIAN = later(f"[{LETTERS}]")


class _Line(Struct, frozen=True):
    start: int
    end: int
    text: str
    blank_after: bool  # whether a blank line, or nothing, follows


def _lines(text: str) -> list[_Line]:
    found = list(_LINE.finditer(text))
    ends = [*(match.start() for match in found), None][1:]
    return [
        _Line(match.start(), match.end(), match[0].strip(), _is_blank(text, match.end(), after))
        for match, after in zip(found, ends, strict=True)
    ]


def _is_blank(text: str, start: int, end: int | None) -> bool:
    return end is None or text.count("\n", start, end) > 1


def unwrap(text: str) -> Iterator[Edit]:
    """Lines of one paragraph are joined by a space; other breaks stay or part paragraphs.

    In the result one newline is a line to keep, two part paragraphs.
    """
    lines = _lines(text)
    if not lines:
        return
    yield Edit(0, lines[0].start, "")
    yield Edit(lines[-1].end, len(text), "")
    width = _width(lines)
    for stanza, after in _with_next(_stanzas(lines)):
        kept = _keeps_lines(stanza, width)
        for line, following in pairwise(stanza):
            joint = _joint(line, following, width, kept)
            yield Edit(line.end, following.start, joint)
        if after:
            last, first = stanza[-1], after[0]
            cut = not kept and _is_cut(last, first, width) and not _keeps_lines(after, width)
            joint = "\n" if _parts_word(last, first) else " "
            yield Edit(last.end, first.start, joint if cut else "\n\n")


def _with_next(
    stanzas: Sequence[Sequence[_Line]],
) -> Iterator[tuple[Sequence[_Line], Sequence[_Line]]]:
    return zip(stanzas, (*stanzas[1:], ()), strict=True)


def _stanzas(lines: Sequence[_Line]) -> list[list[_Line]]:
    stanzas: list[list[_Line]] = [[]]
    for line in lines:
        stanzas[-1].append(line)
        if line.blank_after:
            stanzas.append([])
    return stanzas[:-1]


def _width(lines: Sequence[_Line]) -> int:
    """How wide the text was wrapped, 0 if it does not look so: two like lines are cut there."""
    cut = sorted((len(line.text) for line in lines[:-1] if not _has_ended(line.text)), reverse=True)
    cut = [length for length in cut if length <= _WIDEST]
    for widest, second in pairwise(cut):
        if second >= _FULL * widest:
            return widest if _is_margin(widest, cut, lines) else 0
    return 0


def _is_margin(width: int, cut: Sequence[int], lines: Sequence[_Line]) -> bool:
    """Whether few lines are wider; if many are, those cut there merely lack a final mark."""
    full = sum(_FULL * width <= length <= width for length in cut)
    return 2 * sum(len(line.text) > width for line in lines) < full


def _has_ended(text: str) -> bool:
    return bool(_ENDED.search(text[-_TAIL:]))


def _joint(line: _Line, following: _Line, width: int, kept: bool) -> str:
    if kept or _ITEM.match(following.text) or _parts_word(line, following):
        return "\n"
    if _is_full(line, following, width) or is_open(line.text):
        return " "
    if _SENTENCE_END.search(line.text[-_TAIL:]):
        return "\n\n" if len(line.text) >= _LONG else "\n"
    return "\n\n" if len(line.text) < _LONG < len(following.text) else "\n"  # a heading


def _parts_word(line: _Line, following: _Line) -> bool:
    """Whether a hyphen parts a word there, for `split_words`: till then lines keep their width."""
    return bool(_HYPHEN.search(f"{line.text[-2:]}\n{following.text[:1]}"))


def _is_cut(line: _Line, following: _Line, width: int) -> bool:
    """Whether the sentence goes on after the blank line."""
    if _has_ended(line.text) or _ITEM.match(following.text):
        return False
    full = _is_full(line, following, width)
    if line.text.endswith("،") and len(line.text) < _LONG:
        return full  # else a salutation, as letters begin
    return is_open(line.text) or (width >= _NARROW and full)


def is_open(text: str) -> bool:
    """Whether the text ends in a word or mark after which no sentence ends."""
    return text.endswith("،") or text.rpartition(" ")[2] in _OPEN_WORDS


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    if not width:
        return False
    needed = len(line.text) + 1 + len(following.text.split(None, 1)[0])
    return needed > (_FULL * width if width >= _NARROW else width)


def _keeps_lines(stanza: Sequence[_Line], width: int) -> bool:
    """Verse, an address, dialogue: several lines that no margin made."""
    if len(stanza) < 2 or width >= _VERSE_WIDTH:
        return False
    if any(_parts_word(line, following) for line, following in pairwise(stanza)):
        return False
    if not all(_is_full(line, following, width) for line, following in pairwise(stanza)):
        return all(len(line.text) < _LONG for line in stanza)
    inner = any(_INNER_END.search(line.text) for line in stanza)
    return not inner and not _SENTENCE_END.search(stanza[-1].text[-_TAIL:])


def page_numbers(text: str) -> Iterator[Edit]:
    """A page number alone on its line goes, if it cuts a sentence or counts on from another."""
    lines = _lines(text)
    found = [(i, m) for i, line in enumerate(lines) if (m := _PAGE_NUMBER.fullmatch(line.text))]
    numbers = {int(match[1]) for _, match in found}
    for i, match in found:
        counted = {int(match[1]) - 1, int(match[1]) + 1} & numbers
        if (counted and _stands_alone(lines, i)) or _cuts_sentence(lines, i):
            yield _removal(text, lines[i])


def running_heads(text: str) -> Iterator[Edit]:
    """A short line that comes three times and cuts a sentence at least once goes."""
    lines = _lines(text)
    alone = [i for i in range(len(lines)) if _stands_alone(lines, i)]
    cutting = {_key(lines[i]) for i in alone if _cuts_sentence(lines, i)}
    if not any(cutting):
        return
    common = Counter(map(_key, lines))
    for i in alone:
        key = _key(lines[i])
        if key and key in cutting and common[key] > 2:
            yield _removal(text, lines[i])


def _key(line: _Line) -> str:
    """The words of a short line; the rest may be its page number."""
    key = re.sub(r"[\d\W]+", " ", line.text).strip()
    return key if len(key) < _LONG else ""


def _stands_alone(lines: Sequence[_Line], i: int) -> bool:
    return lines[i].blank_after and (i == 0 or lines[i - 1].blank_after)


def _cuts_sentence(lines: Sequence[_Line], i: int) -> bool:
    if not 0 < i < len(lines) - 1:
        return False
    before = lines[i - 1].text
    return len(before) >= _LONG and not _has_ended(before)


def _removal(text: str, line: _Line) -> Edit:
    return Edit(line.start, min(line.end + 1, len(text)), "")


def split_words(text: str) -> Iterator[Edit]:
    """A word that a hyphen parted at the end of a line is whole again."""
    if not _HYPHEN.search(text):
        return
    elsewhere = frozenset(text.split())
    for match in _HYPHEN.finditer(text):
        before = _BEFORE.search(text, max(0, match.start() - 40), match.start())
        after = _AFTER.match(text, match.end())
        if before and after:
            hyphen = (
                "" if _is_one_word(match[0][0], before[0], after[0], elsewhere) else match[0][0]
            )
            yield Edit(match.start(), match.end(), hyphen)


def _is_one_word(hyphen: str, before: str, after: str, elsewhere: frozenset[str]) -> bool:
    if hyphen == "\u00ad":
        return True
    if not _IS_PERSIAN.match(after):
        return before + after in elsewhere
    from site_gen.persian.spacing_model import model

    words = model().words
    return words.is_whole(before + after) or not (words.is_whole(before) and words.is_whole(after))
