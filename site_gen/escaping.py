"""Plain text as inline Markdown that reads the same, and as what XML can hold."""

from __future__ import annotations

from site_gen.patterns import later

# What inline Markdown would read as markup: emphasis, code, links, escapes, tags, entities.
_MARKUP = later(r"([\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|~(?=~))")
# What XML 1.0 cannot hold, even escaped (its production 2, Char).
_NOT_XML = later("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape(text: str) -> str:
    """The text with a backslash before all that would be markup."""
    return _MARKUP.sub(r"\\\1", text)


def without_controls(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("", text)
