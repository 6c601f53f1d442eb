"""What articles are made from, as it lies on disk now and as the cache has it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from site_gen.config import Settings
from site_gen.files import read_regular
from site_gen.pipeline import keys, naming, tree
from site_gen.pipeline.store import Store
from site_gen.pipeline.tree import Tree
from site_gen.render.packing import digest

_GLOSSARY = Path("content", "glossary.toml")
_CONTENT = "content"
#: The name of the tree as `status` has counted it; a build has one of its own.
COUNTED = "content as it was counted"
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
        if not before:
            yield from (path for path in now if naming.is_article(now[path]))
            return
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


def look(root: Path, context: bytes, store: Store, name: str = _CONTENT) -> Look:
    """Look at all folders of articles, and at what the cache has of them under a name, made with
    what has this digest (`context_of`)."""
    before, kept = _kept(store, name, context)
    now = tree.scan(str(root / naming.ARTICLES), before)
    return Look(now, before, context, kept if now == before else b"")


def glance(root: Path, settings: Settings, store: Store, folders: Iterable[str]) -> Look | None:
    """Look at these folders of articles alone, and take all else to be as the cache has it; None
    where that does not do."""
    context = context_of(root, settings)
    before, _ = _kept(store, _CONTENT, context)
    now = tree.rescan(str(root / naming.ARTICLES), before, folders)
    return None if now is None else Look(now, before, context, b"")


def is_all_new(context: bytes, store: Store) -> bool:
    """Whether the cache has no article that was made with what has this digest."""
    return store.fact(_CONTENT)[: len(context)] != context


def context_of(root: Path, settings: Settings) -> bytes:
    """The digest of what all articles are made with."""
    try:
        glossary: bytes | str = read_regular(root / _GLOSSARY)
    except (
        OSError
    ) as error:  # there is none, or none that can be read: not the same as an empty one
        glossary = str(error.strerror)
    # What `composing.Inputs` takes of the settings; its parts follow from `search.on`.
    wanted = (settings.restore, settings.check, settings.source.code, settings.search.on)
    return digest(keys.code(), wanted, glossary)


def as_built(seen: Look, store: Store) -> Look:
    """The same, beside what the cache has of it as it was built."""
    before, kept = _kept(store, _CONTENT, seen.context)
    return Look(seen.tree, before, seen.context, kept if seen.tree == before else b"")


def _kept(store: Store, name: str, context: bytes) -> tuple[Tree, bytes]:
    """The tree that was kept, if what all articles are made from is the same, and its mark."""
    kept = store.fact(name)
    return (tree.unpacked(kept[32:]), kept[16:32]) if kept[:16] == context else ({}, b"")


def keep(seen: Look, again: Container[str], store: Store, name: str = _CONTENT) -> None:
    """Remember that the cache has what was seen, but for the folders to look at again."""
    data = tree.packed({path: one for path, one in seen.tree.items() if path not in again})
    store.keep_fact(name, seen.context + digest(data) + data)


def mark(store: Store, name: str = _CONTENT) -> bytes:
    """A digest of the content that the cache has."""
    return store.fact(name)[16:32]
