"""Jinja's runtime, which does once here what stays the same from page to page.

Three things cost more than the templates themselves: what Jinja looks for before each call and
attribute (`_Code`, `_Macro`), the import of macros `with context`, which it does anew for each page
(`QuickEnvironment.module`), and that it copies what is HTML already (`_escaped`).

This reaches into what Jinja does not promise to keep: with versions that `templating.py` does not
know, pages are made by Jinja alone, the same bytes in more time.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Iterator, Mapping, Set
from functools import partial
from typing import Any

from jinja2 import Environment, Template, meta, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.exceptions import TemplateNotFound
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from site_gen.render.fragments import Fragment

_MODULES = 256  # kept at most; a site wants a few for each depth and language
_MADE = 1024  # kept of each macro at most; there are some fifty texts
_has_special = re.compile("[&<>'\"]").search  # what HTML escapes
_MUTABLE = (nodes.List, nodes.Dict, nodes.Filter)  # what an expression makes that can be changed
_TEXTS = {str}
_ASKED, _REFERRED = "asked", "referred"  # kept with what a template compiles to


class _Macro(Macro):
    """A macro that takes its arguments without ado where they are plain ones.

    `made` has what it made of texts, where it knows nothing but them and what is shared.
    """

    made: dict[tuple[str, ...], str] | None = None

    def __call__(self, *args: Any, **values: Any) -> str:
        if self.made is not None and not values and _are_texts(args):
            made = self.made.get(args)
            if made is None:
                if len(self.made) == _MADE:
                    self.made.clear()
                made = self.made[args] = self._anew(args, values)
            return made
        return self._anew(args, values)

    def _anew(self, args: tuple[Any, ...], values: dict[str, Any]) -> str:
        if self.caller or self.catch_kwargs or self.catch_varargs:
            return super().__call__(*args, **values)
        rest = [values.pop(name, missing) for name in self.arguments[len(args) :]]
        if values or len(args) > self._argument_count:
            return super().__call__(*args, **values)  # which says what is wrong
        made = self._func(*args, *rest)
        return str.__new__(Markup, made) if self._default_autoescape else made


def _are_texts(args: tuple[Any, ...]) -> bool:
    return bool(args) and type(args[0]) is str and {*map(type, args)} == _TEXTS


class _Template(Template):
    """A template that neither copies nor looks through what is HTML already."""

    environment: QuickEnvironment

    @classmethod
    def from_code(cls, *args: Any, **options: Any) -> Template:
        made = super().from_code(*args, **options)
        made.root_render_func.__globals__.update(escape=_escaped, Macro=_Macro)
        made.globals = dict(made.globals)  # Jinja's chain of maps is copied for each page
        return made

    def make_module(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> TemplateModule:
        make = partial(super().make_module, vars, shared, locals)
        return self.environment.module(self.name, vars or {}, locals or {}, make)

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Jinja keeps it for all pages, with what its macros remember of the one before."""
        self._module = None
        return super()._get_default_module(ctx)


