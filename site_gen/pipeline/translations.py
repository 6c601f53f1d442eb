"""What is wrong in the translations of a site, without its pages and its links: an article
goes no further than to be counted (`counting.py`), and is looked through on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from site_gen.config import Settings
from site_gen.pipeline import naming, seen
from site_gen.pipeline.articles import ordered
from site_gen.pipeline.composing import Inputs
from site_gen.pipeline.counting import count_again
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.records import Count, Printed, Some
from site_gen.pipeline.seen import Look
from site_gen.pipeline.site import with_cache
from site_gen.pipeline.standing import keep
from site_gen.pipeline.store import Store
from site_gen.quality.checks import doubts_of_all
from site_gen.render.packing import pack, unpack
from site_gen.translation.glossary_file import load_glossary

_TOLD = "what was told of translations"


def tell_translations(
    root: Path, settings: Settings, *, runner: Runner, say: Callable[[str], None]
) -> Printed:
    """What `check` finds in the translations, their links left aside, as it is printed. Raises
    ContentError."""
    return with_cache(root, say, partial(_tell, root, settings, runner))


def _tell(root: Path, settings: Settings, runner: Runner, store: Store) -> Printed:
    naming.require(root)
    look = seen.look(root, seen.context_of(root, settings), store, seen.COUNTED)
    kept = store.fact(_TOLD)
    if look.mark and kept.startswith(known := look.context + look.mark):
        return unpack(kept[len(known) :], Printed)
    glossary, problems = load_glossary(root, settings.source)
    inputs = Inputs.of(settings, glossary)
    counts, found = _looked_through(root, settings, inputs, look, store, runner)
    twice = naming.same_address({one.path: one.slug for one in counts if one.states})
    of_all = doubts_of_all(store.disagreeing(counted=True), settings.check)
    of_each = {one.folder: found.get(one.folder, one.found) for one in counts}
    told = Printed.of(ordered(of_each, (*problems, *twice.values(), *of_all)))
    store.keep_fact(_TOLD, look.context + seen.mark(store, seen.COUNTED) + pack(told))
    store.commit()
    return told


def _looked_through(
    root: Path, settings: Settings, inputs: Inputs, look: Look, store: Store, runner: Runner
) -> tuple[Sequence[Count], Mapping[str, Some]]:
    """All articles, by folder, and what was found in those that can be read; what has changed
    since is looked through again, and kept."""
    known = {one.folder: one for one in store.counts()}
    found = store.found_in_translations()
    unseen = {folder for folder, one in known.items() if one.states and folder not in found}
    stale = unseen if look.mark else unseen.union(look.stale(known))
    there = sorted(folder for folder in stale if naming.is_there(folder, look.tree))
    keys = {folder: one.key for folder, one in known.items() if folder not in unseen}
    new = list(count_again(root, settings, look, there, keys, runner, say=True, looked_by=inputs))
    gone = [folder for folder in known if not naming.is_there(folder, look.tree)]
    keep(new, gone, look, store)
    known |= {one.count.folder: one.count for one in new}
    for one in new:  # one that cannot be read now has nothing found in it
        found.pop(one.count.folder, None)
    found |= {one.count.folder: one.found for one in new if one.found is not None}
    folders = sorted(folder for folder in known if naming.is_there(folder, look.tree))
    return [known[folder] for folder in folders], found
