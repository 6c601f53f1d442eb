"""The formats that go out and come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct

from site_gen.errors import ConfigError
from site_gen.exchange.gettext import from_po, to_po
from site_gen.exchange.packets import Packet
from site_gen.exchange.tmx import from_tmx, to_tmx
from site_gen.exchange.xliff import from_xliff, to_xliff


class Format(Struct, frozen=True):
    """`read` is given the bytes and the path that people are told; it raises ContentError."""

    suffixes: tuple[str, ...]
    write: Callable[[Sequence[Packet]], bytes]
    read: Callable[[bytes, str], tuple[Packet, ...]]


FORMATS: Mapping[str, Format] = {
    "po": Format((".po",), to_po, from_po),
    "xliff": Format((".xlf", ".xliff"), to_xliff, from_xliff),
    "tmx": Format((".tmx",), to_tmx, from_tmx),
}


def format_of(path: str) -> Format:
    """The format that a file's name says. Raises ConfigError."""
    suffix = PurePath(path).suffix.lower()
    for known in FORMATS.values():
        if suffix in known.suffixes:
            return known
    names = ", ".join(suffix for known in FORMATS.values() for suffix in known.suffixes)
    raise ConfigError("its name does not say its format", path=path, hint=f"Known: {names}.")
