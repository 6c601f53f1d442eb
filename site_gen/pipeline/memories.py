"""Rewriting a translation memory: one writer at a time, nothing of others overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from site_gen.errors import OutputError
from site_gen.pipeline.content import Article
from site_gen.translation.memory import Memory, load, saver, writing

Save = Callable[[Memory], None]


@contextmanager
def rewriting(article: Article) -> Iterator[tuple[Memory | None, Save]]:
    """The memory as it lies on disk, and how to put another in its place, as often as needed.

    Raises MemoryFileError where another run is writing it, or somebody else has meanwhile, and
    OutputError where the disk does not take it; the old file is whole then.
    """
    with writing(article.memory_file, article.memory_path):
        known = load(article.memory_file, article.memory_path)
        put = saver(article.memory_file, article.memory_path, known)

        def save(memory: Memory) -> None:
            try:
                put(memory)
            except OSError as error:
                raise OutputError(
                    f"cannot be written: {error.strerror or error}",
                    path=article.memory_path,
                    hint="Is the disk full, or the file not yours? The file is as it was.",
                ) from error

        yield known, save
