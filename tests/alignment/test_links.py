"""An editor's own links in a comment."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.alignment.links import parse_links
from site_gen.model import SentenceLink

STEPS = st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any)


@given(st.lists(STEPS, max_size=8))
def test_what_is_written_is_read(steps: list[tuple[int, int]]) -> None:
    ours = [0, *accumulate(one for one, _ in steps)]
    theirs = [0, *accumulate(other for _, other in steps)]
    spans = tuple(zip(pairwise(ours), pairwise(theirs), strict=True))
    line = " ".join(f"{_written(*one)}={_written(*other)}" for one, other in spans)
    links = parse_links(("a note", f"links: {line}"), ours[-1], theirs[-1])
    assert links == tuple(SentenceLink(*sides, 1.0) for sides in spans)


def _written(start: int, end: int) -> str:
    """The numbers of these sentences, from 1, as an editor writes them."""
    return ",".join(map(str, range(start + 1, end + 1)))


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
