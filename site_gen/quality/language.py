"""What is wrong with a translation as a text of its language, and what was left untranslated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.persian.characters import DIGIT_SIGNS, LETTER_TABLE, PRESENTATION_SIGNS, digits
from site_gen.persian.checks import doubled_words
from site_gen.persian.letters import LETTERS, MARKS, WORD_CHARS
from site_gen.quality.facts import listed
from site_gen.quality.pairs import Pair, Side

_PERSIAN_RUN = re.compile(rf"[{WORD_CHARS}]+(?:[\s،]+[{WORD_CHARS}]+)+")
_LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z'’]*(?:,?\s+[A-Za-z][A-Za-z'’]*)+")
_FOREIGN = {  # a letter and a run of words of a Persian source, of an English one
    True: (re.compile(f"[{WORD_CHARS}]"), _PERSIAN_RUN),
    False: (re.compile("[A-Za-z]"), _LATIN_RUN),
}
_FEWEST = {True: 3, False: 6}  # words that are no name or title: of a Persian source, of an English
_LOWER_WORDS = re.compile(r"(?:\b[a-z]{3,}\b.*?){2}", re.DOTALL)
_PERSIAN_LETTER = re.compile(f"[{LETTERS}]")
_ARABIC_LETTER = re.compile(f"[{''.join(LETTER_TABLE)}]")
_PERSIAN_DIGIT = re.compile("[۰-۹٠-٩]")
_LATIN_MARK = re.compile(rf"(?<=[{LETTERS}{MARKS}»])\s?([?;,])(?=\s|$|[»)\]])")
_LATIN_QUOTES = re.compile(rf"([“\"])[^“”\"]*[{LETTERS}][^“”\"]*[”\"]")
_LATIN_SIGN = re.compile('[?;,“”"]')
_PERSIAN_MARK = re.compile("[؟،؛«»]")
_WITH_PERSIAN = re.compile(
    rf"«[^»A-Za-z]*[{LETTERS}][^»A-Za-z]*»|[{WORD_CHARS}][{WORD_CHARS}\s،؛؟]*"
)
# It begins with what is before the word: a set of characters is soonest found.
_TWICE = re.compile(r"[^\w'’-]([A-Za-z]{2,}+)\s+\1(?![\w'’-])")
_TWICE_IN_ASCII = re.compile(r"[^A-Za-z0-9_'-]([A-Za-z]{2,}+)\s+\1(?![A-Za-z0-9_'-])")  # quicker
_SAID_TWICE = frozenset({"that", "had", "very", "so", "no", "bye", "ha", "many", "much", "really"})


def untranslated(pair: Pair) -> Iterator[str]:
    """The source itself, or a run of its words, in place of a translation."""
    source, target = pair.source, pair.target
    if source.prose.strip() == target.prose.strip():
        own = _PERSIAN_LETTER if source.is_persian else _LOWER_WORDS
        if own.search(source.prose):
            yield "the translation is the source itself"
        return
    letter, run = _FOREIGN[source.is_persian]
    runs = run.findall(target.prose) if letter.search(target.signs) else ()
    if not runs:
        return
    fewest = _FEWEST[source.is_persian]
    here = " ".join(source.prose.split())
    left = [run for run in runs if len(run.split()) >= fewest and " ".join(run.split()) in here]
    if left:
        yield f"not translated: {listed(left)}"


def code_points(pair: Pair) -> Iterator[str]:
    """Arabic letters (ي ك) and shapes of letters in a Persian translation."""
    text = pair.target.prose
    if not pair.target.is_persian:
        return
    signs = pair.target.signs
    if not _ARABIC_LETTER.search(signs) and not PRESENTATION_SIGNS.search(signs):
        return
    wrong = [*_ARABIC_LETTER.findall(text), *PRESENTATION_SIGNS.findall(text)]
    if wrong:
        yield f"letters that Persian does not write: {listed(dict.fromkeys(wrong))}"


def digit_shapes(pair: Pair) -> Iterator[str]:
    """Arabic or Latin digits in Persian text, Persian ones in English."""
    text, signs = pair.target.prose, pair.target.signs
    if not (DIGIT_SIGNS if pair.target.is_persian else _PERSIAN_DIGIT).search(signs):
        return
    if pair.target.is_persian:
        wrong = [text[edit.start : edit.end] for edit in digits(text)]
        name = "Persian"
    else:
        wrong = _PERSIAN_DIGIT.findall(_without_persian(text))
        name = "English"
    if wrong:
        yield f"digits that {name} does not write: {listed(dict.fromkeys(wrong))}"


def _without_persian(text: str) -> str:
    """An English text without the Persian that it quotes."""
    return _WITH_PERSIAN.sub(" ", text) if _PERSIAN_LETTER.search(text) else text


def punctuation(pair: Pair) -> Iterator[str]:
    """Marks of the other language: ? ; , and “ ” after Persian words, ؟ ؛ ، « » in English."""
    find = _latin_marks if pair.target.is_persian else _persian_marks
    wrong = dict.fromkeys(find(pair.target))
    if wrong:
        yield f"marks of the other language: {listed(wrong)}"


def _latin_marks(side: Side) -> Iterator[str]:
    if not _LATIN_SIGN.search(side.signs):
        return
    yield from _LATIN_MARK.findall(side.prose)
    yield from _LATIN_QUOTES.findall(side.prose)


def _persian_marks(side: Side) -> Iterator[str]:
    if _PERSIAN_MARK.search(side.signs):
        yield from _PERSIAN_MARK.findall(_without_persian(side.prose))


def repeated_words(pair: Pair) -> Iterator[str]:
    """The same word twice in a row, where the source does not have it so."""
    twice = _twice(pair.target)
    if twice and not _twice(pair.source):
        yield f"stands twice: {listed(dict.fromkeys(twice))}"


def _twice(side: Side) -> list[str]:
    if side.is_persian:
        return [doubt.message.split("«")[1].split("»")[0] for doubt in doubled_words(side.prose)]
    twice = _TWICE_IN_ASCII if side.prose.isascii() else _TWICE
    return [word for word in twice.findall(f" {side.prose}") if word.lower() not in _SAID_TWICE]
