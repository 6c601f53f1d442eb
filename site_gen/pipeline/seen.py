"""What articles are made from, as it lies on disk now and as the cache has it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Set
from pathlib import Path

from msgspec import Struct

from site_gen.config import Settings
from site_gen.files import read_regular
from site_gen.model import Finding
from site_gen.pipeline import keys, naming, tree
from site_gen.pipeline.store import Store
from site_gen.pipeline.tree import Tree
from site_gen.render.packing import digest, pack

_GLOSSARY = Path("content", "glossary.toml")
_CONTENT = "content"
#: The name of what was found that is of no article's making alone.
MORE = "findings of the whole site"


class Look(Struct, frozen=True):
    """What articles are made from, as it is now; `mark` is empty where the cache has another.

    `before` is what the cache has of their files, `context` the digest of all else.
    """

    tree: Tree
    before: Tree
    context: bytes
    mark: bytes

    def stale(self, known: Container[str]) -> Iterator[str]:
        """Folders of articles that are not `known`, have changed, or in which something has."""
        now, before = self.tree, self.before
        for path in now.keys() | before.keys():
            if now.get(path) is not before.get(path) and now.get(path) != before.get(path):
                yield from (above for above in _upwards(path) if naming.is_there(above, now))
        yield from (path for path in now if path not in known and naming.is_article(now[path]))


def _upwards(path: str) -> Iterator[str]:
    """The folder and all that it lies in."""
    while path:
        yield path
        path = path.rpartition("/")[0]
    yield ""


def look(root: Path, settings: Settings, store: Store) -> Look:
    """Look at all folders of articles."""
    try:
        glossary: bytes | str = read_regular(root / _GLOSSARY)
    except (
        OSError
    ) as error:  # there is none, or none that can be read: not the same as an empty one
        glossary = str(error.strerror)
    # What `work.Inputs` takes of the settings; its parts follow from whether there is a search.
    wanted = (settings.restore, settings.check, settings.source.code, settings.search.on)
    context = digest(keys.code(), wanted, glossary)
    kept = store.fact(_CONTENT)
    before = tree.unpacked(kept[32:]) if kept[:16] == context else {}
    now = tree.scan(str(root / naming.ARTICLES), before)
    return Look(now, before, context, kept[16:32] if now == before else b"")


def keep(seen: Look, again: Set[str], found: Iterable[Finding], store: Store) -> None:
    """Remember that the cache has what was seen, but for the folders to look at again, and what
    was `found` that is of no article's making alone."""
    data = tree.packed({path: one for path, one in seen.tree.items() if path not in again})
    store.keep_fact(_CONTENT, seen.context + digest(data) + data)
    store.keep_fact(MORE, pack(tuple(found)))


def mark(store: Store) -> bytes:
    """A digest of the content that the cache has."""
    return store.fact(_CONTENT)[16:32]
