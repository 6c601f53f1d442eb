"""`check` reads the pages and styles that a build would write."""

from __future__ import annotations

import pytest

from site_gen import config
from site_gen.cli import main
from site_gen.lint.pages import lint_page
from site_gen.model import BilingualDocument, Document, Finding
from site_gen.pipeline import records, stages, tree
from site_gen.pipeline.site import build, check, look_through
from tests.conftest import SiteFolder
from tests.takeaway.pictures import PNG

ARTICLE = "content/articles/a/article.fa.md"


def found(site: SiteFolder) -> list[tuple[str, str]]:
    findings = check(site.root, config.load(site.root))
    return [(finding.path, finding.name) for finding in findings]


def test_a_link_to_a_paragraph_that_is_not_there(site: SiteFolder) -> None:
    site.write(ARTICLE, "# ع\n\nببین [بند سوم](#p3) را\n")
    assert found(site) == [("a/index.html", "no-target"), ("fa/a/index.html", "no-target")]
    assert not (site.root / "_site").exists()


def test_a_sites_own_template_and_style(site: SiteFolder) -> None:
    site.write(ARTICLE, "# ع\n\nمتن\n")
    site.write(
        "templates/index.html", '{% extends "base.html" %}{% block main %}Hello{% endblock %}'
    )
    site.write("static/theme.css", "p { margin-left: 1em }")
    assert set(found(site)) == {
        ("index.html", "unmarked-language"),
        ("static/theme.css", "physical-style"),
    }


def test_a_broken_template_is_told_beside_the_rest(site: SiteFolder) -> None:
    site.write(ARTICLE, "# ع\n\nمتن با با دو\n")
    site.write("templates/index.html", "{{ nothing }}")
    assert found(site)[-1] == ("templates/index.html", "")


def test_what_lies_beside_an_article_is_its_authors(site: SiteFolder) -> None:
    site.write(ARTICLE, "# ع\n\nمتن\n")
    site.write("content/articles/a/demo.html", "<p style='left: 0'>Hello</p>")
    assert found(site) == []


_BLOCKS = """---
title: {0}
lead: {0}
authors: {0}
tags: [{0}]
source: {0}
licence: {0}
---

{0}[^n]

## {0} {1}

- {0}

> {0}

| {0} | {1} |
|---|---|
| {0} | {1} |

![{0}](a.png)

![{0}](a.png "{0} {1}")

```verse
{0}
{0}
```

[^n]: {0}
"""


@pytest.mark.parametrize(
    ("locale", "own", "other"), [("fa", "متن", "en"), ("en", "Words", "fa")], ids=["fa", "en"]
)
def test_the_pages_of_what_is_hardly_translated_are_right(
    site: SiteFolder, locale: str, own: str, other: str
) -> None:
    """In the other edition each kind of block is missing, or marked as what it is."""
    theirs = {"fa": "React", "en": "گفت"}[locale]
    site.write(f"content/articles/a/article.{locale}.md", _BLOCKS.format(own, theirs))
    site.write("content/articles/a/a.png", PNG)
    answer = {"fa": "متن", "en": "Words"}[other]
    memory = f'msgctxt "p1"\nmsgid "{own}[^n]"\nmsgstr "{answer}[^n]"\n'
    site.write(f"content/articles/a/{other}.po", memory)
    findings = check(site.root, config.load(site.root))
    assert [str(finding) for finding in findings if finding.path.endswith(".html")] == []
    build(site.root, config.load(site.root), site.root / "_site")
    assert f'alt="{own}"' in site.read(f"_site/{other}/a/index.html")


def test_names_in_the_other_script_are_marked_everywhere(site: SiteFolder) -> None:
    site.write(
        "site.toml",
        '[site]\ntitle = { fa = "دفتر React", en = "Notes on گفت" }\n'
        'description = { fa = "دربارهٔ React", en = "About گفت" }\n',
    )
    site.write(
        ARTICLE,
        "---\ntitle: عنوان React\nlicence: مجوز CC BY\nauthors: [نام Name]\n"
        "tags: [برچسب tag]\nsource: {name: روزنامه News}\n---\n\nمتن\n".replace(
            "source: {name: روزنامه News}\n", ""
        ),
    )
    site.write("content/articles/b/article.fa.md", "# ب\n\nمتن\n")
    assert found(site) == []


