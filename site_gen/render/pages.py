"""Views to HTML pages, through the templates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError

from site_gen.errors import TemplateError
from site_gen.model import Artifact, Locale, other
from site_gen.render.bidi import isolate_text
from site_gen.render.messages import STATES, said
from site_gen.render.views import PageView, SiteView, Teaser

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


class PageRenderer:
    """The templates of a site; `folders` are searched in order, so that a site's own win."""

    def __init__(self, folders: Sequence[Path], site: SiteView) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # a build sees its templates once
        )
        self._environment.filters["path"] = quote
        self._environment.filters["isolate"] = isolate_text
        self._site = site

    def article(self, page: PageView) -> Artifact:
        """`/<slug>/`"""
        slug = page.article.teaser.slug
        locale = page.article.source
        return self._page("article.html", f"{slug}/index.html", "../", locale, page=page)

    def index(self, teasers: Sequence[Teaser]) -> Artifact:
        """`/`: all articles."""
        return self._page("index.html", "index.html", "", self._site.source, teasers=teasers)

    def search(self) -> Artifact:
        """`/search/`"""
        return self._page("search.html", "search/index.html", "../", self._site.source)

    def _page(self, template: str, path: str, root: str, locale: Locale, **values: Any) -> Artifact:
        """`root` leads from the page to the top of the site, `locale` is what it is mainly in."""
        values = {
            **values,
            "site": self._site,
            "states": STATES,
            "said": said,
            "content_policy": CONTENT_POLICY,
            "reading": (locale, other(locale)),
            "root": root,
            "static": partial(self._static, root),
        }
        try:
            html = self._environment.get_template(template).render(values)
        except (JinjaError, *_EXPRESSION_ERRORS) as error:
            raise _template_error(error, template) from error
        return Artifact(path, _without_blank_lines(html).encode())

    def _static(self, root: str, name: str) -> str:
        """The address of a static file, which changes when the file does."""
        path = f"static/{name}"
        if path not in self._site.versions:
            raise LookupError(f"there is no file {path}")
        return f"{root}{path}?v={self._site.versions[path]}"


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
