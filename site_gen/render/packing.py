"""Views as bytes and back (MessagePack), for the cache and for other processes."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar, cast

import msgspec
from markupsafe import Markup

View = TypeVar("View")


def _plain(value: object) -> object:
    if isinstance(value, Markup):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} cannot be kept")


def _typed(kind: type, value: Any) -> Any:
    if kind is Markup:
        return str.__new__(Markup, value)  # `Markup(value)` would ask first whether it is HTML
    raise NotImplementedError(f"{kind.__name__} cannot be kept")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_plain)


@cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind, dec_hook=_typed)


def pack(value: object) -> bytes:
    """A view, or plain values of which it consists, as bytes; equal values give equal bytes."""
    return _ENCODER.encode(value)


def unpack(data: bytes, kind: type[View]) -> View:
    """The view that was packed. Raises msgspec.DecodeError where the bytes are no such view."""
    view: View = _decoder(cast(Hashable, kind)).decode(data)
    return view


def digest(*parts: object) -> bytes:
    """16 bytes that differ when any of the parts does."""
    return sha256(pack(parts)).digest()[:16]
