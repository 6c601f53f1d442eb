"""A published site in a browser, on a host that behaves as GitHub Pages does."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.publish.atom import check_feed
from tests.publish.conftest import ADDRESS, ODD
from tests.publish.pages_host import get, pages_host


@pytest.fixture(scope="session")
def host(below: Path) -> Iterator[str]:
    """The address of the site, with a slash at the end."""
    with pages_host(below, "/repo/") as address:
        yield address


def test_the_host_is_as_strange_as_the_real_one(host: str) -> None:
    status, _, headers = get(f"{host}the-bridge")
    assert (status, headers["Location"]) == (301, "/repo/the-bridge/")
    status, body, headers = get(f"{host}fa/", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body).startswith(b"<!doctype html>")
    assert get(f"{host}feeds/fa.atom")[2]["Content-Type"] == "application/atom+xml"
    status, body, _ = get(f"{host}no/such/page")
    assert (status, b"There is no page here" in body) == (404, True)


def test_from_home_to_an_article_and_its_other_languages(page: Page, host: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(host)
    page.get_by_role("link", name="How this site is made").click()
    expect(page).to_have_url(f"{host}how-this-site-is-made/")
    ways = page.locator("nav.editions")
    ways.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{host}en/how-this-site-is-made/")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        "en",
        "ltr",
    ]
    expect(page.locator("h1")).to_have_text("How this site is made")
    assert page.locator("article > [lang=fa]").count() == 0
    ways.get_by_role("link", name="فارسی").click()
    expect(page).to_have_url(f"{host}fa/how-this-site-is-made/")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        "fa",
        "rtl",
    ]
    expect(page.locator("h1")).to_have_text("این سایت چگونه ساخته می\u200cشود")
    page.locator("a[rel=tag]").first.click()
    expect(page.locator("h1")).to_contain_text("برچسب")
    page.locator(".bar .name").click()
    expect(page).to_have_url(f"{host}fa/")
    page.locator(".pager a[rel=next]").click()
    expect(page).to_have_url(f"{host}fa/page/2/")
    assert said == []
    assert {url for url in asked if not url.startswith(host)} == set()


def test_what_is_not_translated_is_marked_and_leads_to_the_whole(page: Page, host: str) -> None:
    page.goto(f"{host}en/{ODD}/")
    missing = page.locator("p.missing").first
    expect(missing).to_have_text("not translated yet")
    missing.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/repo/%D9[^/]+/#p\d+$"))
    expect(page.locator(":target")).to_be_in_viewport()


def test_pictures_of_an_article_are_seen_in_its_editions(page: Page, host: str) -> None:
    page.goto(f"{host}fa/{ODD}/")
    images = page.locator("article img")
    expect(images).to_have_count(2)
    for index in range(2):
        images.nth(index).scroll_into_view_if_needed()
        page.wait_for_function("n => document.images[n].naturalWidth > 0", arg=index)


@pytest.mark.parametrize("path", ["nothing", "fa/nothing/deep/er/"])
def test_an_address_that_leads_nowhere_leads_back(page: Page, host: str, path: str) -> None:
    answer = page.goto(host + path)
    assert answer
    assert answer.status == 404
    for text in ("چنین صفحه\u200cای نیست", "There is no page here"):
        expect(page.get_by_role("heading", name=text)).to_be_visible()
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 10
    page.get_by_role("link", name="To the first page").click()
    expect(page).to_have_url(host)


@pytest.mark.parametrize(
    "path", ["", "fa/", "en/", f"fa/{ODD}/", "tags/", "en/archive/", "404.html"]
)
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(page: Page, host: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(host + path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_feed_that_a_page_names_has_the_whole_text(page: Page, host: str) -> None:
    page.goto(f"{host}en/how-this-site-is-made/")
    links = page.locator("link[rel=alternate][type='application/atom+xml']")
    addresses = links.evaluate_all("links => links.map(link => link.href)")
    assert addresses == [f"{host}feeds/{name}.atom" for name in ("all", "fa", "en")]
    feeds = {name: check_feed(get(f"{host}feeds/{name}.atom")[1]) for name in ("all", "fa", "en")}
    english = next(e for e in feeds["en"].entries if e.link.endswith("/how-this-site-is-made/"))
    assert english.link == english.id == f"{ADDRESS}/repo/en/how-this-site-is-made/"
    assert "half-spaces" in english.content[0].value
    assert "نیم" not in english.content[0].value
    both = next(e for e in feeds["all"].entries if e.link.endswith("/how-this-site-is-made/"))
    assert "half-spaces" in both.content[0].value
    assert "نیم\u200cفاصله" in both.content[0].value
    odd = next(e for e in feeds["fa"].entries if e.link.endswith(f"/{quote(ODD)}/"))
    assert f'src="{ADDRESS}/repo/' in odd.content[0].value


def test_below_a_path_too_an_article_is_found_and_read_again_without_a_network(
    page: Page, host: str
) -> None:
    page.goto(f"{host}search/?q=bridges")
    page.locator("[data-hits] h2 a").first.click()
    expect(page).to_have_url(re.compile(f"^{re.escape(host)}the-bridge/#p"))
    scope = page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.scope)")
    assert scope == host
    page.reload()  # now by the worker, which keeps it
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("h1").first).to_have_text("پل")


def test_every_language_names_the_others_both_ways(page: Page, host: str) -> None:
    found = {}
    for prefix in ("", "fa/", "en/"):
        page.goto(f"{host}{prefix}the-bridge/")
        found[prefix] = page.evaluate(
            """() => ({
                own: document.querySelector("link[rel=canonical]").href,
                others: [...document.querySelectorAll("link[hreflang]")].map(
                    link => [link.hreflang, link.href]
                ),
                title: document.title,
            })"""
        )
    pages = [
        ["x-default", f"{ADDRESS}/repo/the-bridge/"],
        ["fa", f"{ADDRESS}/repo/fa/the-bridge/"],
        ["en", f"{ADDRESS}/repo/en/the-bridge/"],
    ]
    assert [one["own"] for one in found.values()] == [address for _, address in pages]
    assert all(one["others"] == pages for one in found.values())
    assert [one["title"] for one in found.values()] == ["پل — The Bridge", "پل", "The Bridge"]


@pytest.mark.parametrize("path", ["", "the-bridge/", "fa/the-bridge/", "en/tags/", "404.html"])
def test_pages_reach_for_nothing_else_and_say_so(page: Page, host: str, path: str) -> None:
    page.goto(host + path)
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert page.locator("script:not([src]):not([type='application/ld+json'])").count() == 0
    assert not re.search(rb"<style|\sstyle=", get(host + path)[1])  # as sent; scripts may set some


@pytest.mark.parametrize("path", [f"{ODD}/", f"fa/{ODD}/", f"en/{ODD}/"])
def test_what_a_link_opens_elsewhere_has_no_hold_on_the_page(
    page: Page, host: str, path: str
) -> None:
    page.goto(host + path)
    outside = page.locator(f"a[href^='http']:not([href^='{host}'])")
    found = outside.evaluate_all("all => all.map(link => link.rel.split(' '))")
    assert found
    assert all("noopener" in rel for rel in found)
