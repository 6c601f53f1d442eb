"""Atom feeds (RFC 4287): the newest articles, in full, in each language and in both.

An entry's id is the address of its page. Articles without a date are in no feed: a feed is an
order in time, and a build does not look at the clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from msgspec import Struct

from site_gen.escaping import without_controls
from site_gen.model import Artifact, Locale
from site_gen.render.addresses import FEED_PATHS, absolute
from site_gen.render.editions import site_title
from site_gen.render.metadata import Alternate
from site_gen.render.views import SiteView

_ATOM = "http://www.w3.org/2005/Atom"


class Entry(Struct, frozen=True):
    """An article as a feed has it. `html` is its whole text, with absolute addresses.

    `alternates` are its pages in other languages; days are ISO 8601.
    """

    title: str
    address: str
    published: str
    updated: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    summary: str
    html: str
    alternates: tuple[Alternate, ...] = ()


def feed(site: SiteView, edition: Locale | None, page: str, entries: Sequence[Entry]) -> Artifact:
    """The feed of an edition, None for the bilingual one, whose index lies at path `page`.

    `entries` are at least one, newest first; the site has an address.
    """
    locale = edition or site.source
    path = FEED_PATHS[edition.code if edition else ""]
    title = site_title(site, edition)
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": locale.code})
    _text(root, "id", absolute(site.address, path))
    _text(root, "title", title)
    if site.description[locale.code]:
        _text(root, "subtitle", site.description[locale.code])
    _text(root, "updated", _moment(max(entry.updated for entry in entries)))
    _link(root, "self", absolute(site.address, path), "application/atom+xml")
    _link(root, "alternate", absolute(site.address, page), "text/html", locale.code)
    _person(root, title)
    for entry in entries:
        _entry(root, entry, locale.code)
    indent(root, "")
    return Artifact(path, tostring(root, "utf-8", xml_declaration=True) + b"\n")


def _entry(root: Element, entry: Entry, code: str) -> None:
    element = SubElement(root, "entry")
    _text(element, "id", entry.address)
    _text(element, "title", entry.title)
    _link(element, "alternate", entry.address, "text/html", code)
    for one in entry.alternates:
        # Not `alternate`: readers that know nothing of languages would open the last of them.
        if one.code not in (code, "x-default"):
            _link(element, "related", one.address, "text/html", one.code)
    _text(element, "published", _moment(entry.published))
    _text(element, "updated", _moment(entry.updated))
    for author in entry.authors:
        _person(element, author)
    for tag in entry.tags:
        SubElement(element, "category", {"term": without_controls(tag)})
    if entry.summary:
        _text(element, "summary", entry.summary)
    _text(element, "content", entry.html, type="html")


def _text(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = without_controls(text)


def _link(parent: Element, relation: str, address: str, kind: str, language: str = "") -> None:
    attributes = {"rel": relation, "type": kind, "href": address}
    SubElement(parent, "link", {**attributes, **({"hreflang": language} if language else {})})


def _person(parent: Element, name: str) -> None:
    _text(SubElement(parent, "author"), "name", name)


def _moment(day: str) -> str:
    """A day as RFC 3339 has it: its beginning in universal time."""
    return f"{day}T00:00:00Z"
