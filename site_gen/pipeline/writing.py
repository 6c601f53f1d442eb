"""An output brought to what is planned: what it lacks, from the cache or made, what is too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path

from msgspec import Struct

from site_gen.model import LOCALES, Artifact
from site_gen.pipeline import output as places
from site_gen.pipeline.articles import Gathered
from site_gen.pipeline.early import Early, near, urgent
from site_gen.pipeline.executors import Runner
from site_gen.pipeline.kit import Kit
from site_gen.pipeline.laying import lay_missing
from site_gen.pipeline.making import Put, writing
from site_gen.pipeline.pieces import Piece, out_of_date, slug_in
from site_gen.pipeline.store import Store
from site_gen.pipeline.unchanged import BuildReport, Shown, forget
from site_gen.pipeline.written import Standing
from site_gen.render.laying import TEXT


class Writing(Struct, frozen=True):
    """Bringing an output, which the cache knows by `name`, to what is planned."""

    output: Path
    name: str
    gathered: Gathered
    pieces: Sequence[Piece]
    kit: Kit
    store: Store
    runner: Runner

    def hasten(self, early: Early, files: Iterable[Standing]) -> int:
        """Make what is wanted first and is out of date, and say so where it shows; how many files
        are new.

        `files` are those that the cache has of the output, of these pieces at least, and its list.
        What would lie in another's place is left to the whole site.
        """
        output = self.output
        standing = _by_owner(files)
        stale = out_of_date(near(self.pieces, standing, early.paths), standing, output)
        soon = urgent(stale, standing, early.paths)
        if not soon:
            return 0
        if _is_listed(standing, output):
            places.make_room(output)
        else:
            places.begin(output)
        made = self._make(soon)
        if not self._move_ahead(made, standing):
            return 0
        self._keep(made, (), standing[LIST][0].key if _is_listed(standing, output) else b"")
        fresh = sum(is_new for _, _, is_new in made)
        if fresh:
            early.stand(self.gathered.findings)
        return fresh

    def _move_ahead(self, made: Sequence[Put], standing: Mapping[str, Sequence[Standing]]) -> bool:
        """Move files to their places before the others; False where one is another's.

        The output's list, which is long, is looked into only for files that it may not have.
        """
        output = self.output
        fresh = [path for _, path, is_new in made if is_new]
        now = {path: owner for owner, path, _ in made}
        known = {file.path: owner for owner, files in standing.items() for file in files}
        if _is_listed(standing, output) and now.items() <= known.items():
            places.replace(output, fresh)
            return True
        before = places.owners(output)
        after = before | now
        is_taken = any(before.get(path, owner) != owner for path, owner in now.items())
        if is_taken or (now.keys() - before.keys() and places.clash(after)):
            return False
        places.move_in(output, before, after, fresh)
        return True

    def amend(self, shown: Shown) -> BuildReport | None:
        """Make what is out of date of pieces beside which all is shown as it should be, in the
        places that it has; None where there is more to be done."""
        wanted = {owner for piece in self.pieces for owner in piece.keys} | {LIST}
        standing = _by_owner(file for file in shown.files if file.owner in wanted)
        others = (file for file in shown.files if file.owner not in wanted)
        if not all(slug_in(file.owner) and file.path not in shown.off for file in others):
            return None
        stale = list(out_of_date(self.pieces, standing, self.output))
        if not _is_listed(standing, self.output) or standing[LIST][0].key != _ALL:
            return None
        places.make_room(self.output)
        made = self._make(stale)
        if not _has_same_places(standing, stale, made):
            return None
        return self._replaced(made, len(shown.files) - 1)

    def write(self) -> BuildReport:
        """Make all that is out of date, and take away what is no more."""
        output, broken = self.output, self.gathered.broken
        standing = _by_owner(self.store.written.files(self.name))
        stale = list(out_of_date(self.pieces, standing, output))
        wanted = {owner for piece in self.pieces for owner in piece.keys}
        is_whole = _is_whole(standing, wanted, broken, output)
        if not stale and is_whole:
            return self._report(0, _count(standing), 0)
        if is_whole and standing[LIST][0].key == _ALL:
            places.make_room(output)
            made = self._make(stale)
            if _has_same_places(standing, stale, made):
                return self._replaced(made, _count(standing))
            before = places.owners(output)
        else:
            before = places.begin(output)
            made = self._make(stale)
        again = {owner for _, owners in stale for owner in owners}
        right = [f for one in self.pieces for o in one.keys if o not in again for f in standing[o]]
        paths = [(file.path, file.owner) for file in right]
        paths += [(path, owner) for owner, path, _ in made]
        places.check_places([path for path, _ in paths])
        kept = {path: owner for path, owner in before.items() if _is_of(path, owner, broken)}
        after = kept | dict(paths)
        fresh = [path for _, path, is_new in made if is_new]
        removed = places.move_in(output, before, after, fresh)
        known = {file.path: file.owner for files in standing.values() for file in files}
        known.pop(places.MANIFEST, None)
        gone = [path for path in known if path not in after]
        known = {path: known[path] for path in known if path in after} | dict(paths)
        self._keep(made, gone, _ALL if known == after else b"")
        return self._report(len(fresh), len(after) - len(fresh), removed)

    def _replaced(self, made: Sequence[Put], count: int) -> BuildReport:
        """Move in files that take their own places among so many, and are all there is to do."""
        fresh = [path for _, path, is_new in made if is_new]
        places.replace(self.output, fresh)
        self._keep(made, (), _ALL)
        return self._report(len(fresh), count - len(fresh), 0)

    def _make(self, stale: Sequence[tuple[Piece, Sequence[str]]]) -> list[Put]:
        """Put aside the files of the stale pieces: those that the cache has, the others made."""
        kept = self.store.written.kept(
            piece.keys[owner] for piece, owners in stale for owner in owners
        )
        again = [
            put
            for piece, owners in stale
            for owner in owners
            if piece.keys[owner] in kept
            for put in self._again(piece, owner)
        ]
        there = {owner for owner, _, _ in again}
        missing = [
            (piece, some)
            for piece, owners in stale
            if (some := [owner for owner in owners if owner not in there])
        ]
        return again + list(self._anew(missing))

    def _again(self, piece: Piece, owner: str) -> Iterator[Put]:
        for kept in self.store.written.artifacts(piece.keys[owner]):
            artifact = Artifact(kept.path, kept.whole())
            yield owner, kept.path, places.put_aside(self.output, artifact)

    def _anew(self, missing: Sequence[tuple[Piece, Sequence[str]]]) -> Iterator[Put]:
        keys = {owner: piece.keys[owner] for piece, owners in missing for owner in owners}
        tasks = [piece.task(owners) for piece, owners in missing]
        lay_missing(tasks, self.kit, self.store, self.runner)
        step = writing(self.kit, self.output, self.store.parts)
        mark = dict(self.kit.marks)[TEXT]
        for one in self.runner.run(step, tasks, len(tasks)):
            owner, path, _ = one.put
            if one.data:
                around = (one.around[0], mark, one.around[1]) if one.around else None
                self.store.written.keep_artifact(keys[owner], path, one.data, around)
            yield one.put

    def _keep(self, made: Iterable[Put], gone: Iterable[str], listed: bytes) -> None:
        """Remember what was made from what, what is no more, and what the output's list says."""
        output = self.output
        keys = {owner: key for piece in self.pieces for owner, key in piece.keys.items()}
        now = [Standing.now(output, path, owner, keys[owner]) for owner, path, _ in made]
        now.append(Standing.now(output, places.MANIFEST, LIST, listed))
        self.store.written.keep_files(self.name, now, gone)
        forget(self.name, self.store)  # until the build remembers what came of all of it
        self.store.commit()

    def _report(self, written: int, unchanged: int, removed: int) -> BuildReport:
        gathered = self.gathered
        return BuildReport(
            len(gathered.known), written, unchanged, removed, gathered.findings, gathered.is_final
        )


