"""Writing beads for other programs and for people: JSON lines, PO, TMX, a page to look through."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Mapping

import polib

from site_gen.alignment.sentences import UNSURE
from site_gen.alignment.texts import TextAlignment, TextBead
from site_gen.alignment.tmx import TmxUnit, tmx_document
from site_gen.model import Locale

_PERCENT = 100


def to_jsonl(alignment: TextAlignment) -> bytes:
    """One object a line, `source`, `target` and `score`, in order and with all white space."""
    lines = (
        json.dumps(
            {"source": bead.source, "target": bead.target, "score": bead.score}, ensure_ascii=False
        )
        for bead in alignment.beads
    )
    return "".join(f"{line}\n" for line in lines).encode()


def to_po(alignment: TextAlignment) -> bytes:
    """A PO file (gettext): each bead with a source is an entry, `s1`, `s2` …; unsure ones fuzzy.

    What only the target has stays as comments, since PO has no entry without a source.
    """
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Language": alignment.target_locale.code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": alignment.source_locale.code,
    }
    alone: list[str] = []
    for number, bead in enumerate(alignment.beads, 1):
        if bead.source.strip():
            file.append(_entry(number, bead, alone))
            alone = []
        elif bead.target.strip():
            alone.append(_line(bead.target))
    text = str(file)
    return (text + "".join(f"# nothing answers: {line}\n" for line in alone)).encode()


def _entry(number: int, bead: TextBead, alone: list[str]) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=f"s{number}",
        msgid=bead.source.strip(),
        msgstr=bead.target.strip(),
        tcomment="\n".join(f"nothing answers: {line}" for line in alone),
        flags=["fuzzy"] if bead.score < UNSURE and bead.target.strip() else [],
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def to_tmx(alignment: TextAlignment) -> bytes:
    """TMX 1.4: the beads with text on both sides, for CAT tools, without the space around them."""
    beads = ((str(number), bead) for number, bead in enumerate(alignment.beads, 1))
    units = (
        TmxUnit(name, bead.source.strip(), bead.target.strip(), {"x-score": f"{bead.score:.4f}"})
        for name, bead in beads
        if bead.source.strip() and bead.target.strip()
    )
    return tmx_document(units, (alignment.source_locale, alignment.target_locale), "sentence")


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Alignment, worst first</title>
<style>
:root {{ color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif }}
body {{ max-inline-size: 80rem; margin: 1rem auto; padding-inline: 1rem }}
table {{ inline-size: 100%; border-collapse: collapse }}
td, th {{ vertical-align: top; text-align: start; padding: .5rem }}
tr {{ border-block-end: 1px solid #8886 }}
td:nth-child(n + 3) {{ inline-size: 45%; white-space: pre-line }}
.unsure {{ background: #fc06 }}
</style>
</head>
<body>
<h1>Alignment, worst first</h1>
<p>{count} links, {unsure} of them unsure. The number is the place in the text.</p>
<table>
<thead><tr><th>Place</th><th>Score</th><th>{source}</th><th>{target}</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


def to_html(alignment: TextAlignment) -> bytes:
    """A page without anything from elsewhere, to look the links through, the worst ones first."""
    ours, theirs = alignment.source_locale, alignment.target_locale
    page = _PAGE.format(
        count=len(alignment.beads),
        unsure=sum(bead.score < UNSURE for bead in alignment.beads),
        source=html.escape(ours.code),
        target=html.escape(theirs.code),
        rows="\n".join(_rows(alignment)),
    )
    return page.encode()


def _rows(alignment: TextAlignment) -> Iterator[str]:
    ours, theirs = alignment.source_locale, alignment.target_locale
    numbered = enumerate(alignment.beads, 1)
    for number, bead in sorted(numbered, key=lambda item: (item[1].score, item[0])):
        row = '<tr class="unsure">' if bead.score < UNSURE else "<tr>"
        place = f"<td>{number}</td><td>{bead.score * _PERCENT:.0f} %</td>"
        yield f"{row}{place}{_cell(bead.source, ours)}{_cell(bead.target, theirs)}</tr>"


def _cell(text: str, locale: Locale) -> str:
    return f'<td lang="{locale.code}" dir="{locale.direction}">{html.escape(text.strip())}</td>'


#: Name on the command line -> writer.
WRITERS: Mapping[str, Callable[[TextAlignment], bytes]] = {
    "jsonl": to_jsonl,
    "po": to_po,
    "tmx": to_tmx,
    "html": to_html,
}
