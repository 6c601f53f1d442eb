"""Which articles there are under `content/`, as the names of files and folders tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct

from site_gen.errors import ContentError
from site_gen.model import LOCALES, Finding, Locale, Severity, other
from site_gen.pipeline.naming import check_slug, is_article, is_printable, shown, slug_of
from site_gen.pipeline.tree import Folder, Sign, Tree
from site_gen.sources import IMPORTERS
from site_gen.sources.frontmatter import META_NAME

_ARTICLE = re.compile(r"article\.([^.]+)(\.[^.]+)$")
_RENAME = "Rename it or take it away; the page is built without it."


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
    assets = {name: sign for name, sign in _assets(folder, tree) if name not in mine}
    wrong = {name: why for name, sign in assets.items() if (why := _why_unusable(name, sign))}
    memory = f"{other(locale).code}.po"
    return Found(
        folder=place,
        slug=slug_of(folder),
        locale=locale,
        name=sources[locale],
        has_meta=META_NAME in names,
        has_memory=memory in names or memory in tree[folder].folders,  # a folder is told as such
        assets=tuple(name for name in assets if name not in wrong),
        findings=(
            *_translation_findings(place, names, sources, locale),
            *(_unusable(place, name, why) for name, why in wrong.items()),
        ),
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


def _sources(shown: str, names: Sequence[str]) -> Mapping[Locale, str]:
    """The articles of one folder by locale. Raises ContentError."""
    found: dict[Locale, str] = {}
    for name in names:
        locale = _locale_of(name, f"{shown}/{name}")
        if locale in found:
            raise ContentError(
                f"the folder has two articles in {locale.code}: {found[locale]} and {name}",
                path=f"{shown}/{name}",
                hint="Keep one of them, or give the other a folder of its own.",
            )
        if locale:
            found[locale] = name
    return found


def _locale_of(name: str, path: str) -> Locale | None:
    """The locale of the article that a file is, None for another file. Raises ContentError."""
    if not name.startswith("article."):
        return None
    match = _ARTICLE.fullmatch(name)
    if not match and PurePath(name).suffix not in IMPORTERS:
        return None  # a picture or the like, of that name by chance
    if not match or match[2] not in IMPORTERS:
        known = ", ".join(IMPORTERS)
        hint = f"Name it article.fa.md; known endings: {known}."
        raise ContentError("this is not a kind of article that can be read", path=path, hint=hint)
    if match[1] not in LOCALES:
        hint = f"Known locales: {', '.join(LOCALES)}; for example article.fa{match[2]}."
        raise ContentError(f"unknown locale “{match[1]}”", path=path, hint=hint)
    return LOCALES[match[1]]


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


def _why_unusable(asset: str, sign: Sign | None) -> str:
    """Why a file cannot go beside the page; empty if it can."""
    if asset.casefold() == "index.html":
        return "this file would take the place of the article's page"
    if sign is None:
        return "this is no file that can be read"
    if not is_printable(asset):
        return "this name cannot be part of an address"
    return ""


def _unusable(place: str, name: str, why: str) -> Finding:
    path = f"{place}/{name!a}"[:200]
    return Finding(Severity.ERROR, path, 0, why, _RENAME, "unusable-file")
