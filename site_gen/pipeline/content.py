"""Reading the articles under `content/`: the edge where the disk is read."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from site_gen.errors import ContentError, MemoryFileError, unreadable
from site_gen.files import read_steady
from site_gen.model import Finding, Locale, Source
from site_gen.pipeline.found import Found, find_article, misnamed
from site_gen.pipeline.naming import (
    ARTICLES,
    is_article,
    require,
    same_address,
    slug_of,
    unnamed,
)
from site_gen.pipeline.pictures import picture_sizes
from site_gen.pipeline.tree import scan
from site_gen.sources.frontmatter import META_NAME


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
    findings = [*unnamed(tree)]
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


def _read(path: Path, shown: str, kind: type[ContentError]) -> bytes:
    try:
        return read_steady(path)
    except OSError as error:
        raise unreadable(kind, error, shown) from error
