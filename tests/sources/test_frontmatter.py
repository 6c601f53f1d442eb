"""Front matter: what it may say, and how what it may not is told."""

from __future__ import annotations

from datetime import date

import pytest

from site_gen.errors import ContentError
from site_gen.model import BlockKind, Severity
from site_gen.sources.frontmatter import parse_date, read_front_matter


def test_everything_it_may_say() -> None:
    front = read_front_matter(
        "title: نام\nlead: سر\nsummary: کوتاه\ndate: 2022-10-12\nauthors: [الف, ب]\ntags: یک\n"
        "source: روزنامه\nlink: https://a.b\nlicence: CC0\nrestore: false\n",
        "a.md",
        2,
    )
    assert (front.title.text, front.lead.text) == ("نام", "سر")
    assert [(field.id, field.text, field.line) for field in front.fields] == [
        ("summary", "کوتاه", 4),
        ("source", "روزنامه", 8),
        ("author-1", "الف", 6),
        ("author-2", "ب", 6),
        ("tag-1", "یک", 7),
    ]
    assert all(field.kind is BlockKind.FIELD for field in front.fields)
    assert front.metadata.restore is False
    assert (front.metadata.link, front.metadata.licence) == ("https://a.b", "CC0")
    assert front.findings == ()


def test_restore_may_name_rules_and_words() -> None:
    front = read_front_matter("restore:\n  skip: [spacing]\n  keep: [یک, دو]\n", "a.md", 1)
    assert front.metadata.restore_skip == ("spacing",)
    assert front.metadata.restore_keep == ("یک", "دو")
    assert front.findings == ()


@pytest.mark.parametrize(
    ("text", "line", "severity", "message"),
    [
        ("title: x\nauthor: y", 3, Severity.WARNING, "unknown key “author”"),
        ("title: x\ndraft: true", 3, Severity.ERROR, "“draft” holds nothing back"),
        ("date: 1401-13-01", 2, Severity.ERROR, "“1401-13-01” is not a date"),
        ("date: yesterday", 2, Severity.ERROR, "“yesterday” is not a date"),
        ("kind: poem", 2, Severity.ERROR, "“poem” is not a kind of article"),
        ("title: x\nlink: a.b", 3, Severity.ERROR, "“a.b” is not an address"),
        ("title: x\nlead: {a: b}", 3, Severity.ERROR, "“lead” is not a text"),
        ("title: x\ntitle: y", 2, Severity.ERROR, "“title” stands twice"),
        ("restore: maybe", 2, Severity.ERROR, "“maybe” is not a way to restore"),
        ("restore: {leave: x}", 2, Severity.ERROR, "“leave” is not a way to restore"),
    ],
)
def test_what_it_may_not_say(text: str, line: int, severity: Severity, message: str) -> None:
    (finding,) = read_front_matter(text, "a.md", 2).findings
    assert (finding.line, finding.severity) == (line, severity)
    assert message in finding.message


def test_broken_yaml_is_told_by_line() -> None:
    with pytest.raises(ContentError, match="not valid YAML") as caught:
        read_front_matter("title: یک: دو\n", "a.md", 2)
    assert caught.value.line == 2


def test_yaml_that_is_only_a_sentence() -> None:
    with pytest.raises(ContentError, match="no keys"):
        read_front_matter("سلام\n", "a.md", 2)


@pytest.mark.parametrize(
    "text", ["2022-10-12", "1401-07-20", "۱۴۰۱/۰۷/۲۰", "1401/7/20", "2022-10-12T08:00"]
)
def test_a_day_in_either_calendar(text: str) -> None:
    assert parse_date(text) == date(2022, 10, 12)
