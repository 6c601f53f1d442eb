"""Inline HTML of the site as the XML that books are written in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from html.entities import html5

from markupsafe import Markup, escape

_XML_ENTITIES = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LINK = re.compile(r'<a\b([^>]*?)\shref="([^"]*)"')
_FAR = re.compile(r"(?:https?|mailto):")
_NOTE = "#note-"
_IMAGE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\balt="([^"]*)"')
_ENTITY = re.compile(r"&(\w+;)")


def xhtml(html: str, notes: Mapping[str, int]) -> Markup:
    """Inline HTML as XML. Links lead to the web or to a note of the chapter, or are none."""
    text = _IMAGE.sub(lambda match: "".join(_ALT.findall(match[0])), _CONTROL.sub("", html))
    text = _ENTITY.sub(_character, text.replace("<br>", "<br/>"))
    return Markup(_LINK.sub(lambda match: f"<a{match[1]}{_target(match[2], notes)}", text))


def _character(match: re.Match[str]) -> str:
    return match[0] if match[1] in _XML_ENTITIES else html5.get(match[1], match[0])


def _target(address: str, notes: Mapping[str, int]) -> str:
    label = unescape(address.removeprefix(_NOTE))
    if address.startswith(_NOTE) and label in notes:
        return f' href="{_NOTE}{notes[label]}"'
    return f' href="{escape(unescape(address))}"' if _FAR.match(address) else ""
