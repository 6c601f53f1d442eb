"""Every value that walks through the pipeline: frozen, picklable, never filled in later."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Literal

from msgspec import Struct
from msgspec.structs import astuple, replace

Direction = Literal["rtl", "ltr"]


class Locale(Struct, frozen=True):
    """A language as it is written: BCP 47 code, direction, and its own name for itself."""

    code: str
    direction: Direction
    name: str


PERSIAN = Locale("fa", "rtl", "فارسی")
ENGLISH = Locale("en", "ltr", "English")
LOCALES = {locale.code: locale for locale in (PERSIAN, ENGLISH)}


def other(locale: Locale) -> Locale:
    """The other language of the pair."""
    return ENGLISH if locale == PERSIAN else PERSIAN


#: What nobody sees, inside the brackets of a pattern: white space, soft hyphens, joiners, byte
#: order marks, marks of direction (Unicode: Default_Ignorable_Code_Point, what texts have of it).
UNSEEN = r"\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"

#: A footnote's mark in inline Markdown; group 1 is its label.
NOTE_MARK = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")

#: What stays as it is in every language, in inline Markdown; group 1 is what is inside.
UNTRANSLATED = re.compile(r"""(?<!\\)<span translate=["']no["']>([^<>]*)</span>""")


def note_labels(text: str) -> list[str]:
    """The labels of the footnotes that inline Markdown refers to, in their order."""
    return NOTE_MARK.findall(text) if "[^" in text else []


class Severity(StrEnum):
    """How much a finding matters, most first: an error makes a command fail, a warning where that
    is asked for (`--strict`), a note never."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(Struct, frozen=True):
    """Something in the content that a person should look at.

    `path` is relative to the site with forward slashes; `line` counts from 1, and is 0 where no
    line is meant; `name` is the check's name, by which it can be switched off, where it has one.
    """

    severity: Severity
    path: str
    line: int
    message: str
    hint: str = ""
    name: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        head = f"{where}: {self.severity}: {self.message}" if where else self.message
        name = f" [{self.name}]" if self.name else ""
        hint = f"\n    {self.hint}" if self.hint else ""
        return head + name + hint


class BlockKind(StrEnum):
    """What a block is. Containers have children; leaves have text; a rule has neither."""

    TITLE = "title"
    FIELD = "field"  # a translatable value of the front matter
    LEAD = "lead"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"  # > paragraphs and other blocks
    LIST = "list"  # > items
    ITEM = "item"  # > a paragraph, then any blocks
    IMAGE = "image"  # > alternative text, caption
    ALT = "alt"
    CAPTION = "caption"
    TABLE = "table"  # > rows
    ROW = "row"  # > cells
    CELL = "cell"
    CODE = "code"  # text is verbatim, never translated
    FOOTNOTE = "footnote"  # > paragraphs and other blocks
    VERSE = "verse"  # > couplets
    COUPLET = "couplet"  # one hemistich a line
    RULE = "rule"


#: Kinds whose text is written in a language and becomes a translation unit.
TRANSLATABLE = frozenset(
    {
        BlockKind.TITLE,
        BlockKind.FIELD,
        BlockKind.LEAD,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.ALT,
        BlockKind.CAPTION,
        BlockKind.CELL,
        BlockKind.COUPLET,
    }
)


class Block(Struct, frozen=True):
    """One piece of a document.

    `text` is inline Markdown (see `Markup`) in which a newline is a line break. `line` is where
    the block begins in its file, from 1. `id` is the translation unit's id: fixed for the title
    and the fields, given to other leaves when the document is united with its memory.
    """

    kind: BlockKind
    text: str = ""
    line: int = 0
    children: tuple[Block, ...] = ()
    id: str = ""
    level: int = 0  # heading: 2–6
    ordered: bool = False  # list
    start: int = 1  # ordered list: its first number
    address: str = ""  # image: path or URL
    label: str = ""  # code: language; footnote: the mark it answers
    header: bool = False  # cell
    align: Literal["", "start", "center", "end"] = ""  # cell

    def leaves(self) -> Iterator[Block]:
        """This block and all below it that hold translatable text, in reading order."""
        if self.kind in TRANSLATABLE and self.text:
            yield self
        for child in self.children:
            yield from child.leaves()


class Markup(StrEnum):
    """How the text of a document's blocks is to be read."""

    PLAIN = "plain"  # as it arrived, no character is markup
    MARKDOWN = "markdown"


class Metadata(Struct, frozen=True):
    """What the front matter says that is not translated."""

    updated: date | None = None
    date: date | None = None
    is_news: bool = False
    link: str = ""  # where the source text was published
    licence: str = ""
    audio: str = ""  # a recording of the article, a file beside it
    captions: str = ""  # when each of its sentences is spoken, a WebVTT file
    restore: bool | None = None  # None: as the format has it
    restore_skip: tuple[str, ...] = ()  # rules not to apply
    restore_keep: tuple[str, ...] = ()  # words not to touch


class LinkReference(Struct, frozen=True):
    """A link defined once and used by label: `[label]: address "title"`."""

    label: str
    address: str
    title: str = ""


class Source(Struct, frozen=True):
    """An article as it lies on disk: its bytes, and what its folder holds beside it.

    `front_matter` is the folder's `meta.yaml`, for formats that must stay as they arrived.
    `assets` are the other files, as paths relative to the folder with forward slashes; `sizes`
    has path, width and height (CSS pixels) of the pictures among them, `captions` path and bytes
    of the WebVTT files.
    """

    slug: str
    locale: Locale
    path: str
    data: bytes
    front_matter: bytes = b""
    assets: tuple[str, ...] = ()
    sizes: tuple[tuple[str, int, int], ...] = ()
    captions: tuple[tuple[str, bytes], ...] = ()


class Cue(Struct, frozen=True):
    """When something is spoken in a recording, in seconds from its beginning.

    `id` is that of a sentence (`p3.2`) or a paragraph (`p3`), empty where the file names none.
    `line` is that of the file.
    """

    id: str
    start: float
    end: float
    text: str = ""
    line: int = 0


class Document(Struct, frozen=True):
    """One article in one language.

    `raw` says that the text arrived from outside (.txt, .html, .docx) and wants every repair;
    what an editor wrote as Markdown wants only its code points mended. `doubts` are findings that
    nobody has unless they are looked for. `sizes` are width and height (CSS pixels) of the pictures
    beside it, by path.
    """

    slug: str
    locale: Locale
    path: str
    metadata: Metadata
    title: Block
    fields: tuple[Block, ...]
    blocks: tuple[Block, ...]
    footnotes: tuple[Block, ...] = ()
    references: tuple[LinkReference, ...] = ()
    markup: Markup = Markup.MARKDOWN
    raw: bool = False
    findings: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()
    cues: tuple[Cue, ...] = ()
    sizes: tuple[tuple[str, int, int], ...] = ()

    def leaves(self) -> Iterator[Block]:
        """Everything translatable, in reading order: title, fields, body, footnotes."""
        for block in (self.title, *self.fields, *self.blocks, *self.footnotes):
            yield from block.leaves()


class UnitState(StrEnum):
    """How far a translation unit has come."""

    UNTRANSLATED = "untranslated"
    MACHINE = "machine"  # a draft nobody has looked at
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    OUTDATED = "outdated"  # the source has changed since


class SentenceLink(Struct, frozen=True):
    """Sentences that answer each other: ranges (from, up to but not including), counted from 0.

    One of the two is empty where the other side leaves a sentence out. `score` is the
    probability, from 0 to 1, that the link is right; an editor's own links have 1.
    """

    source: tuple[int, int]
    target: tuple[int, int]
    score: float


class Term(Struct, frozen=True):
    """One entry of the glossary, and how each language says it.

    `forms` are by locale code, the form to write first, then others that are as good. A term that
    is not translated has the same forms in every locale. `notes` are for readers, by locale code;
    `show` says whether readers are shown the note. `line` is where it stands in its file.
    """

    forms: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, str] = {}
    part_of_speech: str = ""
    do_not_translate: bool = False
    show: bool = False
    line: int = 0


