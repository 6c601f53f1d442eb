"""Which translation belongs to which paragraph after an article was edited."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from site_gen.model import ENGLISH, BilingualDocument, Block, BlockKind, Severity, UnitState
from site_gen.translation.memory import Entry, Memory, parse, render
from site_gen.translation.reconcile import unite, update
from tests.translation.articles import document, english, translated

A = "کاخ سفید اعلام کرد که گزارش\u200cهای تازه دربارهٔ پهپادها را با دقت بررسی می\u200cکند."
B = "سخنگوی وزارت خارجه در تهران این ادعا را بی\u200cاساس خواند و رد کرد."
C = "در کی\u200cیف، مردم صبح سردی را با صدای آژیر آغاز کردند و به پناهگاه رفتند."
D = "بهای نان در یک سال گذشته دو برابر شده و دولت چاره\u200cای نیندیشیده است."
E = "باغ\u200cهای انار ساوه امسال بار خوبی داده\u200cاند، اما آب کم است."
NEW = "شهردار وعده داد پل کهنه تا پایان تابستان بازسازی شود."

A_EDITED = A.replace("گزارش\u200cهای تازه", "خبرهای دیروز")
B_EDITED = B + " او افزود که سندی در کار نیست."
C_FIRST, C_SECOND = C.split(" و ", 1)[0] + ".", C.split(" و ", 1)[1]

T, X, U = UnitState.TRANSLATED, UnitState.OUTDATED, UnitState.UNTRANSLATED


def memory_of(*texts: str) -> Memory:
    """A memory in which a person has translated all of these paragraphs: p1, p2 …"""
    return translated(update(None, unite(document(*texts), None, ENGLISH)))


def paragraphs(bilingual: BilingualDocument) -> list[tuple[str, UnitState]]:
    return [(unit.id, unit.state) for unit in bilingual.units if unit.id != "title"]


def test_an_accepted_draft_is_no_machines_when_it_is_outdated() -> None:
    """Its comment may stand yet: Poedit takes the fuzzy mark away, and leaves comments."""
    memory = memory_of(A, B)
    marked = (replace(entry, comments=("origin: google",)) for entry in memory.entries)
    edited = unite(document(A, B_EDITED), replace(memory, entries=tuple(marked)), ENGLISH)
    assert paragraphs(edited) == [("p1", T), ("p2", X)]
    assert not any(unit.origin for unit in edited.units)


def gone(bilingual: BilingualDocument) -> list[str]:
    assert {finding.name for finding in bilingual.findings} <= {"unknown-id"}
    return [finding.message.split("”")[0][1:] for finding in bilingual.findings]


EDITS: dict[str, tuple[list[str], list[str], list[tuple[str, UnitState]], list[str]]] = {
    "nothing": ([A, B, C], [A, B, C], [("p1", T), ("p2", T), ("p3", T)], []),
    "edit": ([A, B, C], [A, B_EDITED, C], [("p1", T), ("p2", X), ("p3", T)], []),
    "edit all": ([A, B], [A_EDITED, B_EDITED], [("p1", X), ("p2", X)], []),
    "edit neighbours": ([A, B, C], [A_EDITED, B_EDITED, C], [("p1", X), ("p2", X), ("p3", T)], []),
    "insert first": ([A, B], [NEW, A, B], [("p3", U), ("p1", T), ("p2", T)], []),
    "insert between": ([A, B], [A, NEW, B], [("p1", T), ("p3", U), ("p2", T)], []),
    "insert last": ([A, B], [A, B, NEW], [("p1", T), ("p2", T), ("p3", U)], []),
    "delete": ([A, B, C], [A, C], [("p1", T), ("p3", T)], ["p2"]),
    "delete all": ([A, B], [], [], ["p1", "p2"]),
    "swap": ([A, B, C], [B, A, C], [("p2", T), ("p1", T), ("p3", T)], []),
    "move to the end": (
        [A, B, C, D],
        [B, C, D, A],
        [("p2", T), ("p3", T), ("p4", T), ("p1", T)],
        [],
    ),
    "move to the start": (
        [A, B, C, D],
        [D, A, B, C],
        [("p4", T), ("p1", T), ("p2", T), ("p3", T)],
        [],
    ),
    "reverse": ([A, B, C], [C, B, A], [("p3", T), ("p2", T), ("p1", T)], []),
    "move and edit another": ([A, B, C], [C, A, B_EDITED], [("p3", T), ("p1", T), ("p2", X)], []),
    "move what was edited": (
        [A, B, C, D],
        [B, C, D, A_EDITED],
        [("p2", T), ("p3", T), ("p4", T), ("p1", X)],
        [],
    ),
    "replace": ([A, B, C], [A, NEW, C], [("p1", T), ("p4", U), ("p3", T)], ["p2"]),
    "split": (
        [A, C, B],
        [A, C_FIRST, C_SECOND, B],
        [("p1", T), ("p2", X), ("p4", U), ("p3", T)],
        [],
    ),
    "merge": ([A, B, C], [A + " " + B, C], [("p1", X), ("p3", T)], ["p2"]),
    "repeat at once": ([A, B], [A, A, B], [("p1", T), ("p3", U), ("p2", T)], []),
    "repeat later": ([A, B], [A, B, A], [("p1", T), ("p2", T), ("p3", U)], []),
    "drop one of two": ([A, B, A], [B, A], [("p2", T), ("p3", T)], ["p1"]),
    "edit one of two": ([A, B, A], [A, B, A_EDITED], [("p1", T), ("p2", T), ("p3", X)], []),
    "edit and insert": ([A, B], [A_EDITED, NEW, B], [("p1", X), ("p3", U), ("p2", T)], []),
    "edit and delete": ([A, B, C], [A, C + " پایان."], [("p1", T), ("p3", X)], ["p2"]),
    "edit two, moved": (
        [A, B, C],
        [B_EDITED, A_EDITED, C],
        [("p2", X), ("p1", X), ("p3", T)],
        [],
    ),
    "a word of a heading": (["نان و آب", A], ["نان و آبی", A], [("p1", X), ("p2", T)], []),
    "drop the first of two that are alike": (
        [A, B, C, A_EDITED],
        [A_EDITED, B, C],
        [("p4", T), ("p2", T), ("p3", T)],
        ["p1"],
    ),
    "another language": ([A], ["The White House said nothing."], [("p2", U)], ["p1"]),
}


@pytest.mark.parametrize("name", EDITS)
def test_edits(name: str) -> None:
    before, after, expected, lost = EDITS[name]
    memory = memory_of(*before)
    bilingual = unite(document(*after), memory, ENGLISH)
    assert paragraphs(bilingual) == expected
    assert gone(bilingual) == lost
    sources = {entry.id: entry.source for entry in memory.entries}
    for unit in bilingual.units:
        if unit.state in (T, X):
            assert unit.target == english(sources[unit.id])
            assert unit.previous_source == ("" if unit.state is T else sources[unit.id])


def test_ids_are_in_the_blocks_of_any_depth() -> None:
    item = Block(BlockKind.ITEM, children=(Block(BlockKind.PARAGRAPH, "ب"),))
    article = replace(
        document("آ", fields=[("source", "خبرگزاری")]),
        blocks=(
            Block(BlockKind.HEADING, "سر", level=2),
            Block(BlockKind.LIST, children=(item, Block(BlockKind.RULE))),
            Block(BlockKind.CODE, "print()"),
        ),
        footnotes=(Block(BlockKind.FOOTNOTE, children=(Block(BlockKind.PARAGRAPH, "پ"),)),),
    )
    bilingual = unite(article, None, ENGLISH)
    ids = [leaf.id for leaf in bilingual.document.leaves()]
    assert ids == ["title", "source", "p1", "p2", "p3"]
    assert ids == [unit.id for unit in bilingual.units]
    assert [leaf.text for leaf in bilingual.document.leaves()] == [
        unit.source for unit in bilingual.units
    ]


def test_a_new_title_keeps_the_old_translation() -> None:
    memory = memory_of(A)
    title = unite(document(A, title="سراسر دیگر"), memory, ENGLISH).units[0]
    assert (title.id, title.state, title.previous_source) == ("title", X, "عنوان")


def test_authors_that_change_places_take_their_translations_along() -> None:
    names = [("author-1", "سارا"), ("author-2", "مینا")]
    memory = translated(update(None, unite(document(fields=names), None, ENGLISH)))
    swapped = document(fields=[("author-1", "مینا"), ("author-2", "سارا")])
    units = unite(swapped, memory, ENGLISH).units
    assert [(u.id, u.target, u.state) for u in units[1:]] == [
        ("author-1", english("مینا"), T),
        ("author-2", english("سارا"), T),
    ]
    entries = update(memory, unite(swapped, memory, ENGLISH)).entries
    assert [entry.source for entry in entries if not entry.obsolete] == ["عنوان", "مینا", "سارا"]
    assert len(entries) == 3


def test_a_title_does_not_take_the_words_of_a_paragraph() -> None:
    memory = memory_of(A, B)
    bilingual = unite(document(A, B, title=A), memory, ENGLISH)
    assert [unit.state for unit in bilingual.units] == [X, T, T]


def test_numbers_of_entries_long_gone_are_not_given_again() -> None:
    memory = memory_of(A, B, C)
    memory = update(memory, unite(document(A), memory, ENGLISH))
    assert [entry.id for entry in memory.entries if entry.obsolete] == ["p2", "p3"]
    assert paragraphs(unite(document(A, NEW), memory, ENGLISH)) == [("p1", T), ("p4", U)]


def test_what_comes_back_is_as_it_was() -> None:
    memory = memory_of(A, B)
    without = update(memory, unite(document(A), memory, ENGLISH))
    assert update(without, unite(document(A, B), without, ENGLISH)) == memory


def test_what_comes_back_a_little_different_is_outdated() -> None:
    memory = memory_of(A, B)
    memory = update(memory, unite(document(A), memory, ENGLISH))
    assert paragraphs(unite(document(A, B_EDITED), memory, ENGLISH)) == [("p1", T), ("p2", X)]


def test_an_edit_that_is_taken_back_is_no_edit() -> None:
    memory = memory_of(A, B)
    edited = update(memory, unite(document(A_EDITED, B), memory, ENGLISH))
    assert edited != memory
    assert update(edited, unite(document(A, B), edited, ENGLISH)) == memory


def test_an_edit_that_is_taken_back_after_all_was_rewritten() -> None:
    rewritten = Entry("p1", NEW, english(A), fuzzy=True, previous_source=A)
    memory = replace(memory_of(A), entries=(rewritten,))
    assert paragraphs(unite(document(A), memory, ENGLISH)) == [("p1", T)]
    draft = replace(rewritten, comments=("origin: google",))
    memory = replace(memory, entries=(draft,))
    assert paragraphs(unite(document(A), memory, ENGLISH)) == [("p1", UnitState.MACHINE)]


def test_edited_twice_the_first_source_is_remembered() -> None:
    memory = memory_of(A)
    for text in (A_EDITED, A_EDITED + " همین."):
        memory = update(memory, unite(document(text), memory, ENGLISH))
    entry = memory.entries[1]
    assert (entry.source, entry.previous_source) == (A_EDITED + " همین.", A)
    assert entry.state is UnitState.OUTDATED


def test_a_reviewed_text_that_is_edited_is_reviewed_no_more() -> None:
    memory = memory_of(A)
    reviewed = replace(memory.entries[1], comments=("keep me", "state: reviewed"))
    memory = replace(memory, entries=(memory.entries[0], reviewed))
    assert unite(document(A), memory, ENGLISH).units[1].state is UnitState.REVIEWED
    assert update(memory, unite(document(A), memory, ENGLISH)) == memory
    edited = update(memory, unite(document(A_EDITED), memory, ENGLISH))
    assert edited.entries[1].comments == ("keep me",)
    corrected = replace(edited.entries[1], target="Corrected.", fuzzy=False, previous_source="")
    confirmed = replace(edited, entries=(edited.entries[0], corrected, *edited.entries[2:]))
    again = unite(document(A_EDITED), confirmed, ENGLISH)
    assert again.units[1].state is UnitState.TRANSLATED
    assert update(confirmed, again) == confirmed


def test_a_draft_stays_a_draft_until_a_person_takes_it() -> None:
    memory = memory_of(A)
    draft = replace(memory.entries[1], fuzzy=True, comments=("origin: google",))
    memory = replace(memory, entries=(memory.entries[0], draft))
    unit = unite(document(A), memory, ENGLISH).units[1]
    assert (unit.state, unit.origin) == (UnitState.MACHINE, "google")
    assert update(memory, unite(document(A), memory, ENGLISH)) == memory
    taken = replace(memory, entries=(memory.entries[0], replace(draft, fuzzy=False)))
    unit = unite(document(A), taken, ENGLISH).units[1]
    assert (unit.state, unit.origin) == (UnitState.TRANSLATED, "")
    assert update(taken, unite(document(A), taken, ENGLISH)).entries[1].comments == ()


def test_an_entry_without_an_id_is_found_by_its_text() -> None:
    memory = replace(memory_of(A), entries=(Entry("", B, "words", comments=("mine",)),))
    bilingual = unite(document(A, B), memory, ENGLISH)
    assert paragraphs(bilingual) == [("p1", U), ("p2", T)]
    entries = update(memory, bilingual).entries
    assert entries[-1] == Entry("p2", B, "words", comments=("mine",))


def test_an_entry_of_another_id_is_found_by_its_text_but_not_by_likeness() -> None:
    memory = replace(memory_of(A), entries=(Entry("intro", A, "words"),))
    assert paragraphs(unite(document(A), memory, ENGLISH)) == [("p1", T)]
    assert paragraphs(unite(document(A_EDITED), memory, ENGLISH)) == [("p1", U)]


def test_an_unknown_id_is_a_finding_with_its_line_and_stays_in_the_file() -> None:
    stray = '# mine\n#. a tool\'s\n#: a.txt:1\nmsgctxt "x"\nmsgid "other"\nmsgstr "2"\n'
    data = f'msgctxt "p1"\nmsgid "one"\nmsgstr "1"\n\n{stray}'.encode()
    memory = parse(data, "content/articles/a/en.po")
    bilingual = unite(document("one"), memory, ENGLISH)
    [finding] = bilingual.findings
    assert (finding.path, finding.line) == ("content/articles/a/en.po", 5)
    assert finding.name == "unknown-id"
    assert "“x”" in finding.message
    updated = update(memory, bilingual)
    assert b'# mine\n#~ msgctxt "x"\n#~ msgid "other"\n#~ msgstr "2"\n' in render(updated)
    assert parse(render(updated), "") == updated


def test_a_memory_that_is_newer_than_the_document_has_the_say() -> None:
    old = unite(document(A, B), None, ENGLISH)
    newer = translated(update(None, old))
    assert update(newer, old) == newer


def test_two_entries_of_one_id_become_two() -> None:
    entries = (Entry("p1", A, "words"), Entry("p1", B, "older words", obsolete=True))
    memory = replace(memory_of(), entries=entries)
    bilingual = unite(document(A, B), memory, ENGLISH)
    assert paragraphs(bilingual) == [("p1", T), ("p2", T)]
    assert words(update(memory, bilingual)) == words(memory)


def test_a_memory_without_header_gets_one() -> None:
    memory = replace(memory_of(A), header=None)
    header = update(memory, unite(document(A), memory, ENGLISH)).header
    assert header is not None
    assert "Language: en\n" in header.target


# --- laws ---------------------------------------------------------------------------------------

POOL = [A, B, C, D, E, NEW, A_EDITED, B_EDITED, C_FIRST, C_SECOND, A + " " + B, "نان", "نان و آب"]
ARTICLES = st.lists(st.sampled_from(POOL), max_size=6)
HISTORIES = st.lists(
    st.tuples(ARTICLES, st.sampled_from(POOL), st.booleans()), min_size=1, max_size=5
)


def words(memory: Memory) -> Counter[str]:
    return Counter(entry.target for entry in memory.entries if entry.target)


@settings(deadline=None)
@given(HISTORIES)
def test_whatever_is_edited_nothing_is_lost_and_twice_is_once(
    history: list[tuple[list[str], str, bool]],
) -> None:
    memory: Memory | None = None
    for number, (texts, title, works) in enumerate(history):
        article = document(*texts, title=title, fields=[("author-1", texts[0])] if texts else [])
        bilingual = unite(article, memory, ENGLISH)
        updated = update(memory, bilingual)
        assert words(updated) >= (words(memory) if memory else Counter())
        check_ids(memory, updated, bilingual)
        again = unite(article, updated, ENGLISH)
        assert (again.document, again.units) == (bilingual.document, bilingual.units)
        assert {finding.name for finding in again.findings} <= {"offered"}
        assert update(updated, again) == updated
        assert unite(bilingual.document, updated, ENGLISH).units == bilingual.units
        assert parse(render(updated), "") == updated
        memory = translated(updated, partial("{}: {}".format, number)) if works else updated


def check_ids(before: Memory | None, after: Memory, bilingual: BilingualDocument) -> None:
    """Each id once, the same in blocks and units, and none that was another entry's before."""
    ids = [unit.id for unit in bilingual.units]
    assert len(set(ids)) == len(ids)
    assert ids == [leaf.id for leaf in bilingual.document.leaves()]
    assert ids == [entry.id for entry in after.entries if not entry.obsolete]
    keys = [(entry.id, entry.source) for entry in after.entries]
    assert len(set(keys)) == len(keys), "gettext would refuse the file"
    known = {entry.id for entry in before.entries} if before else set()
    fresh = [int(unit_id[1:]) for unit_id in ids if unit_id[0] == "p" and unit_id not in known]
    used = [int(unit_id[1:]) for unit_id in known if unit_id[0] == "p"]
    assert min(fresh, default=1) > max(used, default=0) or not fresh


