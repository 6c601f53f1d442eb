"""Front matter: YAML between two lines of `---`, or the folder's `meta.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from site_gen.errors import ContentError
from site_gen.model import Block, BlockKind, Finding, Metadata, Severity
from site_gen.persian.calendar import from_jalali, latin_digits
from site_gen.sources.plain_yaml import plain_values

META_NAME = "meta.yaml"

#: Every key that front matter may have, and what it says.
KEYS: Mapping[str, str] = {
    "title": "the title, where the text does not begin with it",
    "lead": "the opening paragraph under the title",
    "summary": "one or two sentences for the index and for search engines",
    "date": "when it was published: 2022-10-12, or 1401-07-20 in the Jalali calendar",
    "updated": "when it was last changed in what it says, as `date`",
    "kind": "`article` or `news`, for search engines",
    "authors": "who wrote it: one name or a list",
    "tags": "what it is about: one word or a list",
    "source": "who published the source text",
    "link": "the address of the source text",
    "licence": "under which licence the text may be shared",
    "audio": "a recording of the text, a file beside it",
    "captions": "when each sentence of the recording is spoken: a WebVTT file",
    "restore": "`true` or `false`, or `skip:` rules and `keep:` words",
}

# How other generators keep an article back. Not to know it must not mean to publish it.
_DRAFT = frozenset({"draft", "private", "hidden"})
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)\S+$")
_KINDS = ("article", "news")
_SWITCH = {"true": True, "false": False}

# A Gregorian year before this one is read as a Jalali year: no web page is older, and the
# Jalali calendar will not reach it for two centuries.
_FIRST_GREGORIAN_YEAR = 1600
_FIRST_JALALI_YEAR, _LAST_YEAR = 1000, 2500  # what is beyond is a slip


class FrontMatter(Struct, frozen=True):
    """The front matter of one article: `title` and `lead` as blocks, empty where not given."""

    title: Block
    lead: Block
    fields: tuple[Block, ...]
    metadata: Metadata
    findings: tuple[Finding, ...]


def read_front_matter(text: str, path: str, line: int) -> FrontMatter:
    """Front matter from YAML whose first line is line `line` of `path`. Raises ContentError."""
    values = _load(text, path, line)
    reader = _Reader(values, text, text.splitlines(), path, line)
    skip, keep = reader.restore_lists()
    return FrontMatter(
        title=reader.block("title", BlockKind.TITLE, "title"),
        lead=reader.block("lead", BlockKind.LEAD, ""),
        fields=reader.fields(),
        metadata=Metadata(
            date=reader.date("date"),
            updated=reader.date("updated"),
            is_news=reader.text("kind") == "news",
            link=reader.link(),
            licence=reader.text("licence"),
            audio=reader.text("audio"),
            captions=reader.text("captions"),
            restore=_SWITCH.get(reader.text("restore")),
            restore_skip=skip,
            restore_keep=keep,
        ),
        findings=tuple(reader.findings()),
    )


def _load(text: str, path: str, line: int) -> dict[str, object]:
    plain = plain_values(text)
    return _parsed(text, path, line) if plain is None else plain


def _parsed(text: str, path: str, line: int) -> dict[str, object]:
    import yaml  # here, since most front matter needs no parser

    try:
        # Every scalar as the text it is: a date may be Jalali, a title may be a number.
        values = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise ContentError(
            f"the front matter is not valid YAML: {problem}",
            path=path,
            line=line + (mark.line if mark else 0),
            hint='Put a text with a colon in quotes: title: "One: two".',
        ) from error
    if values is None or values == "":
        return {}
    if not isinstance(values, dict):
        raise ContentError(
            "the front matter has no keys",
            path=path,
            line=line,
            hint="Write one `key: value` a line, for example `title: …`.",
        )
    return {str(key): value for key, value in values.items()}


class _Reader(Struct, frozen=True):
    values: Mapping[str, object]
    yaml: str
    lines: Sequence[str]
    path: str
    first_line: int

    def line(self, key: str) -> int:
        if key in self.values:
            for number, text in enumerate(self.lines, self.first_line):
                if key in text[: len(key) + 1] and _naming(key).match(text):
                    return number
        return self.first_line

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, "")
        if not value:
            return ()
        items = value if isinstance(value, list) else [value]
        texts = [" ".join(item.split()) for item in items if isinstance(item, str)]
        return tuple(filter(None, texts))

    def text(self, key: str) -> str:
        return ", ".join(self.texts(key))

    def block(self, key: str, kind: BlockKind, identity: str) -> Block:
        return Block(kind, self.text(key), self.line(key), id=identity)

    def fields(self) -> tuple[Block, ...]:
        single = (self.block(key, BlockKind.FIELD, key) for key in ("summary", "source"))
        several = (
            Block(BlockKind.FIELD, text, line, id=f"{name}-{number}")
            for key, name in (("authors", "author"), ("tags", "tag"))
            for line in (self.line(key),)
            for number, text in enumerate(self.texts(key), 1)
        )
        return tuple(block for block in (*single, *several) if block.text)

    def restore_lists(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """`restore: {skip: …, keep: …}`"""
        value = self.values.get("restore")
        inner = replace(self, values=value if isinstance(value, dict) else {})
        return inner.texts("skip"), inner.texts("keep")

    def link(self) -> str:
        return self.text("link") if _SAFE_LINK.match(self.text("link")) else ""

    def date(self, key: str) -> date | None:
        try:
            return parse_date(self.text(key))
        except ValueError:
            return None

    def findings(self) -> Iterator[Finding]:
        for key in self.values:
            yield from self._unknown(key)
        yield from self._unread()
        for key, value in self.values.items():
            items = value if isinstance(value, list) else [value]
            if key != "restore" and not all(isinstance(item, str) for item in items):
                yield self.finding(key, f"“{key}” is not a text", 'Put it in quotes: "One: two".')
            if self.is_twice(key):
                yield self.finding(key, f"“{key}” stands twice", "The last one counts; keep one.")
        restore = self.values.get("restore", "true")
        keys = set(restore) - {"skip", "keep"} if isinstance(restore, dict) else set()
        if keys or (not isinstance(restore, dict) and str(restore) not in _SWITCH):
            told = f"“{', '.join(sorted(keys)) or restore}” is not a way to restore"
            yield self.finding("restore", told, f"`restore` is {KEYS['restore']}.")

    def _unknown(self, key: str) -> Iterator[Finding]:
        if key in _DRAFT:
            told = f"“{key}” holds nothing back: the article would be published"
            hint = "Let its folder's name begin with a dot until it is ready: `.my-article`."
            yield self.finding(key, told, hint)
        elif key not in KEYS:
            known = f"Known keys: {', '.join(KEYS)}."
            yield self.finding(key, f"unknown key “{key}” in the front matter", known)

    def _unread(self) -> Iterator[Finding]:
        """Texts that do not say what their keys ask for."""
        for key in ("date", "updated"):
            if self.text(key) and not self.date(key):
                hint = "Write year-month-day: 2022-10-12, or 1401-07-20 in the Jalali calendar."
                yield self.finding(key, f"“{self.text(key)}” is not a date", hint)
        if self.text("kind") not in ("", *_KINDS):
            told = f"“{self.text('kind')}” is not a kind of article"
            yield self.finding("kind", told, f"Known kinds: {', '.join(_KINDS)}.")
        if self.text("link") and not self.link():
            hint = "Write the whole address: https://example.org/article."
            yield self.finding("link", f"“{self.text('link')}” is not an address", hint)

    def is_twice(self, key: str) -> bool:
        if self.yaml.count(key) < 2:  # so it is with most, and quickly seen
            return False
        return len(re.findall(rf"^{re.escape(key)}\s*:", self.yaml, re.MULTILINE)) > 1

    def finding(self, key: str, message: str, hint: str) -> Finding:
        severity = Severity.ERROR if key in KEYS or key in _DRAFT else Severity.WARNING
        return Finding(severity, self.path, self.line(key), message, hint, "front-matter")


@lru_cache(maxsize=64)
def _naming(key: str) -> re.Pattern[str]:
    """How a line begins that gives a key its value."""
    return re.compile(rf"[\"']?{re.escape(key)}[\"']?\s*:")


@lru_cache(maxsize=256)  # each is asked for again where it is looked at whether it is one
def parse_date(text: str) -> date:
    """A Gregorian or Jalali `year-month-day` (also with `/`, and with Persian digits).

    Raises ValueError where there is no such day.
    """
    match = re.fullmatch(
        r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ][\d:.+Z-]*)?", latin_digits(text)
    )
    if not match:
        raise ValueError(text)
    year, month, day = (int(part) for part in match.groups())
    if not _FIRST_JALALI_YEAR <= year <= _LAST_YEAR:
        raise ValueError(text)
    if year < _FIRST_GREGORIAN_YEAR:
        return from_jalali(year, month, day)
    return date(year, month, day)
