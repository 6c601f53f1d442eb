"""The sitemap against the rules of sitemaps.org 0.9 and of its schema, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import etree

from site_gen.render.metadata import Alternate
from site_gen.render.sitemap import MOST_BYTES, MOST_PAGES, SitemapPage, robots, sitemap

SITE = "https://example.org/reading/"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def pages(count: int) -> Iterable[SitemapPage]:
    return (SitemapPage(f"{SITE}{number}/") for number in range(count))


#: What https://www.sitemaps.org/protocol.html asks of both kinds of files, and Google's
#: "localized versions" of the alternates: names, order, numbers, lengths and forms.
_RULES = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
  targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:m="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
  <xs:import namespace="http://www.w3.org/1999/xhtml" schemaLocation="links.xsd"/>
  <xs:simpleType name="place"><xs:restriction base="xs:anyURI">
    <xs:minLength value="12"/><xs:maxLength value="2048"/>
    <xs:pattern value="https?://[!-~]+"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="day"><xs:union><xs:simpleType><xs:restriction base="xs:date"/>
    </xs:simpleType><xs:simpleType><xs:restriction base="xs:dateTime"/></xs:simpleType></xs:union>
  </xs:simpleType>
  <xs:element name="urlset"><xs:complexType><xs:sequence>
    <xs:element name="url" maxOccurs="50000"><xs:complexType><xs:sequence>
      <xs:element name="loc" type="place"/>
      <xs:element name="lastmod" type="day" minOccurs="0"/>
      <xs:element ref="xhtml:link" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType>
    <xs:unique name="once"><xs:selector xpath="m:url"/><xs:field xpath="m:loc"/></xs:unique>
  </xs:element>
  <xs:element name="sitemapindex"><xs:complexType><xs:sequence>
    <xs:element name="sitemap" maxOccurs="50000"><xs:complexType><xs:sequence>
      <xs:element name="loc" type="place"/>
      <xs:element name="lastmod" type="day" minOccurs="0"/>
    </xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>
</xs:schema>"""
_LINKS = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
  targetNamespace="http://www.w3.org/1999/xhtml">
  <xs:element name="link"><xs:complexType>
    <xs:attribute name="rel" use="required" fixed="alternate"/>
    <xs:attribute name="hreflang" use="required"><xs:simpleType><xs:restriction base="xs:string">
      <xs:pattern value="[a-z]{2}(-[A-Z]{2})?|x-default"/></xs:restriction></xs:simpleType>
    </xs:attribute>
    <xs:attribute name="href" use="required" type="xs:anyURI"/>
  </xs:complexType></xs:element>
</xs:schema>"""


class _Links(etree.Resolver):  # type: ignore[misc]  # lxml has no types
    def resolve(self, url: str, public_id: str, context: object) -> object:
        del url, public_id
        return self.resolve_string(_LINKS, context)


def _schema() -> etree.XMLSchema:
    parser = etree.XMLParser()
    parser.resolvers.add(_Links())
    return etree.XMLSchema(etree.fromstring(_RULES, parser))


RULES = _schema()


def check_urlset(data: bytes) -> list[str]:
    """Hold a file to the schema, and to its size; the addresses in it."""
    assert len(data) <= MOST_BYTES
    root = etree.fromstring(data)
    RULES.assertValid(root)
    assert root.tag == f"{MAP}urlset"
    return [url.findtext(f"{MAP}loc") or "" for url in root]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"<loc>https://example.org/reading/0/</loc>", b"<loc>/reading/0/</loc>"),
        (b"https://example.org/reading/0/", "https://example.org/پل/".encode()),
        (b"<loc>", b"<priority>1</priority><loc>"),
        (b"<lastmod>2024-05-01", b"<lastmod>1403-02-31"),
        (b'hreflang="fa"', b'hreflang="persian"'),
        (b"reading/1/", b"reading/0/"),
    ],
)
def test_the_schema_sees_what_is_wrong(right: bytes, wrong: bytes) -> None:
    both = (Alternate("fa", f"{SITE}fa/0/"),)
    (made,) = sitemap(SITE, [SitemapPage(f"{SITE}0/", "2024-05-01", both), *pages(2)][::2])
    check_urlset(made.data)
    assert right in made.data
    assert not RULES.validate(etree.fromstring(made.data.replace(right, wrong)))


def test_each_page_with_its_day_and_its_languages() -> None:
    both = (Alternate("x-default", f"{SITE}a/"), Alternate("fa", f"{SITE}fa/a/"))
    (made,) = sitemap(SITE, [SitemapPage(f"{SITE}a/?b&c", "2024-05-01", both)])
    assert made.path == "sitemap.xml"
    assert check_urlset(made.data) == [f"{SITE}a/?b&c"]
    assert b"<lastmod>2024-05-01</lastmod>" in made.data
    assert made.data.count(b"<xhtml:link ") == 2


@pytest.mark.parametrize(("most_pages", "most_bytes"), [(2, MOST_BYTES), (MOST_PAGES, 320)])
def test_a_large_one_is_parted_and_its_parts_are_listed(most_pages: int, most_bytes: int) -> None:
    index, *parts = sitemap(SITE, pages(5), most_pages=most_pages, most_bytes=most_bytes)
    root = etree.fromstring(index.data)
    RULES.assertValid(root)
    assert root.tag == f"{MAP}sitemapindex"
    assert [one.findtext(f"{MAP}loc") for one in root] == [SITE + part.path for part in parts]
    assert len(parts) > 1
    assert all(len(part.data) <= most_bytes for part in parts)
    found = [location for part in parts for location in check_urlset(part.data)]
    assert found == [page.address for page in pages(5)]


def test_fifty_thousand_are_one_file_and_one_more_is_two() -> None:
    assert len(list(sitemap(SITE, pages(MOST_PAGES)))) == 1
    assert len(list(sitemap(SITE, pages(MOST_PAGES + 1)))) == 3


def test_that_of_a_whole_site_keeps_the_rules(at_top: Path) -> None:
    addresses = check_urlset((at_top / "sitemap.xml").read_bytes())
    assert len(addresses) > 20


def test_robots_know_where_it_is() -> None:
    assert robots(SITE).data.decode().endswith(f"Sitemap: {SITE}sitemap.xml\n")
    assert b"Sitemap" not in robots("").data
