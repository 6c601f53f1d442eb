"""Reading XML that came from outside, safely."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from site_gen.errors import ContentError

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_xml(data: bytes, path: str, root: str) -> Element:
    """The root element, which must be called `root`. Raises ContentError.

    No entity of the document's own and nothing outside it is ever read.
    """
    try:
        element: Element = fromstring(data)
    except ParseError as error:
        line = error.position[0]
        hint = "Was the file sent whole? Export it again from the tool."
        raise ContentError(f"is not XML: {error}", path=path, line=line, hint=hint) from error
    except (DefusedXmlException, ValueError, LookupError) as error:  # unknown encodings, too
        hint = "Take the entities out, and save it as UTF-8."
        raise ContentError(
            f"is not XML that is safe to read: {error}", path=path, hint=hint
        ) from error
    if local(element) != root:
        raise ContentError(
            f"begins with <{local(element)}>, not with <{root}>",
            path=path,
            hint="Its name says another format. Is it the file that the tool gave back?",
        )
    return element


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element, name: str) -> Element | None:
    """The first child of that name, in whatever namespace."""
    return next((one for one in element if local(one) == name), None)


def text_of(element: Element | None) -> str:
    """All text within, inline elements' too."""
    return "" if element is None else "".join(element.itertext())
