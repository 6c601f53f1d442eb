"""What all files of a site are made with, in whichever process: its templates and settings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from site_gen.pipeline.store import Store
from site_gen.pipeline.theme import Theme
from site_gen.render.laying import LAYOUTS, marks
from site_gen.render.packing import digest, pack, unpack
from site_gen.render.pages import PageRenderer
from site_gen.render.views import SiteView

#: Templates as Jinja compiles them, inside the site's folder.
COMPILED = Path(".cache", "templates")
_MARKS = "marks"


class Kit(Struct, frozen=True):
    """The templates with their names, and the packed `SiteView`.

    `marks` say by what each thing that is laid out once is laid out now (`laying.marks`).
    `compiled` is where a site's own templates are kept compiled, None for nowhere.
    """

    templates: tuple[tuple[str, bytes], ...]
    site: bytes
    marks: tuple[tuple[str, bytes], ...]
    compiled: Path | None


def kit_of(root: Path, theme: Theme, store: Store, *, share_disk: bool) -> Kit:
    """The kit of a site that looks so; workers that `share_disk` find compiled templates there."""
    compiled = root / COMPILED if share_disk else None
    known = tuple(_marks(theme, store).items())
    return Kit(tuple(theme.templates.items()), pack(theme.site), known, compiled)


def _marks(theme: Theme, store: Store) -> Mapping[str, bytes]:
    """The marks, which take some time to find out: the cache has those of the last theme."""
    name, kept = digest(*LAYOUTS, theme.key), store.fact(_MARKS)
    if kept[: len(name)] == name:
        return unpack(kept[len(name) :], dict[str, bytes])
    found = marks(theme.templates, theme.site)
    store.keep_fact(_MARKS, name + pack(found))
    return found


@lru_cache(maxsize=1)
def renderer_of(kit: Kit) -> PageRenderer:
    """What lays out with this kit."""
    return PageRenderer(dict(kit.templates), unpack(kit.site, SiteView), kit.compiled)
