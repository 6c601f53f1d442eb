"""The glossary as a check of translations."""

from __future__ import annotations

import pytest

from site_gen.cli import main
from tests.conftest import SiteFolder

GLOSSARY = '[[term]]\nfa = "پهپاد"\nen = "drone"\n'


@pytest.fixture
def article(site: SiteFolder) -> SiteFolder:
    site.write("content/glossary.toml", GLOSSARY)
    site.write("content/articles/news/article.fa.md", "# خبر\n\nپهپادها آمدند.\n")
    return site


def checked(site: SiteFolder, target: str, capsys: pytest.CaptureFixture[str]) -> str:
    memory = f'msgctxt "p1"\nmsgid "پهپادها آمدند."\nmsgstr "{target}"\n'
    site.write("content/articles/news/en.po", memory)
    assert main(["--root", str(site.root), "check"]) == 0
    return capsys.readouterr().out


def test_a_term_that_is_said_otherwise(
    article: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    told = checked(article, "The planes came.", capsys)
    assert "en.po:1: warning: “p1”: “پهپاد” is not said as “drone” [glossary]" in told
    assert "[glossary]" not in checked(article, "The drones came.", capsys)


def test_it_can_be_switched_off(article: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    article.write("site.toml", '[check]\noff = ["glossary"]\n')
    assert "[glossary]" not in checked(article, "The planes came.", capsys)


def test_what_is_wrong_with_the_file_is_told_by_check_as_well(
    article: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    article.write("content/glossary.toml", '\n[[term]]\nfa = "پهپاد"\n')
    assert main(["--root", str(article.root), "check"]) == 1
    assert "content/glossary.toml:2: error: " in capsys.readouterr().out