@settings(deadline=None)
@given(ARTICLES, st.permutations(range(8)))
def test_a_file_that_a_tool_has_sorted_says_the_same(texts: list[str], order: list[int]) -> None:
    memory = memory_of(*dict.fromkeys(texts))
    shuffled = [memory.entries[index] for index in order if index < len(memory.entries)]
    article = document(*dict.fromkeys(texts))
    mixed = unite(article, replace(memory, entries=tuple(shuffled)), ENGLISH)
    assert mixed.units == unite(article, memory, ENGLISH).units


@pytest.mark.parametrize("state", [T, UnitState.REVIEWED])
def test_a_space_set_right_outdates_no_translation(state: UnitState) -> None:
    old = A.replace("\u200c", "")
    memory = memory_of(old, B)
    if state is UnitState.REVIEWED:
        entries = tuple(replace(entry, comments=("state: reviewed",)) for entry in memory.entries)
        memory = replace(memory, entries=entries)
    made = unite(document(A, B), memory, ENGLISH)
    assert paragraphs(made) == [("p1", state), ("p2", state)]
    (entry,) = (entry for entry in update(memory, made).entries if entry.id == "p1")
    assert (entry.source, entry.previous_source, entry.state) == (A, "", state)


@pytest.mark.parametrize(
    ("before", "after"),
    [("پایان کار.", "اکنون پایان کارِ بزرگ ما."), ("بند پایانی.", "بند پایانیِ دگرگون\u200cشده.")],
)
@pytest.mark.parametrize("last", [[], [B]])
def test_a_short_text_keeps_its_translation_however_it_is_edited(
    before: str, after: str, last: list[str]
) -> None:
    memory = memory_of(A, before, *last)
    made = unite(document(A, after, *last), memory, ENGLISH)
    assert paragraphs(made)[1] == ("p2", X)


