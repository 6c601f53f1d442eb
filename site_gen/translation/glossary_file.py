"""`content/glossary.toml` to a glossary; what is wrong in it is told with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import msgspec

from site_gen.errors import ContentError, unreadable
from site_gen.files import read_regular
from site_gen.model import ENGLISH, LOCALES, PERSIAN, Finding, Locale, Severity, Term
from site_gen.translation.glossary import NO_GLOSSARY, Glossary, make_glossary

GLOSSARY_PATH = "content/glossary.toml"

_HEAD = re.compile(r"\s*\[\[\s*term\s*\]\]")
_PERSIAN_LETTER = re.compile("[\u0620-\u06d3]")
_HOW = "docs/translation.md shows how a term is written."
_FORMS = 'a text, or several: ["…", "…"]'
#: The keys of a term, and what each has to be.
_KEYS = {
    "fa": _FORMS,
    "en": _FORMS,
    "note": 'a text, or one for each language: { fa = "…", en = "…" }',
    "part_of_speech": "a text",
    "do_not_translate": "true or false",
    "show": "true or false",
}


class _Entry(msgspec.Struct, frozen=True):
    """`[[term]]`"""

    fa: str | tuple[str, ...] = ()
    en: str | tuple[str, ...] = ()
    note: str | dict[str, str] = ""
    part_of_speech: str = ""
    do_not_translate: bool = False
    show: bool = False


def load_glossary(root: Path, source: Locale = PERSIAN) -> tuple[Glossary, tuple[Finding, ...]]:
    """The glossary of the site in folder `root`, empty where there is none, and what is wrong.

    A term that cannot be used is left out; the others stay. `source` is what articles are in.
    """
    try:
        text = read_regular(root / GLOSSARY_PATH).decode("utf-8-sig")
    except FileNotFoundError:
        return NO_GLOSSARY, ()
    except UnicodeDecodeError:
        return NO_GLOSSARY, (_error(0, "the file is not UTF-8", "Save it as UTF-8."),)
    except OSError as error:
        why = unreadable(ContentError, error, GLOSSARY_PATH)
        return NO_GLOSSARY, (_error(0, why.message, why.hint),)
    return parse_glossary(text, source)


def parse_glossary(text: str, source: Locale = PERSIAN) -> tuple[Glossary, tuple[Finding, ...]]:
    """The glossary in the text of such a file, and what is wrong with it."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        told = re.search(r"line (\d+)", str(error))
        end = int(told[1]) if told else text.count("\n") + 1
        return NO_GLOSSARY, (_error(end, f"not valid TOML: {error}", _HOW),)
    listed = values.get("term", [])
    findings = [
        _error(1, f"“{name}” is nothing that a glossary has", _HOW)
        for name in values
        if name != "term" or not isinstance(listed, list)
    ]
    entries = listed if isinstance(listed, list) else []
    if not (entries or findings):
        findings.append(_warning(1, "the glossary has no terms", _HOW))
    read = [
        _read(value, place)
        for value, place in zip(entries, _places(text, len(entries)), strict=True)
    ]
    terms = [one for one in read if isinstance(one, Term)]
    findings += (finding for one in read if not isinstance(one, Term) for finding in one)
    findings += (*_doubles(terms, source), *_cycles(terms))
    return make_glossary(terms), tuple(findings)


def _read(value: object, place: _Place) -> Term | tuple[Finding, ...]:
    """A term, or why it cannot be used."""
    if wrong := tuple(_misfits(value, place)):
        return wrong
    try:
        return _term(msgspec.convert(value, _Entry), place.line)
    except ValueError as error:
        return (_error(place.line, f"this term cannot be used: {error}", _HOW),)


def _error(line: int, message: str, hint: str) -> Finding:
    return Finding(Severity.ERROR, GLOSSARY_PATH, line, message, hint, "glossary-file")


def _warning(line: int, message: str, hint: str) -> Finding:
    return Finding(Severity.WARNING, GLOSSARY_PATH, line, message, hint, "glossary-file")


