"""How often the checks of translations speak up on good translations, and what they catch.

    python -m benchmarks.checks DATA_FOLDER [NAME …]

DATA_FOLDER holds `ntrex/dev.jsonl`, documents of line pairs: `{"id": …, "pairs": [[fa, en], …]}`;
`vuejs-docs/fa` and `vuejs-docs/en`, the same Markdown files in both languages, whose blocks are
paired by the aligner (only those it is sure of count). Each pair is taken for a translated unit,
in both directions. `raised` is the share of units with a finding, whether it is right or not;
NAMEs of checks print what they found, to be judged by a person. `caught` is the share of faults
found after one was put into each unit that can have it.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from site_gen.alignment.documents import align_documents
from site_gen.config import RestoreSettings
from site_gen.errors import ContentError
from site_gen.model import ENGLISH, PERSIAN, Document, Locale, Source, TranslationUnit, UnitState
from site_gen.pipeline.stages import import_source, restore
from site_gen.quality.checks import CHECKS, check_units

Pairs = list[tuple[str, str]]
Directions = Mapping[str, tuple[Locale, Locale]]
DIRECTIONS: Directions = {"fa → en": (PERSIAN, ENGLISH), "en → fa": (ENGLISH, PERSIAN)}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    corpora = {"NTREX": news(options.data), "Vue": manuals(options.data / "vuejs-docs")}
    for title, documents in corpora.items():
        for arrow, locales in DIRECTIONS.items():
            turned = [turn(pairs, locales) for pairs in documents]
            print_raised(f"{title}, {arrow}", turned, locales, options.names)
            print_caught(turned, locales)


def news(data: Path) -> list[Pairs]:
    """Documents of the news corpus, (fa, en)."""
    lines = (data / "ntrex/dev.jsonl").read_text("utf-8").splitlines()
    return [[(fa, en) for fa, en in json.loads(line)["pairs"]] for line in lines]


def manuals(folder: Path) -> list[Pairs]:
    """The blocks of each pair of Markdown files that the aligner is sure of, (fa, en)."""
    return list(filter(None, map(paired, sorted((folder / "fa").rglob("*.md")))))


def paired(path: Path) -> Pairs:
    """One file with its translation; anchors of headings are no part of the text."""
    other = Path(str(path).replace("/fa/", "/en/"))
    try:
        found = align_documents(document(path, PERSIAN), document(other, ENGLISH)).translations()
    except ContentError:
        return []
    sure = [(t.block.text, t.text) for t in found if t.text and t.state is UnitState.TRANSLATED]
    return [(bare(fa), bare(en)) for fa, en in sure]


def bare(text: str) -> str:
    """The text without the anchors of that site's own dialect."""
    return re.sub(r"\s*\{#[\w-]+\}", "", text)


def document(path: Path, locale: Locale) -> Document:
    """A Markdown file as an article."""
    source = Source("x", locale, f"article.{locale.code}.md", path.read_bytes())
    return restore(import_source(source), RestoreSettings())


def turn(pairs: Pairs, locales: tuple[Locale, Locale]) -> Pairs:
    """(fa, en) pairs as (source, target)."""
    return pairs if locales[0] == PERSIAN else [(en, fa) for fa, en in pairs]


def units(pairs: Pairs) -> list[TranslationUnit]:
    """Pairs as an editor's finished units, numbered from 1."""
    return [
        TranslationUnit(f"p{n}", source, target, UnitState.TRANSLATED, line=n)
        for n, (source, target) in enumerate(pairs, 1)
    ]


def print_raised(
    title: str, documents: Sequence[Pairs], locales: tuple[Locale, Locale], names: Sequence[str]
) -> None:
    """Findings in good translations, in a thousand units, by check."""
    total = sum(map(len, documents))
    begun = time.process_time()
    found = [check_units(units(pairs), locales, "") for pairs in documents]
    spent = time.process_time() - begun
    raised = Counter[str]()
    for pairs, findings in zip(documents, found, strict=True):
        raised.update(name for name, _ in {(f.name, f.line) for f in findings})
        for finding in findings:
            if finding.name in names:
                print(finding.name, finding.message, *pairs[finding.line - 1], sep="\n  ")
    print(f"\n{title}: {total} units, {1e6 * spent / total:.0f} µs of processor time a unit")
    for check in CHECKS:
        print(f"  {check.name:15} {raised[check.name]:4} raised, in 1,000:", end=" ")
        print(f"{1000 * raised[check.name] / total:.1f}")


