"""Names: which folder of `content/articles/` is an article, and at which address."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from site_gen.errors import ContentError
from site_gen.files import write_atomically
from site_gen.model import LOCALES, Finding, Locale, Severity
from site_gen.pipeline.tree import Folder, Tree

ARTICLES = "content/articles"

#: Names that the site uses at its top, so that no article can have them.
RESERVED = frozenset(
    {"static", "tags", "authors", "archive", "page", "books", "feeds", "search", "status"}
    | {"index.html", "404.html", "robots.txt", "sitemap.xml", "sw.js", "cname", *LOCALES}
)
_PARTED = re.compile(r"sitemap-\d+\.xml", re.IGNORECASE)
# "Naming Files, Paths, and Namespaces", learn.microsoft.com: no folder there has such a name.
_DEVICE = re.compile(
    r"(con|prn|aux|nul|(com|lpt)[0-9\u00b9\u00b2\u00b3])(\..*)?|.*\.", re.IGNORECASE
)
_LONGEST_SLUG = 150  # bytes; a file's name may have 255, an address is written percent-encoded


def require(root: Path) -> None:
    """Raises ContentError where there is no content at all."""
    if not (root / ARTICLES).is_dir():
        raise ContentError(
            "there is no such folder",
            path=ARTICLES,
            hint="Begin with: python build.py new my-first",
        )


def roughly(root: Path) -> int:
    """How many articles there are, guessed in no time: the entries at the top."""
    try:
        with os.scandir(root / ARTICLES) as entries:
            return sum(1 for _ in entries)
    except OSError:
        return 0


def is_article(folder: Folder) -> bool:
    """Whether an article lies in this folder, or means to."""
    return "/article." in "/" + "/".join(folder.files)  # asked of all folders of a site, so soon


def is_there(folder: str, tree: Tree) -> bool:
    """Whether there is a folder of this path in the tree, and an article in it."""
    return folder in tree and is_article(tree[folder])


def slug_of(folder: str) -> str:
    """The address of the article in a folder of the tree."""
    return unicodedata.normalize("NFC", shown(folder).rpartition("/")[2])


def shown(folder: str) -> str:
    """The path of a folder of the tree, relative to the site."""
    return f"{ARTICLES}/{folder}" if folder else ARTICLES


def unnamed(tree: Tree) -> Iterator[Finding]:
    """What is passed over in these folders, because its name is no text."""
    for path, folder in tree.items():
        for name in folder.unnamed:
            yield without_name(f"{shown(path)}/{name}")


def without_name(path: str) -> Finding:
    """What is said of a file or folder whose name is not UTF-8, at the path as it can be shown."""
    why, hint = "this name is not UTF-8; it is passed over", "Rename it, or take it away."
    return Finding(Severity.ERROR, path[:200], 0, why, hint, "unusable-file")


def is_printable(path: str) -> bool:
    """Whether a path can be shown, and be part of an address."""
    return path.replace("\u200c", "").isprintable()  # half-spaces are letters of a name


def check_slug(slug: str, shown: str) -> None:
    """Raises ContentError for a folder `shown` whose name cannot be an address."""
    if why := _why_no_address(slug):
        raise ContentError(
            f"“{slug[:60]}” cannot be an address of the site: {why}",
            path=shown[:200],
            hint="Name the folder with letters, digits and hyphens, for example `my-article`.",
        )


def _why_no_address(slug: str) -> str:
    """What speaks against a slug; empty for one that every host and every disk takes."""
    if len(slug.encode(errors="replace")) > _LONGEST_SLUG:
        return f"it is longer than {_LONGEST_SLUG} bytes"
    if slug.casefold() in RESERVED or _PARTED.fullmatch(slug):
        return "the site uses this name itself"
    if slug.startswith("."):
        return "it begins with a dot"
    if not re.fullmatch(r"\w[\w.\-\u200c]*", slug):
        return "it holds more than letters, digits, hyphens, dots and half-spaces"
    if _DEVICE.fullmatch(slug):
        return "Windows knows no folder of this name"
    return ""


def same_address(slugs: Mapping[str, str]) -> Mapping[str, Finding]:
    """By path, each article whose slug another one has; case does not tell them apart."""
    if len({slug.casefold() for slug in slugs.values()}) == len(slugs):
        return {}
    by_slug: dict[str, list[str]] = {}
    for path, slug in slugs.items():
        by_slug.setdefault(slug.casefold(), []).append(path)
    return {
        path: Finding(
            Severity.ERROR,
            path,
            0,
            f"the same address as {', '.join(one for one in same if one != path)}",
            "Rename one of the folders; nothing is built until then.",
            "same-address",
        )
        for same in by_slug.values()
        if len(same) > 1
        for path in same
    }


_FIRST_ARTICLE = {
    "fa": "---\ntitle: عنوان نوشته\ndate: {date}\n---\n\nنخستین بند را اینجا بنویسید.\n",
    "en": "---\ntitle: The title\ndate: {date}\n---\n\nWrite the first paragraph here.\n",
}


def begin_article(root: Path, slug: str, locale: Locale, today: date) -> Path:
    """Make an article's folder with a text to write over. Raises ContentError if it is there."""
    shown = f"{ARTICLES}/{slug}"
    check_slug(slug, shown)
    path = root / shown / f"article.{locale.code}.md"
    if path.parent.exists():
        raise ContentError(
            "there is an article of this name", path=shown, hint="Choose another name."
        )
    text = _FIRST_ARTICLE[locale.code].format(date=today.isoformat())
    write_atomically(path, text.encode())
    return path


def no_article(slug: str, known: Iterable[str], findings: Iterable[Finding]) -> ContentError:
    """Why there is no article with that slug to work on: it cannot be read, or there is none."""
    errors = (finding for finding in findings if finding.severity is Severity.ERROR)
    first = next((error for error in errors if f"/{slug}/" in f"/{error.path}"), None)
    if first:
        return ContentError(first.message, path=first.path, line=first.line, hint=first.hint)
    listed = ", ".join(sorted(known)) or "none yet"
    return ContentError(
        f"there is no article “{slug}” that can be read", hint=f"Articles: {listed}."
    )
