"""Pages of regular markup that surely keep all rules, which most do: seen without a parser.

Regular is what templates write: elements that are closed where they should be, attributes in double
quotes. Where the parser may read a page otherwise than it stands there, or where anything may be
wrong, the parser has to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from html import unescape
from urllib.parse import unquote

from site_gen.lint.rules import REFERRING, SPECIAL, SPOKEN, Context, inherit, of_attributes, of_text

# No value ends in “=”, so that what looks like the beginning of an attribute is one.
_VALUE = r'="[^"<>]*+(?<!=)"'
_NAME = "(?:viewBox|[a-z][a-z0-9:-]*+)"
# Of a tag: a slash, its name, attributes, a slash; and the text up to the next one.
_TAG = re.compile(rf"<(/?)([a-z][a-z0-9]*+)((?: {_NAME}(?:{_VALUE})?+)*+) ?+(/?)>([^<]*+)")
_ATTRIBUTE = re.compile(rf' ({_NAME})(?:="([^"]*+)")?+')
_TELLING = re.compile(rf" (?:{'|'.join(('lang', 'dir', 'style', *SPOKEN))})(?![a-z0-9:-])")
_ID = re.compile(r' id="([^"]*+)"[^<]*+')  # the first of each tag, as parsers take it
_LINK = re.compile(r' href="#([^"]*+)"')
_REFERENCE = re.compile(rf' (?:{"|".join(REFERRING)})="([^"]*+)"')
_NO_LETTER = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#39|#34);")


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_VOID = _names("area base br col hr img input link meta")
_RAW = _names("script style textarea title")  # their text is not parsed
#: Elements that browsers and the parser, or two parsers, do not read alike.
_ODD = _names(
    "basefont bgsound body center dir embed font frame frameset head html iframe keygen listing"
    " math menu noembed noframes noscript param plaintext source template track wbr xmp"
)
_ROWS = "tbody td tfoot th tr"
_PARTS = "dd dl dt fieldset form li table"
#: By an element the others that end it where they begin in it.
_ENDED_BY: Mapping[str, frozenset[str]] = {
    "a": _names("a fieldset table td th"),
    "address": _names("dd dl dt form li ul"),
    "caption": _names(f"col colgroup thead {_ROWS}"),
    "colgroup": _names(f"colgroup thead {_ROWS}"),
    "dd": _names("dt"),
    "dl": _names("form li"),
    "dt": _names("dd dl"),
    "form": _names("form"),
    "legend": _names("fieldset"),
    "li": _names("li"),
    "ol": _names("form"),
    "option": _names("optgroup option"),
    "p": _names(
        "address blockquote caption col colgroup div h1 h2 h3 h4 h5 h6 hr ol p pre title ul"
        f" {_PARTS} {_ROWS}"
    ),
    "pre": _names(f"ul {_PARTS}"),
    "ul": _names("address form pre"),
    **dict.fromkeys(
        ("b", "i", "s", "small", "span", "u", "big", "strike", "tt"), _names("p td th")
    ),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _names("fieldset form li p table")),
    **dict.fromkeys(("td", "th"), _names(_ROWS)),
    **dict.fromkeys(("tbody", "tfoot", "thead"), _names("tbody tfoot")),
    "tr": _names("tbody tfoot tr"),
}
#: Elements that hold these and nothing else, "" for the page.
_HOLDS: Mapping[str, frozenset[str]] = {
    "": frozenset({"html"}),
    "html": frozenset({"head", "body"}),
    "head": frozenset({"base", "link", "meta", "script", "style", "title"}),
}
_ONCE = (b"html", b"head", b"body")
_DEEPEST = 200  # the parser has a bound, too

_LOOKED_AT = SPECIAL | {"img"}  # for their names alone

_Tag = tuple[str, str, str, str, str]
_Element = tuple[str, Context, list[str]]  # its name, what holds in it, and where its text goes


def is_sound(data: bytes) -> bool:
    """Whether a page surely keeps the rules; False says only that it has to be parsed."""
    try:
        page = data.decode()
    except UnicodeDecodeError:
        return False
    begin = max(page.find("<html"), 0)
    tags: list[_Tag] = _TAG.findall(page, begin)
    if (
        page[:begin].strip().lower() != "<!doctype html>"
        or len(tags) + 1 != data.count(b"<")  # each begins one, which reaches to the next
        or any(data.count(b"<%b>" % once) + data.count(b"<%b " % once) != 1 for once in _ONCE)
        or b"\0" in data
    ):
        return False
    texts = _texts(tags)
    return (
        texts is not None
        and all(_is_right(" ".join(texts[context]), context) for context in texts)
        and _are_named("<".join([attributes for end, _, attributes, _, _ in tags if not end]))
    )


def _texts(tags: Iterable[_Tag]) -> dict[Context, list[str]] | None:
    """The text of a page by what holds for it; None where an element is not regular, or wrong."""
    texts: defaultdict[Context, list[str]] = defaultdict(list)
    around: list[_Element] = []
    parent, context = "", Context()
    said = texts[context]
    for end, name, attributes, empty, text in tags:
        if end:
            if name != parent or attributes:
                return None
            parent, context, said = around.pop()
        else:
            if not _may_stand(name, parent) or len(around) > _DEEPEST:
                return None
            telling = name in _LOOKED_AT or (attributes and _TELLING.search(attributes))
            inner = _inside(name, attributes, context) if telling else context
            if inner is None:
                return None
            if not empty and name not in _VOID:
                around.append((parent, context, said))
                parent = name
                if inner is not context:
                    context, said = inner, texts[inner]
        if text:
            said.append(text)
            if parent in _HOLDS and not text.isspace():
                return None
    return None if around else texts


@cache
def _may_stand(name: str, parent: str) -> bool:
    """Whether the parser leaves an element where it stands, and its parent open."""
    if parent in _HOLDS:
        return name in _HOLDS[parent]
    if parent in _RAW or name in _ODD:
        return False
    return name not in _ENDED_BY.get(parent, ())


@lru_cache(maxsize=1024)
def _inside(name: str, attributes: str, outer: Context) -> Context | None:
    """What holds inside an element; None where something about it is wrong."""
    values: dict[str, str] = {}
    for attribute, value in _ATTRIBUTE.findall(attributes):
        values.setdefault(attribute, unescape(value))
    wrong = next(of_attributes(name, values, outer), None)
    return None if wrong else inherit(name, values, outer)


def _is_right(text: str, context: Context) -> bool:
    text = _NO_LETTER.sub("", text) if "&" in text else text
    return "&" not in text and next(of_text(text, context), None) is None


def _are_named(attributes: str) -> bool:
    """Whether ids are unique, and each that is referred to is there."""
    ids = _ID.findall(attributes)
    wanted = {unquote(name) for name in _LINK.findall(attributes) if name not in ("", "top")}
    wanted.update(name for some in _REFERENCE.findall(attributes) for name in some.split())
    known = set(ids)
    return len(known) == len(ids) and wanted <= known and not any("&" in name for name in known)
