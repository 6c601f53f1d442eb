"""Plain text as inline Markdown that reads the same."""

from __future__ import annotations

import re

# What inline Markdown would read as markup: emphasis, code, links, escapes, tags, entities.
_MARKUP = re.compile(r"([\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|~(?=~))")


def escape(text: str) -> str:
    """The text with a backslash before all that would be markup."""
    return _MARKUP.sub(r"\\\1", text)
