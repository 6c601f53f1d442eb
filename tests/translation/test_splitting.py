"""Cutting long texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.translation.splitting import size, split


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("short", 100, ["short"]),
        ("", 100, [""]),
        ("One. Two! Three?", 8, ["One. ", "Two! ", "Three?"]),
        ("One. Two! Three?", 10, ["One. Two! ", "Three?"]),
        ("او رفت؟ نه. ماند.", 22, ["او رفت؟ نه. ", "ماند."]),
        ("«برو!» گفت. رفت.", 22, ["«برو!» گفت. ", "رفت."]),
        ("Costs 3.5 dollars. Yes.", 20, ["Costs 3.5 dollars. ", "Yes."]),
        ("first\nsecond. third", 14, ["first\n", "second. third"]),
        ("یکی، دومی، سومی", 20, ["یکی، دومی، ", "سومی"]),
        ("one two three", 8, ["one two ", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("سلام", 3, ["س", "ل", "ا", "م"]),
    ],
)
def test_cuts(text: str, limit: int, pieces: list[str]) -> None:
    assert split(text, limit) == pieces


@settings(deadline=None)
@given(st.text(st.sampled_from("aس\u200c .!؟،,\n»"), max_size=200), st.integers(2, 50))
def test_the_pieces_are_the_text_and_fit(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert "".join(pieces) == text
    assert all(size(piece) <= max(limit, 3) for piece in pieces)
