"""Regular expressions that are compiled when they are first used.

To compile one takes up to some milliseconds, and most of those that mend Persian are for texts of
a kind that a build may have none of.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Asked for what is not there yet: from then on it is there, as near as the pattern's."""
        found = getattr(re.compile(self.pattern, self._flags), name)  # which keeps what it compiled
        setattr(self, name, found)
        return found


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, in all that a pattern is asked for; its mistakes are told then."""
    return cast(re.Pattern[str], _Later(pattern, flags))
