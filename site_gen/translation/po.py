"""PO files to values and back.

polib does the work, but for reading files of the plain shape (`plain_po.py`). What it would lose
is put right here: it reads comments of a file without a header, previous sources of obsolete
entries and comments after the last entry wrongly or not at all, cuts lines at Unicode separators,
and takes a missing quotation mark for a missing letter.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8

import polib

from site_gen.errors import MemoryFileError
from site_gen.translation.entries import JOINT, Entry, Memory, with_offered, with_own_comments
from site_gen.translation.plain_po import plain_entries


def parse(data: bytes, path: str) -> Memory:
    """A PO file's values. Raises MemoryFileError with the line and what to do there."""
    text = _decoded(data, path)
    entries, trailing = plain_entries(text), tuple[str, ...]()
    if entries is None:
        _check_syntax(text, path)
        body, trailing = _without_trailing_comments(text)
        entries = [_entry(read) for read in _read_entries(body, path)]
        _check_finished(text, path)
    header = entries.pop(0) if entries and not (entries[0].id or entries[0].source) else None
    _check_unique(entries, path)
    said = (with_own_comments(one) if one.comments or one.extracted else one for one in entries)
    return Memory(header, tuple(said), trailing, path)


def parse_own(data: bytes, shown: str) -> Memory:
    """The memory of an article. Raises MemoryFileError, also where the file is an export that was
    laid over it: its entries would be found by their texts at best."""
    memory = parse(data, shown)
    live = [entry for entry in memory.entries if not entry.obsolete]
    if live and all(JOINT in entry.id for entry in live):
        raise MemoryFileError(
            f"is an export, not the article's own file: it calls an entry “{live[0].id[:60]}”",
            path=shown,
            line=live[0].line,
            hint="Move it out of this folder, put the file back that was here, and bring the "
            "export in with: python build.py import FILE",
        )
    return memory


def render(memory: Memory) -> bytes:
    """The bytes of the PO file: lines are broken only where the text has a line break."""
    entries = [memory.header] if memory.header else []
    parts = [_rendered(entry) for entry in (*entries, *memory.entries)]
    if memory.trailing:
        parts.append("".join(f"# {line}".rstrip() + "\n" for line in memory.trailing))
    return "\n".join(parts).encode()


# --- reading ------------------------------------------------------------------------------------

_TWO_VERSIONS = (
    "From <<<<<<< to ======= stands one version, from there to >>>>>>> the other. Keep the words "
    "that are right, each entry once, and delete these lines of signs."
)
_CONFLICT = re.compile(r"(<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>)( |$)")
_STRING = r'"(?:[^"\\]|\\.)*"'
_KEYWORD = r"msgctxt|msgid|msgid_plural|msgstr|msgstr\[[0-9]\]"
_WORD = re.compile(r"\s*(?:#~\s*)?(msgctxt|msgid|msgstr)(?!_)")
_LINE = re.compile(rf"(?:#~\||#\||#~)?\s*(?:(?:{_KEYWORD})\s+)?{_STRING}")


def _decoded(data: bytes, path: str) -> str:
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message, hint = "is not UTF-8", "Save the file as UTF-8 (Poedit and every CAT tool can)."
        if error.end == len(data) and error.reason == "unexpected end of data":
            message, hint = "ends in the middle of a letter", "Put back a copy that is whole."
        raise MemoryFileError(message, path=path, line=line, hint=hint) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        hint = "Delete it, and look whether a word is missing. If it is UTF-16, save it as UTF-8."
        message = "holds a NUL character, after which other tools read no further"
        raise MemoryFileError(message, path=path, line=line, hint=hint)
    return text.replace("\r\n", "\n") if "\r" in text else text


