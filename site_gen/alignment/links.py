"""An editor's own links, as a comment of a PO entry: `links: 1=1 2,3=2 4= =3`.

Numbers are those of the sentences, from 1, the source's before the sign; nothing on one side
means that the other stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from site_gen.model import SentenceLink

LINKS = "links: "
_LINK = re.compile(r"([0-9,]*)=([0-9,]*)")


def parse_links(
    comments: Iterable[str], source: int, target: int
) -> tuple[SentenceLink, ...] | None:
    """The links that the comments of an entry ask for, None where they ask for none.

    `source` and `target` count the sentences of both sides. Raises ValueError, with what is
    wrong, where the links do not hold every sentence once and in order: the text has changed.
    """
    line = next((text for text in comments if text.startswith(LINKS.strip())), None)
    if line is None:
        return None
    found: list[SentenceLink] = []
    at = (0, 0)
    for word in line.removeprefix(LINKS.strip()).split():
        match = _LINK.fullmatch(word)
        if not match or word == "=":
            raise ValueError(f"“{word}” is not a link; write one as 2,3=2")
        sides = _span(match[1], at[0]), _span(match[2], at[1])
        found.append(SentenceLink(*sides, 1.0))
        at = sides[0][1], sides[1][1]
    if at != (source, target):
        raise ValueError(f"{at[0]} and {at[1]} sentences are linked, not {source} and {target}")
    return tuple(found)


def _span(text: str, start: int) -> tuple[int, int]:
    numbers: Sequence[int] = [int(part) for part in text.split(",") if part]
    expected = list(range(start + 1, start + 1 + len(numbers)))
    if numbers != expected:
        raise ValueError(f"“{text}” does not go on from sentence {start}")
    return start, start + len(numbers)
