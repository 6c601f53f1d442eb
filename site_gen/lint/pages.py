"""The linter of built HTML: languages and directions, pictures, identifiers, links in the page.

A text run in a script other than its element's is read in the wrong voice, set in the wrong face,
and ordered by guesswork (Unicode UAX #9); an `auto` direction takes the first strong letter, so
that a Persian paragraph beginning with “React” flips.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from msgspec import Struct

from site_gen.model import LOCALES, Finding, Severity

_LETTERS = {
    "fa": re.compile(r"[\u0620-\u064A\u066E-\u06D3\u06FA-\u06FF\u0750-\u077F\uFB50-\uFDFF]"),
    "en": re.compile(r"[A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F]"),
}
_OTHER = {"fa": "en", "en": "fa"}
_NAMES = {"fa": "Persian", "en": "English"}
#: Elements whose text is no prose: it is not shown, is verbatim, or cannot be marked up inside.
_NO_PROSE = frozenset({"script", "style", "title", "code", "pre", "kbd", "samp", "textarea"})
#: Attributes that a screen reader speaks in the language of their element.
_SPOKEN = frozenset({"aria-label", "placeholder", "title", "alt"})
_REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")
#: Elements that the rules look at though they have no attributes.
_SPECIAL = _NO_PROSE | {"bdi"}
_SHOWN = 30  # letters of a text run that a message quotes


class _Context(Struct, frozen=True):
    """What holds for the text inside an element."""

    lang: str = ""
    direction: str = "ltr"
    prose: bool = True


def lint_page(path: str, data: bytes) -> tuple[Finding, ...]:
    """All that breaks the rules in one page, by line. `path` is the page's inside the site."""
    from lxml import etree  # here, because only `check` needs it

    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    found = (*_languages(root), *_pictures(root), *_identifiers(root))
    return tuple(
        Finding(Severity.ERROR, path, line, message, hint, name)
        for line, message, hint, name in sorted(dict.fromkeys(found))
    )


_Found = tuple[int, str, str, str]


def _languages(root: Any) -> Iterator[_Found]:
    """Walks all elements from their parents down, each with what it inherits."""
    waiting = [(root, _Context())]
    while waiting:
        element, outer = waiting.pop()
        context = outer
        if isinstance(element.tag, str):
            attributes = dict(element.items())
            if attributes or element.tag in _SPECIAL:
                yield from _attributes(element, attributes, outer)
                context = _inherit(element.tag, attributes, outer)
            yield from _run(element.text, element, context)
            waiting += [(child, context) for child in element]
        yield from _run(element.tail, element, outer)


def _attributes(element: Any, attributes: Mapping[str, str], outer: _Context) -> Iterator[_Found]:
    for told in _direction(element.tag, attributes, outer):
        yield element.sourceline or 0, *told
    context = _inherit(element.tag, attributes, outer)
    for name in _SPOKEN & attributes.keys():
        yield from _spoken(name, attributes[name], element, context)


def _inherit(tag: str, attributes: Mapping[str, str], outer: _Context) -> _Context:
    if tag not in _NO_PROSE and not ("lang" in attributes or "dir" in attributes):
        return outer
    lang = attributes.get("lang", outer.lang).partition("-")[0]
    prose = outer.prose and tag not in _NO_PROSE
    return _Context(lang, attributes.get("dir", outer.direction), prose)


def _direction(
    tag: str, attributes: Mapping[str, str], outer: _Context
) -> Iterator[tuple[str, str, str]]:
    direction, lang = attributes.get("dir"), attributes.get("lang", "").partition("-")[0]
    if direction == "auto" or (tag == "bdi" and not direction):
        yield (
            f"the direction of <{tag}> is left to its first letter",
            'Say dir="rtl" or dir="ltr", as its language is.',
            "auto-direction",
        )
    elif lang in LOCALES and (direction or outer.direction) != LOCALES[lang].direction:
        yield (
            f'<{tag} lang="{lang}"> has the direction of another language',
            f'Say dir="{LOCALES[lang].direction}" beside lang="{lang}".',
            "direction",
        )
    if attributes.get("style"):
        yield (
            f"<{tag}> has a style of its own, which the page's policy does not allow",
            "Give it a class, and the class a style in a file of static/.",
            "inline-style",
        )


def _run(text: str | None, element: Any, context: _Context) -> Iterator[_Found]:
    foreign = _OTHER.get(context.lang)
    if not text or not foreign or not context.prose:
        return
    if letter := _LETTERS[foreign].search(text):
        shown = " ".join(text[letter.start() : letter.start() + _SHOWN].split())
        yield (
            element.sourceline or 0,
            f"“{shown}” stands in {_NAMES[context.lang]} without lang and dir of its own",
            f'Give it an element with lang="{foreign}" and dir="{LOCALES[foreign].direction}"; '
            "in a template, pass the text through the filter `isolate`.",
            "unmarked-language",
        )


def _spoken(name: str, text: str, element: Any, context: _Context) -> Iterator[_Found]:
    """An attribute cannot be marked inside: only one wholly in the other script is wrong."""
    foreign = _OTHER.get(context.lang)
    if foreign and _LETTERS[foreign].search(text) and not _LETTERS[context.lang].search(text):
        yield (
            element.sourceline or 0,
            f"{name}=“{text[:_SHOWN]}” is not {_NAMES[context.lang]}, as its element is",
            f'Give the element lang="{foreign}", or its name as text inside it.',
            "unmarked-language",
        )


def _pictures(root: Any) -> Iterator[_Found]:
    for image in root.iter("img"):
        if image.get("alt") is None:
            yield (
                image.sourceline or 0,
                f"the picture {image.get('src', '')} has no alternative text",
                'Describe it in alt="…"; alt="" says that it is ornament.',
                "no-alternative",
            )


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
    for attribute in _REFERRING:
        for element in root.xpath(f"//*[@{attribute}]"):
            for name in element.get(attribute).split():
                yield element.sourceline or 0, name
