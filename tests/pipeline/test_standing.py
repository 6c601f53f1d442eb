"""`status` says the same of a site that nobody built as of one that was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from site_gen import config
from site_gen.config import RestoreSettings
from site_gen.errors import SiteGenError
from site_gen.model import BlockKind, Document
from site_gen.pipeline import stages, tree
from site_gen.pipeline.content import discover
from site_gen.pipeline.executors import HERE, Runner
from site_gen.pipeline.site import build
from site_gen.pipeline.standing import Standing, standing
from tests.conftest import NewSite, SiteFolder
from tests.pipeline.test_histories import EDITS, SLUG, SLUGS, Edit, live, written

CONTENT = Path(__file__).parents[2] / "content"


def told(root: Path, slugs: tuple[str, ...] = (), runner: Runner = HERE) -> Standing | str:
    """What `status` finds, or what stops it."""
    try:
        return standing(root, config.load(root), slugs, runner=runner, say=lambda _: None)
    except SiteGenError as error:
        return str(error)


def copied(site: SiteFolder, name: str) -> SiteFolder:
    """The same site, without what was made of it."""
    folder = site.root.parent / name
    shutil.copytree(site.root, folder, ignore=shutil.ignore_patterns(".cache", "_site"))
    return SiteFolder(folder)


def built(site: SiteFolder) -> SiteFolder:
    with suppress(SiteGenError):  # two articles with one address
        build(site.root, config.load(site.root), site.root / "_site")
    return site


def same(site: SiteFolder, slugs: tuple[str, ...]) -> None:
    fresh, whole = copied(site, "fresh"), copied(site, "whole")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree, "_COARSE", 0)  # else what was written just now is read again
        built(whole)
        compare(site, fresh, whole, slugs)


def compare(site: SiteFolder, fresh: SiteFolder, whole: SiteFolder, slugs: tuple[str, ...]) -> None:
    for asked in ((), *((slug,) for slug in slugs)):
        expected = told(whole.root, asked)
        assert told(fresh.root, asked) == expected  # counted
        assert told(fresh.root, asked) == expected  # from the cache
        assert told(site.root, asked) == expected  # both, as its history left them


MEMORIES = st.builds(
    lambda slug, text: written(f"content/articles/{slug}/en.po", text),
    SLUG,
    st.sampled_from(
        (
            'msgctxt "p1"\nmsgid "سه سال"\nmsgstr "three years 4"\n',
            'msgctxt "title"\nmsgid "یک"\nmsgstr "one"\n\n'
            'msgctxt "p2"\nmsgid "بند سه سال"\nmsgstr "A part of three years."\n',
            '#, fuzzy\n#| msgid "دو سال"\nmsgctxt "p1"\nmsgid "سه سال"\nmsgstr "two years"\n',
            'msgctxt "p2"\nmsgid "بند سه سال"\nmsgstr "Three years."\n',
            'msgctxt "p9"\nmsgid "رفته"\nmsgstr "gone"\n',
            "nonsense",
        )
    ),
)
TEXTS = st.builds(
    lambda slug, text: written(f"content/articles/{slug}/article.fa.txt", text),
    SLUG,
    st.sampled_from(("عنوان\n\nمی رود كه بيايد\n\nسه سال\n", "\u200c\n", "", "یک\n\nسه   سال\n")),
)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(
    history=st.lists(
        st.tuples(
            st.lists(st.one_of(EDITS, MEMORIES, MEMORIES, TEXTS), min_size=1, max_size=3),
            st.integers(-2, 6),
        ),
        min_size=1,
        max_size=4,
    ),
    sharp=st.booleans(),
    asked=st.sampled_from(((), SLUGS[:1])),
)
def test_any_history_has_the_standing_of_a_built_site(
    tmp_path_factory: pytest.TempPathFactory,
    new_site: NewSite,
    history: list[tuple[list[Edit], int]],
    sharp: bool,
    asked: tuple[str, ...],
) -> None:
    site = new_site(tmp_path_factory.mktemp("standing") / "site")
    with pytest.MonkeyPatch.context() as patch:
        if sharp:
            patch.setattr(tree, "_COARSE", 0)
        for step in history:
            live(site, [step], HERE)
            told(site.root, asked)
        same(site, SLUGS)


@pytest.fixture
def real(tmp_path: Path) -> SiteFolder:
    """The articles of this repository, one of them edited."""
    site = SiteFolder(tmp_path / "site")
    shutil.copytree(CONTENT, site.root / "content")
    article = "content/articles/white-house-drones/article.fa.txt"
    site.write(article, site.read(article).replace("پهپاد", "پرنده", 3))
    return site


def test_so_have_real_articles(real: SiteFolder) -> None:
    slugs = tuple(path.name for path in (CONTENT / "articles").iterdir())
    assert len(slugs) > 1
    same(real, slugs)


def test_so_it_does_in_other_processes(real: SiteFolder) -> None:
    expected = told(copied(real, "here").root)
    with Runner(2, few=1) as two:
        assert told(real.root, runner=two) == expected


@pytest.fixture
def documents() -> Iterator[Document]:
    found = discover(CONTENT.parent, config.load(CONTENT.parent).source)
    return (stages.import_source(one.source) for one in found.articles)


def test_a_text_is_mended_alike_where_nothing_is_told(documents: Iterator[Document]) -> None:
    texts = "كتاب\u200cهاي ﻣﺎ می رود  ۀ ة ي", "<!--keep-->می رود<!--/keep--> كه", "دو\nخط"
    plain = RestoreSettings()
    for document in documents:
        for kind, text in product((BlockKind.PARAGRAPH, BlockKind.HEADING), ("", *texts)):
            block = replace(document.blocks[0], kind=kind, text=text)
            one = replace(document, blocks=(block, *document.blocks))
            mended = stages.restore(one, plain, tell=True)
            quiet = stages.restore(one, plain)
            assert replace(mended, doubts=()) == quiet


def test_an_article_counted_once_is_not_read_again(
    real: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "_COARSE", 0)
    expected = told(real.root)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("site_gen.pipeline.content.read_steady", refuse)
    assert told(real.root) == expected
