"""Everything that `check` tells: what is wrong in the content, and in the pages made of it."""

from __future__ import annotations

from pathlib import Path

from site_gen.config import Settings
from site_gen.errors import TemplateError
from site_gen.lint.pages import lint_page
from site_gen.lint.styles import lint_style
from site_gen.model import Artifact, Finding
from site_gen.pipeline.site import artifacts, collect


def check(root: Path, settings: Settings) -> tuple[Finding, ...]:
    """The findings of a site; nothing is written. A broken template is a finding, too."""
    collected = collect(root, settings)
    try:
        made = [lint(artifact) for artifact in artifacts(root, settings, collected.composed)]
    except TemplateError as error:
        made = [(error.as_finding(),)]
    return (*collected.findings, *(finding for findings in made for finding in findings))


def lint(artifact: Artifact) -> tuple[Finding, ...]:
    """What breaks the rules in one file of the site; assets are their author's own."""
    name = artifact.path.rpartition("/")[2]
    if name == "index.html":
        return lint_page(artifact.path, artifact.data)
    if artifact.path.startswith("static/") and name.endswith(".css"):
        return lint_style(artifact.path, artifact.data)
    return ()
