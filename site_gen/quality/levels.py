"""How much what a check finds matters on this site: as its table says, unless the settings do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec.structs import replace

from site_gen.config import CONFIG_NAME, CheckSettings
from site_gen.model import Finding, Severity, TranslationUnit


def graded(findings: Iterable[Finding], settings: CheckSettings) -> Iterator[Finding]:
    """The findings but those that are switched off, each at the level that the settings give."""
    for finding in findings:
        level = settings.level.get(finding.name, finding.severity)
        if finding.name not in settings.off:
            yield finding if level is finding.severity else replace(finding, severity=level)


def told(
    findings: Sequence[Finding],
    units: Sequence[TranslationUnit],
    path: str,
    settings: CheckSettings,
) -> tuple[Finding, ...]:
    """The findings at their levels, but those that the settings or a comment at their entry
    switch off."""
    quiet = {unit.line: unit.off for unit in units if unit.off}
    return tuple(
        finding
        for finding in graded(findings, settings)
        if not (finding.path == path and finding.name in quiet.get(finding.line, ()))
    )


def unknown_settings(settings: CheckSettings, known: Collection[str]) -> Iterator[Finding]:
    """Names in the settings that no check has."""
    for name in dict.fromkeys((*settings.off, *settings.level)):
        if name not in known:
            message = f"[check]: no check is called “{name}”"
            hint = "docs/translation.md lists their names."
            yield Finding(Severity.WARNING, CONFIG_NAME, 0, message, hint, "unknown-check")
