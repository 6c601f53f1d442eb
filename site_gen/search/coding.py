"""Numbers and words as few bytes: what `static/search/shards.js` reads.

Sources: R. F. Rice, Some Practical Universal Noiseless Coding Techniques (JPL 79-22, 1979);
P. Elias, Universal codeword sets (1975); front coding as in Witten, Moffat and Bell, Managing
Gigabytes, 4.1. Bits are strings of 0 and 1 until they are packed, which is quick in Python.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise

_FIRST = 3  # Rice parameter of the first paragraph's number
_NEXT = 1  # and of the gaps after it


@lru_cache(maxsize=1 << 16)  # most gaps of an index are a few small numbers
def rice(number: int, parameter: int) -> str:
    """A number from 0: its high part in unary, `parameter` bits as they are."""
    tail = format(number & ((1 << parameter) - 1), f"0{parameter}b") if parameter else ""
    return "1" * (number >> parameter) + "0" + tail


def gamma(number: int) -> str:
    """A number from 1, Elias gamma."""
    return "0" * (number.bit_length() - 1) + format(number, "b")


@cache
def numbers(ascending: tuple[int, ...]) -> str:
    """Different numbers in ascending order: how many, the first, the gaps."""
    gaps = (later - earlier - 1 for earlier, later in pairwise(ascending))
    first = rice(ascending[0], _FIRST)
    return gamma(len(ascending)) + first + "".join(rice(gap, _NEXT) for gap in gaps)


def packed(bits: str) -> bytes:
    """The bits in bytes, the last one filled up with zeros."""
    size = -(-len(bits) // 8)
    return int(bits.ljust(size * 8, "0") or "0", 2).to_bytes(size, "big")


@lru_cache(maxsize=1 << 16)  # most are of one article, and alike
def kept(bits: str) -> bytes:
    """Bits in bytes from which they can be told again, as many as they were."""
    return int("1" + bits, 2).to_bytes(len(bits) // 8 + 1)


@lru_cache(maxsize=1 << 16)
def told(data: bytes) -> str:
    """The bits that were kept."""
    return bin(int.from_bytes(data))[3:]


def varint(number: int) -> bytes:
    """Seven bits a byte, the low ones first, the top bit set where more follow (LEB128)."""
    if number < 0x80:
        return number.to_bytes()
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def word(text: str, before: str) -> bytes:
    """A word after another: how many bytes they share, how many follow, and those."""
    data, other = text.encode(), before.encode()
    shared = 0
    for ours, theirs in zip(data, other, strict=False):
        if ours != theirs:
            break
        shared += 1
    return varint(shared) + varint(len(data) - shared) + data[shared:]
