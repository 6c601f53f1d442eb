"""Finding articles under `content/`: the edge where the disk is read."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from site_gen.errors import ContentError
from site_gen.files import is_temporary, read_regular, write_atomically
from site_gen.model import LOCALES, Finding, Locale, Severity, Source, other
from site_gen.sources import IMPORTERS
from site_gen.sources.frontmatter import META_NAME

ARTICLES = "content/articles"

#: Names that the site uses at its top, so that no article can have them.
RESERVED = frozenset(
    {"static", "tags", "status", "search", "feeds", "index.html", "404.html", *LOCALES}
)
_LONGEST_SLUG = 150  # bytes; a file's name may have 255, an address is written percent-encoded

_ARTICLE = re.compile(r"article\.([^.]+)(\.[^.]+)$")


@dataclass(frozen=True, slots=True)
class Article:
    """One article on disk: its source, its translation memory, and the files beside it."""

    source: Source
    target: Locale
    folder: Path
    memory_path: str

    @property
    def memory_file(self) -> Path:
        """The PO file, whether it is there or not."""
        return self.folder / f"{self.target.code}.po"


@dataclass(frozen=True, slots=True)
class Content:
    """All articles in the order of their paths, and what was wrong with those left out.

    `broken` are the slugs of articles left out, whose published pages must stay.
    """

    articles: tuple[Article, ...]
    findings: tuple[Finding, ...]
    broken: frozenset[str]


def discover(root: Path, source: Locale) -> Content:
    """Every article of the site in folder `root`; what cannot be read becomes a finding.

    A folder that holds articles in both locales has `source` for its own. Raises ContentError
    where there is no content at all.
    """
    if not (root / ARTICLES).is_dir():
        raise ContentError(
            "there is no such folder",
            path=ARTICLES,
            hint="Begin with: python build.py new my-first",
        )
    articles: list[Article] = []
    findings: list[Finding] = []
    broken: set[str] = set()
    for folder, names in _folders(root / ARTICLES):
        if not any(name.startswith("article.") for name in names):
            findings.extend(_misnamed(folder.relative_to(root).as_posix(), names))
            continue
        try:
            article, notes = _article(root, folder, names, source)
        except ContentError as error:
            findings.append(error.as_finding())
            broken.add(_slug(folder))
        else:
            articles.append(article)
            findings.extend(notes)
    twice = _same_address(articles)
    return Content(
        tuple(article for article in articles if article.source.path not in twice),
        (*findings, *twice.values()),
        frozenset(broken | {a.source.slug for a in articles if a.source.path in twice}),
    )


def _folders(top: Path) -> Iterator[tuple[Path, list[str]]]:
    """Every folder with its files, by path; links to folders are not followed."""
    for name, folders, names in os.walk(top):
        folders[:] = sorted(folder for folder in folders if not folder.startswith("."))
        yield Path(name), sorted(name for name in names if not is_temporary(name))


def _misnamed(shown: str, names: Sequence[str]) -> Iterator[Finding]:
    """Texts that are likely meant as articles, in a folder that has none."""
    for name in names:
        if re.match(r"article\b", name, re.IGNORECASE) or shown.count("/") <= 2:
            suffix = PurePath(name).suffix.lower()
            if suffix in IMPORTERS:
                yield Finding(
                    Severity.WARNING,
                    f"{shown}/{name}",
                    0,
                    "this text is not built, its name is not that of an article",
                    f"Name it article.fa{suffix} or article.en{suffix}.",
                    "misnamed",
                )


def _slug(folder: Path) -> str:
    return unicodedata.normalize("NFC", folder.name)


def _article(
    root: Path, folder: Path, names: Sequence[str], preferred: Locale
) -> tuple[Article, tuple[Finding, ...]]:
    shown = folder.relative_to(root).as_posix()
    _check_slug(_slug(folder), shown)
    sources = _sources(shown, names)
    if not sources:
        raise ContentError("there is no article here", path=shown, hint="Name it article.fa.md.")
    locale = preferred if preferred in sources else next(iter(sources))
    name = sources[locale]
    target = other(locale)
    mine = {*sources.values(), META_NAME, *(name for name in names if name.endswith(".po"))}
    assets = tuple(_assets(folder, mine))
    unusable = {
        asset: Finding(Severity.ERROR, f"{shown}/{asset!a}"[:200], 0, why, _RENAME, "unusable-file")
        for asset in assets
        if (why := _why_unusable(folder, asset))
    }
    source = Source(
        slug=_slug(folder),
        locale=locale,
        path=f"{shown}/{name}",
        data=_read(folder / name, f"{shown}/{name}"),
        front_matter=_read(folder / META_NAME, shown) if META_NAME in names else b"",
        assets=tuple(asset for asset in assets if asset not in unusable),
    )
    findings = (*_translation_findings(shown, names, sources, locale), *unusable.values())
    return Article(source, target, folder, f"{shown}/{target.code}.po"), findings


def _check_slug(slug: str, shown: str) -> None:
    too_long = len(slug.encode(errors="replace")) > _LONGEST_SLUG
    if too_long or slug.casefold() in RESERVED or not re.fullmatch(r"\w[\w.\-\u200c]*", slug):
        raise ContentError(
            f"“{slug[:60]}” cannot be an address of the site",
            path=shown[:200],
            hint="Name the folder with letters, digits and hyphens, for example `my-article`.",
        )


def _sources(shown: str, names: Sequence[str]) -> Mapping[Locale, str]:
    """The articles of one folder by locale. Raises ContentError."""
    found: dict[Locale, str] = {}
    for name in names:
        if not name.startswith("article."):
            continue
        match = _ARTICLE.fullmatch(name)
        path = f"{shown}/{name}"
        if not match and PurePath(name).suffix not in IMPORTERS:
            continue  # a picture or the like, of that name by chance
        if not match or match[2] not in IMPORTERS:
            raise ContentError(
                "this is not a kind of article that can be read",
                path=path,
                hint=f"Name it article.fa.md; known endings: {', '.join(IMPORTERS)}.",
            )
        locale = LOCALES.get(match[1])
        if locale is None:
            raise ContentError(
                f"unknown locale “{match[1]}”",
                path=path,
                hint=f"Known locales: {', '.join(LOCALES)}; for example article.fa{match[2]}.",
            )
        if locale in found:
            raise ContentError(
                f"the folder has two articles in {locale.code}: {found[locale]} and {name}",
                path=path,
                hint="Keep one of them, or give the other a folder of its own.",
            )
        found[locale] = name
    return found


def _translation_findings(
    shown: str, names: Sequence[str], sources: Mapping[Locale, str], locale: Locale
) -> Iterator[Finding]:
    for name in names:
        if name.endswith(".po") and name != f"{other(locale).code}.po":
            yield Finding(
                Severity.ERROR,
                f"{shown}/{name}",
                0,
                f"no page needs a translation into “{name.removesuffix('.po')}”",
                f"The translation of this article belongs into {other(locale).code}.po.",
                "unknown-locale",
            )
    if other(locale) in sources:
        yield Finding(
            Severity.WARNING,
            f"{shown}/{sources[other(locale)]}",
            0,
            "a translation in a file of its own is not used by the build",
            "Bring it into the translation memory, then take it away: python build.py align "
            f"{shown}/{sources[locale]} {shown}/{sources[other(locale)]}",
            "unused-translation",
        )


def _assets(folder: Path, mine: set[str]) -> Iterator[str]:
    """Files that go beside the page: all but sources, memories and hidden files."""
    for name, folders, names in os.walk(folder):
        here = Path(name)
        folders[:] = sorted(inner for inner in folders if not inner.startswith("."))
        if here != folder and any(name.startswith("article.") for name in names):
            folders[:] = []
            continue
        for file in sorted(names):
            path = (here / file).relative_to(folder).as_posix()
            if path not in mine and not is_temporary(file):
                yield path


_RENAME = "Rename it or take it away; the page is built without it."


def _why_unusable(folder: Path, asset: str) -> str:
    """Why a file cannot go beside the page; empty if it can."""
    if asset.casefold() == "index.html":
        return "this file would take the place of the article's page"
    if not (folder / asset).is_file():
        return "this is no file that can be read"
    if not asset.isprintable():
        return "this name cannot be part of an address"
    return ""


def _read(path: Path, shown: str) -> bytes:
    try:
        return read_regular(path)
    except OSError as error:
        raise ContentError(f"cannot be read: {error.strerror}", path=shown) from error


def _same_address(articles: Sequence[Article]) -> Mapping[str, Finding]:
    """By path, each article whose slug another one has; case does not tell them apart."""
    by_slug: dict[str, list[Article]] = {}
    for article in articles:
        by_slug.setdefault(article.source.slug.casefold(), []).append(article)
    return {
        article.source.path: Finding(
            Severity.ERROR,
            article.source.path,
            0,
            f"the same address as {', '.join(a.source.path for a in same if a is not article)}",
            "Rename one of the folders; neither is built until then.",
            "same-address",
        )
        for same in by_slug.values()
        if len(same) > 1
        for article in same
    }


_FIRST_ARTICLE = {
    "fa": "---\ntitle: عنوان نوشته\ndate: {date}\n---\n\nنخستین بند را اینجا بنویسید.\n",
    "en": "---\ntitle: The title\ndate: {date}\n---\n\nWrite the first paragraph here.\n",
}


def begin_article(root: Path, slug: str, locale: Locale, today: date) -> Path:
    """Make an article's folder with a text to write over. Raises ContentError if it is there."""
    shown = f"{ARTICLES}/{slug}"
    _check_slug(slug, shown)
    path = root / shown / f"article.{locale.code}.md"
    if path.parent.exists():
        raise ContentError(
            "there is an article of this name", path=shown, hint="Choose another name."
        )
    text = _FIRST_ARTICLE[locale.code].format(date=today.isoformat())
    write_atomically(path, text.encode())
    return path
