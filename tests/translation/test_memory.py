"""The PO file: what is read, what is written, what is told about a broken one."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from site_gen.errors import MemoryFileError
from site_gen.model import ENGLISH, PERSIAN, UnitState
from site_gen.translation.memory import (
    Entry,
    Memory,
    load,
    new_memory,
    parse,
    render,
    save,
    saver,
)

HEADER = """\
# English translation of an article.
#
#, fuzzy
msgid ""
msgstr ""
"Language: en\\n"
"X-Generator: Poedit 3.4\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"A-Header-Of-Ours: last, and not sorted\\n"
"""

FILE = (
    HEADER
    + """
# A note of the translator.
#
# state: reviewed
#. a tool's word
#: article.fa.txt:3 another
#, no-wrap, x-flag
msgctxt "p1"
msgid "می\u200cرود و «می\u200cگوید» \\"بله\\" \\\\ نه"
msgstr "He goes and says “yes” \\\\ no"

# origin: google
#, fuzzy
msgctxt "p2"
msgid ""
"یک\\n"
"دو"
msgstr ""
"one\\n"
"two"

#, fuzzy
#| msgctxt "p9"
#| msgid "پیش"
msgctxt "p3"
msgid "پس"
msgstr "before"

msgctxt "p4"
msgid "هنوز"
msgstr ""

msgctxt "p5"
msgid "آماده"
msgstr "ready"

# gone, not forgotten
#, fuzzy
#~| msgid "پیش از آن"
#~ msgctxt "p6"
#~ msgid "رفته"
#~ msgstr "gone"

# the last word
"""
)


def test_a_file_is_read_whole_and_written_as_it_was() -> None:
    memory = parse(FILE.encode(), "en.po")
    assert render(memory).decode() == FILE
    assert memory.header is not None
    assert memory.header.comments == ("English translation of an article.", "")
    assert memory.trailing == ("the last word",)
    first = memory.entries[0]
    assert first == Entry(
        id="p1",
        source='می\u200cرود و «می\u200cگوید» "بله" \\ نه',
        target="He goes and says “yes” \\ no",
        flags=("no-wrap", "x-flag"),
        comments=("A note of the translator.", "", "state: reviewed"),
        extracted=("a tool's word",),
        occurrences=("article.fa.txt:3", "another"),
    )
    assert memory.entries[-1].previous_source == "پیش از آن"


def test_states_and_origin() -> None:
    entries = parse(FILE.encode(), "en.po").entries
    assert [entry.state for entry in entries] == [
        UnitState.REVIEWED,
        UnitState.MACHINE,
        UnitState.OUTDATED,
        UnitState.UNTRANSLATED,
        UnitState.TRANSLATED,
        UnitState.OUTDATED,
    ]
    assert [entry.origin for entry in entries] == ["", "google", "", "", "", ""]


def test_lines_of_entries_are_known() -> None:
    lines = FILE.splitlines()
    entries = parse(FILE.encode(), "en.po").entries
    assert [lines[entry.line - 1] for entry in entries] == [
        "# A note of the translator.",
        "# origin: google",
        "#, fuzzy",
        'msgctxt "p4"',
        'msgctxt "p5"',
        "# gone, not forgotten",
    ]


@pytest.mark.parametrize(
    "data",
    [
        FILE.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + FILE.encode(),
        FILE.replace("#, fuzzy\n", "#,fuzzy\n").encode(),
        FILE.replace("# A note", "#A note").encode(),
        FILE.replace("\n\n", "\n \n\n").encode(),
    ],
    ids=["CRLF", "BOM", "flags without a space", "comment without a space", "blank lines"],
)
def test_other_spellings_of_the_same(data: bytes) -> None:
    assert parse(data, "en.po") == parse(FILE.encode(), "en.po")


def test_a_file_without_header_keeps_the_comments_of_its_first_entry() -> None:
    data = b'# state: reviewed\n# a note\nmsgctxt "p1"\nmsgid "a"\nmsgstr "b"\n'
    memory = parse(data, "en.po")
    assert memory.header is None
    assert memory.entries[0].state is UnitState.REVIEWED
    assert render(memory) == data


def test_an_empty_file_is_an_empty_memory() -> None:
    assert parse(b"", "en.po") == Memory(None)
    assert render(Memory(None)) == b""


BROKEN = [
    ('msgid "a\nmsgstr "b"\n', 1, "is not a line of a PO file"),
    ('msgid "a"\nmsgstr "b" c\n', 2, "is not a line of a PO file"),
    ('msgid "a"\nmsgstr "b"\n\nsome words\n', 4, "is not a line of a PO file: some words"),
    ('msgid "a "b" c"\nmsgstr ""\n', 1, "is not a line of a PO file"),
    ('msgid "a"\n"b\\"\nmsgstr ""\n', 2, "is not a line of a PO file"),
    ('msgid "a"\nmsgid "b"\nmsgstr ""\n', 2, "wrong order"),
    ('msgstr "b"\nmsgid "a"\n', 1, "wrong order"),
    ('"b"\n', 1, "wrong order"),
    ('msgid "a"\nmsgstr "b"\n\n# c\nmsgctxt "p"\nmsgid "a"\n"b"\n', 6, "no msgstr"),
    ('msgid ""\n"a"\n\n# note\nmsgctxt "p2"\nmsgid "a"\nmsgstr "b"\n', 1, "no msgstr"),
    ('msgctx "p3"\nmsgid "a"\nmsgstr "b"\n', 1, "is not a line of a PO file"),
    ('msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\nmsgstr "c"\n>>>>>>> x\n', 2, "merge conflict"),
    ('# a\n=======\nmsgid "a"\nmsgstr "b"\n', 2, "merge conflict"),
]


@pytest.mark.parametrize(("text", "line", "message"), BROKEN)
def test_what_is_broken_is_told_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(MemoryFileError) as caught:
        parse(text.encode(), "content/en.po")
    assert message in caught.value.message
    assert (caught.value.path, caught.value.line) == ("content/en.po", line)
    assert caught.value.hint


def test_not_utf8_is_told_with_its_line() -> None:
    with pytest.raises(MemoryFileError, match="not UTF-8") as caught:
        parse(b'msgid "a"\nmsgstr "\xe9"\n', "en.po")
    assert caught.value.line == 2


def test_a_file_that_was_cut_off_in_a_letter_is_told_as_such() -> None:
    with pytest.raises(MemoryFileError, match="ends in the middle of a letter") as caught:
        parse('msgid "a"\nmsgstr "é'.encode()[:-1], "en.po")
    assert (caught.value.line, caught.value.hint) == (2, "Put back a copy that is whole.")


def test_a_nul_is_told_with_its_line() -> None:
    """gettext's tools and Poedit read no further there, and would save what they have read."""
    with pytest.raises(MemoryFileError, match="holds a NUL") as caught:
        parse(b'msgid "a"\nmsgstr "b\0c"\n', "en.po")
    assert caught.value.line == 2
    assert "look whether a word is missing" in caught.value.hint


