"""XLIFF, TMX and PO: what goes out is well formed and comes back as it was."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from site_gen.errors import ConfigError, ContentError
from site_gen.exchange.formats import FORMATS, format_of
from site_gen.exchange.packets import Offer, Packet, digest, returned
from site_gen.model import ENGLISH, PERSIAN, UnitState

# The rules of the two formats as far as they are used here, after XLIFF 1.2 (OASIS Standard, 2008)
# and TMX 1.4b (LISA, 2005), written anew as RELAX NG.
XLIFF_RULES = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:oasis:names:tc:xliff:document:1.2"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><element name="xliff"><attribute name="version"><value>1.2</value></attribute>
<oneOrMore><element name="file">
  <attribute name="original"/><attribute name="source-language"><data type="language"/></attribute>
  <attribute name="target-language"><data type="language"/></attribute>
  <attribute name="datatype"><value>plaintext</value></attribute>
  <element name="body"><zeroOrMore><element name="trans-unit">
    <attribute name="id"/>
    <attribute name="approved"><choice><value>yes</value><value>no</value></choice></attribute>
    <ref name="space"/><ref name="source"/>
    <optional><ref name="target"/></optional>
    <zeroOrMore><choice>
      <element name="note"><optional><attribute name="from"/></optional><text/></element>
      <element name="alt-trans"><attribute name="alttranstype">
        <choice><value>proposal</value><value>previous-version</value><value>rejected</value>
        <value>reference</value><value>accepted</value></choice></attribute>
        <ref name="space"/><optional><ref name="source"/></optional><oneOrMore><ref name="target"/>
        </oneOrMore></element>
    </choice></zeroOrMore>
  </element></zeroOrMore></element>
</element></oneOrMore></element></start>
<define name="space"><attribute name="xml:space"><value>preserve</value></attribute></define>
<define name="source"><element name="source"><ref name="lang"/><ref name="inline"/></element>
</define>
<define name="inline"><mixed><zeroOrMore><choice>
  <element name="bpt"><attribute name="id"/><text/></element>
  <element name="ept"><attribute name="id"/><text/></element>
  <element name="ph"><attribute name="id"/><text/></element>
</choice></zeroOrMore></mixed></define>
<define name="target"><element name="target"><ref name="lang"/>
  <optional><attribute name="state"><choice><value>final</value>
  <value>needs-adaptation</value><value>needs-l10n</value><value>needs-review-adaptation</value>
  <value>needs-review-l10n</value><value>needs-review-translation</value>
  <value>needs-translation</value><value>new</value><value>signed-off</value>
  <value>translated</value></choice></attribute></optional>
  <optional><attribute name="state-qualifier"><value>mt-suggestion</value></attribute></optional>
  <ref name="inline"/></element></define>
<define name="lang"><attribute name="xml:lang"><data type="language"/></attribute></define>
</grammar>"""
TMX_RULES = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><element name="tmx"><attribute name="version"><value>1.4</value></attribute>
<element name="header"><attribute name="creationtool"/><attribute name="creationtoolversion"/>
  <attribute name="segtype"><choice><value>block</value><value>paragraph</value>
  <value>sentence</value><value>phrase</value></choice></attribute><attribute name="o-tmf"/>
  <attribute name="adminlang"><data type="language"/></attribute><attribute name="srclang"/>
  <attribute name="datatype"/></element>
<element name="body"><zeroOrMore><element name="tu"><optional><attribute name="tuid"/></optional>
  <zeroOrMore><element name="prop"><attribute name="type"/><text/></element></zeroOrMore>
  <oneOrMore><element name="tuv"><attribute name="xml:lang"><data type="language"/></attribute>
    <element name="seg"><mixed><zeroOrMore><choice>
      <element name="bpt"><attribute name="i"><data type="positiveInteger"/></attribute>
        <attribute name="x"/><text/></element>
      <element name="ept"><attribute name="i"/><text/></element>
      <element name="ph"><attribute name="x"/><text/></element>
    </choice></zeroOrMore></mixed></element></element></oneOrMore>
