"""What is laid out once of each article, made again where a template or a setting has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from msgspec import Struct

from site_gen.pipeline.executors import Runner
from site_gen.pipeline.kit import Kit, renderer_of
from site_gen.pipeline.steps import Step, apiece, as_it_is
from site_gen.pipeline.store import Store
from site_gen.pipeline.tasks import PageTask, SheetTask, Task
from site_gen.render.laying import LAYOUTS

_AT_ONCE = 256  # articles that are read at once, so that memory has a bound


class Unlaid(Struct, frozen=True):
    """What is to be laid out, of an article by its key: of the packed `part` that it is made of."""

    name: str
    key: bytes
    part: bytes


Laid = tuple[str, bytes, bytes]  # the name, the article's key, what was made


def lay_missing(tasks: Iterable[Task], kit: Kit, store: Store, runner: Runner) -> None:
    """Lay out what these tasks want and the cache has not, and keep it, so that others may read
    it. Raises TemplateError."""
    wanted: dict[str, dict[bytes, None]] = {}
    for task in tasks:
        if isinstance(task, PageTask | SheetTask):
            for name, keys in task.wants.items():
                wanted.setdefault(name, {}).update(dict.fromkeys(keys))
    for name, mark in kit.marks:
        keys = tuple(wanted.get(name, ()))
        known = store.laid_keys(keys, name, mark)
        missing = [key for key in keys if key not in known]
        step = Step("pages", as_it_is, apiece(partial(_lay, kit)), as_it_is)
        for _, key, data in runner.run(step, _unlaid(name, missing, store), len(missing)):
            store.keep_laid(key, name, mark, data)
    store.commit()


def _unlaid(name: str, keys: list[bytes], store: Store) -> Iterator[Unlaid]:
    for begin in range(0, len(keys), _AT_ONCE):
        some = keys[begin : begin + _AT_ONCE]
        parts = store.parts.read(some, LAYOUTS[name].of)
        yield from (Unlaid(name, key, parts[key]) for key in some)


def _lay(kit: Kit, one: Unlaid) -> Iterator[Laid]:
    yield one.name, one.key, LAYOUTS[one.name].lay(renderer_of(kit), one.part)
