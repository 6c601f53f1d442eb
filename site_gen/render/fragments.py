"""HTML that many pages hold, and pages as bytes, without the blank lines that tags leave behind."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

_BLANK = re.compile(rb"\n\s*\n")
_PRE = re.compile(rb"(<pre\b.*?</pre>)", re.DOTALL)


class Fragment(Markup):
    """HTML that many pages hold, without blank lines and encoded already. The white space `around`
    it belongs to the lines of the page."""

    around: tuple[str, str]
    data: bytes

    def __new__(cls, html: str) -> Fragment:
        made = super().__new__(cls, html)
        core = html.strip()
        before, _, after = html.partition(core) if core else (html, "", "")
        made.around, made.data = (before, after), without_blank_lines(core)
        return made

    @classmethod
    def ready(cls, data: bytes) -> Fragment:
        """Of bytes that were made as a part of pages."""
        made: Fragment = str.__new__(cls, data.decode())
        made.around, made.data = ("", ""), data
        return made


def encoded(pieces: Iterable[str]) -> bytes:
    """A page, of its pieces."""
    found = list(pieces)
    made: list[bytes] = []
    begin, after = 0, ""
    for at, piece in enumerate(found):
        if type(piece) is Fragment and piece.data:
            before, rest = piece.around
            made += without_blank_lines("".join((after, *found[begin:at], before))), piece.data
            begin, after = at + 1, rest
    made.append(without_blank_lines("".join((after, *found[begin:]))))
    return b"".join(made)


def without_blank_lines(html: str) -> bytes:
    """What template tags leave behind, taken out; never inside `pre`. The first line and the last
    go on elsewhere."""
    data = html.encode()  # in which line ends are found much sooner
    if b"</pre>" not in data:
        return _BLANK.sub(b"\n", data)
    parts = _PRE.split(data)
    parts[::2] = (_BLANK.sub(b"\n", part) for part in parts[::2])
    return b"".join(parts)
