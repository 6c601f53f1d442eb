"""The rules of RFC 4287 that a feed reader counts on, and feedparser's own word."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ONCE = ("id", "title", "updated")  # 4.1.1, 4.1.2: exactly one
AT_MOST_ONCE = (
    "subtitle",
    "generator",
    "icon",
    "logo",
    "rights",
    "published",
    "summary",
    "content",
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")  # 3.3, RFC 3339


def check_feed(data: bytes) -> feedparser.FeedParserDict:
    """Fail where a feed breaks a rule; give it as feedparser reads it."""
    root = ElementTree.fromstring(data)
    assert root.tag == f"{ATOM}feed"
    assert root.get(LANG)
    _check_common(root)
    assert _links(root)["self"] == 1  # 4.1.1: SHOULD
    entries = root.findall(f"{ATOM}entry")
    identities = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(identities)) == len(identities)
    for entry in entries:
        _check_common(entry)
        assert entry.find(f"{ATOM}author") is not None or root.find(f"{ATOM}author") is not None
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert content.get("type") == "html"
        assert not list(content)  # 3.1.1.2: no child elements
    parsed = feedparser.parse(data)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


def _check_common(element: Element) -> None:
    names = Counter(child.tag.removeprefix(ATOM) for child in element)
    assert all(names[name] == 1 for name in ONCE)
    assert all(names[name] <= 1 for name in AT_MOST_ONCE)
    for child in element:
        if child.tag in (f"{ATOM}updated", f"{ATOM}published"):
            assert MOMENT.fullmatch(child.text or "")
        if child.tag == f"{ATOM}author":  # 3.2: a name, and it is not empty
            assert [one.tag for one in child] == [f"{ATOM}name"]
            assert child.findtext(f"{ATOM}name")
        if child.tag == f"{ATOM}category":
            assert child.get("term")
    identity = urlsplit(element.findtext(f"{ATOM}id") or "")
    assert identity.scheme  # 4.2.6: an absolute IRI
    assert element.findtext(f"{ATOM}title")
    _links(element)


def _links(element: Element) -> Counter[str]:
    """Relations of links by how often; two alternates of one type and language are wrong."""
    links = element.findall(f"{ATOM}link")
    for link in links:
        assert urlsplit(link.get("href") or "").scheme in ("http", "https")
    alternates = [
        (link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate"
    ]
    assert len(set(alternates)) == len(alternates)
    return Counter(link.get("rel") or "alternate" for link in links)
