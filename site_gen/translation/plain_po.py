"""PO files of the plain shape, which most are, in one pass.

An entry is comments of people, flags, the source that it had, its id, source and translation, in
gettext's order; blank lines stand between entries only. Of anything else (obsolete entries,
comments of tools, plural forms, mistakes) `None` says that the long way must be gone; where both
can, both give the same values.
"""

from __future__ import annotations

import re

from site_gen.translation.entries import Entry

_PIECE = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
_STRING = rf"({_PIECE}(?:\n{_PIECE})*+)\n"
_PREVIOUS = rf"({_PIECE}(?:\n\#\|[ ]{_PIECE})*+)\n"
_ENTRY = re.compile(
    rf"""((?:\#(?:[ ].*)?\n)*+)
    (?:\#,[ ](\S.*)\n)?
    (?:\#\|[ ]msgctxt[ ]{_PREVIOUS})?
    (?:\#\|[ ]msgid[ ]{_PREVIOUS})?
    (?:msgctxt[ ]{_STRING})?
    msgid[ ]{_STRING}
    msgstr[ ]{_STRING}
    \n*+""",
    re.VERBOSE,
)
_KEYWORDS = ('msgctxt "', 'msgid "', 'msgstr "')
_ESCAPE = re.compile(r'\\([\\ntrvbf"])')
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "b": "\b", "f": "\f"}


def plain_entries(text: str) -> list[Entry] | None:
    """The entries of a PO file, its header among them, where it is plain."""
    entries: list[Entry] = []
    if not text.endswith("\n"):
        text += "\n"
    at, line = 0, 1
    while at < len(text):
        if bare := _bare(text, at):
            (unit_id, source, target), end = bare
            entries.append(Entry(unit_id, source, target, line=line))
        elif found := _ENTRY.match(text, at):
            end = found.end()
            entries.append(_entry(found, line))
        else:
            return None
        line += text.count("\n", at, end)
        at = end
    return entries or None


def _bare(text: str, at: int) -> tuple[list[str], int] | None:
    """The id, the source and the translation of an entry that is three lines without a sign in
    them, as most are, and where the next one begins."""
    values: list[str] = []
    for keyword in _KEYWORDS:
        if not text.startswith(keyword, at):
            return None
        begin = at + len(keyword)
        end = text.find('"', begin)
        value = text[begin:end]
        if text[end + 1 : end + 2] != "\n" or "\n" in value or "\\" in value:
            return None
        values.append(value)
        at = end + 2
    if text[at : at + 1] == '"':  # the translation goes on
        return None
    while text[at : at + 1] == "\n":
        at += 1
    return values, at


def _entry(found: re.Match[str], line: int) -> Entry:
    comments, flags, previous_id, previous, unit_id, source, target = found.groups()
    all_flags = [flag.strip() for flag in flags.split(",")] if flags else []
    return Entry(
        _value(unit_id),
        _value(source),
        _value(target),
        "fuzzy" in all_flags,
        tuple(flag for flag in all_flags if flag and flag != "fuzzy"),
        _value(previous),
        _value(previous_id),
        _comments(comments) if comments else (),
        line=line,
    )


def _value(quoted: str | None) -> str:
    """The text of strings in quotation marks, one a line."""
    if quoted is None:
        return ""
    text = quoted[1:-1]
    if "\n" in text:
        text = text.replace('"\n#| "', "").replace('"\n"', "")
    return _ESCAPE.sub(lambda m: _ESCAPED.get(m[1], m[1]), text) if "\\" in text else text


def _comments(lines: str) -> tuple[str, ...]:
    """The comments of an entry; empty ones before the first that says something are no text."""
    text = "\n".join(line.rstrip()[2:] for line in lines[:-1].split("\n")).lstrip("\n")
    return tuple(text.split("\n")) if text else ()