</element></zeroOrMore></element></element></start></grammar>"""
RULES = {
    name: etree.RelaxNG(etree.fromstring(rules))
    for name, rules in (("xliff", XLIFF_RULES), ("tmx", TMX_RULES))
}

OFFERS = (
    Offer("title", "عنوان", "", UnitState.UNTRANSLATED, base=digest("")),
    Offer("p1", "می\u200cرود **و** [پل](a.html)", "He <goes> & “stays”", base=digest("x")),
    Offer("p2", "یک\nدو", "one\ntwo", UnitState.REVIEWED, base=digest("one\ntwo")),
    Offer("p3", "سه", "three", UnitState.MACHINE, origin="google", base=digest("three")),
    Offer("p4", "چهار", "maybe", UnitState.MACHINE, base=digest("maybe")),
    Offer("p5", "پنج و", "five", UnitState.OUTDATED, "پنج", base=digest("five")),
)
PACKETS = tuple(Packet(slug, "", (PERSIAN, ENGLISH), OFFERS) for slug in ("a", "b-c"))


def bare(packets: Sequence[Packet]) -> list[tuple[str, tuple[Offer, ...]]]:
    return [(packet.slug, packet.offers) for packet in packets]


@pytest.mark.parametrize("name", ["po", "xliff"])
def test_everything_comes_back_as_it_went_out(name: str) -> None:
    known = FORMATS[name]
    came = known.read(known.write(PACKETS), "x")
    assert [(p.slug, tuple(map(returned, p.offers))) for p in came] == bare(PACKETS)


def test_what_is_translated_comes_back_from_tmx() -> None:
    came = FORMATS["tmx"].read(FORMATS["tmx"].write(PACKETS), "x.tmx")
    assert [packet.slug for packet in came] == ["a", "b-c"]
    assert [(o.id, o.source, o.target, o.state, o.base) for o in came[0].offers] == [
        (o.id, o.source, o.target, o.state, o.base) for o in OFFERS[1:5]
    ] + [("p5", "پنج", "five", UnitState.TRANSLATED, digest("five"))]


def test_markup_goes_to_tmx_as_elements_and_comes_back() -> None:
    source, target = (
        "**[پل](a.html)** و `کد`[^1] \\* یک",
        "`کد` [the bridge](a.html) and **so**[^1]",
    )
    packet = Packet("a", "", (PERSIAN, ENGLISH), (Offer("p1", source, target),))
    data = FORMATS["tmx"].write([packet])
    ours, theirs = etree.fromstring(data).iter("seg")
    assert [(tag.tag, dict(tag.attrib), tag.text) for tag in theirs] == [
        ("ph", {"x": "3"}, "`کد`"),
        ("bpt", {"i": "2", "x": "2"}, "["),
        ("ept", {"i": "2"}, "](a.html)"),
        ("bpt", {"i": "1", "x": "1"}, "**"),
        ("ept", {"i": "1"}, "**"),
        ("ph", {"x": "4"}, "[^1]"),
    ]
    assert [tag.get("x") for tag in ours if tag.tag == "ph"] == ["3", "4"]
    RULES["tmx"].assertValid(etree.fromstring(data))
    ((back,),) = [packet.offers for packet in FORMATS["tmx"].read(data, "x.tmx")]
    assert (back.source, back.target) == (source, target)


def test_a_draft_comes_back_from_tmx_as_a_draft() -> None:
    (packet,) = FORMATS["tmx"].read(FORMATS["tmx"].write(PACKETS[:1]), "x.tmx")
    came = {offer.id: offer for offer in packet.offers}
    assert (came["p3"].state, came["p3"].origin) == (UnitState.MACHINE, "google")
    assert returned(came["p3"]).state is UnitState.MACHINE


def test_a_draft_whose_source_has_changed_stays_one_in_tmx() -> None:
    """What it translates goes out with it; that nobody has looked at it is as true as before."""
    offer = replace(OFFERS[5], origin="google")
    packet = Packet("a", "", (PERSIAN, ENGLISH), (offer,))
    ((back,),) = [
        one.offers for one in FORMATS["tmx"].read(FORMATS["tmx"].write([packet]), "x.tmx")
    ]
    assert (back.source, back.target) == ("پنج", "five")
    assert (back.state, back.origin) == (UnitState.MACHINE, "google")


@pytest.mark.parametrize("name", RULES)
def test_what_goes_out_keeps_the_rules_of_its_format(name: str) -> None:
    data = FORMATS[name].write(PACKETS)
    RULES[name].assertValid(etree.fromstring(data))


def tagged(source: str, target: str) -> list[list[tuple[str, str, str]]]:
    """The inline elements of both sides in XLIFF: name, number, and what they hold."""
    packet = Packet("a", "", (PERSIAN, ENGLISH), (Offer("p1", source, target),))
    unit = next(etree.fromstring(FORMATS["xliff"].write([packet])).iter("{*}trans-unit"))
    return [
        [(etree.QName(tag).localname, tag.get("id", ""), tag.text or "") for tag in side]
        for side in unit[:2]
    ]


def test_markup_goes_as_elements_that_tools_protect() -> None:
    source, target = tagged(
        "**[پل](a.html)** و `کد`[^1] \\* یک * دو", "`کد` and *new* [the bridge](a.html)[^1]"
    )
    assert source == [
        ("bpt", "1", "**"),
        ("bpt", "2", "["),
        ("ept", "2", "](a.html)"),
        ("ept", "1", "**"),
        ("ph", "3", "`کد`"),
        ("ph", "4", "[^1]"),
    ]
    assert target == [
        ("ph", "3", "`کد`"),
        ("bpt", "5", "*"),
        ("ept", "5", "*"),
        ("bpt", "2", "["),
        ("ept", "2", "](a.html)"),
        ("ph", "4", "[^1]"),
    ]


@given(st.lists(st.sampled_from([*"*_[]()`<>&;\\^!", "a", " ", "گل", "http://x.y"]), max_size=14))
def test_any_markup_comes_back_from_xliff(pieces: list[str]) -> None:
    text = "".join(pieces)
    packet = Packet("a", "", (PERSIAN, ENGLISH), (Offer("p1", text, text[::-1]),))
    data = FORMATS["xliff"].write([packet])
    RULES["xliff"].assertValid(etree.fromstring(data))
    [offer] = FORMATS["xliff"].read(data, "x")[0].offers
    assert (offer.source, offer.target) == (text, text[::-1])


def test_the_rules_can_be_broken() -> None:
    data = FORMATS["xliff"].write(PACKETS).replace(b'state="final"', b'state="done"')
    assert not RULES["xliff"].validate(etree.fromstring(data))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(TEXTS.filter(bool), TEXTS)
def test_any_text_is_written_as_xml(source: str, target: str) -> None:
    packet = Packet("a", "", (PERSIAN, ENGLISH), (Offer("p1", source, target),))
    for name, rules in RULES.items():
        data = FORMATS[name].write([packet])
        rules.assertValid(etree.fromstring(data))
        assert len(FORMATS[name].read(data, "x")) <= 1


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>
<xliff version="1.2"><file>&b;</file></xliff>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<tmx version="1.4"><body>&a;</body></tmx>"""


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("xliff", BOMB, "safe"),
        ("tmx", OUTSIDE, "safe"),
        ("xliff", b"<xliff version='1.2'><file>", "is not XML"),
        ("xliff", b"", "is not XML"),
        ("xliff", b"<html/>", "begins with <html>"),
        ("xliff", b"<xliff version='2.0'/>", "is XLIFF 2.0"),
        (
            "xliff",
            b"<xliff version='1.2'><file source-language='fa' target-language='de'/></xliff>",
            "between “fa” and “de”",
        ),
        ("tmx", b"<tmx version='1.4'><header srclang='de'/><body/></tmx>", "source language"),
        ("tmx", b"<?xml version='1.0' encoding='nonsense'?><tmx/>", "XML"),
        ("po", b'msgid "a"\nmsgstr "b"\n', "its header names no language"),
        ("po", b'msgid ""\nmsgstr "Language: de\\n"\n', "names the language “de”"),
        ("po", b'msgid "a\n', "is not a line of a PO file"),
    ],
)
def test_what_is_broken_or_hostile_is_told(name: str, data: bytes, words: str) -> None:
    with pytest.raises(ContentError) as caught:
        FORMATS[name].read(data, "came.xlf")
    assert words in str(caught.value)
    assert caught.value.path == "came.xlf"


def test_inline_elements_of_other_tools_are_read_as_their_text() -> None:
    data = (
        b'<xliff version="1.2"><file original="a" source-language="fa-IR" target-language="EN_gb">'
        b'<body><trans-unit id="p1"><source>a <g id="1">b</g></source>'
        b"<target>c <g>d</g></target></trans-unit></body></file></xliff>"
    )
    [packet] = FORMATS["xliff"].read(data, "x")
    assert packet.offers == (Offer("p1", "a b", "c d"),)
    assert packet.locales == (PERSIAN, ENGLISH)


def test_the_name_says_the_format() -> None:
    assert format_of("a/b.XLF") is FORMATS["xliff"]
    with pytest.raises(ConfigError, match="does not say"):
        format_of("a.doc")


@pytest.mark.parametrize("name", ["po", "tmx"])
def test_one_file_has_one_direction(name: str) -> None:
    turned = Packet("c", "", (ENGLISH, PERSIAN), OFFERS)
    with pytest.raises(ContentError, match="one"):
        FORMATS[name].write([*PACKETS, turned])
    assert len(FORMATS["xliff"].read(FORMATS["xliff"].write([*PACKETS, turned]), "x")) == 3