class _Code(CodeGenerator):
    """What templates compile to, with attributes asked of their values first, and in place; with
    what is HTML already shown as it is; and with calls that go straight to what is called: nothing
    of ours wants the context."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  Jinja's name
        if not _is_named(node.node):
            super().visit_Getattr(node, frame)
            return
        for before, after in (
            ("(got if (got := getattr(", ", missing)) is not missing"),
            (" else environment.getattr(", "))"),
        ):
            self.write(before)
            self.visit(node.node, frame)
            self.write(f", {node.attr!r}{after}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _is_escaped(frame):
            self.write("(got if type(got := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _is_escaped(frame):
            self.write(") is Markup else escape(got))")
        else:
            super()._output_child_post(node, frame, finalize)

    def visit_Call(  # noqa: N802  Jinja's name
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        if forward_caller or any(keyword.iskeyword(one.key) for one in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        plain = [("", one) for one in (*node.args, *node.kwargs)]
        for stars, one in (*plain, ("*", node.dyn_args), ("**", node.dyn_kwargs)):
            if one is not None:
                self.write(stars)
                self.visit(one, frame)
                self.write(", ")
        self.write(")")


def _is_escaped(frame: Frame) -> bool:
    """Whether it is known before that what is shown there is escaped."""
    return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile


def _is_named(node: nodes.Node) -> bool:
    """Whether it is a name, or an attribute of one: to look twice costs little and does nothing."""
    return isinstance(node, nodes.Name) or (
        isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name)
    )


class QuickEnvironment(Environment):
    """Templates of many pages. `many` are the names of values that pages have in common: the same
    objects, by which it is known what they have in common too."""

    template_class = _Template
    code_generator_class = _Code

    def __init__(self, many: Set[str], **options: Any) -> None:
        super().__init__(**options)
        self._many = many
        self._ready: dict[str, Template] = {}
        self._named: dict[str, Set[str] | None] = {}
        self._modules: dict[tuple[object, ...], tuple[TemplateModule, object]] = {}

    def module(
        self,
        name: str | None,
        vars: Mapping[str, Any],
        locals: Mapping[str, Any],
        make: Callable[[], TemplateModule],
    ) -> TemplateModule:
        """What a template defines for these values: the same for all pages where all that it
        asks of them is shared."""
        named = self._names(name) if name else None
        if name is None or named is None:
            return make()
        asked = []
        for one in named:
            value = locals.get(one, missing)
            if value is missing:
                value = vars.get(one, self.globals.get(one, missing))
            if value is not missing and one not in self._many:
                return make()
            asked.append(value)
        key = name, *map(id, asked)
        if key not in self._modules:
            if len(self._modules) == _MODULES:
                self._modules.clear()
            self._modules[key] = _remembering(make()), asked  # which keeps the ids taken
        return self._modules[key][0]

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:
        """As Jinja does, with less ado: no template changes while this stands."""
        if not isinstance(name, str) or globals:
            return super().get_template(name, parent, globals)
        if name not in self._ready:
            self._ready[name] = super().get_template(name, parent)
        return self._ready[name]

    def _names(self, template: str) -> Set[str] | None:
        """The values that a template and all that it refers to may ask of a page; None where
        that is not known, or where a page could change what another has of it."""
        if template not in self._named:
            found = tuple(self._asked({template}))
            self._named[template] = None if None in found else frozenset(filter(None, found))
        return self._named[template]

    def _asked(self, waiting: set[str]) -> Iterator[str | None]:
        seen: set[str] = set()
        while waiting:
            seen.add(name := waiting.pop())
            try:
                compiled = self.get_template(name).root_render_func.__globals__
            except TemplateNotFound:
                continue  # there is nothing that could ask
            yield from compiled[_ASKED]
            waiting |= compiled[_REFERRED] - seen

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        """What a template compiles to, and what `_asked` wants to know of it."""
        remembers = any(map(_can_change, _set_outside_macros(source)))
        code = super()._generate(source, *args, **options)  # constants are folded
        bare = self.overlay()
        bare.globals = {}  # `namespace` and the like are asked for, too: they remember
        source.set_environment(bare)
        asked: set[str | None] = {*meta.find_undeclared_variables(source)}
        referred = set(meta.find_referenced_templates(source))
        if None in referred or remembers:
            asked.add(None)
        return f"{code}\n{_ASKED} = {asked!r}\n{_REFERRED} = {referred - {None}!r}\n"


def _set_outside_macros(node: nodes.Node) -> Iterator[nodes.Node]:
    """The values that all macros of a template can see."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Assign):
            yield child.node
        elif not isinstance(child, nodes.Macro):
            yield from _set_outside_macros(child)


def _can_change(value: nodes.Node) -> bool:
    """Whether a macro could change it, and another find it changed."""
    parts = (value, *value.find_all(nodes.Expr))
    return any(
        isinstance(one, _MUTABLE)
        or (isinstance(one, nodes.Call) and not isinstance(one.node, nodes.Name))
        for one in parts
    )


def _remembering(module: TemplateModule) -> TemplateModule:
    for one in vars(module).values():
        if isinstance(one, _Macro):
            one.made = {}
    return module


def _escaped(value: Any) -> str:
    """`markupsafe.escape`, which makes a new `Markup` of whatever it is given; what is one is not
    brought here."""
    if type(value) is str and (value.isalnum() or not _has_special(value)):
        return value
    return value if isinstance(value, Fragment) else escape(value)
