"""Inline HTML of the site as the XML that books are written in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from html.entities import html5

from markupsafe import Markup, escape

from site_gen.escaping import without_controls
from site_gen.render.book_pictures import address_of

_XML_ENTITIES = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_LINK = re.compile(r'<a\b([^>]*?)\shref="([^"]*)"')
_FAR = re.compile(r"(?:https?|mailto):")
_NOTE = "#note-"
_IMAGE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\balt="([^"]*)"')
_SRC = re.compile(r'\bsrc="([^"]*)"')
_ENTITY = re.compile(r"&(\w+;)")
_SENTENCE = re.compile(r'(<span class="(?:line )?s") id="[^"]*"')


def xhtml(html: str, notes: Mapping[str, int], pictures: Mapping[str, str]) -> Markup:
    """Inline HTML as XML. Links lead to the web or to a note of the chapter, or are none;
    `pictures` names those that the book has by their addresses, the rest are their descriptions.
    Sentences have no ids: nothing leads to them, and a text may stand in for its translation."""
    text = _IMAGE.sub(lambda match: _picture(match[0], pictures), without_controls(html))
    text = _ENTITY.sub(_character, text.replace("<br>", "<br/>"))
    text = _SENTENCE.sub(r"\1", text)
    return Markup(_LINK.sub(lambda match: f"<a{match[1]}{_target(match[2], notes)}", text))


def _picture(image: str, pictures: Mapping[str, str]) -> str:
    alt = "".join(_ALT.findall(image))
    name = pictures.get(address_of("".join(_SRC.findall(image))))
    return f'<img src="{name}" alt="{alt}"/>' if name else alt


def _character(match: re.Match[str]) -> str:
    return match[0] if match[1] in _XML_ENTITIES else html5.get(match[1], match[0])


def _target(address: str, notes: Mapping[str, int]) -> str:
    label = unescape(address.removeprefix(_NOTE))
    if address.startswith(_NOTE) and label in notes:
        return f' href="{_NOTE}{notes[label]}"'
    return f' href="{escape(unescape(address))}"' if _FAR.match(address) else ""
