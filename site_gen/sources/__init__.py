"""Reading articles: the bytes of one format become a `Document`."""

from collections.abc import Callable, Mapping

from site_gen.model import Document, Source
from site_gen.sources.markdown import import_markdown
from site_gen.sources.text import import_text

#: File name suffix -> importer. Each raises ContentError.
IMPORTERS: Mapping[str, Callable[[Source], Document]] = {
    ".md": import_markdown,
    ".txt": import_text,
}
