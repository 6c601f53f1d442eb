"""Bring the catalogues up to date with what is said in the pages: `make messages`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir

from site_gen.model import ENGLISH, LOCALES
from site_gen.render.messages import catalogue_path

ROOT = Path(__file__).parents[1]
KEYWORDS = {"said": None, "in_both": None, "ui": None, "way": None, "msgid": None}
SOURCES = {
    "templates": [("**.html", "jinja2.ext:babel_extract")],
    "site_gen": [("**.py", "python")],
}
OPTIONS = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}


def main() -> int:
    """Write every catalogue; fail where one lacks a translation."""
    wanted = set(extracted())
    lacking = 0
    for code in LOCALES:
        if code != ENGLISH.code:
            updated(catalogue := polib.pofile(str(catalogue_path(code))), wanted).save()
            for entry in catalogue.untranslated_entries():
                print(f"{catalogue_path(code)}: not translated: {entry.msgid}", file=sys.stderr)
                lacking += 1
    return int(bool(lacking))


def extracted() -> Iterator[str]:
    """Every text that the pages may say, as it is in English."""
    for folder, methods in SOURCES.items():
        for _, _, text, _, _ in extract_from_dir(
            ROOT / folder, methods, OPTIONS, keywords=KEYWORDS, strip_comment_tags=True
        ):
            yield text if isinstance(text, str) else text[0]


def updated(catalogue: polib.POFile, wanted: set[str]) -> polib.POFile:
    """The catalogue with an entry for each of the texts and no other, in alphabetical order."""
    entries = {entry.msgid: entry for entry in catalogue}
    catalogue[:] = [entries.get(text) or polib.POEntry(msgid=text) for text in sorted(wanted)]
    return catalogue


if __name__ == "__main__":
    sys.exit(main())
