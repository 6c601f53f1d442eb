"""Views to HTML pages, through the templates."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cache, lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup, escape
from msgspec.structs import replace

from site_gen.model import LOCALES, Artifact, Locale, other
from site_gen.persian.calendar import digits
from site_gen.render.addresses import rebased, term_slug, to_top
from site_gen.render.bidi import isolate_text
from site_gen.render.editions import edition_paths
from site_gen.render.fragments import Fragment
from site_gen.render.messages import STATES, in_both, said
from site_gen.render.metadata import Head, article_head
from site_gen.render.templating import Templates
from site_gen.render.views import ArticleFrame, FramedView, SiteView
from site_gen.render.xhtml import xhtml

#: Nothing but the site's own files: no inline script, no inline style, nothing from elsewhere.
CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' https: data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    )
)


@cache
def _said_plainly(text: str, code: str) -> Markup:
    return escape(said(text, LOCALES[code]))


def _said(text: str, locale: Locale, **values: object) -> str:
    """`said`, as HTML where it is always the same."""
    return said(text, locale, **values) if values else _said_plainly(text, locale.code)


#: What every template knows, whatever the page.
_COMMON = {
    "states": STATES,
    "said": _said,
    "locales": LOCALES,
    "content_policy": CONTENT_POLICY,
}
#: What is the same object on all pages of one frame.
_SHARED = frozenset(
    {*_COMMON, "site", "reading", "languages", "edition", "root", "static", "fragment"}
)


class Side(NamedTuple):
    """What a template knows of each language of a page.

    `mark` says which one an element is in, as attributes; it is empty where the page says so.
    """

    locale: Locale
    is_source: bool
    mark: Markup


@cache
def side_in(locale: Locale, *, is_source: bool, is_alone: bool = False) -> Side:
    """A language of a page: the only one of it, or one of two."""
    mark = "" if is_alone else ' lang="{}" dir="{}"'
    return Side(locale, is_source, Markup(mark).format(locale.code, locale.direction))


def sides_of(article: ArticleFrame) -> tuple[Side, Side]:
    """Both languages of a page, the source first."""
    return side_in(article.source, is_source=True), side_in(article.target, is_source=False)


class PageRenderer:
    """The templates of a site, by name.

    `compiled` is a folder in which what a site's own compile to is kept.
    """

    def __init__(
        self, templates: Mapping[str, bytes], site: SiteView, compiled: Path | None = None
    ) -> None:
        filters: dict[str, Callable[..., Any]] = {
            "term": self._term,
            "rebased": rebased,
            "digits": digits,
            "isolate": lru_cache(maxsize=256, typed=True)(isolate_text),
            "xhtml": xhtml,
        }
        self._templates = Templates(templates, filters, _SHARED, compiled)
        self._site = site
        self._common = {**_COMMON, "site": site}
        self._terms: dict[Markup, str] = {}
        self._frames: dict[tuple[str, str, str], Mapping[str, Any]] = {}
        self._apart: dict[tuple[str, str], Mapping[str, Any]] = {}

    def _term(self, name: str) -> str:
        """The address of a tag or an author, whose name is HTML or plain text."""
        if not isinstance(name, Markup):
            slug = term_slug(name)
            return self._site.addresses.get(slug, slug)
        if name not in self._terms:
            self._terms[name] = self._term(str(name.striptags()))
        return self._terms[name]

    @property
    def site(self) -> SiteView:
        """What every page knows of the site."""
        return self._site

    def article(self, page: FramedView, card: str = "") -> Artifact:
        """`/<slug>/`: both languages; `card` is the path of its picture, where there is one."""
        teaser = page.article.teaser
        head = article_head(self._site, page.article, None, card)
        paths = edition_paths(self._site, teaser)
        sides, text = sides_of(page.article), Fragment.ready(page.text)
        source = page.article.source
        return self.page(
            "article.html", paths[""], head, source, paths, page=page, sides=sides, text=text
        )

    def search(self) -> Artifact:
        """`/search/`"""
        locale = self._site.source
        return self.page("search.html", "search/", Head(in_both("Search", locale)), locale, {})

    def page(
        self,
        template: str,
        path: str,
        head: Head,
        locale: Locale,
        editions: Mapping[str, str],
        edition: Locale | None = None,
        root: str | None = None,
        **values: Any,
    ) -> Artifact:
        """A page at `path`, a folder, or a file of that name.

        `locale` is what it is mainly in, `editions` has the paths of the same in each edition,
        and `edition` is the one that this is, None for both languages. `root` leads to the top
        of the site, where that is not told by the path.
        """
        root = to_top(path) if root is None else root
        frame = self._frame(locale, edition, root)
        known = {**frame, "head": head, "editions": editions, **values}
        file = path if path.endswith(".html") else f"{path}index.html"
        return Artifact(file, self._templates.page(template, known))

    def html(self, template: str, **values: Any) -> str:
        """What a template makes of the values alone, without a page around it.

        Raises TemplateError.
        """
        return self._templates.text(template, {**self._common, **values})

    def apart(
        self, template: str, locale: Locale, edition: Locale | None = None, **values: Any
    ) -> bytes:
        """What a template makes that knows nothing of a page but its languages, as a part of pages.

        Raises TemplateError.
        """
        key = locale.code, edition.code if edition else ""
        if key not in self._apart:
            both = (locale, other(locale))
            self._apart[key] = {
                **self._common,
                # Without these, a change of a static file lays nothing out anew.
                "site": replace(self._site, versions={}),
                "reading": both,
                "languages": (edition,) if edition else both,
                "edition": edition,
            }
        return self._templates.apart(template, {**self._apart[key], **values})

    def _frame(self, locale: Locale, edition: Locale | None, root: str) -> Mapping[str, Any]:
        """What pages know that have a language, an edition and a depth in common."""
        key = locale.code, edition.code if edition else "", root
        if key not in self._frames:
            both = (locale, other(locale))
            frame = {
                **self._common,
                "reading": both,
                "languages": (edition,) if edition else both,
                "edition": edition,
                "root": root,
                "static": partial(self._static, root),
            }
            made: dict[Hashable, Markup] = {}
            frame["fragment"] = partial(self._fragment, frame, made)
            self._frames[key] = frame
        return self._frames[key]

    def _fragment(
        self,
        frame: Mapping[str, Any],
        made: dict[Hashable, Markup],
        template: str,
        **values: Hashable,
    ) -> Markup:
        """A template that knows nothing of its page but the frame and these values: such pages
        have it from the first of them."""
        key = template, *sorted(values.items())
        if key not in made:
            made[key] = self._templates.fragment(template, {**frame, **values})
        return made[key]

    def _static(self, root: str, name: str) -> str:
        """The address of a static file, which changes when the file does."""
        path = f"static/{name}"
        if path not in self._site.versions:
            raise LookupError(f"there is no file {path}")
        return f"{root}{path}?v={self._site.versions[path]}"


def version(data: bytes) -> str:
    """A short digest for an address that changes when the file does."""
    return sha256(data).hexdigest()[:8]
