"""Views as bytes and back (MessagePack), for the cache and for other processes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar, cast
from zlib import crc32

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


def unpack_all(packed: Iterable[bytes], kind: type[View]) -> list[View]:
    """Views that were packed one by one. Raises msgspec.DecodeError and UnicodeDecodeError."""
    some = list(packed)
    # An array of so many, as MessagePack begins one ("array 32").
    as_one = b"".join((b"\xdd", len(some).to_bytes(4, "big"), *some))
    views: list[View] = _decoder(list[kind]).decode(as_one)  # type: ignore[valid-type]  # a value
    return views


class DamageError(ValueError):
    """Bytes that are not what was squeezed."""


def squeezed(data: bytes) -> bytes:
    """Bytes that take less room, with a sum by which it is known that they are whole.

    LZ4 needs half the time that the quickest Brotli does, a quarter to get them back, and a
    quarter more room.
    """
    import lz4.block  # here, because a build that has nothing to do reads no such bytes

    return b"".join((_sum(data), lz4.block.compress(data)))


def unsqueezed(data: bytes) -> bytes:
    """The bytes that were squeezed. Raises DamageError."""
    import lz4.block

    try:
        found: bytes = lz4.block.decompress(memoryview(data)[4:])
    except (lz4.block.LZ4BlockError, ValueError, MemoryError) as error:
        raise DamageError(str(error)) from error
    if _sum(found) != data[:4]:
        raise DamageError("the sum is another")
    return found


def _sum(data: bytes) -> bytes:
    return crc32(data).to_bytes(4, "big")


def digest_of(*digests: bytes) -> bytes:
    """The same of as many digests in any case, in less time."""
    return sha256(b"".join(digests)).digest()[:16]


def digest(*parts: object) -> bytes:
    """16 bytes that differ when any of the parts does."""
    return sha256(pack(parts)).digest()[:16]
