"""A long article: its parts are laid out as they come near, its rows changed one by one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from site_gen import config
from site_gen.pipeline.site import build
from tests.conftest import NewSite, ServeFolder, until
from tests.reader.conftest import ENGLISH, PERSIAN, entry, show, top

COUNT = 90


@pytest.fixture(scope="module")
def long(
    tmp_path_factory: pytest.TempPathFactory, new_site: NewSite, serve_folder: ServeFolder
) -> str:
    site = new_site(tmp_path_factory.mktemp("long"))
    site.write("site.toml", '[site]\ntitle = { fa = "دفتر", en = "Notebook" }\n')
    text = "\n\n".join([PERSIAN] * COUNT)
    site.write("content/articles/a/article.fa.md", f"# زمستان\n\n{text}\n")
    memory = "".join(
        f"\n# links: 1=1 2,3=2{entry(f'p{n}', PERSIAN, ENGLISH)}" for n in range(1, COUNT + 1)
    )
    site.write("content/articles/a/en.po", entry("title", "زمستان", "Winter") + memory)
    assert not build(site.root, config.load(site.root), site.root / "_site").failed
    return f"{serve_folder(site.root / '_site')}/a/"


def choose(page: Page, layout: str) -> None:
    page.locator(f".tools input[value={layout}]").evaluate("e => e.click()")


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_what_is_far_away_is_not_laid_out_until_it_comes_near(
    page: Page, long: str, width: int
) -> None:
    show(page, long, width)
    shown = "e => e.checkVisibility({contentVisibilityAuto: true})"
    assert page.locator("#p3 p").first.evaluate(shown)
    assert not page.locator("#p80 p").first.evaluate(shown)
    page.locator("#p80").scroll_into_view_if_needed()
    until(page, f"({shown})(document.querySelector('#p80 p'))")


@pytest.mark.parametrize("layout", ["side", "stacked", "interlinear"])
@pytest.mark.parametrize("width", [390, 1440])
def test_a_link_to_a_far_sentence_lights_it(page: Page, long: str, layout: str, width: int) -> None:
    show(page, f"{long}?layout={layout}#p70.2", width)
    until(page, "document.querySelector('#p70 .s.on') !== null")
    page.wait_for_timeout(300)
    assert -5 < top(page, "[id='p70.2']") < 900


@pytest.mark.parametrize("width", [390, 1440])
def test_numbers_in_the_margin_are_whole(page: Page, long: str, width: int) -> None:
    show(page, long, width)
    for name in ("p3", "p80"):
        page.locator(f"#{name}").scroll_into_view_if_needed()
        until(
            page,
            f"""(() => {{
                const number = document.querySelector("#{name} .n");
                const {{ x, y, width, height }} = number.getBoundingClientRect();
                const seen = document.elementFromPoint(x + width / 2, y + height / 2);
                return seen?.closest(".n") === number;
            }})()""",
        )


def test_by_sentence_comes_to_every_row_those_in_view_first(page: Page, long: str) -> None:
    show(page, long)
    page.locator("#p60").evaluate("e => scrollBy(0, e.getBoundingClientRect().top - 100)")
    page.wait_for_timeout(300)
    before = top(page, "#p60")
    held = page.evaluate(
        """() => {
            document.querySelector(".tools input[value=interlinear]").click();
            return [document.querySelector("#p60").matches(".beads"),
                    document.querySelectorAll(".beads").length];
        }"""
    )
    assert held[0]
    assert held[1] < COUNT
    assert abs(top(page, "#p60") - before) < 2
    until(page, f"document.querySelectorAll('.beads').length === {COUNT}")
    assert abs(top(page, "#p60") - before) < 2
    choose(page, "side")
    until(page, "document.querySelectorAll('.beads').length === 0")
    assert abs(top(page, "#p60") - before) < 2


def test_a_change_of_mind_leaves_no_row_behind(page: Page, long: str) -> None:
    show(page, long)
    for layout in ("interlinear", "reveal", "interlinear", "stacked"):
        choose(page, layout)
    until(page, "document.querySelectorAll('.beads, details.cell:not([open])').length === 0")
    page.wait_for_timeout(500)
    assert page.locator(".beads, details.cell:not([open])").count() == 0


def test_keys_walk_on_into_rows_that_wait(page: Page, long: str) -> None:
    show(page, long)
    page.evaluate("document.querySelector('.tools input[value=interlinear]').click()")
    for _ in range(30):
        page.keyboard.press("J")
    assert page.evaluate("document.activeElement.closest('.pair').id") == "p30"
    assert page.locator("#p30.beads").count() == 1
    expect(page.locator("#p30 .s.on").first).to_be_visible()


def test_print_has_every_row_as_the_layout_wants_it(page: Page, long: str) -> None:
    show(page, long)
    made = page.evaluate(
        """() => {
            document.querySelector(".tools input[value=interlinear]").click();
            dispatchEvent(new Event("beforeprint"));
            return document.querySelectorAll(".beads").length;
        }"""
    )
    assert made == COUNT
    page.emulate_media(media="print")
    shown = "e => e.checkVisibility({contentVisibilityAuto: true})"
    assert page.locator("#p80 p").first.evaluate(shown)


def test_digits_go_with_the_rows(page: Page, long: str) -> None:
    show(page, long)
    page.evaluate("view.set('digits', 'en')")
    choose(page, "interlinear")
    until(page, f"document.querySelectorAll('.beads').length === {COUNT}")
    text = "document.querySelector('#p85 > [lang=fa] + [lang=en] + [lang=fa]').textContent"
    assert "1401" in page.evaluate(text)
    page.evaluate("view.set('digits', '')")
    assert "۱۴۰۱" in page.evaluate(text)
    choose(page, "side")
    until(page, "document.querySelectorAll('.beads').length === 0")
    assert "۱۴۰۱" in page.evaluate("document.querySelector('#p85').textContent")