class _Place(msgspec.Struct, frozen=True):
    """Where a term stands: the line of its head, 0 where that is not known, and its text."""

    line: int
    text: str

    def line_of(self, key: str) -> int:
        """The line of a key, or else that of the head."""
        found = re.search(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", self.text, re.MULTILINE)
        return self.line + self.text.count("\n", 0, found.end()) if found else self.line


def _places(text: str, count: int) -> Sequence[_Place]:
    """Where each of so many terms stands."""
    lines = text.split("\n")
    heads = [number for number, line in enumerate(lines) if _HEAD.match(line)]
    if not count or len(heads) != count:  # they are written in another of TOML's ways
        return [_Place(0, "")] * count
    ends = (*heads[1:], len(lines))
    return [
        _Place(begin + 1, "\n".join(lines[begin:end]))
        for begin, end in zip(heads, ends, strict=True)
    ]


def _misfits(value: object, place: _Place) -> Iterator[Finding]:
    """Each key of a term that there is not, or whose value is of another kind."""
    if not isinstance(value, dict):
        yield _error(place.line, "a term is a table, with its keys below [[term]]", _HOW)
        return
    for key, one in value.items():
        line = place.line_of(key)
        if key not in _KEYS:
            known = f"There are: {', '.join(_KEYS)}."
            yield _error(line, f"this term cannot be used: it has no key “{key}”", known)
        elif not _fits(key, one):
            from site_gen.misfits import shown  # here, because most glossaries are right

            told = f"this term cannot be used: “{key}” is {shown(one)}"
            yield _error(line, told, f"It has to be {_KEYS[key]}.")


def _fits(key: str, value: object) -> bool:
    try:
        msgspec.convert({key: value}, _Entry)
    except msgspec.ValidationError:
        return False
    return True


def _term(entry: _Entry, line: int) -> Term:
    """Raises ValueError with what an entry lacks, or says twice."""
    forms = {code: _forms(value) for code, value in (("fa", entry.fa), ("en", entry.en))}
    said = {code: texts for code, texts in forms.items() if texts}
    if entry.do_not_translate:
        if len(set(said.values())) != 1:
            raise ValueError("what is not translated is written once: give fa or en")
        said = dict.fromkeys(LOCALES, next(iter(said.values())))
    elif len(said) < len(forms):
        missing = ", ".join(code for code in forms if code not in said)
        raise ValueError(f"it is not said in {missing}")
    return Term(said, _notes(entry), entry.part_of_speech, entry.do_not_translate, entry.show, line)


def _forms(value: str | tuple[str, ...]) -> tuple[str, ...]:
    texts = (value,) if isinstance(value, str) else value
    return tuple(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))


def _notes(entry: _Entry) -> dict[str, str]:
    note = entry.note
    if isinstance(note, str):
        locale = PERSIAN if _PERSIAN_LETTER.search(note) else ENGLISH
        note = {locale.code: note} if note.strip() else {}
    unknown = note.keys() - LOCALES.keys()
    if unknown:
        raise ValueError(f"its note is in an unknown language: {', '.join(sorted(unknown))}")
    if entry.show and not note:
        raise ValueError("it is to be shown to readers, and has no note")
    return note


def _doubles(terms: Sequence[Term], locale: Locale) -> Iterator[Finding]:
    """Words of the source that stand in two terms: nobody knows which is meant."""
    seen: dict[str, Term] = {}
    for term in terms:
        for form in term.forms.get(locale.code, ()):
            first = seen.setdefault(form.casefold(), term)
            if first is not term:
                yield _warning(
                    term.line,
                    f"“{form}” stands in the term of line {first.line} too",
                    "Make them one term, or take the word out of one. Until then drafts leave it "
                    "to the machine, and checks take either translation.",
                )


def _cycles(terms: Iterable[Term]) -> Iterator[Finding]:
    """Words that, translated again and again, come back to themselves."""
    graph: dict[str, set[str]] = {}
    lines: dict[str, int] = {}
    for term in terms:
        first, *others = (forms[0] for forms in term.forms.values())
        lines.setdefault(first, term.line)
        graph.setdefault(first, set()).update(other for other in others if other != first)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        around = error.args[1]
        yield _warning(
            lines.get(around[0], 0),
            f"these terms go round in a circle: {' → '.join(reversed(around))}",
            "Say which word of each language belongs to which.",
        )
