"""Whether translations say the terms of the glossary as it wants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_gen.model import Finding, Locale, TranslationUnit
from site_gen.quality.checks import CHECKED, finding_of
from site_gen.translation.glossary import Glossary, misses

NAME = "glossary"
_HINT = "Say it as content/glossary.toml does, or give that term one more form."


def misused(
    units: Sequence[TranslationUnit],
    locales: tuple[Locale, Locale],
    path: str,
    glossary: Glossary,
) -> Iterator[Finding]:
    """A finding for each term that a translation says otherwise; `path` is the memory's."""
    for unit in units if glossary.terms else ():
        if unit.state in CHECKED:
            for term in misses(unit.source, unit.target, locales, glossary):
                ours, theirs = (term.forms[locale.code][0] for locale in locales)
                message = f"“{ours}” is not said as “{theirs}”"
                yield finding_of(unit, path, message, _HINT, NAME)
