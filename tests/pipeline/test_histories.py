"""However a site came to be as it is, it is built to the same bytes as from nothing, and the same
is found in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_gen import config
from site_gen.errors import SiteGenError
from site_gen.pipeline import output, tree
from site_gen.pipeline.executors import HERE, Runner
from site_gen.pipeline.site import build, look_through
from tests.conftest import NewSite, SiteFolder

SLUGS = ("a", "b", "c")
WORDS = ("متن", "چیز *دیگری*", "سه سال آن آن", "گفت؟ «آری» گفت.", "[پیوند](b.png)", "")

Edit = Callable[[SiteFolder], object]


def article(slug: str, title: str, text: str, day: str, tag: str) -> Edit:
    head = f"---\ntitle: {title}\ndate: {day}\ntags: [{tag}]\n---\n\n"
    return lambda site: site.write(
        f"content/articles/{slug}/article.fa.md", f"{head}{text}\n\nبند {text}\n"
    )


def memory(slug: str, text: str, target: str) -> Edit:
    entry = f'msgctxt "p1"\nmsgid "{text}"\nmsgstr "{target}"\n'
    return lambda site: site.write(f"content/articles/{slug}/en.po", entry)


def gone(path: str) -> Edit:
    def edit(site: SiteFolder) -> None:
        place = site.root / path
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)

    return edit


def renamed(one: str, other: str) -> Edit:
    def edit(site: SiteFolder) -> None:
        folder = site.root / "content/articles"
        if (folder / one).exists() and not (folder / other).exists():
            (folder / one).rename(folder / other)

    return edit


def written(path: str, text: str) -> Edit:
    return lambda site: site.write(path, text)


def titled(name: str) -> Edit:
    return written("site.toml", f'[site]\ntitle = {{ fa = "دفتر", en = "{name}" }}\n')


STYLES = ("a { order: 1 }", "a { order: 2 }")
SLUG = st.sampled_from(SLUGS)
WORD = st.sampled_from(WORDS)
ASSET = st.sampled_from(("b.png", "deep/c.txt", "d"))
ARTICLE = st.builds(
    article,
    SLUG,
    st.sampled_from(("یک", "دو", "[")),
    WORD,
    st.sampled_from(("2024-01-01", "")),
    WORD,
)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    ARTICLE,
    ARTICLE,
    st.builds(memory, SLUG, WORD, st.sampled_from(("text 7", "*other", '\\"'))),
    st.builds(gone, SLUG.map("content/articles/{}".format)),
    st.builds(gone, SLUG.map("content/articles/{}/en.po".format)),
    st.builds(renamed, SLUG, SLUG),
    st.builds(
        lambda slug, asset, text: written(f"content/articles/{slug}/{asset}", text),
        SLUG,
        ASSET,
        WORD,
    ),
    st.builds(lambda slug, asset: gone(f"content/articles/{slug}/{asset}"), SLUG, ASSET),
    st.builds(titled, st.sampled_from(("Notebook", "Book"))),
    st.builds(
        written, st.just("static/theme.css"), st.sampled_from(("a { order: 1 }", "a { order: 2 }"))
    ),
    st.just(gone("static")),
    st.just(written("templates/index.html", "{{ site.title.en }} {{ rows | length }}")),
    st.just(written("templates/text.html", "{{ article.teaser.slug }} {{ site.title.en }}")),
    st.just(written("templates/entry.html", "{{ root }}{{ teaser.slug }}")),
    st.just(written("templates/blocks.html", "{% macro blocks(nodes, sides) %}2{% endmacro %}")),
    st.just(written("templates/head.html", "head")),
    st.just(gone("templates")),
    st.just(written("content/glossary.toml", "")),
    st.just(written("site.toml", "[check]\noff = ['numbers']\n")),
    st.just(written("site.toml", "[search]\non = false\n")),
    st.just(gone(".cache")),
    st.just(gone("_site")),
    st.just(gone("_site/a")),
    st.just(written(".cache/build.db", "not a database")),
)


class Interrupted(BaseException):
    """Ctrl-C, or the power."""


def interrupted(after: int) -> Callable[..., None]:
    left = after

    def move(one: str, other: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Interrupted
        real(one, other)

    real = os.replace
    return move


def files(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def built(site: SiteFolder, folder: Path, runner: Runner) -> str:
    """What the build found, or what stopped it."""
    try:
        report = build(site.root, config.load(site.root), folder, runner=runner)
    except SiteGenError as error:
        return str(error)
    return "\n".join(map(str, report.findings))


def looked_through(site: SiteFolder, runner: Runner) -> str:
    """What a look through the texts found, or what stopped it."""
    try:
        found, _ = look_through(site.root, config.load(site.root), runner=runner)
        return "\n".join(map(str, found))
    except SiteGenError as error:
        return str(error)


@pytest.fixture(scope="module")
def two() -> Iterator[Runner]:
    """Two processes, for the smallest site."""
    with Runner(2, few=1) as runner:
        yield runner


HISTORY = st.lists(
    st.tuples(st.lists(EDITS, min_size=1, max_size=3), st.integers(-2, 6)), max_size=5
)


def live(site: SiteFolder, history: list[tuple[list[Edit], int]], runner: Runner) -> None:
    """Edits and builds in turn; a number from 0 on interrupts a build after so many files, -2 looks
    the texts through before."""
    site.write("content/articles/always/article.fa.md", "# همیشه\n\nمتن\n")
    for edits, after in history:
        for edit in edits:
            edit(site)
        if after == -2:
            looked_through(site, runner)
        with pytest.MonkeyPatch.context() as patch:
            if after >= 0:
                patch.setattr(os, "replace", interrupted(after))
            with suppress(Interrupted):
                built(site, site.root / "_site", runner)


def check(
    new_site: NewSite, site: SiteFolder, history: list[tuple[list[Edit], int]], runner: Runner
) -> None:
    live(site, history, runner)
    found = built(site, site.root / "_site", runner)
    clean = new_site(site.root.parent / "clean")
    for name in ("content", "static", "templates", "site.toml"):
        if (site.root / name).is_dir():
            shutil.copytree(site.root / name, clean.root / name)
        elif (site.root / name).exists():
            shutil.copy(site.root / name, clean.root / name)
    assert built(clean, clean.root / "_site", HERE) == found
    assert wanted(site.root / "_site", found) == wanted(clean.root / "_site", found)
    assert looked_through(site, runner) == looked_through(clean, HERE)
    for one in (site, clean):  # and a build says the same after it
        assert built(one, one.root / "_site", HERE) == found


def wanted(folder: Path, found: str) -> Mapping[str, bytes]:
    """All files, but for those of articles that cannot be built, whose old pages may stay."""
    broken = {
        slug for slug in SLUGS if f"/{slug}/article.fa.md" in found or f"/{slug}/en.po" in found
    }
    return {
        path: data
        for path, data in files(folder).items()
        if not broken & set(path.split("/")) and (path != output.MANIFEST or not broken)
    }


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(history=HISTORY, sharp=st.booleans())
def test_any_history_ends_in_the_bytes_of_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory,
    new_site: NewSite,
    history: list[tuple[list[Edit], int]],
    sharp: bool,
) -> None:
    """`sharp` takes the clock of the disk for exact, so that signs alone say what has changed."""
    site = new_site(tmp_path_factory.mktemp("history") / "site")
    with pytest.MonkeyPatch.context() as patch:
        if sharp:
            patch.setattr(tree, "_COARSE", 0)
        check(new_site, site, history, HERE)


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(history=HISTORY)
def test_so_it_does_with_two_processes(
    tmp_path_factory: pytest.TempPathFactory,
    new_site: NewSite,
    history: list[tuple[list[Edit], int]],
    two: Runner,
) -> None:
    site = new_site(tmp_path_factory.mktemp("history") / "site")
    check(new_site, site, history, two)
