"""The index of the search: however its articles came to be as they are, it is that of a clean
build; and what is done when one of them changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from site_gen.pipeline import merging
from site_gen.pipeline.executors import HERE
from site_gen.pipeline.indexing import plan_index
from site_gen.pipeline.pieces import Piece
from site_gen.pipeline.records import Record, Some
from site_gen.pipeline.store import Store, without
from site_gen.pipeline.tasks import MakeTask
from site_gen.render.packing import digest, pack, squeezed
from site_gen.render.renderers import SEARCH
from site_gen.search import buckets, index, sections
from site_gen.search.entries import Paragraph, SearchEntry, search_entry

Texts = tuple[str, ...]


@pytest.fixture(scope="module", autouse=True)
def small() -> Iterator[None]:
    """So small buckets and shards that a few articles have many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(buckets, "LEAST", 1)
        patch.setattr(buckets, "MOST", 4)
        patch.setattr(buckets, "_CHANCE", 2)
        patch.setattr(sections, "SHARD", 40)
        patch.setattr(index, "SHARD", 40)
        patch.setattr(index, "BLOCK", 8)
        yield


@pytest.fixture(name="store")
def _store() -> Iterator[Store]:
    with without() as store:
        yield store


def entry(slug: str, texts: Texts) -> SearchEntry:
    paragraphs = [Paragraph(number, (text,)) for number, text in enumerate(texts)]
    return search_entry(slug, "fa", (slug, ""), paragraphs)


def kept(articles: Mapping[str, Texts], store: Store) -> list[Record]:
    """The articles as a build finds them in the cache: the newest first."""
    records = []
    for slug in sorted(articles, reverse=True):
        data = squeezed(pack(entry(slug, articles[slug])))
        key = digest(slug, articles[slug])
        one = Record(slug, slug, f"{slug}.md", Some(), key, (), {SEARCH: digest(data)})
        store.put(one, {SEARCH: data})
        records.append(one)
    return records


def files(articles: Mapping[str, Texts], store: Store) -> Mapping[str, bytes]:
    """The index that a build with this cache makes."""
    tasks = [piece.task(tuple(piece.keys)) for piece in pieces(articles, store)]
    made = (task.files.values() for task in tasks if isinstance(task, MakeTask))
    return {file.path: file.data for some in made for make in some for file in make()}


def pieces(articles: Mapping[str, Texts], store: Store) -> list[Piece]:
    return list(plan_index(kept(articles, store), store, HERE))


def clean(articles: Mapping[str, Texts]) -> Mapping[str, bytes]:
    entries = (entry(slug, articles[slug]) for slug in sorted(articles))
    return {file.path: file.data for file in index.search_index(entries)}


WORDS = (
    *("کتاب", "کتاب\u200cهایشان", "کتابی", "گذشت", "می\u200cگذرد", "خواست", "نمی\u200cخواهند"),
    *("book", "books", "booking", "bookish", "running", "ran", "run", "runs", "a1", "é", "۱۴۰۱"),
)
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join), max_size=3).map(tuple)
SLUG = st.integers(0, 20).map("a{:02}".format)
#: Each step changes some articles and takes others away, as None.
HISTORY = st.lists(st.dictionaries(SLUG, st.none() | TEXTS, max_size=12), min_size=1, max_size=6)


def changed(articles: Mapping[str, Texts], step: Mapping[str, Texts | None]) -> dict[str, Texts]:
    return {slug: texts for slug, texts in {**articles, **step}.items() if texts is not None}


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(history=HISTORY)
def test_any_history_ends_in_the_index_of_a_clean_build(
    history: Sequence[Mapping[str, Texts | None]],
) -> None:
    articles: dict[str, Texts] = {}
    with without() as store:
        for step in history:
            articles = changed(articles, step)
            assert files(articles, store) == clean(articles)


@settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
@example(history=[{"a00": ("کتاب",)}, {"a00": None}], after=0)
@given(history=HISTORY, after=st.integers(0, 3))
def test_so_it_does_where_a_build_was_stopped_in_the_midst_of_it(
    history: Sequence[Mapping[str, Texts | None]], after: int
) -> None:
    articles: dict[str, Texts] = {}
    with without() as store:
        for step in history:
            articles = changed(articles, step)
            with pytest.MonkeyPatch.context() as patch, suppress(Stopped):
                patch.setattr(merging, "section", stopped_after(after))
                files(articles, store)
            store.commit()
        assert files(articles, store) == clean(articles)


class Stopped(BaseException):
    """Ctrl-C."""


def stopped_after(count: int) -> object:
    left = count

    def merged(parts: Sequence[tuple[int, bytes]]) -> object:
        nonlocal left
        left -= 1
        if left < 0:
            raise Stopped
        return sections.section(parts)

    return merged


MANY: Mapping[str, Texts] = {f"a{number:02}": (" ".join(WORDS),) for number in range(20)}


def owners(articles: Mapping[str, Texts], store: Store) -> Mapping[str, bytes]:
    return {owner: key for piece in pieces(articles, store) for owner, key in piece.keys.items()}


def test_a_word_more_changes_its_own_shard_alone(store: Store) -> None:
    before = owners(MANY, store)
    after = owners({**MANY, "a07": (*MANY["a07"], "book")}, store)
    assert before.keys() == after.keys()
    changed = {owner for owner in before if before[owner] != after[owner]}
    assert len(changed) == 2
    assert "site:search:index" in changed


def test_of_what_has_not_changed_nothing_is_merged_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    owners(MANY, store)
    made: list[str] = []

    def noted(name: str) -> None:
        real = getattr(merging, name)

        def work(given: object) -> object:
            made.append(name)
            return real(given)

        monkeypatch.setattr(merging, name, work)

    noted("merged_bucket")
    noted("section")
    owners(MANY, store)
    assert made == []
    edited = {**MANY, "a07": (*MANY["a07"], "book")}
    owners(edited, store)
    assert made == ["merged_bucket", "section"]
    made.clear()
    owners({**edited, "a20": ("run",)}, store)
    assert made == ["merged_bucket", "section"]
