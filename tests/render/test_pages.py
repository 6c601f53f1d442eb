"""Pages from views: every kind of block as HTML, well formed and safe."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape
from msgspec.structs import replace

from site_gen.errors import TemplateError
from site_gen.model import ENGLISH, PERSIAN, BilingualDocument, Source, UnitState
from site_gen.pipeline.keys import folder_contents
from site_gen.render.article import article_view
from site_gen.render.joining import published
from site_gen.render.list_pages import list_page
from site_gen.render.listings import ListPage
from site_gen.render.pages import PageRenderer
from site_gen.render.views import SiteView
from site_gen.sources.markdown import import_markdown
from site_gen.translation.reconcile import unite
from tests import golden
from tests.render.markup import article_page, checked

TEMPLATES = Path(__file__).parents[2] / "templates"
STATIC = TEMPLATES.parent / "static"
SOURCES = dict(folder_contents([TEMPLATES]))
VERSIONS = {f"static/{name}": "v" for name in published(dict(folder_contents([STATIC])))}
SITE = SiteView({"fa": "دفتر", "en": "Notebook"}, {"fa": "", "en": ""}, "", PERSIAN, VERSIONS)


def bilingual(text: str, *, slug: str = "a") -> BilingualDocument:
    document = import_markdown(Source(slug, PERSIAN, "article.fa.md", text.encode()))
    return unite(document, None, ENGLISH)


def translated(made: BilingualDocument) -> BilingualDocument:
    """Each unit with a translation that names it, the states going round."""
    states = list(UnitState)[1:]
    units = (
        replace(
            unit,
            target="\n".join(f"EN {unit.id}" for _ in unit.source.split("\n")),
            state=states[index % len(states)],
        )
        for index, unit in enumerate(made.units)
    )
    return replace(made, units=tuple(units))


def page(made: BilingualDocument) -> str:
    return article_page(PageRenderer(SOURCES, SITE), article_view(made)).data.decode()


def test_every_kind_of_block_is_shown() -> None:
    text = (golden.FOLDER / "model.fa.md").read_text("utf-8")
    html = page(translated(bilingual(text)))
    checked(html)
    golden.check("model.html", html)


def test_an_article_without_any_translation() -> None:
    text = (golden.FOLDER / "model.fa.md").read_text("utf-8")
    html = page(bilingual(text))
    checked(html)
    assert html.count("not translated yet") > 10


def test_paragraphs_are_numbered_in_both_digits_and_list_items_are_not() -> None:
    html = page(bilingual("# ع\n\nیک\n\n- دو\n- سه\n\nچهار\n"))
    numbers = re.findall(r'href="#p(\d)">.*?"rtl">(.)</span><span.*?>(.)</span></a>', html)
    assert numbers == [("1", "۱", "1"), ("4", "۴", "4")]


def test_a_note_nobody_refers_to_is_shown_all_the_same() -> None:
    html = page(bilingual("# ع\n\nیک\n\n[^n]: تنها\n"))
    assert "تنها" in html


@pytest.mark.parametrize("text", ['"><script>x</script>', "<b>x", "{{ 7 * 7 }}", "&lt;b&gt;"])
def test_no_text_becomes_markup(text: str) -> None:
    made = bilingual(f"---\ntitle: ع\nlicence: '{text}'\n---\n\nمتن\n")
    units = tuple(replace(unit, target=text, state=UnitState.MACHINE) for unit in made.units)
    html = page(replace(made, units=units))
    assert "<script>x" not in html
    assert "<b>x" not in html
    assert "49" not in html
    checked(html)


@pytest.mark.parametrize(
    ("text", "is_link"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", True),
        ("CC BY 4.0", False),
        ("CC BY, https://a.org", False),
        ("https://a.org or what he says", False),
        ("javascript://a.org", False),
    ],
)
def test_a_licence_that_is_an_address_is_a_link(text: str, is_link: bool) -> None:
    html = page(bilingual(f"---\ntitle: ع\nlicence: '{text}'\n---\n\nمتن\n"))
    link = f'<a rel="license noopener" href="{text}" lang="en" dir="ltr">{text}</a>'
    assert html.count(link) == 2 * is_link
    assert html.count("href=") - html.count(link) == page(bilingual("# ع\n\nمتن\n")).count("href=")


def test_the_least_finished_state_is_told_of_the_whole() -> None:
    made = translated(bilingual("# ع\n\nیک\n\nدو\n\nسه\n"))
    assert article_view(made).teaser.progress == "machine"
    assert article_view(bilingual("# ع\n")).teaser.progress == "untranslated"
    units = (made.units[0], replace(made.units[1], target="", state=UnitState.UNTRANSLATED))
    half = replace(made, units=(*units, *made.units[2:]))
    assert article_view(half).teaser.progress == "partial"


@given(st.text() | st.text("<>&'\"a۱") | st.integers() | st.none() | st.text().map(Markup))
def test_what_a_template_shows_is_escaped_once(value: object) -> None:
    renderer = PageRenderer({**SOURCES, "one.html": b"{{ value }}|"}, SITE)
    shown = f"{escape(value)}|"
    assert renderer.html("one.html", value=value) == re.sub(r"\n\s*\n", "\n", shown).strip() + "\n"


def test_a_template_that_is_not_there() -> None:
    renderer = PageRenderer({}, SITE)
    with pytest.raises(TemplateError, match=r"there is no template “index\.html”"):
        list_page(renderer, ListPage("articles", None, None, 1, 1, (), {"": ""}), ())


def test_views_hold_html_that_is_marked_as_safe() -> None:
    assert isinstance(article_view(bilingual("# ع\n")).teaser.title.source, Markup)
