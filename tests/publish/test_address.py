"""Where a site is published: told, kept in one form, and asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen import config
from site_gen.cli import main
from site_gen.errors import ConfigError
from site_gen.pipeline.publishing import over_limits
from tests.conftest import SiteFolder

ARTICLE = "content/articles/a/article.fa.md"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("", ""),
        ('[site]\naddress = "https://example.org"', "https://example.org/"),
        ('[site]\naddress = "https://example.org/reading"', "https://example.org/reading/"),
        ('[site]\naddress = "http://127.0.0.1:8000/a/"', "http://127.0.0.1:8000/a/"),
        (
            '[site]\naddress = "https://example.org/خواندن"',
            "https://example.org/%D8%AE%D9%88%D8%A7%D9%86%D8%AF%D9%86/",
        ),
        ('[publish]\ndomain = "reading.example.org"', "https://reading.example.org/"),
        (
            '[site]\naddress = "https://example.org/"\n[publish]\ndomain = "reading.example.org"',
            "https://example.org/",
        ),
    ],
)
def test_an_address_has_one_form(text: str, address: str) -> None:
    assert config.parse(text).site.address == address


@pytest.mark.parametrize(
    "address",
    [
        "example.org",
        "ftp://example.org/",
        "https://",
        "https://example.org/?a",
        "https://a@b.org/",
        "https://مثال.ایران/",
    ],
)
def test_what_is_no_address_is_said_with_its_line(address: str) -> None:
    with pytest.raises(ConfigError, match="no address of a site") as caught:
        config.parse(f'[site]\naddress = "{address}"\n')
    assert (caught.value.path, caught.value.line) == ("site.toml", 2)
    assert caught.value.hint


@pytest.mark.parametrize(
    "domain", ["https://example.org", "example", "-a.org", "a b.org", "a.org/x"]
)
def test_what_is_no_domain_is_said_with_its_line(domain: str) -> None:
    with pytest.raises(ConfigError, match="is no domain") as caught:
        config.parse(f'[publish]\ndomain = "{domain}"\n')
    assert caught.value.line == 2


def test_a_site_for_the_public_needs_an_address(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write(ARTICLE, "# عنوان\n\nمتن\n")
    assert main(["--root", str(site.root), "build", "--publish"]) == 2
    said = capsys.readouterr().err
    assert "cannot be published without its address" in said
    assert "--base-url https://" in said
    assert not (site.root / "_site").exists()
    assert main(["--root", str(site.root), "build", "--publish", "--base-url", ""]) == 2


def test_the_command_line_wins_over_the_settings(site: SiteFolder) -> None:
    site.write("site.toml", '[site]\naddress = "https://one.example.org/"\n')
    site.write(ARTICLE, "# عنوان\n\nمتن\n")
    arguments = ["build", "--publish", "--base-url", "https://example.org/two"]
    assert main(["--root", str(site.root), *arguments]) == 0
    assert '<link rel="canonical" href="https://example.org/two/a/">' in site.read(
        "_site/a/index.html"
    )


def test_what_a_host_does_not_take_is_found(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/large.mp3").write_bytes(b"x" * 2_000_000)
    (tmp_path / "small").write_bytes(b"x" * 1_000)
    assert list(over_limits(tmp_path)) == []
    file, whole = over_limits(tmp_path, most_file=1_500_000, most_site=2_000_500)
    assert (file.path, file.message) == (
        "a/large.mp3",
        "the file has 2.0 MB, and 1.5 MB is the most",
    )
    assert whole.message == "the site has 2.0 MB, and 2.0 MB is the most"
    assert "a/large.mp3" in whole.hint


def test_a_site_over_the_limits_is_not_for_the_public(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write(ARTICLE, "# عنوان\n\nمتن\n")
    monkeypatch.setattr(over_limits, "__kwdefaults__", {"most_file": 10, "most_site": 10})
    arguments = ["build", "--publish", "--base-url", "https://example.org/"]
    assert main(["--root", str(site.root), *arguments]) == 1
    assert "[site-size]" in capsys.readouterr().err
