"""What the cache knows of outputs: the files last noted of each, and what was made for them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from site_gen.pipeline.database import passing
from site_gen.pipeline.written import Standing, Written

OUTPUTS, PATHS, KEYS = ("_site", "other"), ("index.html", "a/index.html", "پل/x.png"), (b"k", b"l")

standings = st.builds(
    Standing,
    st.sampled_from(PATHS),
    st.just("owner"),
    st.sampled_from(KEYS),
    *[st.integers(0, 9)] * 3,
)
notes = st.tuples(st.sampled_from(OUTPUTS), st.lists(standings), st.lists(st.sampled_from(PATHS)))


@given(st.lists(notes, max_size=6))
def test_the_files_of_an_output_are_those_last_noted(
    steps: Sequence[tuple[str, Sequence[Standing], Sequence[str]]],
) -> None:
    expected: dict[str, dict[str, Standing]] = {name: {} for name in OUTPUTS}
    with closing(passing()) as database:
        written = Written(database)
        for output, files, gone in steps:
            written.keep_files(output, files, gone)
            for path in gone:
                expected[output].pop(path, None)
            expected[output] |= {file.path: file for file in files}
        for output, known in expected.items():
            assert {file.path: file for file in written.files(output)} == known
            assert len(written.files(output)) == len(known)
            for path in PATHS:
                found = written.files_at(output, [path])
                assert found == ([known[path]] if path in known else [])


def test_what_was_made_is_kept_while_it_stands_in_an_output() -> None:
    with closing(passing()) as database:
        written = Written(database)
        written.keep_artifact(b"old", "index.html", b"data")
        for output in OUTPUTS:
            written.keep_files(output, [Standing("index.html", "page", b"old", 1, 1, 1)], ())
        written.keep_files("_site", [Standing("index.html", "page", b"new", 2, 2, 2)], ())
        assert written.kept([b"old"]) == {b"old"}
        written.keep_files("other", (), ["index.html"])
        assert written.kept([b"old"]) == set()