def test_a_text_with_nothing_in_common_is_a_new_one() -> None:
    made = unite(document(A, "شهردار وعده داد.", B), memory_of(A, "باغ\u200cهای انار.", B), ENGLISH)
    assert paragraphs(made) == [("p1", T), ("p4", U), ("p3", T)]


PLURAL = """\
msgctxt "title"
msgid "عنوان"
msgstr "Title"

# a note
msgctxt "p1"
msgid "یک کتاب"
msgid_plural "کتاب\u200cها"
msgstr[0] "A book"
msgstr[1] "Books"

msgctxt "p2"
msgid "دو"
msgstr "two"

#~ msgctxt "p3"
#~ msgid "سه"
#~ msgid_plural "سه\u200cها"
#~ msgstr[0] ""
#~ msgstr[1] "threes"
"""


def test_plural_forms_are_told_and_none_is_lost() -> None:
    memory = parse(PLURAL.encode(), "en.po")
    united = unite(document("یک کتاب", "دو"), memory, ENGLISH)
    assert [unit.target for unit in united.units] == ["Title", "A book", "two"]
    finding, offered = united.findings
    assert (finding.name, finding.path, finding.line) == ("plural-forms", "en.po", 5)
    assert (offered.name, offered.line) == ("offered", 5)
    updated = update(memory, united)
    assert updated.entries[1].comments == ("a note", 'offered: "Books"')
    assert updated.entries[3].target == "threes"
    written = parse(render(updated), "en.po")
    assert written == updated
    left = unite(document("یک کتاب", "دو"), written, ENGLISH).findings
    assert [finding.name for finding in left] == ["offered"]


