"""The table of checks, and what they find in the units of one article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from site_gen.config import CheckSettings
from site_gen.model import Finding, Locale, Severity, TranslationUnit, UnitState
from site_gen.quality import facts, language, markup
from site_gen.quality.consistency import NAME, Saying, inconsistent
from site_gen.quality.levels import graded, unknown_settings
from site_gen.quality.names import names
from site_gen.quality.pairs import Pair, read_pair

Found = Iterator[tuple[int, str]]  # which pair, and what is wrong with it

#: States whose target is meant to say what the source says.
CHECKED = frozenset({UnitState.MACHINE, UnitState.TRANSLATED, UnitState.REVIEWED})


class Check(Struct, frozen=True):
    """One thing to look for. `find` is given all pairs of an article, in order."""

    name: str
    severity: Severity
    find: Callable[[Sequence[Pair]], Found]
    hint: str


def _each(find: Callable[[Pair], Iterator[str]]) -> Callable[[Sequence[Pair]], Found]:
    """A check that looks at one pair at a time."""

    def found(pairs: Sequence[Pair]) -> Found:
        for index, pair in enumerate(pairs):
            for message in find(pair):
                yield index, message

    return found


def _warning(name: str, find: Callable[[Sequence[Pair]], Found], hint: str) -> Check:
    return Check(name, Severity.WARNING, find, hint)


def _error(name: str, find: Callable[[Sequence[Pair]], Found], hint: str) -> Check:
    """What readers would meet as a broken page."""
    return Check(name, Severity.ERROR, find, hint)


CHECKS: tuple[Check, ...] = (
    _warning("untranslated", _each(language.untranslated), "Translate what was left."),
    _warning("numbers", _each(facts.numbers), "Look whether a number was lost or mistyped."),
    _warning("latin-words", _each(facts.latin_words), "Look whether a name or term was left out."),
    _warning("names", names, "Look whether somebody was left out, or is spelled otherwise here."),
    _error("markup", _each(markup.markup), "Close what was opened, as in the source."),
    _warning("addresses", _each(markup.addresses), "Give the same links as in the source."),
    _error("notes", _each(markup.notes), "Give each footnote mark of the source once."),
    _warning("code", _each(markup.code), "Leave what stands between ` ` as it is."),
    _error(
        "do-not-translate",
        _each(markup.untranslatable),
        'Copy the whole of <span translate="no">…</span> into the translation.',
    ),
    _warning("letters", _each(language.code_points), "Write ی and ک; `restore` mends a text."),
    _warning("digits", _each(language.digit_shapes), "Write ۱۲۳ in Persian, 123 in English."),
    _warning(
        "punctuation", _each(language.punctuation), "Persian writes « » ؟ ؛ ،, English “ ” ? ; ,"
    ),
    _warning("repeated-word", _each(language.repeated_words), "Delete one if it is a slip."),
)


def check_units(
    units: Sequence[TranslationUnit], locales: tuple[Locale, Locale], path: str
) -> tuple[Finding, ...]:
    """What every check finds in the units of one article; `path` is its memory's."""
    looked_at = [unit for unit in units if unit.state in CHECKED]
    pairs = [read_pair(unit.source, unit.target, locales) for unit in looked_at]
    return tuple(
        finding_of(looked_at[index], path, message, check.hint, check.name, check.severity)
        for check in CHECKS
        for index, message in check.find(pairs)
    )


def finding_of(
    unit: TranslationUnit,
    path: str,
    message: str,
    hint: str,
    name: str,
    severity: Severity = Severity.WARNING,
) -> Finding:
    """A finding about one unit, at its entry in the memory."""
    return Finding(severity, path, unit.line, f"“{unit.id}”: {message}", hint, name)


#: Checks of sentences (`alignment/checks.py`, `pipeline/stages.py`), of terms (`terms.py`), of
#: memories (`translation/oddities.py`) and of the whole site.
OTHERS = (
    "unsure-link",
    "lone-sentence",
    "unlike-length",
    "slipped",
    "links",
    "glossary",
    "unknown-id",
    "plural-forms",
    "state",
    "offered",
    "empty-file",
    "unknown-check",
    NAME,
)


def names_of_checks() -> frozenset[str]:
    """Every name that can be switched off."""
    return frozenset((*(check.name for check in CHECKS), *OTHERS))


def doubts_of_all(said: Iterable[Saying], settings: CheckSettings) -> Iterator[Finding]:
    """What concerns the whole site: how its articles say the same, and the settings' names."""
    yield from graded(inconsistent(said), settings)
    yield from unknown_settings(settings, names_of_checks())


def unknown_names(units: Sequence[TranslationUnit], path: str) -> Iterator[Finding]:
    """Comments that switch off what no check is called."""
    for unit in units:
        for name in unit.off:
            if name not in names_of_checks():
                hint = "docs/translation.md lists their names."
                yield finding_of(unit, path, f"no check is called “{name}”", hint, "unknown-check")
