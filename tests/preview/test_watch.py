"""What is saved is reported, whatever becomes of the folders; what editors leave about is not."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_gen.preview.watch import changes, is_temporary

PATIENCE = 60  # s, after which a watch that reports nothing is ended, and its test fails


class Watch:
    """A watch over a site in a temporary folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stop = threading.Event()
        folders = [root / "content", root / "templates"]
        self._bursts = changes(root / "site.toml", folders, self.stop)
        self._end = threading.Timer(PATIENCE, self.stop.set)
        self._end.start()

    def write(self, path: str, text: str = "text") -> Path:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        return place

    def next(self) -> frozenset[Path]:
        """The next burst; fails if the watch ends first."""
        return next(self._bursts)

    def until(self, *places: Path) -> frozenset[Path]:
        """All that is reported until each of these places has been."""
        seen: frozenset[Path] = frozenset()
        while not seen >= set(places):
            seen |= self.next()
        return seen

    def close(self) -> None:
        self.stop.set()
        assert list(self._bursts) == []  # it ends when asked to
        self._end.cancel()


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watch]:
    """A watch that stands, over a site with a `content/` and no `templates/`."""
    (tmp_path / "content").mkdir()
    watch = Watch(tmp_path.resolve())
    assert watch.next() == frozenset()
    yield watch
    watch.close()


def test_a_new_an_edited_and_a_deleted_file_are_reported(watching: Watch) -> None:
    article = watching.write("content/article.fa.md")
    watching.until(article)
    article.write_text("more", encoding="utf-8")
    assert watching.until(article) == {article}
    article.unlink()
    assert watching.until(article) == {article}


def test_a_file_in_a_new_folder_is_reported_itself_or_by_a_folder_of_its(watching: Watch) -> None:
    article = watching.write("content/articles/one/article.fa.md", "one")
    above = {article, *article.parents}
    while not watching.next() & above:
        pass
    article.write_text("two", encoding="utf-8")  # and by now the folders are watched
    watching.until(article)


def test_both_names_of_a_renamed_file_are_reported(watching: Watch) -> None:
    old = watching.write("content/old.md")
    watching.until(old)
    new = old.rename(old.with_name("new.md"))
    assert watching.until(old, new) == {old, new}


def test_a_file_written_aside_and_moved_into_place_is_reported_by_its_own_name(
    watching: Watch,
) -> None:
    article = watching.write("content/article.fa.md", "one")
    watching.until(article)
    watching.write("content/.5f2a.tmp", "two").replace(article)
    assert watching.until(article) == {article}


def test_settings_are_watched_though_their_folder_is_not(watching: Watch) -> None:
    settings = watching.write("site.toml")
    assert watching.until(settings) == {settings}
    watching.write("notes.txt")
    settings.unlink()
    assert watching.until(settings) == {settings}


def test_what_happens_while_the_caller_is_busy_is_in_the_next_burst(watching: Watch) -> None:
    first = watching.write("content/first.md")
    watching.until(first)
    second = watching.write("content/second.md")
    third = watching.write("content/third.md")
    second.unlink()
    assert watching.until(second, third) == {second, third}


def test_a_burst_of_saves_is_one_report(watching: Watch) -> None:
    places = {watching.write(f"content/{number}.md") for number in range(50)}
    watching.until(*places)
    for place in places:
        place.write_text("again", encoding="utf-8")
    assert watching.next() == places


def test_a_folder_that_comes_later_is_watched(watching: Watch) -> None:
    template = watching.write("templates/page.html", "one")
    watching.until(watching.root / "templates")
    template.write_text("two", encoding="utf-8")
    assert watching.until(template) == {template}


def test_a_folder_that_is_replaced_is_watched_again(watching: Watch) -> None:
    content = watching.root / "content"
    shutil.rmtree(content)
    watching.until(content)
    watching.write("content/anew.md", "one")
    watching.until(content)
    article = watching.write("content/anew.md", "two")
    assert watching.until(article) == {article}


def test_a_folder_replaced_between_two_looks_is_watched_again(watching: Watch) -> None:
    content = watching.root / "content"
    for _ in range(3):
        shutil.rmtree(content)
        content.mkdir()
    watching.until(content)
    article = watching.write("content/anew.md")
    assert article in watching.until(article)


def test_a_folder_behind_a_link_is_watched(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "content").symlink_to(elsewhere, target_is_directory=True)
    watch = Watch((tmp_path / "site").resolve())
    assert watch.next() == frozenset()
    watch.write("content/article.fa.md")
    watch.until(elsewhere.resolve() / "article.fa.md")
    watch.close()


TEMPORARY = [
    "article.fa.md~",
    ".article.fa.md.swp",
    "article.fa.md.swp",
    ".#article.fa.md",
    "#article.fa.md#",
    "4913",
    ".0123456789abcdef.tmp",
    "photo.webp.part",
    ".git/index",
]


@pytest.mark.parametrize("name", TEMPORARY)
def test_what_an_editor_leaves_about_is_no_change(watching: Watch, name: str) -> None:
    watching.write(f"content/{name}").unlink()
    article = watching.write("content/article.fa.md")
    assert watching.until(article) == {article}


def test_a_site_may_lie_in_a_hidden_folder() -> None:
    folder = Path("/home/me/.sites/mine/content")
    assert not is_temporary(folder / "articles" / "one" / "en.po", [folder])
    assert is_temporary(folder / "articles" / ".one" / "en.po", [folder])
    assert is_temporary(folder / "__pycache__" / "base.html.cpython-313.template", [folder])


@pytest.mark.parametrize("path", ["content/a.md", "site.toml"])
def test_a_file_that_was_emptied_is_reported_when_it_has_a_text_again(
    watching: Watch, path: str
) -> None:
    place = watching.write(path, "")
    threading.Timer(0.1, place.write_text, ["text"]).start()
    watching.until(place)
    assert place.read_text() == "text"


def test_a_file_that_stays_empty_is_reported_all_the_same(watching: Watch) -> None:
    place = watching.write("content/a.md", "")
    watching.until(place)
