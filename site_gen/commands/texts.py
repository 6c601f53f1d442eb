"""`restore` and `align`: commands on texts, which may lie anywhere."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from site_gen.commands.printing import count, print_findings
from site_gen.errors import ConfigError, unreadable
from site_gen.model import LOCALES, Locale

if TYPE_CHECKING:
    from site_gen.config import Settings
    from site_gen.pipeline.content import Article


def add_restore_arguments(parser: argparse.ArgumentParser) -> None:
    """What `restore` takes."""
    parser.add_argument("file", help="a text file, or - for standard input")
    parser.add_argument("--rules", metavar="NAME,…", help="apply these rules only")
    parser.add_argument("--keep", metavar="WORD,…", help="words not to touch")
    parser.add_argument("--lines", action="store_true", help="one line in, one line out")
    parser.add_argument("--report", action="store_true", help="print each change instead")
    parser.set_defaults(command=restore)


def add_align_arguments(parser: argparse.ArgumentParser) -> None:
    """What `align` takes."""
    parser.add_argument("source", help="a text file, named like text.fa.txt")
    parser.add_argument("target", help="its translation, named like text.en.txt")
    parser.add_argument(
        "--format", choices=("jsonl", "po", "tmx", "html"), default="jsonl", help="(%(default)s)"
    )
    parser.set_defaults(command=align)


def restore(root: Path, options: argparse.Namespace) -> int:
    """`restore`: a text as it should be, or what would be changed in it."""
    from site_gen.persian.report import report
    from site_gen.persian.restore import restore_lines, restore_text

    del root  # a text needs no site
    text = _text_of(options.file)
    rules = options.rules.split(",") if options.rules else None
    keep = options.keep.split(",") if options.keep else ()
    try:
        if options.lines:
            lines = restore_lines(text.split("\n"), rules=rules, keep=keep)
        else:
            restored = restore_text(text, rules=rules, keep=keep)
            changed = report(text, restored.changes, options.file)
            lines = tuple(changed if options.report else ("\n\n".join(restored.paragraphs),))
    except ValueError as error:
        raise ConfigError(str(error), hint="Names are parted by commas.") from error
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def align(root: Path, options: argparse.Namespace) -> int:
    """`align`: two texts, sentence by sentence; of an article, its translation into its PO file."""
    from site_gen.config import load
    from site_gen.pipeline.adopting import article_of

    settings = load(root)
    article = article_of(root, settings, Path(options.source), Path(options.target))
    if article:
        return _adopt(article, Path(options.target), settings)
    return _align_texts(options)


def _adopt(article: Article, translation: Path, settings: Settings) -> int:
    from site_gen.pipeline.adopting import adopt

    adopted = adopt(article, translation, settings)
    print_findings(adopted.findings, sys.stderr)
    print(
        f"{article.memory_path}: {count(adopted.translated, 'unit')} translated, "
        f"{adopted.missing} still missing"
    )
    return 0


def _align_texts(options: argparse.Namespace) -> int:
    from site_gen.alignment.formats import WRITERS
    from site_gen.alignment.texts import align_texts
    from site_gen.alignment.verdict import require_translation

    source, target = _text_of(options.source), _text_of(options.target)
    locales = _locale_of(options.source), _locale_of(options.target)
    alignment = align_texts(source, target, *locales)
    require_translation(alignment.verdict, options.target)
    sys.stdout.buffer.write(WRITERS[options.format](alignment))
    return 0


def _locale_of(file: str) -> Locale:
    """The locale in a file's name. Raises ConfigError."""
    for part in Path(file).suffixes:
        if part[1:] in LOCALES:
            return LOCALES[part[1:]]
    raise ConfigError(
        "the file's name does not say its language",
        path=file,
        hint=f"Name it like text.fa.txt; known: {', '.join(LOCALES)}.",
    )


def _text_of(file: str) -> str:
    """The text of a file or of standard input without its last line end. Raises ConfigError."""
    from site_gen.sources.opening import decode

    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise unreadable(ConfigError, error, file) from error
    return decode(data, file).removesuffix("\n")
