"""Terms in texts: where they are used, and where a translation says them otherwise."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import groupby, pairwise

from msgspec import Struct

from site_gen.model import Locale, Term, TermUse
from site_gen.persian.inflection import bases, fold, plain
from site_gen.persian.letters import LETTERS, WORD_CHARS, ZWNJ
from site_gen.translation.markup import Kind, Mark, marks, words_only

_WORD = re.compile(f"(?:[^\\W_]|[{WORD_CHARS}])+(?:[-'’.][^\\W_]+)*")
_LETTER = re.compile(f"[{LETTERS}]")
_FIRST = 2  # letters that the forms of a word have in common


class Form(Struct, frozen=True):
    """One way to write a term: for each of its words, the bases by which it is known."""

    words: tuple[tuple[str, ...], ...]
    term: Term


class Index(Struct, frozen=True):
    """The forms of one language, by the bases of their first word; `firsts` are how those begin."""

    forms: Mapping[str, tuple[Form, ...]]
    firsts: tuple[str, ...]


class Glossary(Struct, frozen=True):
    """The terms of a site, in the order of their file; made by `make_glossary`."""

    terms: tuple[Term, ...] = ()
    index: Mapping[str, Index] = {}


NO_GLOSSARY = Glossary()


class _Word(Struct, frozen=True):
    key: str
    start: int
    end: int


def make_glossary(terms: Iterable[Term]) -> Glossary:
    """A glossary of these terms."""
    kept = tuple(terms)
    codes = sorted({code for term in kept for code in term.forms})
    return Glossary(kept, {code: _index(kept, code) for code in codes})


def _index(terms: Iterable[Term], code: str) -> Index:
    forms: dict[str, list[Form]] = {}
    for term in terms:
        for text in term.forms.get(code, ()):
            keys = [word.key for word in _words(text)]
            words = tuple(tuple(sorted({key, plain(key)})) for key in keys)
            for base in words[0] if words else ():
                forms.setdefault(base, []).append(Form(words, term))
    firsts = sorted({_first(base) for base in forms})
    return Index({base: tuple(found) for base, found in forms.items()}, tuple(firsts))


def find_terms(text: str, locale: Locale, glossary: Glossary) -> tuple[TermUse, ...]:
    """Where an inline Markdown text uses terms, inflected or not, in order; the longest wins.

    Uses of the same place are of several terms that are written alike.
    """
    index = glossary.index.get(locale.code)
    if not index:
        return ()
    shown = words_only(text)
    words = list(_words(shown))
    firsts = frozenset(index.firsts)
    uses: list[TermUse] = []
    place = 0
    while place < len(words):
        begins = _first(words[place].key) in firsts
        found = list(_found(words, place, shown, index)) if begins else []
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


def _found(words: Sequence[_Word], place: int, text: str, index: Index) -> Iterator[Form]:
    """The forms that begin with the word at this place."""
    for base in _ways(words[place].key, index.forms):
        for form in index.forms[base]:
            there = words[place : place + len(form.words)]
            rest = zip(there[1:], form.words[1:], strict=False)
            whole = len(there) == len(form.words) and _adjoin(there, text)
            if whole and all(_ways(word.key, wanted) for word, wanted in rest):
                yield form


def _ways(word: str, wanted: Container[str]) -> list[str]:
    """What is wanted that a word is, or may be a form of; spelling is asked before grammar."""
    spelled = [base for base in dict.fromkeys((word, plain(word))) if base in wanted]
    return spelled or sorted(base for base in _bases(word) if base in wanted)


def _adjoin(words: Sequence[_Word], text: str) -> bool:
    """Whether only white space lies between the words."""
    return all(text[one.end : other.start].isspace() for one, other in pairwise(words))


@lru_cache(maxsize=1 << 16)
def _bases(word: str) -> frozenset[str]:
    """What a word may be a form of, as its script has it."""
    return bases(word) if _LETTER.match(word) else _english_bases(word)


def _english_bases(word: str) -> frozenset[str]:
    """Of an English word, by the regular forms: number, tense and participle."""
    found = {word}
    for ending in ("s", "es", "ed", "d", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _FIRST:
            found |= {stem, stem + "e"}
            found |= {stem[:-1]} if stem[-1] == stem[-2] else set()
            found |= {stem[:-1] + "y"} if stem.endswith("i") else set()
    return frozenset(found)
