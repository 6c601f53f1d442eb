"""What does not fit in a file of settings, told in words: which setting, what it is, what it has
to be. Imported when something is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import Enum
from typing import Any

import msgspec
from msgspec import inspect

_STEP = re.compile(r"\.([^.\[`]+)|\[(\d+)\]|\[(\.\.\.)\]")  # of a path as msgspec writes it

_UNQUOTED = inspect.BoolType, inspect.IntType, inspect.FloatType
_MANY: Mapping[tuple[type, ...], str] = {(str,): "texts", (dict,): "tables"}


class Misfit(msgspec.Struct, frozen=True):
    """A setting that there is not, or whose value it cannot have; `keys` lead to it, `value` is a
    text by which its line is found among those of a list."""

    keys: tuple[str, ...]
    message: str
    hint: str
    value: str = ""


def misfit(error: msgspec.ValidationError, values: object, kind: type[msgspec.Struct]) -> Misfit:
    """What msgspec found wrong when it took these values for that kind of settings."""
    told, _, path = str(error).partition(" - at ")
    keys, value, wanted = _place(path, values, inspect.type_info(kind))
    if isinstance(wanted, inspect.StructType) and (unknown := re.findall(r"field `(.+)`", told)):
        names = [field.name for field in wanted.fields]
        keys = (*keys, unknown[0])
        return Misfit(
            keys, f"unknown setting “{'.'.join(keys)}”", _known(unknown[0], names, "There are")
        )
    verb = "hold" if re.search(r"\d\]`$", path) else "be"
    message = f"“{'.'.join(keys)}” cannot {verb} {shown(value)}"
    return Misfit(keys, message, _expected(value, wanted), value if isinstance(value, str) else "")


def _place(path: str, value: Any, kind: Any) -> tuple[tuple[str, ...], Any, Any]:
    """The keys that lead there, what stands there, and what kind of thing would be right."""
    keys: list[str] = []
    for name, number, other in _STEP.findall(path):
        if name:
            keys.append(name)
            value = value[name]
            kind = next(field.type for field in kind.fields if field.name == name)
        elif number:
            value, kind = value[int(number)], kind.item_type
        elif other:
            kind = kind.value_type
            key, value = next((k, one) for k, one in value.items() if not _fits(one, kind))
            keys.append(key)
    return tuple(keys), value, _without_none(kind)


def _without_none(kind: Any) -> Any:
    if isinstance(kind, inspect.UnionType):
        return next(one for one in kind.types if not isinstance(one, inspect.NoneType))
    return kind


def _fits(value: object, kind: Any) -> bool:
    """Whether a value of a table whose names are free is right: a text, or one of a few."""
    return isinstance(value, str) and value in (_choices(kind) or (value,))


def _choices(kind: Any) -> tuple[str, ...]:
    if isinstance(kind, inspect.EnumType):
        members: Iterable[Enum] = kind.cls
        return tuple(member.value for member in members)
    return tuple(map(str, kind.values)) if isinstance(kind, inspect.LiteralType) else ()


def shown(value: object) -> str:
    """A value of TOML, as a person would say what it is."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f"the text “{value[:30]}”"
        case int() | float():
            return f"the number {value}"
        case []:
            return "an empty list"
        case list():
            kinds = {type(one) for one in value}
            return f"a list of {_MANY.get(tuple(kinds), 'other things')}"
        case Mapping():
            return "a table"
    return f"the date {value}"


def _expected(value: object, kind: Any) -> str:
    if choices := _choices(kind):
        return _known(value if isinstance(value, str) else "", choices, "It has to be one of")
    unquoted = isinstance(value, str) and isinstance(kind, _UNQUOTED)
    return f"It has to be {_described(kind)}{', without quotes' if unquoted else ''}."


def _described(kind: Any) -> str:
    match kind:
        case inspect.BoolType():
            return "true or false"
        case inspect.IntType():
            return f"a whole number{_range(kind)}"
        case inspect.FloatType():
            return f"a number{_range(kind)}"
        case inspect.VarTupleType():
            choices = _choices(kind.item_type)
            return 'a list, ["…", "…"]' + (f", of any of: {', '.join(choices)}" if choices else "")
        case inspect.StructType():
            names = ", ".join(field.name for field in kind.fields)
            return f"a table, {{ {kind.fields[0].name} = … }}, with any of: {names}"
        case inspect.DictType():
            return 'a table, { name = "…" }'
    return 'a text in quotes, "…"'


def _range(kind: inspect.IntType | inspect.FloatType) -> str:
    least = f" from {kind.ge:g}" if kind.ge is not None else ""
    above = f" above {kind.gt:g}" if kind.gt is not None else ""
    most = f" to {kind.le:g}" if kind.le is not None else ""
    return least + above + most


def _known(name: str, names: Iterable[str], head: str) -> str:
    """The names there are, and the one that is likely meant."""
    known = list(names)
    near = get_close_matches(name.lower(), known, 1)
    meant = f"Is “{near[0]}” meant? " if near else ""
    return f"{meant}{head}: {', '.join(known)}."
