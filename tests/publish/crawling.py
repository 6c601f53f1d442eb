"""Following every link of a site: pages, images, anchors, feeds, the sitemap."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
#: Attributes that hold an address, by the element that has them.
ADDRESSES = {"href", "src", "srcset", "poster", "action", "data-src"}

#: Gives the file at an address without its anchor: its bytes and its type; None if there is none.
Fetch = Callable[[str], tuple[bytes, str] | None]


class _Page(HTMLParser):
    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        named = {name: value or "" for name, value in attrs}
        self.ids |= {named[name] for name in ("id", "name") if name in named}
        self.links += [named[name] for name in ADDRESSES & named.keys()]
        if named.get("property") in ("og:url", "og:image"):
            self.links.append(named["content"])


@dataclass
class Crawl:
    """What was found: files by address, links that lead nowhere, and those that lead outside."""

    fetch: Fetch
    is_ours: Callable[[str], bool]
    seen: dict[str, str] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)
    anchors: list[tuple[str, str]] = field(default_factory=list)
    broken: list[tuple[str, str]] = field(default_factory=list)
    outside: set[str] = field(default_factory=set)

    def follow(self, *starts: str) -> Crawl:
        """From these addresses to wherever they lead."""
        waiting = [("", start) for start in starts]
        while waiting:
            source, link = waiting.pop()
            address, anchor = urldefrag(link)
            if not self.is_ours(address):
                self.outside.add(link)
                continue
            if anchor:
                self.anchors.append((source, link))
            if address in self.seen:
                continue
            found = self.fetch(address)
            if found is None:
                self.broken.append((source, link))
                continue
            self.seen[address] = found[1]
            waiting += [(address, urljoin(address, one)) for one in self._links(address, *found)]
        for source, link in self.anchors:
            address, anchor = urldefrag(link)
            if address in self.ids and unquote(anchor) not in self.ids[address]:
                self.broken.append((source, link))
        return self

    def _links(self, address: str, data: bytes, kind: str) -> Iterator[str]:
        if "html" in kind:
            page = _Page(data)
            self.ids[address] = page.ids
            yield from page.links
        elif "css" in kind:
            yield from re.findall(r"url\([\"']?([^\"')]+)", data.decode())
        elif "xml" in kind and "svg" not in kind:
            for element in ElementTree.fromstring(data).iter():
                yield from _in_xml(element)


def _in_xml(element: ElementTree.Element) -> Iterator[str]:
    name = element.tag.rpartition("}")[2]
    if name in ("loc", "id", "uri"):
        yield element.text or ""
    if "href" in element.attrib:
        yield element.attrib["href"]
    if element.tag == f"{ATOM}content":
        yield from _Page((element.text or "").encode()).links
