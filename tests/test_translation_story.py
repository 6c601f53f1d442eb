"""The real article, from nothing on: drafted, corrected by hand, edited, drafted again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from site_gen.cli import main
from site_gen.model import UnitState
from site_gen.translation.memory import Entry, Memory, load, save
from tests.conftest import SiteFolder
from tests.translation.service import FakeService, running

NEWS = Path(__file__).parents[1] / "content/articles/white-house-drones"
ARTICLE = "content/articles/news/article.fa.txt"
CORRECTED = {"p3": "A first correction.", "p5": "A second one.", "p9": "And a third."}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeService]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as started:
        yield started


@pytest.fixture
def news(site: SiteFolder, service: FakeService) -> SiteFolder:
    site.write(ARTICLE, (NEWS / "article.fa.txt").read_bytes())
    site.write("content/articles/news/meta.yaml", (NEWS / "meta.yaml").read_bytes())
    site.write("site.toml", f'[translate.google]\naddress = "{service.address}"\ndelay = 0\n')
    return site


def memory(site: SiteFolder) -> Memory:
    loaded = load(site.root / "content/articles/news/en.po", "en.po")
    assert loaded is not None
    return loaded


def entries(site: SiteFolder) -> dict[str, Entry]:
    return {entry.id: entry for entry in memory(site).entries}


def run(site: SiteFolder, *arguments: str) -> int:
    return main(["--root", str(site.root), *arguments])


def corrected(entry: Entry) -> Entry:
    """As an editor leaves it: other words, and no longer a draft."""
    if entry.id not in CORRECTED:
        return entry
    return replace(entry, target=CORRECTED[entry.id], fuzzy=False, comments=())


def merged(paragraphs: list[str], first: int) -> list[str]:
    both = f"{paragraphs[first]} {paragraphs[first + 1]}"
    return [*paragraphs[:first], both, *paragraphs[first + 2 :]]


def swapped(paragraphs: list[str], first: int) -> list[str]:
    pair = [paragraphs[first + 1], paragraphs[first]]
    return [*paragraphs[:first], *pair, *paragraphs[first + 2 :]]


EDITS: dict[str, Callable[[list[str]], list[str]]] = {
    "one more paragraph": lambda old: [*old[:4], "این بند تازه نوشته شده است.", *old[4:]],
    "words changed in a corrected one": lambda old: [
        text.replace("در عین حال گفت", "همچنین گفت") for text in old
    ],
    "two changed places": lambda old: swapped(old, 4),
    "two became one": lambda old: merged(old, 8),
}


@pytest.mark.parametrize("edit", EDITS)
def test_corrections_stand(news: SiteFolder, service: FakeService, edit: str) -> None:
    assert run(news, "translate") == 0
    assert {entry.state for entry in entries(news).values()} == {UnitState.MACHINE}
    known = memory(news)
    by_hand = replace(known, entries=tuple(map(corrected, known.entries)))
    save(by_hand, news.root / "content/articles/news/en.po")
    asked = len(service.asked)

    text = news.read(ARTICLE)
    title, *paragraphs = text.strip().split("\n\n")
    changed = "\n\n".join((title, *EDITS[edit](paragraphs))) + "\n"
    assert changed != text
    news.write(ARTICLE, changed)
    assert run(news, "translate") == 0

    after = entries(news)
    assert {name: after[name].target for name in CORRECTED} == CORRECTED
    assert not any(after[name].origin for name in CORRECTED)
    drafted = [name for name in after if after[name].state is UnitState.UNTRANSLATED]
    assert drafted == []
    assert len(service.asked) - asked == (edit == "one more paragraph")
    assert run(news) == 0
    page = news.read("_site/news/index.html")
    assert all(words in page for words in CORRECTED.values())
