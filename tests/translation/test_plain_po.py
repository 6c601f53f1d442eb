"""PO files of the plain shape are read in one pass, to the same values as the long way gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.errors import MemoryFileError
from site_gen.translation.memory import Entry, Memory, parse, render
from site_gen.translation.plain_po import plain_entries
from tests.translation.test_memory import memories

FILE = """\
# Of an article.
#
#, fuzzy
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

# origin: google
# state: reviewed
#, fuzzy, x-flag
#| msgctxt "p0"
#| msgid "می\u200cرود "
#| "و نه"
msgctxt "p1"
msgid "می\u200cرود و «می\u200cگوید» \\"بله\\" \\\\ نه"
msgstr ""
"one\\n"
"two"

msgid "دو"
msgstr "\\t\\q"
"""

LINES = (
    "",
    "",
    "#",
    "# یک  ",
    "#  two # three",
    "#\u2028",
    "# \x1c a\u2028b\x1c",
    "##",
    "#no",
    "#, fuzzy",
    "#, no-wrap , fuzzy,,",
    "#,fuzzy",
    "#, ",
    "#. of a tool",
    "#: a.txt:3",
    '#| msgctxt "p0"',
    '#| msgid "old"',
    '#| "older"',
    '#|  "oldest"',
    '#~ msgid "gone"',
    '#~| msgid "gone"',
    'msgctxt "p1"',
    'msgctxt "p2"',
    'msgid ""',
    'msgid "a"',
    'msgid "b\\""',
    ' msgid "c"',
    'msgid  "d"',
    'msgid "e" ',
    'msgid_plural "f"',
    'msgstr ""',
    'msgstr "g"',
    'msgstr "\\\\n\\n\\t\\q\\\\"',
    'msgstr "h"i"',
    'msgstr "\u2028#| "',
    '"more\\n"',
    '"\\""',
    ' "even more"',
    '"\r',
    "<<<<<<< HEAD",
)
ENTRY = ('msgctxt "p{}"', 'msgid "{}"', 'msgstr "x"')


def read(text: str) -> object:
    """All that the file says, lines among it, or what is wrong with it."""
    try:
        memory = parse(text.encode(), "en.po")
    except MemoryFileError as error:
        return str(error), error.line
    places = [entry.line for entry in memory.entries]
    return memory.header, memory.entries, places


def test_a_plain_file_goes_the_short_way() -> None:
    entries = plain_entries(FILE)
    assert entries is not None
    assert entries[1] == Entry(
        "p1",
        'می\u200cرود و «می\u200cگوید» "بله" \\ نه',
        "one\ntwo",
        fuzzy=True,
        flags=("x-flag",),
        previous_source="می\u200cرود و نه",
        previous_id="p0",
        comments=("origin: google", "state: reviewed"),
    )
    assert [entry.line for entry in entries] == [1, 9, 21]
    assert entries[2].target == "\t\\q"
    assert read(FILE) == read(long(FILE))


def long(text: str) -> str:
    """The same with a comment below its last entry, which is not of the plain shape."""
    assert plain_entries(f"{text}\n# end\n") is None
    return f"{text}\n# end\n"


@pytest.mark.parametrize("text", ["", "\n", "#", '#~ msgid "a"\n#~ msgstr "b"\n', FILE[:-4]])
def test_what_is_not_plain_goes_the_long_way(text: str) -> None:
    assert plain_entries(text) is None


@settings(max_examples=500)
@given(st.lists(st.sampled_from(LINES), max_size=14))
def test_both_ways_read_the_same_of_any_lines(lines: list[str]) -> None:
    numbered = (line.format(n) for n in range(4) for line in (*ENTRY, ""))
    for text in ("\n".join(lines), "\n".join((*numbered, *lines))):
        assert read(text) == read(long(text))


@given(memories())
def test_both_ways_read_the_same_of_what_is_written(memory: Memory) -> None:
    text = render(memory).decode()
    assert read(text) == read(long(text))
