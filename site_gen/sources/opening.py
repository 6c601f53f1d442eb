"""From an article's bytes to its text and its front matter, and to what all documents share."""

from __future__ import annotations

import re
from codecs import BOM_UTF8

from msgspec import Struct

from site_gen.errors import ContentError
from site_gen.model import UNSEEN, Block, Document, Source
from site_gen.sources.frontmatter import META_NAME, FrontMatter, read_front_matter

_SEEN = re.compile(f"[^{UNSEEN}]")


class Body(Struct, frozen=True):
    """An article's text without its front matter, and the line on which it begins, from 1."""

    text: str
    line: int
    front_matter: FrontMatter


def open_source(source: Source) -> Body:
    """Decode a source and part its front matter from its body.

    Raises ContentError for an empty file, one that is not UTF-8, and broken YAML.
    """
    text = decode(source.data, source.path)
    if not is_seen(text):
        raise ContentError("the file is empty", path=source.path, hint="Write a title and a text.")
    head, body, line = _split(text, source.path)
    if not source.front_matter:
        return Body(body, line, read_front_matter(head or "", source.path, 2))
    path = f"{source.path.rpartition('/')[0]}/{META_NAME}"
    if head is not None:
        raise ContentError(
            f"the article has front matter, and a {META_NAME} beside it as well",
            path=source.path,
            line=1,
            hint="Put all of it into one of the two.",
        )
    return Body(body, line, read_front_matter(decode(source.front_matter, path), path, 1))


def decode(data: bytes, path: str) -> str:
    """UTF-8, with or without BOM, line ends as `\\n`. Raises ContentError with the line."""
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise ContentError(
            f"the file is not UTF-8: byte 0x{data[error.start]:02X} cannot be read",
            path=path,
            line=data.count(b"\n", 0, error.start) + 1,
            hint="Open it in the editor it was written with and save it as UTF-8.",
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _split(text: str, path: str) -> tuple[str | None, str, int]:
    """(YAML or None, body, the body's first line). Raises ContentError if it does not end."""
    match = re.match(r"\s*---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if match:
        return match[1], text[match.end() :], text.count("\n", 0, match.end()) + 1
    if re.match(r"\s*---[ \t]*\n\w+:", text):
        raise ContentError(
            "the front matter has no end", path=path, line=1, hint="Write --- below its last line."
        )
    return None, text, 1


def is_seen(text: str) -> bool:
    """Whether a reader sees anything of a text; of a mark of direction alone nobody does."""
    return bool(_SEEN.search(text))


def document_of(
    source: Source, front: FrontMatter, title: Block, blocks: tuple[Block, ...]
) -> Document:
    """The document, as far as all formats have it alike: the front matter's lead comes first."""
    return Document(
        slug=source.slug,
        locale=source.locale,
        path=source.path,
        metadata=front.metadata,
        title=title,
        fields=front.fields,
        blocks=(front.lead, *blocks) if front.lead.text else blocks,
        findings=front.findings,
    )
