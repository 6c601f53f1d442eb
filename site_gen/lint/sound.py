"""Pages of regular markup that surely keep all rules, which most do: seen without a parser.

Regular is what templates write: elements that are closed where they should be, attributes in double
quotes. Where the parser may read a page otherwise than it stands there, or where anything may be
wrong, the parser has to say.

A page is gone through from text to text. Pages of a site have most of the tags between two texts in
common: where these lead from the place in which they stand is remembered, so that a step is looked
up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import unescape
from urllib.parse import unquote

from site_gen.lint.rules import REFERRING, SPECIAL, SPOKEN, Context, inherit, of_attributes, of_text
from site_gen.model import LOCALES
from site_gen.remembering import Remembered

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


#: Where a tag leads, or several; their ids, and those that they refer to. No named tuple, as these
#: take longer to part.
_Step = tuple["_Place", tuple[str, ...], tuple[str, ...]]


class _Place:
    """The element that a page is in somewhere, what holds there, and in what it lies.

    `runs` has a step by what stands between two texts, a NUL for each > with the < after it; None
    where it is not regular, or wrong. `text` is what is asked of text: the language that it is in,
    a space where nothing else may stand, or nothing.
    """

    __slots__ = ("_inner", "_tags", "context", "depth", "outer", "parent", "runs", "text")

    def __init__(self, parent: str, context: Context, outer: _Place | None, depth: int) -> None:
        self.parent, self.context, self.outer, self.depth = parent, context, outer, depth
        self.runs = Remembered(self._run, _MANY)
        self._tags = Remembered(self._tag, _MANY)
        self._inner = Remembered(self._after, _MANY)
        language = context.lang if context.prose and context.lang in LOCALES else ""
        self.text = " " if parent in _HOLDS else language

    def _run(self, run: str) -> _Step | None:
        place: _Place = self
        ids: tuple[str, ...] = ()
        wanted: tuple[str, ...] = ()
        for tag in run.split("\0"):
            step = place._tags[tag]
            if step is None:
                return None
            place, named, referred = step
            ids += named
            wanted += referred
        return place, ids, wanted

    def _tag(self, inside: str) -> _Step | None:
        tag = _TAG.fullmatch(inside)
        if not tag:
            return None
        end, name, attributes, empty = tag.groups()
        # Without attributes where none of them tells the rules anything.
        is_telling = end or name in _LOOKED_AT or _TELLING.search(attributes)
        place = self._inner[inside if is_telling else f"{name}{empty}"]
        links = (unquote(link) for link in _LINK.findall(attributes) if link not in ("", "top"))
        others = (link for some in _REFERENCE.findall(attributes) for link in some.split())
        ids = _ID.findall(attributes)[:1]
        if name in _ONCE and not end:
            ids.append(f"<{name}")  # which has to be there once, as if it were an id
        return (place, tuple(ids), (*links, *others)) if place else None

    def _after(self, shape: str) -> _Place | None:
        """Where a tag of this shape leads; None where that is not known, or where it is wrong."""
        tag = _TAG.fullmatch(shape)
        end, name, attributes, empty = tag.groups() if tag else ("", "", "", "")
        if end:
            return self.outer if name == self.parent and not (attributes or empty) else None
        if not _may_stand(name, self.parent) or self.depth > _DEEPEST:
            return None
        inner = _inside(name, attributes, self.context)
        if inner is None:
            return None
        return self if empty or name in _VOID else _Place(name, inner, self, self.depth + 1)


_MANY = 1 << 11  # tags, and runs of them, remembered at a place
_BUT_BRACKETS = bytes(code for code in range(256) if code not in b"<>")


def is_sound(data: bytes) -> bool:
    """Whether a page surely keeps the rules; False says only that it has to be parsed."""
    try:
        page = data.decode()
    except UnicodeDecodeError:
        return False
    begin = max(page.find("<html"), 0)
    if page[:begin].strip().lower() != "<!doctype html>" or "\0" in page:
        return False
    brackets = data.translate(None, _BUT_BRACKETS)[2:]  # without those of the doctype
    if brackets != b"<>" * (len(brackets) // 2):
        return False
    return _keeps_rules(page[begin + 1 :])


def _keeps_rules(page: str) -> bool:
    """The same of what follows the first < of a page."""
    place = top = _top()
    ids: list[str] = []
    wanted = [f"<{name}" for name in _ONCE]
    texts: defaultdict[str, list[str]] = defaultdict(list)  # by what is asked of them
    pieces = page.replace(">\n<", "\0").replace("><", "\0").replace(">", "<").split("<")
    for run, text in zip(pieces[::2], pieces[1::2], strict=True):
        step = place.runs[run]
        if step is None:
            return False
        place, named, referred = step
        if named:
            ids += named
        if referred:
            wanted += referred
        if text:
            texts[place.text].append(text)
    return place is top and _are_named(ids, wanted) and _are_right(texts)


@cache
def _top() -> _Place:
    return _Place("", Context(), None, 0)


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


def _are_right(texts: Mapping[str, Sequence[str]]) -> bool:
    return all(_is_right(" ".join(some), kind) for kind, some in texts.items())


def _is_right(text: str, kind: str) -> bool:
    """Whether a text surely is; `kind` as in `_Place`."""
    if kind == " ":
        return not text or text.isspace()
    text = _NO_LETTER.sub("", text) if "&" in text else text
    return "&" not in text and next(of_text(text, Context(kind)), None) is None


def _are_named(ids: Sequence[str], wanted: Iterable[str]) -> bool:
    """Whether ids are unique, and each that is referred to is there."""
    known = {*ids}
    return (
        len(known) == len(ids)
        and known.issuperset(wanted)
        and not any("&" in name for name in known)
    )