def test_entries_whose_names_a_tool_took_away_are_found_by_their_texts() -> None:
    entries = (Entry("", "عنوان", "Title"), Entry("", "دو", "two"), Entry("", "رفته", "gone"))
    united = unite(document("یک", "دو"), Memory(None, entries), ENGLISH)
    assert [unit.target for unit in united.units] == ["Title", "", "two"]
    [finding] = united.findings
    assert "an entry without msgctxt belongs to no paragraph" in finding.message
    named = update(Memory(None, entries), united)
    assert [entry.id for entry in named.entries if not entry.obsolete] == ["title", "p1", "p2"]


def test_words_for_a_paragraph_that_another_took_in_stand_beside_it() -> None:
    short, long = "او نیز چنین گفت.", "این بند از آن یکی درازتر است و چند واژه بیشتر دارد."
    entries = (
        Entry("title", "عنوان", "Title"),
        Entry("p1", short, "A person's words.", comments=("origin: google",)),  # accepted
        Entry("p2", long, "a draft", fuzzy=True, comments=("origin: google",)),
        Entry("p3", "و دیگر", "And."),
    )
    whole = document(f"{short} {long} و دیگر", title="عنوان")
    united = unite(whole, Memory(None, entries), ENGLISH)
    updated = update(Memory(None, entries), united)
    _, merged, *gone = updated.entries
    assert (merged.id, merged.state) == ("p2", UnitState.OUTDATED)
    assert merged.comments == ("origin: google", 'offered: "A person\'s words."')
    assert [(entry.id, entry.obsolete) for entry in gone] == [("p1", True), ("p3", True)]
    read = replace(merged, comments=merged.comments[:1])
    without = replace(updated, entries=(updated.entries[0], read, *gone))
    assert update(without, unite(whole, without, ENGLISH)) == without  # read and taken out