# --- faults -------------------------------------------------------------------------------------


def other_number(text: str) -> str:
    """The last digit of the first number changed."""
    return re.sub(r"[0-9۰-۹](?![0-9۰-۹])", lambda m: chr(ord(m[0]) ^ 1), text, count=1)


def no_number(text: str) -> str:
    """The first number gone."""
    return re.sub(r"[0-9۰-۹]+", "", text, count=1)


def other_link(text: str) -> str:
    """The first link leads elsewhere."""
    return re.sub(r"\]\([^)\s]+", "](https://example.org/x", text, count=1)


def no_link(text: str) -> str:
    """The first link is only its text."""
    return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text, count=1)


def open_emphasis(text: str) -> str:
    """The first emphasis does not close."""
    return re.sub(r"(\*\*[^*]+)\*\*", r"\1", text, count=1)


def open_bracket(text: str) -> str:
    """The first closing bracket or quotation mark gone."""
    return re.sub(r"[»)](?=[\s.،])", "", text, count=1)


def other_code(text: str) -> str:
    """The first code has a letter more."""
    return re.sub(r"`([^`]+)`", r"`\1x`", text, count=1)


def twice(text: str) -> str:
    """The third word stands twice."""
    return re.sub(r"^(\S+ \S+ )([^\W\d_]{3,})(?= )", r"\1\2 \2", text)


def arabic(text: str) -> str:
    """The first ی is an Arabic one."""
    return text.replace("ی", "ي", 1)


FAULTS: Sequence[tuple[str, str, Callable[[str], str]]] = (
    ("numbers", "a digit changed", other_number),
    ("numbers", "a number gone", no_number),
    ("addresses", "a link elsewhere", other_link),
    ("addresses", "a link gone", no_link),
    ("markup", "emphasis left open", open_emphasis),
    ("markup", "a bracket left open", open_bracket),
    ("code", "code changed", other_code),
    ("letters", "an Arabic letter", arabic),
    ("repeated-word", "a word twice", twice),
)


def print_caught(documents: Sequence[Pairs], locales: tuple[Locale, Locale]) -> None:
    """The share of each kind of fault that its check finds."""
    for name, fault, spoil in FAULTS:
        results = [caught for pairs in documents for caught in judged(pairs, locales, name, spoil)]
        if results:
            share = 100 * sum(results) / len(results)
            print(f"  {fault:20} {len(results):5} put in, {share:.1f} % caught by {name}")
    sources = [caught for pairs in documents for caught in left_alone(pairs, locales)]
    print(f"  {'the source left':20} {len(sources):5} put in, ", end="")
    print(f"{100 * sum(sources) / len(sources):.1f} % caught by untranslated")


def judged(
    pairs: Pairs, locales: tuple[Locale, Locale], name: str, spoil: Callable[[str], str]
) -> Iterator[bool]:
    """For each unit that can have the fault and had no such finding, whether it is found."""
    before = {f.line for f in check_units(units(pairs), locales, "") if f.name == name}
    spoiled = [(source, spoil(target)) for source, target in pairs]
    after = {f.line for f in check_units(units(spoiled), locales, "") if f.name == name}
    for number, (pair, bad) in enumerate(zip(pairs, spoiled, strict=True), 1):
        if pair != bad and number not in before:
            yield number in after


def left_alone(pairs: Pairs, locales: tuple[Locale, Locale]) -> Iterator[bool]:
    """Whether a source of three words or more in place of its translation is found."""
    same = [(source, source) for source, target in pairs if source != target]
    found = {f.line for f in check_units(units(same), locales, "") if f.name == "untranslated"}
    for number, (source, _) in enumerate(same, 1):
        if len(source.split()) > 2:
            yield number in found


if __name__ == "__main__":
    main()
