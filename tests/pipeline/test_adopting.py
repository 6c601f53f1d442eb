"""A human translation in a file of its own becomes the article's translation memory."""

from __future__ import annotations

import pytest

from site_gen.cli import main
from tests.conftest import SiteFolder

FOLDER = "content/articles/news"
SOURCE = """# بهای نان دو برابر شد

دولت در سال ۱۴۰۱ بهای نان را دو برابر کرد. مردم در تهران اعتراض کردند.

## پاسخ وزیر

- وزیر گفت که بودجه کافی نیست.
- مجلس از او توضیح خواست.
"""
TARGET = """# The price of bread doubled

In 1401 the government doubled the price of bread. People in Tehran protested.

## The minister’s answer

- The minister said the budget was not enough.
- Parliament asked him for an explanation.
"""


def adopt(site: SiteFolder) -> int:
    paths = [str(site.root / FOLDER / f"article.{code}.md") for code in ("fa", "en")]
    return main(["--root", str(site.root), "align", *paths])


@pytest.fixture
def news(site: SiteFolder) -> SiteFolder:
    site.write(f"{FOLDER}/article.fa.md", SOURCE)
    site.write(f"{FOLDER}/article.en.md", TARGET)
    return site


def test_every_block_finds_its_translation(
    news: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert adopt(news) == 0
    assert "5 units translated, 0 still missing" in capsys.readouterr().out
    memory = news.read(f"{FOLDER}/en.po")
    assert 'msgid "پاسخ وزیر"\nmsgstr "The minister’s answer"' in memory
    assert "fuzzy" not in memory
    (news.root / FOLDER / "article.en.md").unlink()
    assert main(["--root", str(news.root), "check", "--strict"]) == 0


def test_what_a_person_put_into_the_memory_stays_and_is_told(
    news: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = 'msgctxt "p2"\nmsgid "پاسخ وزیر"\nmsgstr "What the minister replied"\n'
    news.write(f"{FOLDER}/en.po", mine)
    assert adopt(news) == 0
    assert 'msgstr "What the minister replied"' in news.read(f"{FOLDER}/en.po")
    told = capsys.readouterr().err
    assert (
        "article.en.md: warning: other words than these stand in the memory, and stay: p2" in told
    )
    assert "Compare them before you take it away." in told


def test_what_nothing_answers_is_listed(
    news: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    news.write(f"{FOLDER}/article.en.md", TARGET.rpartition("- Parliament")[0])
    assert adopt(news) == 0
    told = capsys.readouterr()
    assert "4 units translated, 1 still missing" in told.out
    assert "مجلس از او توضیح خواست." in told.err


def test_another_text_is_not_forced_upon_the_article(
    news: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    news.write(f"{FOLDER}/article.en.md", SOURCE)
    assert adopt(news) == 1
    assert "same language" in capsys.readouterr().err
    assert not (news.root / FOLDER / "en.po").exists()