@pytest.mark.parametrize(
    ("comment", "fuzzy", "told"),
    [
        ("state: approved", False, "has the comment “state: approved”, which is no state"),
        ("State : reviewed by Sara", False, "which is no state"),
        ("state: reviewed", True, "is marked as reviewed and as fuzzy, and counts as a draft"),
        ("state: reviewed", False, ""),
        ("in that state: reviewed", True, ""),
    ],
)
def test_a_state_that_is_not_taken_is_told_and_stays(comment: str, fuzzy: bool, told: str) -> None:
    [title, entry] = memory_of(A).entries
    marked = replace(entry, fuzzy=fuzzy, comments=(comment,), line=7)
    memory = Memory(None, (title, marked), path="en.po")
    united = unite(document(A), memory, ENGLISH)
    assert [(one.name, one.line) for one in united.findings] == ([("state", 7)] if told else [])
    assert all(told in one.message and one.hint for one in united.findings)
    assert update(memory, united).entries[1] == marked


def test_what_a_person_says_in_words_like_ours_stays() -> None:
    said = ("origin: page 12 of the book", "look at: the dictionary", "state: reviewed by Sara")
    memory = memory_of(A)
    entries = tuple(replace(entry, comments=said) for entry in memory.entries)
    for text in (A, A_EDITED):
        united = unite(document(text), replace(memory, entries=entries), ENGLISH)
        updated = update(replace(memory, entries=entries), united)
        assert {entry.comments for entry in updated.entries} == {said}
        assert not any(entry.origin for entry in updated.entries)


