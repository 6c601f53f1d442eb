"""Whether an answer can be a translation of what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.errors import AnswerError
from site_gen.model import ENGLISH, PERSIAN, Locale
from site_gen.translation.markup import words_only

_ANOTHER = "Try another provider, or translate this paragraph yourself."
_LETTERS = {
    PERSIAN.code: re.compile("[\u0620-\u064a\u066e-\u06d3]"),
    ENGLISH.code: re.compile("[A-Za-z]"),
}
#: Words that no text of some length goes without, and that kindred languages hardly have.
_COMMON_PERSIAN = "و در به از را که این است با برای آن او شد شده می کرد بود هم یک تا شود اند هر چه"
_COMMON_ENGLISH = (
    "the of to and that with from this are were been have has it by not which who he his her she "
    "they their for at but will be or"
)
_COMMON = {
    PERSIAN.code: frozenset(_COMMON_PERSIAN.split()),
    ENGLISH.code: frozenset(_COMMON_ENGLISH.split()),
}
_LONG = 15  # words
_RARE = 16  # of so many words at least one is common
_SHORTEST = 60  # characters of a text whose translation has a telling length
_CUT = 0.3  # of the length of the text
_END = re.compile(r"[.!?؟…۔][»”›\"')\]]*\s*$")


def require_translation(source: str, answer: str, locales: tuple[Locale, Locale]) -> None:
    """Raises AnswerError for an answer that is none: empty, an echo, cut off, another language.

    Both are inline Markdown; `locales` are those of the text and of what was asked for.
    """
    ours, theirs = words_only(source), words_only(answer)
    if not _has_letters(ours, locales[0]):
        return
    if not any(map(str.isalnum, theirs)):
        raise AnswerError("answered with nothing", hint=_ANOTHER)
    if _is_name(ours, locales) and ours.split() == theirs.split():
        return
    if ours.casefold().split() == theirs.casefold().split():
        raise AnswerError("gave the text back untranslated", hint=_ANOTHER)
    if _is_in_another_language(theirs, locales[1]):
        raise AnswerError(f"answered in another language: {_shown(theirs)}", hint=_ANOTHER)
    if len(ours.strip()) >= _SHORTEST and len(theirs.strip()) < _CUT * len(ours.strip()):
        raise AnswerError(
            f"answered with a part of the translation: {_shown(theirs)}", hint=_ANOTHER
        )


def doubts(source: str, answer: str) -> Iterator[str]:
    """What an editor should look at in an answer that may be a translation."""
    if _END.search(words_only(source)) and not _END.search(words_only(answer)):
        yield "its end may be missing"


def _has_letters(text: str, locale: Locale) -> bool:
    return bool(_LETTERS[locale.code].search(text))


def _is_name(text: str, locales: tuple[Locale, Locale]) -> bool:
    """A name in Latin letters may stay as it is in Persian."""
    words = text.split()
    return locales[1] == PERSIAN and len(words) <= 3 and all(word[:1].isupper() for word in words)


def _is_in_another_language(text: str, locale: Locale) -> bool:
    letters = sum(map(str.isalpha, text))
    own = len(_LETTERS[locale.code].findall(text))
    if own * 3 < letters:
        return True
    words = re.findall(r"[^\W\d_]+", text.lower().replace("\u200c", " "))
    common = sum(word in _COMMON[locale.code] for word in words)
    return len(words) >= _LONG and common * _RARE < len(words)


def _shown(text: str) -> str:
    return " ".join(text.split())[:60]