@pytest.mark.parametrize(
    ("written", "comments", "extracted"),
    [
        ("#. state: reviewed\n", ("state: reviewed",), ()),
        ("#. a tool's\n#. State:  Reviewed \n", ("state: reviewed",), ("a tool's",)),
        ("# mine\n# STATE: reviewed\n", ("mine", "state: reviewed"), ()),
        ("# state: reviewed\n#. state: reviewed\n", ("state: reviewed",), ()),
        ("#. off: numbers\n", ("off: numbers",), ()),
        ("# state: reviewed by Sara\n", ("state: reviewed by Sara",), ()),
    ],
)
def test_what_is_said_to_us_is_heard_where_a_tool_has_moved_it(
    written: str, comments: tuple[str, ...], extracted: tuple[str, ...]
) -> None:
    [entry] = parse((written + ENTRY).encode(), "en.po").entries
    assert (entry.comments, entry.extracted) == (comments, extracted)
    is_reviewed = entry.state is UnitState.REVIEWED
    assert is_reviewed == ("state: reviewed" in comments)


ENTRY = 'msgctxt "p1"\nmsgid "a"\nmsgstr "b"\n\n'


@pytest.mark.parametrize(
    "second",
    [ENTRY, ENTRY.replace('"a"', '"other"'), "#~ " + ENTRY.strip().replace("\n", "\n#~ ") + "\n"],
    ids=["same text", "other text", "obsolete twin"],
)
def test_an_id_stands_once(second: str) -> None:
    with pytest.raises(MemoryFileError, match="“p1” stands twice") as caught:
        parse((ENTRY + second).encode(), "en.po")
    assert caught.value.line == 5
    assert "line 1" in caught.value.hint


def test_an_obsolete_entry_may_have_the_id_of_another_text() -> None:
    gone = "#~ " + ENTRY.replace('"a"', '"x"').strip().replace("\n", "\n#~ ") + "\n"
    assert len(parse((ENTRY + gone).encode(), "en.po").entries) == 2


# --- on disk ------------------------------------------------------------------------------------


def test_no_file_is_no_memory(tmp_path: Path) -> None:
    assert load(tmp_path / "en.po", "en.po") is None


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "en.po").mkdir()
    with pytest.raises(MemoryFileError, match="cannot be read"):
        load(tmp_path / "en.po", "en.po")