def test_a_review_comes_back_with_the_text_that_it_was_of() -> None:
    """As where msgmerge, which keeps comments, has brought a file up to date."""
    [title, entry] = memory_of(A).entries
    comments = ("state: reviewed",)
    merged = replace(entry, source=A_EDITED, previous_source=A, fuzzy=True, comments=comments)
    memory = Memory(None, (title, merged))
    [_, unit] = unite(document(A_EDITED), memory, ENGLISH).units
    assert unit.state is X
    united = unite(document(A), memory, ENGLISH)
    assert united.units[1].state is UnitState.REVIEWED
    assert update(memory, united).entries[1].state is UnitState.REVIEWED


def test_words_that_stand_beside_are_told_until_they_are_taken_out() -> None:
    [title, entry] = memory_of(A).entries
    beside = replace(entry, comments=('offered: "Theirs."',), line=7)
    [finding] = unite(document(A), Memory(None, (title, beside)), ENGLISH).findings
    assert (finding.name, finding.severity, finding.line) == ("offered", Severity.NOTE, 7)
    assert finding.message == '“p1” has other words beside it: "Theirs."'
    assert not unite(document(A), Memory(None, (title, entry)), ENGLISH).findings


def test_an_empty_file_is_told() -> None:
    """As a full disk may have left it."""
    [finding] = unite(document(A), parse(b"", "en.po"), ENGLISH).findings
    assert (finding.path, finding.message) == ("en.po", "this file is empty")
    assert not unite(document(A), None, ENGLISH).findings
