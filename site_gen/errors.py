"""What stops a command: each error says what went wrong, where, and what to do next.

    SiteGenError
    ├── ConfigError      site.toml, the command line
    ├── ContentError     one article cannot be read; the others go on
    ├── MemoryFileError  a translation memory (PO) cannot be read
    ├── TemplateError    a Jinja template is broken
    ├── OutputError      the site cannot be written
    ├── ProviderError    a translation service did not answer as it should
    │   └── AnswerError  its answer for one text is no translation of it; others may be
    ├── ClusterError     workers elsewhere cannot do what is asked
    ├── StorageError     an object store does not give or take
    └── BudgetError      more would be sent than was allowed

Anything less, which a page can live with, is a `Finding` of the model.
"""

from __future__ import annotations

import errno
from typing import TypeVar

from site_gen.model import Finding, Severity


class SiteGenError(Exception):
    """A problem told to a person: `message` what, `path` and `line` where, `hint` what to do."""

    def __init__(self, message: str, *, path: str = "", line: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle whole, so that a worker process can hand its error back."""
        return _rebuild, (type(self), self.message, self.path, self.line, self.hint)

    def as_finding(self) -> Finding:
        """The same as a finding at error level, for one article among many."""
        return Finding(Severity.ERROR, self.path, self.line, self.message, self.hint)

    def __str__(self) -> str:
        return str(self.as_finding())


def _rebuild(
    kind: type[SiteGenError], message: str, path: str, line: int, hint: str
) -> SiteGenError:
    return kind(message, path=path, line=line, hint=hint)


class ConfigError(SiteGenError):
    """The settings or the command line cannot be used."""


class ContentError(SiteGenError):
    """An article cannot be read."""


class MemoryFileError(ContentError):
    """A translation memory cannot be read."""


class TemplateError(SiteGenError):
    """A template is missing or broken."""


class OutputError(SiteGenError):
    """The site cannot be written where it was asked for."""


class ProviderError(SiteGenError):
    """A translation service refused, was not reached, or answered with something unusable."""


class AnswerError(ProviderError):
    """An answer is no translation of its text: the text itself, cut off, another language."""


class WorkerError(SiteGenError):
    """A process that worked for this one is gone."""


class ClusterError(SiteGenError):
    """A cluster cannot be reached, or cannot do this work."""


class StorageError(SiteGenError):
    """A bucket or the like cannot be read or written."""


class BudgetError(SiteGenError):
    """As many characters as were allowed have been sent."""


#: What to do about a file that cannot be read, by the system's reason.
_READING = {
    errno.ENOENT: "Is its name right? Case matters.",
    errno.EISDIR: "Name a file in that folder.",
    errno.EACCES: "Allow yourself to read it.",
    errno.EBUSY: "Do the same again when that is done.",
    errno.EINVAL: "A file is wanted: no folder, no pipe, no link that leads nowhere.",
}

Kind = TypeVar("Kind", bound=SiteGenError)


def unreadable(kind: type[Kind], error: OSError, path: str) -> Kind:
    """The error of that kind for a file that the system does not let us read."""
    hint = _READING.get(error.errno or 0, "Look at it where it lies: is its disk there?")
    return kind(f"cannot be read: {error.strerror or error}", path=path, hint=hint)
