"""A page open in Chromium follows every save by itself, and shows what is broken."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import APIResponse, Locator, Page, Route, expect

from tests.conftest import SiteFolder
from tests.preview.conftest import Preview

pytestmark = pytest.mark.browser

expect.set_options(timeout=60_000)

ARTICLE = "content/articles/one/article.fa.md"
MEMORY = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "p1"
msgid "بند نخست."
msgstr "{translation}"
"""


@pytest.fixture
def article(page: Page, preview: Preview) -> Page:
    """The article, open in the browser."""
    page.goto(f"{preview.address}one/")
    expect(page.get_by_text("بند نخست.")).to_be_visible()
    return page


def panel(page: Page) -> Locator:
    return page.get_by_role("alert")


def test_a_saved_article_shows(site: SiteFolder, article: Page) -> None:
    site.write(ARTICLE, "# عنوان\n\nبند دوم.\n")
    expect(article.get_by_text("بند دوم.")).to_be_visible()
    site.write(ARTICLE, "# عنوان\n\nبند سوم.\n")
    expect(article.get_by_text("بند سوم.")).to_be_visible()
    expect(article.get_by_text("بند دوم.")).to_have_count(0)


def test_folded_findings_lie_over_nothing_that_a_reader_steers_with(
    site: SiteFolder, article: Page
) -> None:
    site.write(ARTICLE, "# عنوان\n\nبرای برای تو.\n")
    findings = article.get_by_role("region", name="Findings of the last build")
    expect(findings).to_contain_text("1 warning")
    for width in (390, 1280):
        article.set_viewport_size({"width": width, "height": 800})
        above, below = article.locator(".tools").bounding_box(), findings.bounding_box()
        assert above
        assert below
        assert above["y"] + above["height"] <= below["y"]


def test_a_new_and_an_edited_translation_show(site: SiteFolder, article: Page) -> None:
    memory = "content/articles/one/en.po"
    site.write(memory, MEMORY.format(translation="The first paragraph."))
    expect(article.get_by_text("The first paragraph.")).to_be_visible()
    site.write(memory, MEMORY.format(translation="The opening paragraph."))
    expect(article.get_by_text("The opening paragraph.")).to_be_visible()


def test_a_saved_template_shows_and_so_does_its_end(site: SiteFolder, article: Page) -> None:
    template = site.write("templates/article.html", "<html><body>My own page</body></html>")
    expect(article.get_by_text("My own page")).to_be_visible()
    template.write_text("<html><body>My other page</body></html>")
    expect(article.get_by_text("My other page")).to_be_visible()
    shutil.rmtree(template.parent)
    expect(article.get_by_text("بند نخست.")).to_be_visible()


def test_a_saved_style_shows(site: SiteFolder, article: Page) -> None:
    site.write("static/theme.css", "body { background: rgb(1, 2, 3) !important }")
    expect(article.locator("body")).to_have_css("background-color", "rgb(1, 2, 3)")
    site.write("static/theme.css", "body { background: rgb(4, 5, 6) !important }")
    expect(article.locator("body")).to_have_css("background-color", "rgb(4, 5, 6)")


def test_nothing_is_kept_for_when_there_is_no_preview(article: Page) -> None:
    assert article.evaluate("navigator.serviceWorker.getRegistrations()") == []
    assert article.locator("script[src*=offline]").count() == 0


def test_saved_settings_show(site: SiteFolder, article: Page) -> None:
    site.write("site.toml", '[site]\ntitle = { fa = "کتابچه", en = "Booklet" }\n')
    expect(article.get_by_text("Booklet")).to_be_visible()


def test_new_renamed_and_deleted_articles_show(
    site: SiteFolder, page: Page, preview: Preview
) -> None:
    page.goto(preview.address)
    site.write("content/articles/two/article.fa.md", "# نوشتهٔ دوم\n\nمتن.\n")
    link = page.get_by_role("link", name="نوشتهٔ دوم")
    expect(link).to_have_attribute("href", "two/")
    folder = site.root / "content" / "articles"
    (folder / "two").rename(folder / "three")
    expect(link).to_have_attribute("href", "three/")
    shutil.rmtree(folder / "three")
    expect(link).to_have_count(0)


def test_the_last_of_many_saves_shows(site: SiteFolder, article: Page) -> None:
    for number in range(200):
        site.write(ARTICLE, f"# عنوان\n\nبند شمارهٔ {number}.\n")
    expect(article.get_by_text("بند شمارهٔ 199.")).to_be_visible()


def test_a_save_while_the_page_is_still_loading_shows(
    site: SiteFolder, page: Page, preview: Preview
) -> None:
    def save_first(route: Route) -> None:
        site.write(ARTICLE, "# عنوان\n\nبند دوم.\n")
        preview.until("built in")
        route.continue_()

    page.route("**/livereload.js*", save_first, times=1)
    page.goto(f"{preview.address}one/")
    expect(page.get_by_text("بند دوم.")).to_be_visible()


def test_a_page_left_open_catches_up_when_the_preview_is_back(
    site: SiteFolder, article: Page, preview: Preview
) -> None:
    assert preview.stop() == (0, "")
    site.write(ARTICLE, "# عنوان\n\nبند دوم.\n")
    back = Preview(site.root, preview.port)
    preview.process = back.process  # which the fixture ends
    expect(article.get_by_text("بند دوم.")).to_be_visible()


