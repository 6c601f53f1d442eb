"""The linter of built HTML: languages and directions, pictures, identifiers, links in the page.

A text run in a script other than its element's is read in the wrong voice, set in the wrong face,
and ordered by guesswork (Unicode UAX #9); an `auto` direction takes the first strong letter, so
that a Persian paragraph beginning with “React” flips.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from site_gen.lint.rules import REFERRING, SPECIAL, Context, Told, inherit, of_attributes, of_text
from site_gen.lint.sound import is_sound
from site_gen.model import Finding, Severity


def lint_page(path: str, data: bytes) -> tuple[Finding, ...]:
    """All that breaks the rules in one page, by line. `path` is the page's inside the site."""
    return () if is_sound(data) else lint_parsed(path, data)


def lint_parsed(path: str, data: bytes) -> tuple[Finding, ...]:
    """The same for any page, read as browsers do."""
    from lxml import etree  # here, because only `check` needs it

    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    found = (*_languages(root), *_identifiers(root))
    return tuple(
        Finding(Severity.ERROR, path, line, message, hint, name)
        for line, message, hint, name in sorted(dict.fromkeys(found))
    )


_Found = tuple[int, str, str, str]


def _languages(root: Any) -> Iterator[_Found]:
    """Walks all elements from their parents down, each with what it inherits."""
    waiting = [(root, Context())]
    while waiting:
        element, outer = waiting.pop()
        context = outer
        if isinstance(element.tag, str):
            attributes = dict(element.items())
            if attributes or element.tag in SPECIAL or element.tag == "img":
                yield from _placed(element, of_attributes(element.tag, attributes, outer))
                context = inherit(element.tag, attributes, outer)
            yield from _placed(element, of_text(element.text, context))
            waiting += [(child, context) for child in element]
        yield from _placed(element, of_text(element.tail, outer))


def _placed(element: Any, told: Iterable[Told]) -> Iterator[_Found]:
    return ((element.sourceline or 0, *one) for one in told)


def _identifiers(root: Any) -> Iterator[_Found]:
    seen: set[str] = set()
    for element in root.xpath("//*[@id]"):
        name = element.get("id")
        if name in seen:
            message = f"the id “{name}” stands twice"
            yield element.sourceline or 0, message, "Ids are unique in a page.", "same-id"
        seen.add(name)
    for line, name in _references(root):
        if name not in seen:
            yield (
                line,
                f"nothing in this page has the id “{name}” that is referred to",
                "Change the link, or give its target that id.",
                "no-target",
            )


def _references(root: Any) -> Iterator[tuple[int, str]]:
    for link in root.xpath("//a[starts-with(@href, '#')]"):
        address = link.get("href")
        if address not in ("#", "#top"):
            yield link.sourceline or 0, unquote(address[1:])
    for attribute in REFERRING:
        for element in root.xpath(f"//*[@{attribute}]"):
            for name in element.get(attribute).split():
                yield element.sourceline or 0, name
