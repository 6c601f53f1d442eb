"""The templates of a site: what they make of values, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from functools import partial
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

import jinja2
from jinja2 import Environment, FunctionLoader, StrictUndefined
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from site_gen.errors import TemplateError
from site_gen.render.bytecode import Compiled
from site_gen.render.fragments import Fragment, encoded, without_blank_lines

#: What an expression of a template may raise.
_EXPRESSION_ERRORS = (
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
)
#: Versions of Jinja that `runtime.py` knows from inside.
_is_known = re.compile(r"3\.1\.[0-6]").fullmatch

#: Tags that refer to other templates, and those of them that do so by plain words.
_may_refer = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b").findall
_refers = re.compile(
    r"""\{%[-+]?\s*(?:extends|include|import|from)\s+(?:"(?P<name>[^"\\]*)"|'(?P<other>[^'\\]*)')"""
    r"\s*(?=import\b|as\b|ignore\b|with\b|without\b|[-+]?%\})"
).finditer

#: What the path of an address holds as it is (RFC 3986, unreserved), with its slashes.
_is_address = re.compile(r"[A-Za-z0-9._~/-]*").fullmatch


class Templates:
    """The templates of a site, by name.

    `shared` are the names of values that many pages have in common: the same objects.
    `compiled` is a folder in which what a site's own templates compile to is kept.
    """

    def __init__(
        self,
        sources: Mapping[str, bytes],
        filters: Mapping[str, Callable[..., Any]],
        shared: Set[str],
        compiled: Path | None = None,
    ) -> None:
        self._environment = _environment(
            shared,
            loader=FunctionLoader(partial(_loaded, sources)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # a build sees its templates once
            bytecode_cache=Compiled(compiled),
        )
        self._environment.filters |= {"path": path, **filters}

    def page(self, name: str, values: Mapping[str, Any]) -> bytes:
        """A page, without blank lines. Raises TemplateError."""
        try:
            return encoded(self._environment.get_template(name).generate(values)).strip() + b"\n"
        except (JinjaError, *_EXPRESSION_ERRORS) as error:
            raise _template_error(error, name) from error

    def text(self, name: str, values: Mapping[str, Any]) -> str:
        """What a template makes that is no page, without blank lines. Raises TemplateError."""
        try:
            html = self._environment.get_template(name).render(values)
        except (JinjaError, *_EXPRESSION_ERRORS) as error:
            raise _template_error(error, name) from error
        return without_blank_lines(html).decode().strip() + "\n"

    def apart(self, name: str, values: Mapping[str, Any]) -> bytes:
        """A part of pages, made without one. Raises TemplateError."""
        return self.page(name, values).strip()

    def fragment(self, name: str, values: Mapping[str, Any]) -> Markup:
        """The same for many other templates to show, ready as far as it can be."""
        return Fragment(self._environment.get_template(name).render(values))


def reached(sources: Mapping[str, bytes], names: Iterable[str]) -> list[str]:
    """The templates that have a part in what these make, themselves included: all there are where
    one names another otherwise than by plain words."""
    seen: set[str] = set()
    waiting = set(names)
    while waiting:
        seen.add(name := waiting.pop())
        source = sources.get(name, b"").decode(errors="replace")
        referred = {named for tag in _refers(source) if (named := tag["name"] or tag["other"])}
        if len(_may_refer(source)) != len(list(_refers(source))):
            return sorted(sources)
        waiting |= referred - seen
    return sorted(seen & sources.keys())


def _environment(shared: Set[str], **options: Any) -> Environment:
    """What makes pages: in versions of Jinja that are known well enough, with less ado."""
    if not _is_known(getattr(jinja2, "__version__", "")):
        return Environment(**options)
    from site_gen.render.runtime import QuickEnvironment  # here: others lack what it imports

    return QuickEnvironment(shared, **options)


def path(text: str) -> str:
    """A text as the path of an address has it."""
    return text if _is_address(text) else quote(text)


def _loaded(templates: Mapping[str, bytes], name: str) -> tuple[str, str, None] | None:
    """A template's source, and the name under which it is in a traceback."""
    return (templates[name].decode(), name, None) if name in templates else None


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
