"""What the cache keeps comes back as it was, or not at all."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.render.packing import DamageError, squeezed, unsqueezed


@given(st.binary())
def test_what_was_squeezed_comes_back(data: bytes) -> None:
    assert unsqueezed(squeezed(data)) == data


@given(st.binary(min_size=1), st.data())
def test_no_bit_that_turned_goes_unseen(data: bytes, drawn: st.DataObject) -> None:
    kept = bytearray(squeezed(data))
    at = drawn.draw(st.integers(0, len(kept) - 1))
    kept[at] ^= 1 << drawn.draw(st.integers(0, 7))
    with suppress(DamageError):
        assert unsqueezed(bytes(kept)) == data  # a bit that says nothing


@pytest.mark.parametrize("cut", [0, 3, 4, 20])
def test_what_was_cut_off_is_told(cut: int) -> None:
    with pytest.raises(DamageError):
        unsqueezed(squeezed(b"A page of a site. " * 9)[:cut])