def test_a_broken_article_shows_its_error_over_the_page_that_was(
    site: SiteFolder, article: Page
) -> None:
    site.write(ARTICLE, "---\ntitle: عنوان\nsummary: [\n---\nبند دوم.\n")
    expect(panel(article)).to_contain_text(f"{ARTICLE}:")
    expect(panel(article).locator("details")).to_have_attribute("open", "")
    expect(article.get_by_text("بند نخست.")).to_be_visible()
    site.write(ARTICLE, "---\ntitle: عنوان\n---\nبند دوم.\n")
    expect(article.get_by_text("بند دوم.")).to_be_visible()
    expect(panel(article)).to_have_count(0)


def test_a_broken_template_shows_its_error_and_is_mended(site: SiteFolder, article: Page) -> None:
    site.write("templates/article.html", "<body>\n{% if %}\n</body>")
    expect(panel(article)).to_contain_text("templates/article.html:2")
    expect(article.get_by_text("بند نخست.")).to_be_visible()
    site.write("templates/article.html", "<body>Mended</body>")
    expect(article.get_by_text("Mended")).to_be_visible()
    expect(panel(article)).to_have_count(0)


def test_broken_settings_show_their_error_and_are_mended(site: SiteFolder, article: Page) -> None:
    settings = site.read("site.toml")
    site.write("site.toml", settings + "titel = 1\n")
    expect(panel(article)).to_contain_text("site.toml:3")
    expect(article.get_by_text("بند نخست.")).to_be_visible()
    site.write("site.toml", settings)
    expect(panel(article)).to_have_count(0)
    expect(article.get_by_text("بند نخست.")).to_be_visible()


def test_a_site_broken_from_the_start_shows_only_its_error(site: SiteFolder, page: Page) -> None:
    settings = site.read("site.toml")
    site.write("content/articles/a/article.fa.md", "# عنوان\n")
    site.write("site.toml", "[site\n")
    preview = Preview(site.root)
    page.goto(preview.address)
    expect(panel(page)).to_contain_text("site.toml:1")
    site.write("site.toml", settings)
    expect(page.get_by_text("Notebook").first).to_be_visible()
    expect(panel(page)).to_have_count(0)
    assert preview.stop() == (0, "")


def test_the_keyboard_folds_the_panel(site: SiteFolder, article: Page) -> None:
    site.write("site.toml", "[site\n")
    expect(panel(article)).to_be_visible()
    article.keyboard.press("Tab")
    expect(panel(article)).to_be_focused()
    article.keyboard.press("Tab")
    article.keyboard.press("Enter")
    expect(panel(article).get_by_text("site.toml:1")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_is_readable_whatever_the_site_styles(
    site: SiteFolder, article: Page, scheme: str
) -> None:
    article.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    site.write("static/theme.css", "html body * { color: red; display: grid; font-size: 2px }")
    site.write("site.toml", "[site\n")
    expect(panel(article)).to_be_visible()
    assert article.evaluate(CONTRAST) >= 7


#: The contrast of the panel's text to its ground, as WCAG 2.2 defines it.
CONTRAST = """() => {
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const panel = document.getElementById("dozaban-preview");
  const [ink, paper] = [
    getComputedStyle(panel.querySelector("code")).color,
    getComputedStyle(panel).backgroundColor,
  ].map(luminance);
  return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
}"""


def test_what_is_looked_for_shows_without_a_reload(site: SiteFolder, article: Page) -> None:
    text = "سال ۱۴۰۱ آمد."
    site.write(ARTICLE, f"# عنوان\n\n{text}\n\n" + "بند\n\n" * 60)
    memory = f'msgctxt "p1"\nmsgid "{text}"\nmsgstr "The year 1402 came."\n'
    site.write("content/articles/one/en.po", memory)
    found = article.locator("#dozaban-preview")
    expect(found).to_contain_text("1402")
    expect(found.locator("details")).not_to_have_attribute("open", "")
    article.evaluate("window.stays = true; scrollTo(0, 300)")
    found.focus()
    settings = site.read("site.toml")
    site.write("site.toml", settings + "[check]\nlevel = { numbers = 'error' }\n")
    expect(panel(article)).to_contain_text("1402")
    expect(panel(article)).to_be_focused()
    assert article.evaluate("[window.stays, scrollY]") == [True, 300]
    article.keyboard.press("Tab")
    article.keyboard.press("Enter")
    site.write("site.toml", settings + "[check]\noff = ['numbers']\n")
    expect(found).to_have_count(0)
    assert article.evaluate("[window.stays, scrollY]") == [True, 300]


def test_an_answer_that_comes_late_puts_no_older_panel_back(
    site: SiteFolder, article: Page, preview: Preview
) -> None:
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        if held or route.request.resource_type != "fetch":
            route.continue_()
        else:
            held.append((route, route.fetch()))

    article.route("**/one/", hold)
    text, settings = "سال ۱۴۰۱ آمد.", site.read("site.toml")
    site.write("site.toml", settings + "[check]\noff = ['numbers']\n")
    site.write(ARTICLE, f"# عنوان\n\n{text}\n")
    memory = f'msgctxt "p1"\nmsgid "{text}"\nmsgstr "The year 1402 came."\n'
    site.write("content/articles/one/en.po", memory)
    expect(article.get_by_text("The year 1402 came.")).to_be_visible()
    preview.until("en.po")  # the page is not loaded anew once more
    site.write("site.toml", settings)
    while not held:
        article.wait_for_timeout(20)
    site.write("site.toml", settings + "[check]\nlevel = { numbers = 'error' }\n")
    expect(panel(article)).to_contain_text("1402")
    ((route, response),) = held
    assert "warning" in response.text()
    with article.expect_event("requestfinished"):
        route.fulfill(response=response)
    article.evaluate("new Promise((done) => setTimeout(done, 200))")
    expect(panel(article)).to_contain_text("1402")
    assert panel(article).count() == 1
