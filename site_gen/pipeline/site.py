"""A whole site: all its articles through the stages, then its pages and files onto the disk."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePath

from site_gen.config import Settings
from site_gen.errors import ConfigError, ContentError, OutputError
from site_gen.files import read_regular
from site_gen.model import Artifact, BilingualDocument, Finding, Severity
from site_gen.pipeline import stages
from site_gen.pipeline.content import Article, discover
from site_gen.pipeline.output import write_site
from site_gen.quality.consistency import NAME as CONSISTENCY
from site_gen.quality.consistency import inconsistent, sayings
from site_gen.render.pages import PageRenderer, version
from site_gen.render.views import ArticleView, SiteView, page_views
from site_gen.translation.memory import load as load_memory

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Composed:
    """An article that has been through all stages."""

    article: Article
    bilingual: BilingualDocument
    view: ArticleView


@dataclass(frozen=True, slots=True)
class Collected:
    """Everything readable of a site, all findings in order, and the slugs left out."""

    composed: tuple[Composed, ...]
    findings: tuple[Finding, ...]
    broken: frozenset[str]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    articles: int
    written: int
    unchanged: int
    removed: int
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether anything was found at error level."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def build(root: Path, settings: Settings, output: Path) -> BuildReport:
    """Build the site in folder `root` into folder `output`; nothing under `content/` is written.

    All pages are rendered before the first is written. Raises TemplateError and OutputError with
    the old site whole; an article that cannot be built is a finding, and its old page stays.
    """
    _check_output(root, output)
    collected = collect(root, settings)
    made = tuple(artifacts(root, settings, collected.composed))
    written = write_site(output, made, collected.broken)
    return BuildReport(
        len(collected.composed),
        written.written,
        written.unchanged,
        written.removed,
        collected.findings,
    )


def _check_output(root: Path, output: Path) -> None:
    """Raises ConfigError for an output among the sources: a build would read what it wrote."""
    root, output = root.resolve(), output.resolve()
    sources = [root / name for name in ("content", "static", "templates")]
    if output in (root, *root.parents) or any(output.is_relative_to(source) for source in sources):
        raise ConfigError(
            "the site cannot be written among its sources",
            path=str(output),
            hint="Choose another folder with --output.",
        )


def collect(root: Path, settings: Settings) -> Collected:
    """Read, restore and unite every article; what is wrong with one is a finding."""
    content = discover(root, settings.source)
    composed: list[Composed] = []
    findings = list(content.findings)
    broken = set(content.broken)
    for article in content.articles:
        try:
            done = compose(article, settings)
        except ContentError as error:
            findings.append(error.as_finding())
            broken.add(article.source.slug)
        except Exception as error:  # a defect of ours in one article must not stop the others
            findings.append(_defect(article, error))
            broken.add(article.source.slug)
        else:
            composed.append(done)
            findings.extend((*done.bilingual.document.findings, *done.bilingual.findings))
    said = (sayings(done.bilingual.units, done.article.memory_path) for done in composed)
    if CONSISTENCY not in settings.check.off:
        findings.extend(inconsistent(chain.from_iterable(said)))
    ordered = sorted(dict.fromkeys(findings), key=lambda f: (f.path, f.line))
    return Collected(tuple(composed), tuple(ordered), frozenset(broken))


def compose(article: Article, settings: Settings) -> Composed:
    """One article through all stages. Raises ContentError."""
    document = stages.restore(stages.import_source(article.source), settings.restore)
    memory = load_memory(article.memory_file, article.memory_path)
    bilingual = stages.unite(document, memory, article.target)
    aligned = stages.align(bilingual, article.memory_path)
    checked = stages.check(aligned, article.memory_path, settings.check)
    return Composed(article, checked, stages.view(checked))


def _defect(article: Article, error: Exception) -> Finding:
    where = traceback.extract_tb(error.__traceback__)[-1]
    return Finding(
        Severity.ERROR,
        article.source.path,
        0,
        f"this article cannot be built: {type(error).__name__}: {error}",
        f"This is a defect of Dozaban ({PurePath(where.filename).name}:{where.lineno}); "
        "please report it with the article.",
        "defect",
    )


def artifacts(root: Path, settings: Settings, composed: Sequence[Composed]) -> Iterator[Artifact]:
    """Every file of the site, rendered or copied. Raises TemplateError and OutputError."""
    static = tuple(_static_files(root))
    site = SiteView(
        title={"fa": settings.site.title.fa, "en": settings.site.title.en},
        description={"fa": settings.site.description.fa, "en": settings.site.description.en},
        address=settings.site.address,
        source=settings.source,
        versions={artifact.path: version(artifact.data) for artifact in static},
    )
    renderer = PageRenderer(theme_folders(root, "templates"), site)
    pages = page_views([item.view for item in composed])
    yield renderer.index(pages)
    yield from (renderer.article(page) for page in pages)
    yield from static
    for item in composed:
        for asset in item.article.source.assets:
            data = _bytes(item.article.folder / asset)
            yield Artifact(f"{item.article.source.slug}/{asset}", data)


def theme_folders(root: Path, name: str) -> tuple[Path, ...]:
    """Where `templates` or `static` are looked for: the site's own first, then the default."""
    default = _PACKAGE / name if (_PACKAGE / name).is_dir() else _PACKAGE.parent / name
    return tuple(dict.fromkeys((root.resolve() / name, default)))


def _static_files(root: Path) -> Iterator[Artifact]:
    """Style, scripts and fonts; a site's own file replaces the default one of its name."""
    found: dict[str, Path] = {}
    for folder in reversed(theme_folders(root, "static")):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                found[f"static/{path.relative_to(folder).as_posix()}"] = path
    for name in sorted(found):
        yield Artifact(name, _bytes(found[name]))


def _bytes(path: Path) -> bytes:
    try:
        return read_regular(path)
    except OSError as error:
        raise OutputError(f"cannot be read: {error.strerror}", path=str(path)) from error
