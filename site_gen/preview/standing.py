"""What the browser should show, between the one who builds and those who serve."""

from __future__ import annotations

from msgspec import Struct

from site_gen.model import Severity
from site_gen.pipeline.records import NOTHING, Findings


class Standing(Struct, frozen=True):
    """How the last build left the site.

    `version` changes with the pages or the findings and never comes again, not even in the next
    run; `built` is False until the first build has ended. `ahead` is the version under which
    pages that somebody looked at were shown before the others, and those pages' files.
    """

    version: str
    findings: Findings = NOTHING
    built: bool = False
    ahead: tuple[str, frozenset[str]] = ("", frozenset())

    def is_shown_by(self, version: str, file: str) -> bool:
        """Whether a page that shows `version` of a file is as it should be."""
        return version == self.version or (version == self.ahead[0] and file in self.ahead[1])


def count(findings: Findings) -> str:
    """How many findings there are: `1 error, 2 warnings`."""
    parts = [
        f"{number} {severity}{'s' if number > 1 else ''}"
        for severity in Severity
        if (number := findings.count(severity))
    ]
    return ", ".join(parts) or "no findings"
