"""What the cache keeps of articles, read by others while this process writes."""

from __future__ import annotations

import os
import pickle
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from site_gen.pipeline.executors import Runner
from site_gen.pipeline.parts import Parts
from site_gen.pipeline.processes import Processes
from site_gen.pipeline.records import Record, Some
from site_gen.pipeline.steps import Step, apiece, as_it_is
from site_gen.pipeline.store import Store, opened, without
from site_gen.render.packing import digest

KEYS = [digest("article", number) for number in range(80)]


@pytest.fixture(params=["build", "50% #1?", os.fsdecode(b"\xe9")])
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    with opened(tmp_path / str(request.param) / "build.db", print) as one:
        fill(one)
        yield one


def fill(store: Store) -> None:
    for number, key in enumerate(KEYS):
        record = Record(f"a{number}", f"a{number}", f"a{number}.md", Some(), key)
        store.put(record, {"teaser": key * 500})
    store.commit()


def test_others_read_while_much_is_written_and_not_committed(store: Store) -> None:
    others = pickle.loads(pickle.dumps(store.parts))
    assert len(others.read(KEYS, "teaser")) == len(KEYS)
    with closing(vars(others)["_database"]):  # which a worker has as long as it lives
        for number in range(400):  # 8 MB: more than SQLite holds back
            store.written.keep_artifact(digest(number), f"{number}.html", digest(number) * 1300)
            some = KEYS[number % 80 :][:3]
            assert others.read(some, "teaser") == {key: key * 500 for key in some}


def test_a_part_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(sqlite3.DatabaseError, match="the teaser of an article is missing"):
        store.parts.read([digest("another")], "teaser")


@pytest.mark.parametrize("is_kept", [True, False])
def test_workers_are_given_what_a_cache_has_that_only_this_process_sees(
    tmp_path: Path, *, is_kept: bool
) -> None:
    with opened(tmp_path / "build.db", print) if is_kept else without() as store:
        fill(store)
        assert store.parts.is_shared == is_kept
        fetch, make = Reading(store.parts), apiece(twice)
        step = Step("pages", fetch, make, as_it_is, is_near=not store.parts.is_shared)
        with Runner(2, lambda: Processes(2)) as runner:
            made = list(runner.run(step, KEYS, len(KEYS)))
    assert made == [key * 500 for key in KEYS for _ in "12"]


class Reading:
    """A teaser from these parts, wherever it is asked for."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    def __call__(self, key: bytes) -> bytes:
        return self.parts.read([key], "teaser")[key]


def twice(data: bytes) -> tuple[bytes, bytes]:
    return data, data