#: Whose the list of files is.
LIST = "list"
#: The key of a list that has what the cache has, and nothing else: then it need not be read.
_ALL = b"all"


def _by_owner(files: Iterable[Standing]) -> dict[str, list[Standing]]:
    standing: dict[str, list[Standing]] = {}
    for file in files:
        standing.setdefault(file.owner, []).append(file)
    return standing


def _count(standing: Mapping[str, Sequence[Standing]]) -> int:
    return sum(map(len, standing.values())) - 1


def _is_whole(
    standing: Mapping[str, Sequence[Standing]],
    wanted: Set[str] | Mapping[str, bytes],
    broken: Set[str],
    output: Path,
) -> bool:
    """Whether the output holds nothing too much, and its list is as it was written."""
    others = standing.keys() - wanted - {LIST}
    return all(slug_in(owner) in broken for owner in others) and _is_listed(standing, output)


def _is_listed(standing: Mapping[str, Sequence[Standing]], output: Path) -> bool:
    """Whether the list of the output's files is as it was written."""
    listed = standing.get(LIST, ())
    return bool(listed) and listed[0].is_in(str(output))


def _has_same_places(
    standing: Mapping[str, Sequence[Standing]],
    stale: Iterable[tuple[Piece, Sequence[str]]],
    made: Sequence[Put],
) -> bool:
    """Whether what was made has the places that it had."""
    now = {path: owner for owner, path, _ in made}
    owners = (owner for _, owners in stale for owner in owners)
    before = {file.path: owner for owner in owners for file in standing.get(owner, ())}
    return now == before and len(now) == len(made)


def _is_of(path: str, owner: str, slugs: Set[str]) -> bool:
    """Whether a file is of one of these articles."""
    if owner:
        return slug_in(owner) in slugs
    first, _, rest = path.partition("/")
    return (rest.partition("/")[0] if first in LOCALES else first) in slugs