class TermUse(Struct, frozen=True):
    """Where a text uses a term: from, up to but not including, in characters."""

    start: int
    end: int
    term: Term


class Placed(Struct, frozen=True, eq=False):
    """What stands in a file: two are equal that say the same, wherever they stand."""

    def said(self) -> tuple[object, ...]:
        """All of it but its `line`."""
        return astuple(replace(self, line=0))

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.said() == other.said()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.said())


class TranslationUnit(Placed, frozen=True):
    """A block's source with its translation, both inline Markdown.

    `links` are those between their sentences that are sure enough to show. `line` is that of its
    entry in the memory, from 1; `off` names the checks that a comment there switches off.
    """

    id: str
    source: str
    target: str
    state: UnitState
    previous_source: str = ""  # what an outdated target translates
    origin: str = ""  # the provider whose draft the target is, or was before the source changed
    links: tuple[SentenceLink, ...] = ()
    pins: str = ""  # an editor's own links, as the memory has them
    source_terms: tuple[TermUse, ...] = ()  # those whose notes readers are shown
    target_terms: tuple[TermUse, ...] = ()
    line: int = 0
    off: tuple[str, ...] = ()


class BilingualDocument(Struct, frozen=True):
    """A document whose leaves all have ids, and a unit for each of them, in the same order."""

    document: Document
    target_locale: Locale
    units: tuple[TranslationUnit, ...]
    findings: tuple[Finding, ...] = ()
    spoken: tuple[Cue, ...] = ()  # cues of sentences and paragraphs that are there


class Artifact(Struct, frozen=True):
    """One file of the site: its path inside the output, with forward slashes, and its bytes."""

    path: str
    data: bytes
