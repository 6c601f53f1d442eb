"""What the browser should show, between the one who builds and those who serve."""

from __future__ import annotations

from msgspec import Struct

from site_gen.model import Severity
from site_gen.pipeline.records import NOTHING, Findings


class Standing(Struct, frozen=True):
    """How the last build left the site, and what its texts were last looked through for.

    `version` changes with the pages, `news` with what was found; neither ever comes again, not
    even in the next run. `built` is False until the first build has ended. `ahead` is the version
    under which pages that somebody looked at were shown before the others, and those pages' files.
    """

    version: str
    findings: Findings = NOTHING
    doubts: Findings = NOTHING
    news: str = ""
    built: bool = False
    ahead: tuple[str, frozenset[str]] = ("", frozenset())

    @property
    def found(self) -> Findings:
        """All that was found."""
        return Findings((*self.findings.groups, *self.doubts.groups))

    @property
    def mark(self) -> str:
        """What a page says of itself that shows all this."""
        return f"{self.version}.{self.news}"

    def is_shown_by(self, mark: str, file: str) -> bool:
        """Whether a page that says this of a file is as it should be, but for what was found."""
        version = mark.partition(".")[0]
        return version == self.version or (version == self.ahead[0] and file in self.ahead[1])

    def is_told_by(self, mark: str) -> bool:
        """Whether a page that says this shows what was found."""
        return mark.partition(".")[2] == self.news


def count(findings: Findings) -> str:
    """How many findings there are: `1 error, 2 warnings`."""
    parts = [
        f"{number} {severity}{'s' if number > 1 else ''}"
        for severity in Severity
        if (number := findings.count(severity))
    ]
    return ", ".join(parts) or "no findings"
