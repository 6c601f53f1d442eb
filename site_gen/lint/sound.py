"""Pages of regular markup that surely keep all rules, which most do: seen without a parser.

Regular is what templates write: elements that are closed where they should be, attributes in double
quotes. Where the parser may read a page otherwise than it stands there, or where anything may be
wrong, the parser has to say.

Pages of a site have most of their lines in common, and in the others most rows of tags: what is
seen of one is remembered, by the place in the page that it begins at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from html import unescape
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote

from msgspec import Struct

from site_gen.lint.rules import REFERRING, SPECIAL, SPOKEN, Context, inherit, of_attributes, of_text

# No value ends in “=”, so that what looks like the beginning of an attribute is one.
_VALUE = r'="[^"<>]*+(?<!=)"'
_NAME = "(?:viewBox|[a-z][a-z0-9:-]*+)"
# Of a tag: a slash, its name, attributes, a slash.
_TAG = re.compile(rf"(/?)([a-z][a-z0-9]*+)((?: {_NAME}(?:{_VALUE})?+)*+) ?+(/?)")
_ATTRIBUTE = re.compile(rf' ({_NAME})(?:="([^"]*+)")?+')
_TELLING = re.compile(rf" (?:{'|'.join(('lang', 'dir', 'style', *SPOKEN))})(?![a-z0-9:-])")
_ID = re.compile(r' id="([^"]*+)"')
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
_ONCE = _names("html head body")
_DEEPEST = 200  # the parser has a bound, too

_LOOKED_AT = SPECIAL | {"img"}  # for their names alone


class _Tag(NamedTuple):
    """What stands between < and >: its `shape`, without attributes where none of them tells the
    rules anything; its ids; and those that it refers to."""

    shape: str
    ids: tuple[str, ...]
    wanted: tuple[str, ...]


class _Place(Struct, frozen=True, eq=False):
    """The element that a page is in somewhere, what holds there, and in what it lies."""

    parent: str = ""
    context: Context = Context()
    outer: _Place | None = None
    depth: int = 0


class _Run(NamedTuple):
    """Tags in a row: the place behind each, all their ids, and all that they refer to."""

    places: tuple[_Place, ...]
    ids: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()


_TOP = _Place()
_PAGE = _Run((_TOP,), wanted=tuple(f"<{name}" for name in _ONCE))
_SHORT = 400  # characters: lines that may be the same on many pages


def is_sound(data: bytes) -> bool:
    """Whether a page surely keeps the rules; False says only that it has to be parsed."""
    try:
        page = data.decode()
    except UnicodeDecodeError:
        return False
    begin = max(page.find("<html"), 0)
    if page[:begin].strip().lower() != "<!doctype html>" or "\0" in page:
        return False
    runs = [_PAGE]
    texts: defaultdict[_Place, list[str]] = defaultdict(list)
    for line in page[begin + 1 :].split("\n<"):
        read = _short_line if len(line) <= _SHORT else partial(_line, texts=texts)
        run = read(runs[-1].places[-1], line)
        if run is None:
            return False
        runs.append(run)
    return runs[-1].places[-1] is _TOP and _are_named(runs) and _are_right(texts)


@lru_cache(maxsize=1 << 13)
def _short_line(place: _Place, line: str) -> _Run | None:
    """The tags of a line, whose first < is taken away; None where one of them or a text is not
    surely right."""
    texts: defaultdict[_Place, list[str]] = defaultdict(list)
    run = _line(place, line, texts)
    return run if _are_right(texts) else None


def _line(place: _Place, line: str, texts: defaultdict[_Place, list[str]]) -> _Run | None:
    """The same, but for the texts: these are added to others of their places."""
    tags, ends, behind = zip(*[part.partition(">") for part in line.split("<")], strict=True)
    run = _run(place, tags) if all(ends) else None
    for there, text in zip(run.places, behind, strict=True) if run else ():
        if text:
            texts[there].append(text)
    return run


@lru_cache(maxsize=1 << 13)
def _run(place: _Place, insides: Iterable[str]) -> _Run | None:
    """What stands between < and >, from a place on; None where a tag is not regular, or wrong."""
    tags, places = [*map(_tag, insides)], [place]
    for tag in tags:
        after = _after(places[-1], tag.shape) if tag else None
        if after is None:
            return None
        places.append(after)
    named = [tag for tag in tags if tag]
    return _Run(
        tuple(places[1:]),
        tuple(chain.from_iterable([tag.ids for tag in named])),
        tuple(chain.from_iterable([tag.wanted for tag in named])),
    )


@lru_cache(maxsize=1 << 13)
def _tag(inside: str) -> _Tag | None:
    """None where it is not regular."""
    found = _TAG.fullmatch(inside)
    if not found:
        return None
    end, name, attributes, empty = found.groups()
    is_telling = end or name in _LOOKED_AT or _TELLING.search(attributes)
    shape = inside if is_telling else f"{name}{empty}"
    links = (unquote(link) for link in _LINK.findall(attributes) if link not in ("", "top"))
    others = (link for some in _REFERENCE.findall(attributes) for link in some.split())
    ids = _ID.findall(attributes)[:1]
    if name in _ONCE and not end:
        ids.append(f"<{name}")  # which has to be there once, as if it were an id
    return _Tag(shape, tuple(ids), (*links, *others))


@lru_cache(maxsize=1 << 12)
def _after(place: _Place, shape: str) -> _Place | None:
    """Where a tag of this shape leads; None where that is not known, or where it is wrong."""
    found = _TAG.fullmatch(shape)
    end, name, attributes, empty = found.groups() if found else ("", "", "", "")
    if end:
        return place.outer if name == place.parent and not (attributes or empty) else None
    if not _may_stand(name, place.parent) or place.depth > _DEEPEST:
        return None
    inner = _inside(name, attributes, place.context)
    if inner is None:
        return None
    return place if empty or name in _VOID else _Place(name, inner, place, place.depth + 1)


@cache
def _may_stand(name: str, parent: str) -> bool:
    """Whether the parser leaves an element where it stands, and its parent open."""
    if parent in _HOLDS:
        return name in _HOLDS[parent]
    if parent in _RAW or name in _ODD:
        return False
    return name not in _ENDED_BY.get(parent, ())


def _inside(name: str, attributes: str, outer: Context) -> Context | None:
    """What holds inside an element; None where something about it is wrong."""
    values: dict[str, str] = {}
    for attribute, value in _ATTRIBUTE.findall(attributes):
        values.setdefault(attribute, unescape(value))
    wrong = next(of_attributes(name, values, outer), None)
    return None if wrong else inherit(name, values, outer)


def _are_right(texts: Mapping[_Place, Sequence[str]]) -> bool:
    return all(_is_right(" ".join(texts[place]), place) for place in texts)


def _is_right(text: str, place: _Place) -> bool:
    if place.parent in _HOLDS and not text.isspace():
        return False
    text = _NO_LETTER.sub("", text) if "&" in text else text
    return "&" not in text and next(of_text(text, place.context), None) is None


def _are_named(runs: Sequence[_Run]) -> bool:
    """Whether ids are unique, and each that is referred to is there."""
    ids = [*chain.from_iterable([run.ids for run in runs])]
    known = {*ids}
    return (
        len(known) == len(ids)
        and known.issuperset(chain.from_iterable([run.wanted for run in runs]))
        and not any("&" in name for name in known)
    )