def test_what_is_no_page_and_costs_much_is_not_made(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(
        "site.toml",
        '[site]\naddress = "https://example.org/"\n'
        '[epub]\narticles = true\ncollections = ["all"]\n',
    )
    site.write(ARTICLE, "# ع\n\nمتن\n")

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("site_gen.render.takeaway.picture", refuse)
    monkeypatch.setattr("site_gen.render.epub.picture", refuse)
    monkeypatch.setattr("site_gen.pipeline.indexing.plan_index", refuse)
    assert found(site) == []


def test_pages_that_were_looked_at_are_not_made_again(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for slug in ("a", "b", "c", "d"):
        site.write(f"content/articles/{slug}/article.fa.md", f"# {slug}\n\nببین [بند](#p3) را\n")
    everything = found(site)
    made: list[str] = []
    real = lint_page

    def noted(path: str, data: bytes) -> tuple[Finding, ...]:
        made.append(path)
        return real(path, data)

    monkeypatch.setattr("site_gen.lint.pages.lint_page", noted)
    site.write("content/articles/d/article.fa.md", "# d\n\nببین را\n")
    assert found(site) == [one for one in everything if not one[0].startswith(("d/", "fa/d/"))]
    assert "d/index.html" in made
    assert not {"a/index.html", "c/index.html"} & set(made)
    made.clear()
    site.write(
        "templates/article.html", '{% extends "base.html" %}{% block main %}Hello{% endblock %}'
    )
    assert ("a/index.html", "unmarked-language") in found(site)
    (site.root / "content/articles/a/article.fa.md").unlink()
    assert not any(path.startswith("a/") for path, _ in found(site))


def test_a_check_of_what_has_not_changed_says_the_same_and_looks_at_no_finding(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tree, "_COARSE", 0)  # else what was written just now is read again
    monkeypatch.setattr(records, "_AT_ONCE", 3)
    for slug in "abc":
        site.write(f"content/articles/{slug}/article.fa.md", f"{DOUBTFUL}\nببین [بند](#p9) را\n")
    command = ["--root", str(site.root), "check"]
    assert main(command) == 1
    told = capsys.readouterr().out
    assert told == "".join(f"{one}\n" for one in check(site.root, config.load(site.root))) + (
        "6 errors, 3 warnings\n"
    )
    with monkeypatch.context() as patch:
        patch.setattr(Finding, "__str__", None)
        assert main(command) == 1
    assert capsys.readouterr().out == told
    for slug in "abc":
        site.write(f"content/articles/{slug}/article.fa.md", DOUBTFUL)
    for _ in range(2):
        assert main(command) == 0
        assert main([*command, "--strict"]) == 1
        assert capsys.readouterr().out.endswith("0 errors, 3 warnings\n")


DOUBTFUL = "# عنوان\n\nمتن متن\n\nسه\n"


def walked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The slugs that walk through the stages from now on."""
    walks: list[str] = []
    real = stages.unite

    def noted(document: Document, *others: object) -> BilingualDocument:
        walks.append(document.slug)
        return real(document, *others)  # type: ignore[arg-type]  # handed on as they are

    monkeypatch.setattr(stages, "unite", noted)
    return walks


def test_a_build_after_a_check_walks_no_article_again(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for slug in "ab":
        site.write(f"content/articles/{slug}/article.fa.md", DOUBTFUL)
    walks = walked(monkeypatch)
    assert [name for _, name in found(site)] == ["doubled-word", "doubled-word"]
    assert sorted(walks) == ["a", "b"]
    report = build(site.root, config.load(site.root), site.root / "_site")
    assert (sorted(walks), report.articles, len(report.findings)) == (["a", "b"], 2, 0)


def test_a_check_after_a_build_looks_at_each_text_once_and_makes_no_page_anew(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for slug in "ab":
        site.write(f"content/articles/{slug}/article.fa.md", DOUBTFUL)
    settings = config.load(site.root)
    build(site.root, settings, site.root / "_site")
    walks = walked(monkeypatch)
    assert len(look_through(site.root, settings)[0]) == 2
    assert sorted(walks) == ["a", "b"]
    assert build(site.root, settings, site.root / "_site").written == 0
    site.write("content/articles/a/article.fa.md", DOUBTFUL.replace("سه", "چهار"))
    assert len(look_through(site.root, settings)[0]) == 2
    assert sorted(walks) == ["a", "a", "b"]


def test_pages_that_a_build_has_kept_are_looked_at_as_they_are(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(ARTICLE, f"{DOUBTFUL}\nببین [بند](#p9) را\n")
    site.write("static/theme.css", "p { margin-left: 1em }")
    settings = config.load(site.root)
    everything = found(site)
    assert len(everything) == 4
    (site.root / ".cache" / "build.db").unlink()
    build(site.root, settings, site.root / "_site")
    with monkeypatch.context() as patch:
        patch.setattr("site_gen.render.pages.PageRenderer.page", None)
        patch.setattr("site_gen.render.article.article_view", None)
        patch.setattr(stages, "view", None)
        assert found(site) == everything
    site.write(ARTICLE, f"{DOUBTFUL}\nببین را\n")
    assert found(site) == [one for one in everything if one[1] != "no-target"]


def test_a_defect_of_ours_in_a_check_spoils_no_page(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(ARTICLE, DOUBTFUL)
    settings = config.load(site.root)

    def broken(*_: object) -> tuple[Finding, ...]:
        raise KeyError("oops")

    with monkeypatch.context() as patch:
        patch.setattr(stages, "check", broken)
        assert found(site) == [(ARTICLE, "defect")]
        assert not build(site.root, settings, site.root / "_site").findings
        assert (site.root / "_site/a/index.html").exists()
    assert found(site) == [(ARTICLE, "doubled-word")]
    with monkeypatch.context() as patch:
        patch.setattr(stages, "check", broken)
        site.write(ARTICLE, f"{DOUBTFUL}\nچهار\n")
        assert not build(site.root, settings, site.root / "_site").findings
        assert found(site) == [(ARTICLE, "defect")]
        assert build(site.root, settings, site.root / "_site").written == 0


def test_an_article_that_went_before_anybody_looked_is_not_looked_for(site: SiteFolder) -> None:
    site.write(ARTICLE, DOUBTFUL)
    site.write("content/articles/b/article.fa.md", DOUBTFUL)
    build(site.root, config.load(site.root), site.root / "_site")
    (site.root / "content/articles/b/article.fa.md").unlink()
    assert found(site) == [(ARTICLE, "doubled-word")]