def test_an_unchanged_memory_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    data = FILE.replace("\n", "\r\n").encode()
    path.write_bytes(data)
    memory = load(path, "en.po")
    assert memory is not None
    assert not save(memory, path)
    assert path.read_bytes() == data
    changed = replace(memory, entries=memory.entries[:1])
    assert save(changed, path)
    assert load(path, "en.po") == changed


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "en.po"
    path.write_text(FILE, encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        save(new_memory(PERSIAN, ENGLISH), path)
    assert path.read_text(encoding="utf-8") == FILE
    assert list(tmp_path.iterdir()) == [path]


def test_a_saver_overwrites_nobody(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    keep = saver(path, "en.po", None)
    first = new_memory(PERSIAN, ENGLISH)
    keep(first)
    second = replace(first, entries=(Entry("p1", "a", "b"),))
    keep(second)
    assert load(path, "en.po") == second
    path.write_text(FILE, encoding="utf-8")
    with pytest.raises(MemoryFileError, match="changed by somebody") as caught:
        keep(first)
    assert caught.value.path == "en.po"
    assert path.read_text(encoding="utf-8") == FILE


# --- laws ---------------------------------------------------------------------------------------

TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20
) | st.text(
    st.sampled_from('aب\u200c\u200f"\\\n\r\t#~ \u2028\u0085\x1c\x0b\x0c\ufeffn'), max_size=12
)
LINES = TEXTS.map(lambda text: " ".join(text.split("\n")).rstrip())
NAMES = st.text(st.sampled_from("abcش.-/"), min_size=1, max_size=6)


@st.composite
def entries_of(draw: st.DrawFn) -> Entry:
    obsolete = draw(st.booleans())
    tools = st.just(()) if obsolete else st.lists(LINES.filter(bool), max_size=2).map(tuple)
    places = st.just(()) if obsolete else st.lists(NAMES, max_size=2).map(tuple)
    comments = draw(st.lists(LINES, max_size=3).map(tuple))
    while comments and not comments[0]:
        comments = comments[1:]
    return Entry(
        id=draw(TEXTS),
        source=draw(TEXTS.filter(bool)),
        target=draw(TEXTS),
        fuzzy=draw(st.booleans()),
        flags=draw(st.lists(NAMES, max_size=2).map(tuple)),
        previous_source=draw(TEXTS),
        previous_id=draw(TEXTS),
        comments=comments,
        extracted=draw(tools),
        occurrences=draw(places),
        obsolete=obsolete,
    )


@st.composite
def memories(draw: st.DrawFn) -> Memory:
    entries = draw(st.lists(entries_of(), max_size=4, unique_by=lambda entry: entry.id or object()))
    entries = list({(entry.id, entry.source): entry for entry in entries}.values())
    header = replace(draw(entries_of()), id="", source="", obsolete=False)
    trailing = draw(st.lists(LINES, max_size=2).map(tuple))
    return Memory(draw(st.none() | st.just(header)), tuple(entries), trailing)


@settings(deadline=None)
@given(memories())
def test_what_is_written_is_read_back(memory: Memory) -> None:
    assert parse(render(memory), "") == memory


@settings(deadline=None)
@given(st.text(st.sampled_from('msgidtrcx "\\\n#~|<=>., pa:'), max_size=80))
def test_nonsense_is_read_or_told(text: str) -> None:
    try:
        memory = parse(text.encode(), "en.po")
    except MemoryFileError as error:
        line = error.line
    else:
        line = 1
        assert parse(render(memory), "en.po") == memory
    assert 1 <= line <= text.count("\n") + 1


# --- gettext ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("gettext")
@pytest.mark.parametrize("tool", [("msgfmt", "--check", "-o", "-"), ("msgcat",)])
def test_gettext_accepts_what_is_written(tool: tuple[str, ...], tmp_path: Path) -> None:
    entries = parse(FILE.encode(), "").entries
    path = tmp_path / "en.po"
    save(replace(new_memory(PERSIAN, ENGLISH), entries=entries), path)
    done = subprocess.run([*tool, str(path)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.usefixtures("gettext")
def test_gettext_reads_and_writes_the_same_values(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    path.write_text(FILE, encoding="utf-8")
    written = subprocess.run(["msgcat", str(path)], capture_output=True, check=True).stdout
    ours, theirs = parse(FILE.encode(), ""), parse(written, "")
    assert written.decode() != FILE, "msgcat breaks lines at 80 columns"
    assert [(e.id, e.source, e.target, e.state) for e in theirs.entries] == [
        (e.id, e.source, e.target, e.state) for e in ours.entries
    ]
