"""The linter of style sheets: logical properties only, so that one sheet is right both ways.

What is logical and what physical: CSS Logical Properties and Values Level 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from site_gen.model import Finding, Severity

_PHYSICAL_NAME = re.compile(
    r"left|right|(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)
#: Properties whose values may name a side, with what to say instead.
_SIDED = {
    "text-align": "start or end",
    "text-align-last": "start or end",
    "float": "inline-start or inline-end",
    "clear": "inline-start or inline-end",
    "caption-side": "inline-start or inline-end",
    "resize": "inline or block",
}
#: Shorthands of four sides or corners: the two of their values that must be the same.
_FOUR = {
    **dict.fromkeys(("margin", "padding", "inset", "scroll-margin", "scroll-padding"), (1, 3)),
    **dict.fromkeys(("border-width", "border-style", "border-color"), (1, 3)),
    "border-radius": (0, 1),
}
_LOGICAL = "Say what it is in the line of writing: …-inline-start or …-inline-end."


def lint_style(path: str, data: bytes) -> tuple[Finding, ...]:
    """Each declaration that names a physical side. `path` is the sheet's inside the site."""
    import tinycss2  # here, because only `check` needs it

    rules = tinycss2.parse_stylesheet(data.decode(), skip_comments=True, skip_whitespace=True)
    return tuple(
        Finding(Severity.ERROR, path, line, message, hint, "physical-style")
        for declaration in _declarations(rules)
        for line, message, hint in _physical(declaration)
    )


def _declarations(rules: Sequence[Any]) -> Iterator[Any]:
    """All declarations of a sheet, those of nested rules too."""
    import tinycss2

    for rule in rules:
        if rule.type == "declaration":
            yield rule
        elif getattr(rule, "content", None):
            yield from _declarations(
                tinycss2.parse_blocks_contents(
                    rule.content, skip_comments=True, skip_whitespace=True
                )
            )


def _physical(declaration: Any) -> Iterator[tuple[int, str, str]]:
    name, line = declaration.lower_name, declaration.source_line
    values = [token for token in declaration.value if token.type not in ("whitespace", "comment")]
    words = {token.lower_value for token in values if token.type == "ident"}
    if _PHYSICAL_NAME.fullmatch(name):
        yield line, f"the property {name} is physical", _LOGICAL
    elif name in _SIDED and words & {"left", "right", "horizontal"}:
        yield line, f"{name} names a physical side", f"Say {_SIDED[name]}."
    elif name in _FOUR and len(values) == 4 and _differ(*(values[i] for i in _FOUR[name])):
        yield line, f"{name} differs between right and left", _LOGICAL
    elif name == "direction" or "plaintext" in words:
        yield line, f"{name} decides a direction, which is content", "Say it in HTML: dir."


def _differ(one: Any, other: Any) -> bool:
    return str(one.serialize()) != str(other.serialize())
