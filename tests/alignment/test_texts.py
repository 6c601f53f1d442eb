"""Any two texts: beads that are the texts, verdicts on bad pairs, and the written formats."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.alignment.formats import WRITERS
from site_gen.alignment.texts import TextAlignment, align_texts
from site_gen.alignment.verdict import AlignmentError, Verdict, require_translation
from site_gen.model import ENGLISH, PERSIAN
from tests.alignment.pairs import ENGLISH_SIDE, OTHER, PERSIAN_SIDE

SOURCE, TARGET = " ".join(PERSIAN_SIDE), " ".join(ENGLISH_SIDE)
TEXTS = st.text(st.sampled_from("سلام ۱۲ abc.؟!?\n\r\t\u200c<&>\"'\ufeff\u2028\x0b«»")) | st.text(
    st.characters(exclude_categories=["Cs"])
)


def align(source: str, target: str) -> TextAlignment:
    return align_texts(source, target, PERSIAN, ENGLISH)


@given(TEXTS, TEXTS)
def test_the_sides_joined_are_the_texts(source: str, target: str) -> None:
    beads = align(source, target).beads
    assert "".join(bead.source for bead in beads) == source
    assert "".join(bead.target for bead in beads) == target


def test_line_ends_and_byte_order_marks_change_no_link() -> None:
    source = "\ufeff" + "\r\n".join(PERSIAN_SIDE) + "\r\n"
    beads = align(source, "\n\n".join(ENGLISH_SIDE)).beads
    assert [bead.source.strip("\ufeff\r\n") for bead in beads] == list(PERSIAN_SIDE)
    assert [bead.target.strip() for bead in beads] == list(ENGLISH_SIDE)


# --- verdicts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "verdict"),
    [
        (SOURCE, TARGET, Verdict.TRANSLATION),
        (SOURCE.replace(".", ""), TARGET.replace(".", ""), Verdict.TRANSLATION),  # one giant each
        ("۱۲. ۱۳. ۱۴.", "12. 13. 14.", Verdict.TRANSLATION),
        ("", TARGET, Verdict.EMPTY),
        (SOURCE, " \n", Verdict.EMPTY),
        (TARGET, SOURCE, Verdict.SWAPPED),
        (SOURCE, SOURCE, Verdict.SAME_LANGUAGE),
        (TARGET, TARGET, Verdict.SAME_LANGUAGE),
        (SOURCE, " ".join(OTHER), Verdict.UNRELATED),
        (SOURCE, " ".join(ENGLISH_SIDE[6:] + ENGLISH_SIDE[:6]), Verdict.REORDERED),
        (SOURCE, " ".join(reversed(ENGLISH_SIDE)), Verdict.REORDERED),
    ],
)
def test_verdict(source: str, target: str, verdict: Verdict) -> None:
    assert align(source, target).verdict is verdict


def test_all_but_translations_are_refused_with_a_way_out() -> None:
    require_translation(Verdict.TRANSLATION)
    for verdict in set(Verdict) - {Verdict.TRANSLATION}:
        with pytest.raises(AlignmentError) as told:
            require_translation(verdict, "a.txt")
        assert told.value.message
        assert told.value.hint.endswith(".")
        assert str(told.value).startswith("a.txt: error:")


# --- formats ------------------------------------------------------------------------------------


def lopsided() -> TextAlignment:
    """One sentence is left out of the translation, and markup stands in the text."""
    source = "متن <b>&amp;</b> «نقل»\x01. " + " ".join(PERSIAN_SIDE)
    return align(source, 'Text <b>&amp;</b> "quote"\x01. ' + " ".join(ENGLISH_SIDE[:8]))


@given(TEXTS, TEXTS)
def test_every_format_takes_any_text(source: str, target: str) -> None:
    alignment = align(source, target)
    for write in WRITERS.values():
        write(alignment).decode("utf-8")
    ET.fromstring(WRITERS["tmx"](alignment))


def test_json_lines() -> None:
    alignment = lopsided()
    read = [json.loads(line) for line in WRITERS["jsonl"](alignment).splitlines()]
    assert [(b.source, b.target, b.score) for b in alignment.beads] == [
        (one["source"], one["target"], one["score"]) for one in read
    ]


def test_po() -> None:
    alignment = lopsided()
    file = polib.pofile(WRITERS["po"](alignment).decode())
    assert [(e.msgid, e.msgstr) for e in file] == [
        (bead.source.strip(), bead.target.strip()) for bead in alignment.beads
    ]
    assert [e.msgctxt for e in file] == [f"s{n}" for n in range(1, len(file) + 1)]
    assert file.metadata["X-Source-Language"] == "fa"


def test_po_keeps_what_only_the_target_has() -> None:
    extra = "A zebra sang about tax law in Chicago until the umbrella melted."
    target = " ".join([*ENGLISH_SIDE[:5], extra, *ENGLISH_SIDE[5:]])
    file = WRITERS["po"](align(SOURCE, target)).decode()
    assert f"# nothing answers: {extra}" in file


def test_tmx() -> None:
    alignment = lopsided()
    root = ET.fromstring(WRITERS["tmx"](alignment))
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    header = root.find("header")
    assert header is not None
    assert header.get("srclang") == "fa"
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    units = [
        [(variant.get(language), variant.findtext("seg")) for variant in unit.iter("tuv")]
        for unit in root.iter("tu")
    ]
    assert units == [
        [
            ("fa", bead.source.strip().replace("\x01", "")),
            ("en", bead.target.strip().replace("\x01", "")),
        ]
        for bead in alignment.beads
        if bead.source and bead.target
    ]


class _Cells(HTMLParser):
    """The cells of a page's table with their language and direction."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[tuple[str | None, str | None, str]] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "td":
            given = dict(attrs)
            self.cells.append((given.get("lang"), given.get("dir"), ""))

    def handle_data(self, data: str) -> None:
        if self.cells:
            lang, direction, text = self.cells.pop()
            self.cells.append((lang, direction, (text + data).strip()))


def test_html_is_escaped_and_shows_the_worst_first() -> None:
    alignment = lopsided()
    page = WRITERS["html"](alignment).decode()
    read = _Cells()
    read.feed(page)
    assert not read.tags & {"b", "script", "link", "img"}
    worst = min(alignment.beads, key=lambda bead: bead.score)
    assert read.cells[1][2] == f"{worst.score * 100:.0f} %"
    assert read.cells[2] == ("fa", "rtl", worst.source.strip())
    assert read.cells[3] == ("en", "ltr", worst.target.strip())
    scores = [int(found) for found in re.findall(r"<td>(\d+) %", page)]
    assert scores == sorted(scores)
    assert len(scores) == len(alignment.beads)
