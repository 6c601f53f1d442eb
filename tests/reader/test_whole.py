"""What is not parted into sentences answers as a whole: headings, couplets, cells of a table."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from site_gen import config
from site_gen.pipeline.site import build
from tests.conftest import NewSite, ServeFolder
from tests.reader.conftest import entry, show, top

ARTICLE = """# عنوان

## پل

```verse
دو لب دارد این نامه
یکی تازه و دیگری کهن

بخوان این که راست آید
به چپ بنگر و بنوش
```

| پیش | پس |
| --- | --- |
| یک | دو |

1. هوا سرد است. برف آمد.
"""
UNITS = {
    "p1": ("پل", "Bridge"),
    "p2": (r"دو لب دارد این نامه\nیکی تازه و دیگری کهن", r"Two lips has this\nold and new"),
    "p3": (r"بخوان این که راست آید\nبه چپ بنگر و بنوش", r"Read on the right\nand drink"),
    "p4": ("پیش", "Before"),
    "p5": ("پس", "After"),
    "p6": ("یک", "One"),
    "p7": ("دو", "Two"),
    "p8": ("هوا سرد است. برف آمد.", "It is cold. Snow came."),
}


@pytest.fixture(scope="module")
def whole(
    tmp_path_factory: pytest.TempPathFactory, new_site: NewSite, serve_folder: ServeFolder
) -> str:
    site = new_site(tmp_path_factory.mktemp("whole"))
    site.write("site.toml", '[site]\ntitle = { fa = "دفتر", en = "Notebook" }\n')
    site.write("content/articles/a/article.fa.md", ARTICLE)
    memory = entry("title", "عنوان", "Title")
    memory += "".join(entry(name, *texts) for name, texts in UNITS.items())
    site.write("content/articles/a/en.po", memory)
    assert not build(site.root, config.load(site.root), site.root / "_site").findings
    return f"{serve_folder(site.root / '_site')}/a/"


def lit(page: Page) -> list[str]:
    return page.locator(".s.on").all_inner_texts()


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_a_couplet_lights_with_its_translation_and_moves_nothing(
    page: Page, whole: str, width: int
) -> None:
    show(page, whole, width)
    before = top(page, "#p3")
    page.locator("#p2 .cell[lang=en] .line").first.hover()
    assert [text.strip() for text in lit(page)] == [
        "دو لب دارد این نامه",
        "یکی تازه و دیگری کهن",
        "Two lips has this",
        "old and new",
    ]
    assert top(page, "#p3") == before


def test_a_heading_and_a_cell_answer(page: Page, whole: str) -> None:
    show(page, whole)
    page.locator("#p1 .cell[lang=fa] .s").hover()
    assert lit(page) == ["پل", "Bridge"]
    page.locator("td:lang(en) .s").last.hover()
    assert lit(page) == ["دو", "Two"]
    assert page.locator("#anchor").evaluate("e => e.hash") == "#p7.1.en"


def test_keys_walk_them_all(page: Page, whole: str) -> None:
    show(page, whole)
    seen = []
    for _ in range(7):
        page.keyboard.press("j")
        seen.append(lit(page)[0])
    assert seen == ["پل", "دو لب دارد این نامه", "بخوان این که راست آید", "پیش", "پس", "یک", "دو"]
    page.keyboard.press("K")
    assert lit(page)[0] == "بخوان این که راست آید"


def test_a_link_to_a_cell_lights_both(page: Page, whole: str) -> None:
    show(page, f"{whole}#p6")
    assert lit(page) == ["یک", "One"]


def test_where_a_cell_is_hidden_its_link_leads_to_what_answers(page: Page, whole: str) -> None:
    page.set_viewport_size({"width": 390, "height": 200})
    page.goto(f"{whole}?layout=en#p7")
    english = page.locator("td:lang(en) .s").last
    expect(english).to_have_class("s on")
    assert 0 <= top(page, "td:lang(en) .s.on") < 60


def test_keys_bring_a_cell_into_view_that_a_wide_table_hides(page: Page, whole: str) -> None:
    show(page, f"{whole}?layout=side", 390)
    # Wider than its place, as five columns are.
    for table in page.locator("table").all():
        table.evaluate("e => { e.style.inlineSize = '40rem' }")
    for _ in range(5):
        page.keyboard.press("j")
    assert lit(page) == ["پس", "After"]
    for cell in page.locator(".s.on").all():
        assert cell.evaluate(
            """e => {
                const box = e.getBoundingClientRect();
                const frame = e.closest(".cell").getBoundingClientRect();
                return box.left >= frame.left - 1 && box.right <= frame.right + 1;
            }"""
        )


def test_a_narrow_table_keeps_its_words_whole(page: Page, whole: str) -> None:
    show(page, f"{whole}?layout=stacked", 390)
    lines = page.locator("td:lang(en) .s").last.evaluate(
        """e => {
            e.closest("table").parentElement.style.inlineSize = "4rem";
            e.textContent = "incomprehensibility";
            return e.getClientRects().length;
        }"""
    )
    assert lines == 1


def test_a_tap_reveals_what_answers(page: Page, whole: str) -> None:
    show(page, f"{whole}?layout=reveal")
    english = page.locator("#p1 .cell[lang=en] .s")
    expect(english).to_be_hidden()
    page.locator("#p1 .cell[lang=fa] .s").click()
    expect(english).to_be_visible()
    couplet = page.locator("#p2 .cell[lang=en] .line")
    page.locator("#p2 .cell[lang=fa] .line").first.click()
    expect(couplet).to_have_count(2)
    expect(couplet.last).to_be_visible()


def test_by_sentence_an_item_has_its_mark_once(page: Page, whole: str) -> None:
    show(page, f"{whole}?layout=interlinear")
    marks = page.locator("#p8 .cell").evaluate_all(
        "all => all.map(e => [e.lang, getComputedStyle(e, '::before').visibility])"
    )
    assert marks == [["fa", "visible"], ["en", "visible"], ["fa", "hidden"], ["en", "hidden"]]
