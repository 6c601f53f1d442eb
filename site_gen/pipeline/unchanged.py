"""Whether anything has changed at all since the last build: seen by `stat`, and soon.

Nothing that reads, renders or knows Persian is imported here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from site_gen.config import Settings
from site_gen.model import Finding, Severity
from site_gen.pipeline import keys
from site_gen.pipeline.store import Store
from site_gen.pipeline.tree import Folder, Tree, scan
from site_gen.render.packing import digest, pack, unpack

CONTENT = "content"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    articles: int
    written: int
    unchanged: int
    removed: int
    findings: tuple[Finding, ...]
    is_final: bool = True  # False where another build of the same may find something else

    @property
    def failed(self) -> bool:
        """Whether anything was found at error level."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def name_of(root: Path, output: Path) -> str:
    """What the cache calls an output: the same name wherever a site inside lies."""
    root, output = root.resolve(), output.resolve()
    inside = output.is_relative_to(root)
    return (output.relative_to(root) if inside else output).as_posix()


def theme_folders(root: Path, name: str) -> tuple[Path, ...]:
    """Where `templates` or `static` are looked for: the site's own first, then the default."""
    package = keys.PACKAGE
    default = package / name if (package / name).is_dir() else package.parent / name
    return tuple(dict.fromkeys((root.resolve() / name, default)))


@dataclass(frozen=True, slots=True)
class Look:
    """All that a build is made from, as it is now: `content/` by signs, the rest by digest."""

    key: bytes
    content: Tree
    is_known: bool  # the same as when the last build of this output began


def look(root: Path, settings: Settings, output: Path, store: Store) -> Look:
    """Look at everything that a build would read."""
    themes = [
        [(name, digest(data)) for name, data in keys.folder_contents(theme_folders(root, kind))]
        for kind in ("templates", "static")
    ]
    key = digest(keys.code(), settings, themes)
    before_key, before = store.tree(_fact(root, output))
    content = scan(str(root / CONTENT), before)
    return Look(key, content, (key, content) == (before_key, before))


def last_report(root: Path, output: Path, store: Store) -> BuildReport | None:
    """What the last build found, if its files stand in the output as it left them."""
    kept = store.fact(f"report {name_of(root, output)}")
    files = store.files(name_of(root, output))
    if not kept or not all(file.is_in(output) for file in files):
        return None
    report = unpack(kept, BuildReport)
    return replace(report, written=0, removed=0, unchanged=report.unchanged + report.written)


def remember(root: Path, output: Path, seen: Look, report: BuildReport, store: Store) -> None:
    """Keep what a build saw when it began, and what came of it."""
    content: dict[str, Folder] = dict(seen.content) if report.is_final else {}
    store.keep_tree(_fact(root, output), seen.key, content)
    store.keep_fact(f"report {name_of(root, output)}", pack(report))
    store.commit()


def _fact(root: Path, output: Path) -> str:
    return f"seen for {name_of(root, output)}"
