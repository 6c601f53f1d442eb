"""An editor's own links in a comment."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.alignment.links import format_links, parse_links
from site_gen.model import SentenceLink

STEPS = st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any)


@given(st.lists(STEPS, max_size=8))
def test_what_is_written_is_read(steps: list[tuple[int, int]]) -> None:
    ours = [0, *accumulate(one for one, _ in steps)]
    theirs = [0, *accumulate(other for _, other in steps)]
    links = tuple(
        SentenceLink((ours[n], ours[n + 1]), (theirs[n], theirs[n + 1]), 1.0)
        for n in range(len(steps))
    )
    comments = ("a note", format_links(links))
    assert parse_links(comments, ours[-1], theirs[-1]) == links


def test_no_comment_no_links() -> None:
    assert parse_links(("linked by hand", "state: reviewed"), 3, 3) is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("links: 1=1", "1 and 1 sentences are linked, not 3 and 3"),
        ("links: 2=1 1=2 3=3", "“2” does not go on from sentence 0"),
        ("links: 1=1 2,4=2 3=3", "“2,4” does not go on from sentence 1"),
        ("links: 1-1", "“1-1” is not a link; write one as 2,3=2"),
        ("links: =", "“=” is not a link; write one as 2,3=2"),
        ("links: 1=1 2=2 3=3 4=4", "4 and 4 sentences are linked, not 3 and 3"),
    ],
)
def test_links_that_do_not_fit_say_why(line: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        parse_links((line,), 3, 3)
