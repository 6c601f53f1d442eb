"""Views to HTML pages, through the templates."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any, NamedTuple
from urllib.parse import quote

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FunctionLoader,
    StrictUndefined,
    Template,
)
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup, escape

from site_gen.errors import TemplateError
from site_gen.model import LOCALES, Artifact, Locale, other
from site_gen.persian.calendar import digits
from site_gen.render.addresses import rebased, term_slug, to_top
from site_gen.render.bidi import isolate_text
from site_gen.render.editions import edition_paths
from site_gen.render.messages import STATES, said
from site_gen.render.metadata import Head, article_head
from site_gen.render.views import PageView, SiteView
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


#: What an expression of a template may raise.
_EXPRESSION_ERRORS = (
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
)


#: What a fragment may know of its page.
_FRAME = ("reading", "languages", "edition", "root")


class _Template(Template):
    """A template that neither copies nor looks through what is HTML already."""

    @classmethod
    def from_code(cls, *args: Any, **options: Any) -> Template:
        made = super().from_code(*args, **options)
        names = made.root_render_func.__globals__
        names["escape"] = _escaped
        return made


class _Environment(Environment):
    template_class = _Template


def _escaped(value: object) -> str:
    """`markupsafe.escape`, which makes a new `Markup` of whatever it is given."""
    if type(value) is Markup or (type(value) is str and value.isalnum()):
        return value
    return escape(value)


class Side(NamedTuple):
    """What a template knows of each language of a page in both."""

    locale: Locale
    is_source: bool


class PageRenderer:
    """The templates of a site, by name.

    `compiled` is a folder in which what they compile to is kept.
    """

    def __init__(
        self, templates: Mapping[str, bytes], site: SiteView, compiled: Path | None = None
    ) -> None:
        self._environment = _Environment(
            loader=FunctionLoader(partial(_loaded, templates)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # a build sees its templates once
            bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled else None,
        )
        self._environment.filters |= {
            "path": quote,
            "term": self._term,
            "rebased": rebased,
            "digits": digits,
            "isolate": isolate_text,
            "xhtml": xhtml,
        }
        self._site = site
        self._fragments: dict[Hashable, Markup] = {}

    def _term(self, name: str) -> str:
        """The address of a tag or an author."""
        slug = term_slug(name)
        return self._site.addresses.get(slug, slug)

    @property
    def site(self) -> SiteView:
        """What every page knows of the site."""
        return self._site

    def article(self, page: PageView, card: str = "") -> Artifact:
        """`/<slug>/`: both languages; `card` is the path of its picture, where there is one."""
        teaser = page.article.teaser
        head = article_head(self._site, page.article, None, card)
        paths = edition_paths(self._site, teaser)
        source, target = page.article.source, page.article.target
        sides = Side(source, True), Side(target, False)
        return self.page("article.html", paths[""], head, source, paths, page=page, sides=sides)

    def search(self) -> Artifact:
        """`/search/`"""
        locale = self._site.source
        title = " — ".join(said("Search", one) for one in (locale, other(locale)))
        return self.page("search.html", "search/", Head(title), locale, {})

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
        both = (locale, other(locale))
        html = self.html(
            template,
            head=head,
            reading=both,
            languages=(edition,) if edition else both,
            edition=edition,
            editions=editions,
            root=root,
            static=partial(self._static, root),
            **values,
        )
        file = path if path.endswith(".html") else f"{path}index.html"
        return Artifact(file, html.encode())

    def html(self, template: str, **values: Any) -> str:
        """What a template makes of the values, and of what every template knows."""
        values = {
            **values,
            "site": self._site,
            "states": STATES,
            "said": said,
            "locales": LOCALES,
            "content_policy": CONTENT_POLICY,
        }
        values["fragment"] = partial(self._fragment, values)
        try:
            html = self._environment.get_template(template).render(values)
        except (JinjaError, *_EXPRESSION_ERRORS) as error:
            raise _template_error(error, template) from error
        return _without_blank_lines(html)

    def _fragment(self, page: Mapping[str, Any], template: str, **values: Hashable) -> Markup:
        """A template that shows nothing of its page but `_FRAME` and these values: such pages
        have it from the first of them."""
        frame = {name: page[name] for name in _FRAME}
        key = template, *frame.values(), *sorted(values.items())
        if key not in self._fragments:
            known = {**page, **values}
            self._fragments[key] = Markup(self._environment.get_template(template).render(known))
        return self._fragments[key]

    def _static(self, root: str, name: str) -> str:
        """The address of a static file, which changes when the file does."""
        path = f"static/{name}"
        if path not in self._site.versions:
            raise LookupError(f"there is no file {path}")
        return f"{root}{path}?v={self._site.versions[path]}"


def _loaded(templates: Mapping[str, bytes], name: str) -> tuple[str, str, None] | None:
    """A template's source, and the name under which it is in a traceback."""
    return (templates[name].decode(), name, None) if name in templates else None


def _without_blank_lines(html: str) -> str:
    """What template tags leave behind, taken out; never inside `pre`."""
    parts = re.split(r"(<pre\b.*?</pre>)", html, flags=re.DOTALL)
    parts[::2] = [re.sub(r"\n\s*\n", "\n", part) for part in parts[::2]]
    return "".join(parts).strip() + "\n"


def _template_error(error: Exception, template: str) -> TemplateError:
    """What a template did wrong, in the file and line where it did."""
    if isinstance(error, TemplateSyntaxError):
        path, line = error.name or template, error.lineno
    else:
        path, line = _place(error) or (template, 0)
    if isinstance(error, TemplateNotFound):
        message = f"there is no template “{error.name}”"
    elif isinstance(error, JinjaError):
        message = str(error.message)
    else:
        message = f"{type(error).__name__}: {error}"
    return TemplateError(
        message,
        path=f"templates/{path}",
        line=line,
        hint="docs/templates.md lists what a template knows.",
    )


def _place(error: Exception) -> tuple[str, int] | None:
    """The innermost template that the error passed through, and its line."""
    place, trace = None, error.__traceback__
    while trace:
        name = PurePath(trace.tb_frame.f_code.co_filename)
        if name.suffix == ".html":
            place = name.name, trace.tb_lineno
        trace = trace.tb_next
    return place


def version(data: bytes) -> str:
    """A short digest for an address that changes when the file does."""
    return sha256(data).hexdigest()[:8]
