"""HTML as a test reads it: whether its tags match, and where it leads."""

from __future__ import annotations

from html.parser import HTMLParser

from site_gen.model import Artifact
from site_gen.render.laying import laid_text
from site_gen.render.packing import unpack, unsqueezed
from site_gen.render.pages import PageRenderer
from site_gen.render.views import ArticleView, FramedView, LaidText

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Checker(HTMLParser):
    """Fails where tags do not match, or an id stands twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [v[1:] for name, v in attrs if name == "href" and v and v.startswith("#")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def checked(html: str) -> Checker:
    checker = Checker()
    checker.feed(html)
    assert checker.open == []
    assert len(checker.ids) == len(set(checker.ids))
    assert set(checker.links) <= set(checker.ids)
    return checker


def article_page(renderer: PageRenderer, view: ArticleView) -> Artifact:
    """An article's page, of a site that has no other."""
    laid = unpack(laid_text(renderer, view), LaidText)
    return renderer.article(FramedView(laid.frame, None, None, unsqueezed(laid.html)))
