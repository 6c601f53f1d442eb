"""Cutting a text for a service that takes only so much at a time."""

from __future__ import annotations

import re

#: Where to cut, best first: after a line, a sentence, a clause, a word. The white space of the
#: cut stays at the end of what is before it, so that the pieces joined are the text.
_CUTS = (r"(?<=\n)", r"(?<=[.!?؟…]\s)|(?<=[.!?؟…][»”\"')\]]\s)", r"(?<=[،؛,;:]\s)", r"(?<=\s)")


def split(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` bytes of UTF-8, as few and as whole as they may be."""
    return _split(text, limit, _CUTS)


def size(text: str) -> int:
    """The bytes of the text in UTF-8, which is what services count for their limits."""
    return len(text.encode())


def _split(text: str, limit: int, cuts: tuple[str, ...]) -> list[str]:
    if size(text) <= limit:
        return [text]
    if not cuts:
        return _split_word(text, limit)
    parts = re.split(cuts[0], text)
    if len(parts) == 1:
        return _split(text, limit, cuts[1:])
    return [
        piece for joined in _join_short(parts, limit) for piece in _split(joined, limit, cuts[1:])
    ]


def _join_short(parts: list[str], limit: int) -> list[str]:
    """Neighbours put together as long as they stay within the limit."""
    joined: list[str] = []
    for part in filter(None, parts):
        if joined and size(joined[-1]) + size(part) <= limit:
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _split_word(text: str, limit: int) -> list[str]:
    pieces = [""]
    for character in text:
        if pieces[-1] and size(pieces[-1]) + size(character) > limit:
            pieces.append("")
        pieces[-1] += character
    return pieces
