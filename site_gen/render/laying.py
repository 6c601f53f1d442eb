"""What of an article is laid out once, for all pages that show it, and kept: its text, and its rows
in lists.

The templates of these know the article and the settings, and nothing of a page: neither its
neighbours nor where it lies. So they are laid out again only where the article has changed, or a
setting, or a template that they can reach.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from site_gen.model import LOCALES, Locale
from site_gen.render.addresses import page_path, to_top
from site_gen.render.editions import edition_paths
from site_gen.render.fragments import Fragment
from site_gen.render.packing import digest, pack, squeezed, unpack
from site_gen.render.pages import PageRenderer, sides_of
from site_gen.render.templating import reached
from site_gen.render.views import ArticleView, LaidText, Rows, SiteView, Teaser, frame_of

TEXT, ROWS = "text", "rows"

#: In a row, the way to the top of the site, which is another on each depth; no text has it.
_ROOT = Markup("\ufdd0root\ufdd1/")
#: What a template can do with it there: show it, on its own or with something behind it.
_SHOWS = frozenset(
    {"__new__", "__str__", "__repr__", "__format__", "__hash__", "__getattribute__", "__add__"}
)


def _refused(*_: object, **__: object) -> NoReturn:
    raise TypeError("in a row of a list, root can only be shown: it is another on each page")


_Root: type[Markup] = type(
    "_Root", (Markup,), dict.fromkeys({*vars(str), "__bool__"} - _SHOWS - {"__doc__"}, _refused)
)


class Layout(Struct, frozen=True):
    """How a thing is laid out by `templates`, and what of an article: the name of that part.

    `lay` makes bytes for the cache of the packed part.
    """

    templates: tuple[str, ...]
    of: str
    lay: Callable[[PageRenderer, bytes], bytes]


def _text(renderer: PageRenderer, packed: bytes) -> bytes:
    return laid_text(renderer, unpack(packed, ArticleView))


def _rows(renderer: PageRenderer, packed: bytes) -> bytes:
    return laid_rows(renderer, unpack(packed, Teaser))


#: What is laid out once, by name.
LAYOUTS: Mapping[str, Layout] = {
    TEXT: Layout(("text.html",), "view", _text),
    ROWS: Layout(("teaser.html", "entry.html"), "teaser", _rows),
}


def marks(templates: Mapping[str, bytes], site: SiteView) -> dict[str, bytes]:
    """By what each is laid out, besides the article and the program: digests."""
    settings = replace(site, versions={})
    return {
        name: digest(
            settings, [(one, templates[one]) for one in reached(templates, layout.templates)]
        )
        for name, layout in LAYOUTS.items()
    }


def laid_out(renderer: PageRenderer, view: ArticleView) -> dict[str, bytes]:
    """All of it for an article that is at hand. Raises TemplateError."""
    return {TEXT: laid_text(renderer, view), ROWS: laid_rows(renderer, view.teaser)}


def laid_text(renderer: PageRenderer, view: ArticleView) -> bytes:
    """An article's text in both languages, a packed `LaidText`. Raises TemplateError."""
    root = to_top(page_path(view.teaser.slug))
    sides = sides_of(view)
    html = renderer.apart("text.html", view.source, article=view, sides=sides, root=root)
    return pack(LaidText(frame_of(view), squeezed(html)))


def laid_rows(renderer: PageRenderer, teaser: Teaser) -> bytes:
    """An article as each kind of list shows it, packed. Raises TemplateError."""
    paths = edition_paths(renderer.site, teaser)
    html = {}
    for code in paths:
        locale = LOCALES.get(code)
        for size in ("brief", "full"):
            html[size + code] = _row(renderer, teaser, locale, is_brief=size == "brief")
    return pack(Rows(html, tuple(paths) if teaser.date else ()))


def _row(renderer: PageRenderer, teaser: Teaser, edition: Locale | None, *, is_brief: bool) -> str:
    locale = edition or renderer.site.source
    values = {"teaser": teaser, "is_brief": is_brief}
    template = "entry.html" if edition or is_brief else "teaser.html"
    return renderer.apart(template, locale, edition, root=_Root(_ROOT), **values).decode()


def joined_rows(rows: Sequence[Rows], name: str, root: str) -> Fragment:
    """The rows of a list, for the page at this distance from the top."""
    return Fragment("\n".join(one.html[name] for one in rows).replace(_ROOT, root))
