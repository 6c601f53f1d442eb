"""Front matter of the plainest kind, which most is, without a parser of YAML.

A key a line, with a text as it is, a text in double quotation marks, or a list of such in
brackets. Of anything else `None` says that the long way must be gone; where both can, both give
the same values: texts and lists of texts.
"""

from __future__ import annotations

import re

from site_gen.persian.letters import ZWNJ

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")
_SIGN = re.compile(r"[\[\]{}:#?\"'\\]")  # what may mean something within a list


def plain_values(text: str) -> dict[str, object] | None:
    """What front matter says by its keys, where it is plain."""
    values: dict[str, object] = {}
    for line in text.split("\n"):
        if not line:
            continue
        key, colon, rest = line.partition(":")
        value = _value(rest) if colon and _KEY.fullmatch(key) else None
        if value is None:
            return None
        values[key] = value
    return values


def _value(rest: str) -> str | list[str] | None:
    if rest[:1] not in ("", " ") or not _is_seen(rest):
        return None
    text = rest.strip(" ")
    return _list(text[1:-1]) if text[:1] == "[" and text[-1:] == "]" else _text(text)


def _is_seen(text: str) -> bool:
    """Whether it has neither line ends nor other characters that nobody sees, but half-spaces."""
    return text.isprintable() or text.replace(ZWNJ, "").isprintable()


def _list(items: str) -> list[str] | None:
    texts = [_item(item.strip(" ")) for item in items.split(",")]
    found = [text for text in texts if text]
    return found if len(found) == len(texts) else None


def _item(text: str) -> str | None:
    inner = text[1:-1] if text[:1] == '"' == text[-1:] else text
    return None if _SIGN.search(inner) else _text(text)


def _text(text: str) -> str | None:
    if text[:1] == '"':
        inner = text[1:-1]
        is_whole = len(text) > 1 and text[-1] == '"' and '"' not in inner and "\\" not in inner
        return inner if is_whole else None
    is_plain = not text or (text[0].isalnum() and text[-1] != ":")
    return text if is_plain and ": " not in text and " #" not in text else None
