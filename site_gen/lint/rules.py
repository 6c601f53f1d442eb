"""What the linter of pages asks of each element and of each run of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from site_gen.model import LOCALES

_LETTERS = {
    "fa": re.compile(r"[\u0620-\u064A\u066E-\u06D3\u06FA-\u06FF\u0750-\u077F\uFB50-\uFDFF]"),
    # The letter of a scale (37 °C) is of no language. A set of characters first is soonest found.
    "en": re.compile(r"[A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F](?<!°.)"),
}
_OTHER = {"fa": "en", "en": "fa"}
_NAMES = {"fa": "Persian", "en": "English"}
#: Elements whose text is no prose: it is not shown, is verbatim, or cannot be marked up inside.
NO_PROSE = frozenset({"script", "style", "title", "code", "pre", "kbd", "samp", "textarea"})
#: Attributes that a screen reader speaks in the language of their element.
SPOKEN = frozenset({"aria-label", "placeholder", "title", "alt"})
#: Attributes that name other elements of the page by their ids.
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")
#: Elements that the rules look at though they have no attributes.
SPECIAL = NO_PROSE | {"bdi"}
_SHOWN = 30  # letters of a text run that a message quotes

#: What is wrong, what to do about it, and the rule's name.
Told = tuple[str, str, str]


class Context(Struct, frozen=True):
    """What holds for the text inside an element."""

    lang: str = ""
    direction: str = "ltr"
    prose: bool = True


def inherit(tag: str, attributes: Mapping[str, str], outer: Context) -> Context:
    """What holds inside an element that lies in an `outer` one."""
    if tag not in NO_PROSE and not ("lang" in attributes or "dir" in attributes):
        return outer
    lang = attributes.get("lang", outer.lang).partition("-")[0]
    prose = outer.prose and tag not in NO_PROSE
    return Context(lang, attributes.get("dir", outer.direction), prose)


def of_attributes(tag: str, attributes: Mapping[str, str], outer: Context) -> Iterator[Told]:
    """What is wrong with an element by itself."""
    yield from _direction(tag, attributes, outer)
    context = inherit(tag, attributes, outer)
    for name in SPOKEN & attributes.keys():
        yield from _spoken(name, attributes[name], context)
    if tag == "img" and "alt" not in attributes:
        yield (
            f"the picture {attributes.get('src', '')} has no alternative text",
            'Describe it in alt="…"; alt="" says that it is ornament.',
            "no-alternative",
        )


def _direction(tag: str, attributes: Mapping[str, str], outer: Context) -> Iterator[Told]:
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


def _spoken(name: str, text: str, context: Context) -> Iterator[Told]:
    """An attribute cannot be marked inside: only one wholly in the other script is wrong."""
    foreign = _OTHER.get(context.lang)
    if foreign and _LETTERS[foreign].search(text) and not _LETTERS[context.lang].search(text):
        yield (
            f"{name}=“{text[:_SHOWN]}” is not {_NAMES[context.lang]}, as its element is",
            f'Give the element lang="{foreign}", or its name as text inside it.',
            "unmarked-language",
        )


def of_text(text: str, context: Context) -> Iterator[Told]:
    """What is wrong with a run of text."""
    foreign = _OTHER.get(context.lang)
    if not text or not foreign or not context.prose:
        return
    if letter := _LETTERS[foreign].search(text):
        shown = " ".join(text[letter.start() : letter.start() + _SHOWN].split())
        yield (
            f"“{shown}” stands in {_NAMES[context.lang]} without lang and dir of its own",
            f'Give it an element with lang="{foreign}" and dir="{LOCALES[foreign].direction}"; '
            "in a template, pass the text through the filter `isolate`.",
            "unmarked-language",
        )