def _check_syntax(text: str, path: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        problem = _problem(line.strip())
        if problem:
            message, hint = problem
            raise MemoryFileError(message, path=path, line=number, hint=hint)


def _check_finished(text: str, path: str) -> None:
    """Each msgid has its msgstr: polib passes over one that has none."""
    if line := _unfinished(text):
        hint = 'Write msgstr "" below its msgid where there is no translation.'
        raise MemoryFileError("this entry has no msgstr", path=path, line=line, hint=hint)


def _unfinished(text: str) -> int:
    """The line of a msgid without a msgstr, 0 where there is none."""
    begun = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if word := _WORD.match(line):
            if begun and word[1] == "msgctxt":
                return begun
            begun = number if word[1] == "msgid" else 0
    return begun


def _problem(line: str) -> tuple[str, str] | None:
    """What is wrong with one line of a PO file taken by itself: message and hint."""
    if _CONFLICT.match(line):
        return "holds a git merge conflict", _TWO_VERSIONS
    if not line or (line[0] == "#" and line[1:2] not in ("~", "|")):
        return None
    if not _LINE.fullmatch(line):
        return (
            f"is not a line of a PO file: {line[:60]}",
            "A line is a comment (#), or it is msgctxt, msgid or msgstr and a text in quotation "
            'marks, as in msgstr "word"; a quotation mark in the text is \\".',
        )
    return None


def _without_trailing_comments(text: str) -> tuple[str, tuple[str, ...]]:
    """The text up to its last entry, and the comment lines below."""
    lines = text.split("\n")
    end = len(lines)
    while end and (not lines[end - 1].strip() or re.match(r"\s*#(?![~|])", lines[end - 1])):
        end -= 1
    comments = (line.strip() for line in lines[end:] if line.strip())
    trailing = tuple(re.sub(r"^# ?", "", line) for line in comments)
    return "\n".join(lines[:end]), trailing


class _Lines(str):
    """Text that polib cuts at line feeds only, not at U+2028, form feeds and their like."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:  # noqa: ARG002  # str's own
        return self.split("\n")


class _Entries(polib.POFile):
    """A PO file in which the header stays an entry like the others, so none of it is lost."""

    def find(self, *_args: object, **_options: object) -> None:
        return None


def _read_entries(text: str, path: str) -> list[polib.POEntry]:
    tidy = _Lines(_tidy_comments(text))
    try:
        read = polib.pofile(tidy, encoding="utf-8", klass=_Entries)
    except OSError as error:
        found = re.search(r"\(line (\d+)\)", str(error))
        hint = "An entry is msgctxt, then msgid, then msgstr, each once."
        line = int(found[1]) if found else 0
        message = "lines are in the wrong order"
        raise MemoryFileError(message, path=path, line=line, hint=hint) from error
    if read and read.header:  # polib keeps the first entry's comments apart
        first = read[0]
        first.tcomment = "\n".join(filter(None, (read.header, first.tcomment)))
    return list(read)


def _tidy_comments(text: str) -> str:
    """Comments in the one spelling that polib reads whole; the number of lines stays."""
    text = re.sub(r"^(\s*)#~\|", r"\1#|", text, flags=re.MULTILINE)
    text = re.sub(r"^(\s*#[,.:|~])(?=\S)", r"\1 ", text, flags=re.MULTILINE)
    return re.sub(r"^(\s*)#(?![,.:|~\s])", r"\1# ", text, flags=re.MULTILINE)


def _entry(read: polib.POEntry) -> Entry:
    generated = not read.obsolete  # gettext drops what tools wrote when an entry is gone
    lines = [f"{file}:{line}" if line else file for file, line in read.occurrences]
    forms = [read.msgstr_plural[n] for n in sorted(read.msgstr_plural)] or [read.msgstr]
    target, *others = [form for form in dict.fromkeys(forms) if form] or [""]
    entry = Entry(
        id=read.msgctxt or "",
        source=read.msgid,
        target=target,
        fuzzy=read.fuzzy,
        flags=tuple(flag for flag in read.flags if flag and flag != "fuzzy"),
        previous_source=read.previous_msgid or "",
        previous_id=read.previous_msgctxt or "",
        comments=tuple(read.tcomment.split("\n")) if read.tcomment else (),
        extracted=tuple(read.comment.split("\n")) if read.comment and generated else (),
        occurrences=tuple(lines) if generated else (),
        obsolete=bool(read.obsolete),
        plural=bool(read.msgid_plural),
        line=max(read.linenum or 0, 1),
    )
    return with_offered(entry, *others)


def _check_unique(entries: list[Entry], path: str) -> None:
    """Each id once among the entries in use; gettext also refuses an obsolete twin."""
    ids: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for entry in entries:
        first = pairs.setdefault((entry.id, entry.source), entry.line)
        if entry.id and not entry.obsolete:
            first = min(first, ids.setdefault(entry.id, entry.line))
        if first != entry.line:
            name = f"“{entry.id}”" if entry.id else "an entry without msgctxt"
            hint = f"It stands first near line {first}. Keep one of the two."
            raise MemoryFileError(f"{name} stands twice", path=path, line=entry.line, hint=hint)


# --- writing ------------------------------------------------------------------------------------


def _rendered(entry: Entry) -> str:
    made = polib.POEntry(
        msgctxt=entry.id or None,
        msgid=entry.source,
        msgstr=entry.target,
        obsolete=entry.obsolete,
        comment="\n".join(entry.extracted),
        tcomment="\n".join(entry.comments),
        occurrences=[(occurrence, "") for occurrence in entry.occurrences],
        flags=[*(["fuzzy"] if entry.fuzzy else []), *entry.flags],
        previous_msgid=entry.previous_source or None,
        previous_msgctxt=entry.previous_id or None,
    )
    return re.sub(r"^# $", "#", made.__unicode__(wrapwidth=0), flags=re.MULTILINE)
