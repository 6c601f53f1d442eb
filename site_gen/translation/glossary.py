"""Terms in texts: where they are used, and where a translation says them otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise

from site_gen.model import Locale, Term, TermUse
from site_gen.persian.inflection import fold, is_form_of
from site_gen.persian.letters import LETTERS, WORD_CHARS, ZWNJ
from site_gen.translation.markup import Kind, Mark, marks, words_only

_WORD = re.compile(f"(?:[^\\W_]|[{WORD_CHARS}])+(?:[-'’.][^\\W_]+)*")
_LETTER = re.compile(f"[{LETTERS}]")
_FIRST = 2  # letters that the forms of a word have in common


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a term: its words, as they are compared."""

    words: tuple[str, ...]
    term: Term


#: The forms of all terms by locale code and by the first letters of their first word.
Index = Mapping[str, Mapping[str, tuple[Form, ...]]]


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of a site, in the order of their file; made by `make_glossary`."""

    terms: tuple[Term, ...] = ()
    index: Index = field(default_factory=dict, compare=False, repr=False)


NO_GLOSSARY = Glossary()


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    start: int
    end: int


def make_glossary(terms: Iterable[Term]) -> Glossary:
    """A glossary of these terms."""
    kept = tuple(terms)
    codes = sorted({code for term in kept for code in term.forms})
    return Glossary(kept, {code: _indexed(kept, code) for code in codes})


def _indexed(terms: Iterable[Term], code: str) -> dict[str, tuple[Form, ...]]:
    written = (
        Form(tuple(word.key for word in _words(text)), term)
        for term in terms
        for text in term.forms.get(code, ())
    )
    forms = sorted((form for form in written if form.words), key=_first_of)
    return {first: tuple(group) for first, group in groupby(forms, key=_first_of)}


def _first_of(form: Form) -> str:
    return _first(form.words[0])


def find_terms(text: str, locale: Locale, glossary: Glossary) -> tuple[TermUse, ...]:
    """Where an inline Markdown text uses terms, inflected or not, in order; the longest wins.

    Uses of the same place are of several terms that are written alike.
    """
    index = glossary.index.get(locale.code)
    if not index:
        return ()
    plain = words_only(text)
    words = list(_words(plain))
    uses: list[TermUse] = []
    place = 0
    while place < len(words):
        found = list(_found(words, place, plain, index))
        longest = max((len(form.words) for form in found), default=1)
        span = words[place].start, words[place + longest - 1].end
        terms = [form.term for form in found if len(form.words) == longest]
        uses += (TermUse(*span, term) for n, term in enumerate(terms) if term not in terms[:n])
        place += longest
    return tuple(uses)


def misses(
    source: str, target: str, locales: tuple[Locale, Locale], glossary: Glossary
) -> tuple[Term, ...]:
    """The terms of a source text that its translation says otherwise, each once.

    `locales` are those of source and target. Of terms that are written alike, one is enough.
    """
    uses = find_terms(source, locales[0], glossary)
    if not uses:
        return ()
    said = [use.term for use in find_terms(target, locales[1], glossary)]
    missed: list[Term] = []
    for _, group in groupby(uses, key=lambda use: use.start):
        terms = [use.term for use in group]
        if terms[0] not in missed and not any(term in said for term in terms):
            missed.append(terms[0])
    return tuple(missed)


def term_pairs(glossary: Glossary, source: Locale, target: Locale) -> Iterator[tuple[str, str]]:
    """Words that answer each other: of each term what both languages call it first."""
    for term in glossary.terms:
        yield term.forms[source.code][0], term.forms[target.code][0]


def shown_terms(
    text: str, locale: Locale, glossary: Glossary, labels: Set[str] = frozenset()
) -> tuple[TermUse, ...]:
    """Where an inline Markdown text first uses each of the terms that readers are told of.

    Words that are a link already, or that markup cuts through, are left out, and terms without a
    note in this language.
    """
    uses = [
        use
        for use in find_terms(text, locale, glossary)
        if use.term.show and locale.code in use.term.notes
    ]
    if not uses:
        return ()
    closed = list(_closed(marks(text, labels)))
    shown: dict[int, TermUse] = {}
    for use in uses:
        known = any(use.term == other.term for other in shown.values())
        if not known and not any(a < use.end and use.start < b for a, b in closed):
            shown.setdefault(use.start, use)
    return tuple(shown.values())


def _closed(found: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """The places of markup, and of links as a whole."""
    starts = {mark.pair: mark for mark in found if mark.kind is Kind.OPEN}
    for mark in found:
        yield mark.start, mark.end
        if mark.kind is Kind.CLOSE and starts[mark.pair].text.endswith("["):
            yield starts[mark.pair].start, mark.end


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        yield _Word(_key(match[0]), *match.span())


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> str:
    """A word as it is compared: Persian folded, Latin in small letters unless all are capitals."""
    folded = re.sub("['’]s?$", "", fold(word)).strip(ZWNJ)
    return folded if folded.isupper() and len(folded) > 1 else folded.lower()


def _first(key: str) -> str:
    return key[:_FIRST].lower()


def _found(
    words: Sequence[_Word], place: int, text: str, index: Mapping[str, tuple[Form, ...]]
) -> Iterator[Form]:
    """The forms that begin with the word at this place."""
    for form in index.get(_first(words[place].key), ()):
        there = words[place : place + len(form.words)]
        pairs = zip(there, form.words, strict=False)
        if (
            len(there) == len(form.words)
            and all(_is_form(word.key, wanted) for word, wanted in pairs)
            and _adjoin(there, text)
        ):
            yield form


def _adjoin(words: Sequence[_Word], text: str) -> bool:
    """Whether only white space lies between the words."""
    return all(text[one.end : other.start].isspace() for one, other in pairwise(words))


def _is_form(word: str, wanted: str) -> bool:
    if word == wanted or not word.startswith(wanted[:_FIRST]):
        return word == wanted
    return is_form_of(word, wanted) if _LETTER.match(word) else word in _inflected(wanted)


@lru_cache(maxsize=1 << 12)
def _inflected(word: str) -> frozenset[str]:
    """The regular forms of an English word: number and possession, tense and participle."""
    stems = {word, word + word[-1], word.removesuffix("e")}
    if word.endswith("y"):
        stems.add(word[:-1] + "i")
    return frozenset(stem + ending for stem in stems for ending in ("s", "es", "ed", "d", "ing"))
