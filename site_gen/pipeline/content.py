"""Finding articles under `content/`: the edge where the disk is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from msgspec import Struct

from site_gen.errors import ContentError, MemoryFileError, unreadable
from site_gen.files import read_steady
from site_gen.model import LOCALES, Finding, Locale, Severity, Source, other
from site_gen.pipeline.naming import (
    ARTICLES,
    check_slug,
    is_article,
    is_printable,
    require,
    same_address,
    shown,
    slug_of,
)
from site_gen.pipeline.pictures import picture_sizes
from site_gen.pipeline.tree import Folder, Sign, Tree, scan
from site_gen.sources import IMPORTERS
from site_gen.sources.frontmatter import META_NAME

_ARTICLE = re.compile(r"article\.([^.]+)(\.[^.]+)$")


class Found(Struct, frozen=True):
    """An article as the names of its files tell it, nothing read yet.

    `folder` is relative to the site; `name` is that of the source, `assets` are files beside the
    page, relative to the folder.
    """

    folder: str
    slug: str
    locale: Locale
    name: str
    has_meta: bool
    has_memory: bool
    assets: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def target(self) -> Locale:
        """The locale that it is translated into."""
        return other(self.locale)

    @property
    def path(self) -> str:
        """The source's path, relative to the site."""
        return f"{self.folder}/{self.name}"

    @property
    def memory_path(self) -> str:
        """The translation memory's, whether it is there or not."""
        return f"{self.folder}/{self.target.code}.po"


class Article(Struct, frozen=True):
    """One article on disk: its source, its translation memory, and the files beside it."""

    source: Source
    target: Locale
    folder: Path
    memory_path: str
    memory: bytes | None  # None where there is no file

    @property
    def memory_file(self) -> Path:
        """The PO file, whether it is there or not."""
        return self.folder / f"{self.target.code}.po"


class Content(Struct, frozen=True):
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
    require(root)
    tree = scan(str(root / ARTICLES), {})
    articles: list[Article] = []
    findings: list[Finding] = []
    broken: set[str] = set()
    for folder in sorted(tree):
        if not is_article(tree[folder]):
            findings.extend(misnamed(folder, tree[folder]))
            continue
        try:
            found = find_article(folder, tree, source)
            articles.append(read_article(root, found))
        except ContentError as error:
            findings.append(error.as_finding())
            broken.add(slug_of(folder))
        else:
            findings.extend(found.findings)
    twice = same_address({a.source.path: a.source.slug for a in articles})
    return Content(
        tuple(article for article in articles if article.source.path not in twice),
        (*findings, *twice.values()),
        frozenset(broken | {a.source.slug for a in articles if a.source.path in twice}),
    )


def misnamed(folder: str, content: Folder) -> Iterator[Finding]:
    """Texts that are likely meant as articles, in a folder that has none."""
    place = shown(folder)
    for name in content.files:
        if re.match(r"article\b", name, re.IGNORECASE) or place.count("/") <= 2:
            suffix = PurePath(name).suffix.lower()
            if suffix in IMPORTERS:
                yield Finding(
                    Severity.WARNING,
                    f"{place}/{name}",
                    0,
                    "this text is not built, its name is not that of an article",
                    f"Name it article.fa{suffix} or article.en{suffix}.",
                    "misnamed",
                )


def find_article(folder: str, tree: Tree, preferred: Locale) -> Found:
    """The article in a folder of the tree, from the names in it. Raises ContentError."""
    place = shown(folder)
    if not is_printable(place):
        hint = "Rename the folder with letters, digits and hyphens."
        raise ContentError("this path cannot be shown", path=ascii(place)[:200], hint=hint)
    names = tuple(tree[folder].files)
    check_slug(slug_of(folder), place)
    sources = _sources(place, names)
    if not sources:
        raise ContentError("there is no article here", path=place, hint="Name it article.fa.md.")
    locale = preferred if preferred in sources else next(iter(sources))
    mine = {*sources.values(), META_NAME, *(name for name in names if name.endswith(".po"))}
    unusable: dict[str, Finding] = {}
    usable: list[str] = []
    for asset, sign in _assets(folder, tree):
        if asset in mine:
            continue
        if why := _why_unusable(asset, sign):
            path = f"{place}/{asset!a}"[:200]
            unusable[asset] = Finding(Severity.ERROR, path, 0, why, _RENAME, "unusable-file")
        else:
            usable.append(asset)
    return Found(
        folder=place,
        slug=slug_of(folder),
        locale=locale,
        name=sources[locale],
        has_meta=META_NAME in names,
        has_memory=f"{other(locale).code}.po" in names,
        assets=tuple(usable),
        findings=(
            *_translation_findings(place, names, sources, locale),
            *unusable.values(),
        ),
    )


def read_article(root: Path, found: Found) -> Article:
    """The bytes of an article. Raises ContentError."""
    folder = root / found.folder
    source = Source(
        slug=found.slug,
        locale=found.locale,
        path=found.path,
        data=_read(folder / found.name, found.path, ContentError),
        front_matter=_read(folder / META_NAME, found.folder, ContentError)
        if found.has_meta
        else b"",
        assets=found.assets,
        sizes=tuple(picture_sizes(folder, found.assets)),
        captions=tuple(
            (asset, _read(folder / asset, f"{found.folder}/{asset}", ContentError))
            for asset in found.assets
            if asset.endswith(".vtt")
        ),
    )
    memory = folder / f"{found.target.code}.po"
    data = _read(memory, found.memory_path, MemoryFileError) if found.has_memory else None
    return Article(source, found.target, folder, found.memory_path, data)


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


def _assets(folder: str, tree: Tree, prefix: str = "") -> Iterator[tuple[str, Sign | None]]:
    """Files in the article's folder and below, down to where another article lies."""
    here = tree[folder]
    for name, sign in here.files.items():
        yield prefix + name, sign
    for name in here.folders:
        inner = f"{folder}/{name}" if folder else name
        if inner in tree and not is_article(tree[inner]):
            yield from _assets(inner, tree, f"{prefix}{name}/")


_RENAME = "Rename it or take it away; the page is built without it."


def _why_unusable(asset: str, sign: Sign | None) -> str:
    """Why a file cannot go beside the page; empty if it can."""
    if asset.casefold() == "index.html":
        return "this file would take the place of the article's page"
    if sign is None:
        return "this is no file that can be read"
    if not is_printable(asset):
        return "this name cannot be part of an address"
    return ""


def _read(path: Path, shown: str, kind: type[ContentError]) -> bytes:
    try:
        return read_steady(path)
    except OSError as error:
        raise unreadable(kind, error, shown) from error
