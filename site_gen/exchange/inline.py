"""Inline Markdown as the inline elements of XLIFF 1.2 and TMX 1.4, which tools protect and check.

`bpt` and `ept` are the two ends of emphasis or a link, `ph` is what stands by itself: code, a
footnote's mark, an address. Each holds the Markdown that it stands for, so that the text of an
element with all that is in it is the Markdown again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from xml.etree.ElementTree import Element, SubElement

from site_gen.escaping import without_controls
from site_gen.translation.markup import Kind, Mark, marks

_NAMES = {Kind.OPEN: "bpt", Kind.CLOSE: "ept", Kind.ATOM: "ph"}

#: How each format numbers an element: attributes of a pair's beginning, its end, and the rest.
#: TMX's `i` joins a pair, its `x` a source's element with the target's.
XLIFF = {Kind.OPEN: ("id",), Kind.CLOSE: ("id",), Kind.ATOM: ("id",)}
TMX = {Kind.OPEN: ("i", "x"), Kind.CLOSE: ("i",), Kind.ATOM: ("x",)}

#: What a mark is, both ends of it: equal ones of source and target answer each other.
Key = tuple[str, ...]


def add_inline(
    element: Element, text: str, source: str, numbering: Mapping[Kind, Sequence[str]]
) -> None:
    """Write inline Markdown into an empty element; what `source` has too gets its number there.

    Characters that XML cannot hold are left out.
    """
    found = _tags(text)
    pieces: list[Element] = []
    place = 0
    for mark, number in zip(found, _numbers(found, source), strict=True):
        _say(element, pieces, text[place : mark.start])
        numbers = dict.fromkeys(numbering[mark.kind], str(number))
        pieces.append(SubElement(element, _NAMES[mark.kind], numbers))
        pieces[-1].text = without_controls(text[mark.start : mark.end])
        place = mark.end
    _say(element, pieces, text[place:])


def _say(element: Element, pieces: Sequence[Element], text: str) -> None:
    """Write what stands after the last piece, or before the first."""
    if pieces:
        pieces[-1].tail = without_controls(text)
    else:
        element.text = without_controls(text)


def _tags(text: str) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks(text) if mark.kind in _NAMES)


def _numbers(found: Sequence[Mark], source: str) -> list[int]:
    """A number for each tag, from 1 and one for both ends of a pair; in a target, the source's."""
    tags = _tags(source)
    theirs = list(zip(_keys(tags), _numbers(tags, ""), strict=True)) if tags else []
    fresh = count(max((number for _, number in theirs), default=0) + 1)
    free = [item for item, mark in zip(theirs, tags, strict=True) if mark.kind is not Kind.CLOSE]
    numbers: list[int] = []
    pairs: dict[int, int] = {}
    for mark, key in zip(found, _keys(found), strict=True):
        if mark.kind is Kind.CLOSE:
            numbers.append(pairs[mark.pair])
            continue
        same = next((item for item in free if item[0] == key), None)
        if same:
            free.remove(same)
        numbers.append(same[1] if same else next(fresh))
        pairs[mark.pair] = numbers[-1]
    return numbers


def _keys(found: Sequence[Mark]) -> Iterator[Key]:
    ends: dict[int, list[str]] = {}
    for mark in found:
        ends.setdefault(mark.pair, []).append(mark.text)
    for mark in found:
        yield (mark.text,) if mark.kind is Kind.ATOM else tuple(ends[mark.pair])
