"""Markup, links, footnote marks and code that a translation has broken, lost or invented."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from site_gen.persian.calendar import latin_digits
from site_gen.persian.checks import brackets
from site_gen.quality.facts import compared, listed
from site_gen.quality.pairs import Pair, Side

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_CODE_SPAN = re.compile(r"`(?<!``)(`*+).+?(?<!`)`\1(?!`)", re.DOTALL)
_EMPHASIS = re.compile(r"\*(?<!\*\*)(?!\*)(?:(?!\s)|(?<=\S\*))")
_IMAGE = "!["
_SIGN = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"[\[\]()«»{}]")
_SIGNS = re.compile(r"[*`\[\]()«»{}]")


def markup(pair: Pair) -> Iterator[str]:
    """Emphasis, code and brackets that open and do not close; pictures that are gone."""
    if not _SIGNS.search(pair.target.signs):
        if _IMAGE in pair.source.text:
            yield "a picture of the source is missing"
        return
    broken = _unbalanced(pair.target)
    # Where a quotation runs on over several paragraphs, the source has no second half either.
    if broken and not _unbalanced(pair.source) and pair.source.prose.count('"') % 2 == 0:
        yield f"{listed(broken)} opens and does not close, or the other way round"
    if pair.source.text.count(_IMAGE) != pair.target.text.count(_IMAGE):
        yield "not as many pictures as in the source"


def _unbalanced(side: Side) -> list[str]:
    text = _ESCAPED.sub("", side.text) if "\\" in side.signs else side.text
    text = _CODE_SPAN.sub("", text) if "`" in side.signs else text
    broken = [sign for sign, many in _counts(text) if many % 2]
    if not _BRACKETS.search(side.signs):
        return broken
    prose = side.prose.replace('"', "")
    doubt = next(brackets(prose), None)
    return broken + ([prose[doubt.place]] if doubt else [])


def _counts(text: str) -> Iterator[tuple[str, int]]:
    yield "**", text.count("**")
    yield "*", len(_EMPHASIS.findall(text)) if "*" in text else 0
    yield "`", text.count("`")


def addresses(pair: Pair) -> Iterator[str]:
    """Addresses that are not the same on both sides."""
    yield from _differ(pair.source.addresses, pair.target.addresses)


def notes(pair: Pair) -> Iterator[str]:
    """Footnote marks that are not the same on both sides."""
    yield from _differ(pair.source.notes, pair.target.notes)


def code(pair: Pair) -> Iterator[str]:
    """Code that only one side has, however often."""
    if not pair.source.codes and not pair.target.codes:
        return
    ours = {_letters(text): text for text in pair.source.codes}
    theirs = {_letters(text): text for text in pair.target.codes}
    yield from compared(
        [text for key, text in ours.items() if key not in theirs],
        [text for key, text in theirs.items() if key not in ours],
    )


def untranslatable(pair: Pair) -> Iterator[str]:
    """What is to stay as it is, and does not."""
    gone = [words for words in pair.source.kept if words.strip() not in pair.target.text]
    if gone:
        yield f"{listed(gone)} should stand in the translation as it is"


def _letters(code: str) -> str:
    """What code is made of: brackets, marks of direction and the order do not count, since some
    write `()setup` for `setup()` amid Persian."""
    return "".join(sorted(_SIGN.sub("", latin_digits(code)))) or code


def _differ(source: Sequence[str], target: Sequence[str]) -> Iterator[str]:
    """What one side has more often than the other."""
    if source == target:
        return
    ours, theirs = Counter(source), Counter(target)
    yield from compared(list(ours - theirs), list(theirs - ours))
