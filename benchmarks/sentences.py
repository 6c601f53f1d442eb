"""How well sentences are told apart: `python -m benchmarks.sentences DATA_FOLDER`.

DATA_FOLDER holds `ntrex/dev.jsonl`: news documents whose translators had one sentence a line. The
lines of each document are joined with spaces, and each of these joints should be found again.
Precision, recall and F1 of the joints: of all, and of those after a line that has a final mark (no
splitter can see the end of a headline without one). hazm's `SentenceTokenizer` in the same run.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from hazm import SentenceTokenizer

from site_gen.model import ENGLISH, PERSIAN
from site_gen.persian.sentences import split_sentences

_MARKED = re.compile("[.!?؟…][»\"”’')\\]]*$")

Splitter = Callable[[str], Sequence[str]]


def main() -> None:
    """Print a table."""
    documents = list(_documents(Path(sys.argv[1], "ntrex", "dev.jsonl")))
    print(f"{'splitter':<20} {'of':<12} precision  recall  F1      joints")
    rows: tuple[tuple[str, int, Splitter], ...] = (
        ("Dozaban, Persian", 0, lambda text: split_sentences(text, PERSIAN)),
        ("hazm, Persian", 0, SentenceTokenizer().tokenize),
        ("Dozaban, English", 1, lambda text: split_sentences(text, ENGLISH)),
    )
    for name, side, split in rows:
        for marked in (False, True):
            _row(name, [_joined(pairs, side, marked) for pairs in documents], split, marked)


def _documents(path: Path) -> Iterator[list[tuple[str, str]]]:
    for line in path.read_text("utf-8").splitlines():
        yield [(fa.strip(), en.strip()) for fa, en in json.loads(line)["pairs"]]


def _joined(pairs: Sequence[tuple[str, str]], side: int, marked: bool) -> list[str]:
    """The lines of one language; those without a final mark left out where `marked`."""
    lines = [pair[side] for pair in pairs if pair[side]]
    return [line for line in lines if _MARKED.search(line)] if marked else lines


def _row(name: str, documents: Sequence[Sequence[str]], split: Splitter, marked: bool) -> None:
    found = wanted = right = 0
    for lines in documents:
        gold, ours = _ends(lines), _ends(split(" ".join(lines)))
        found, wanted, right = found + len(ours), wanted + len(gold), right + len(gold & ours)
    precision, recall = right / found, right / wanted
    f1 = 2 * precision * recall / (precision + recall)
    of = "with a mark" if marked else "all"
    print(f"{name:<20} {of:<12} {precision:.4f}     {recall:.4f}  {f1:.4f}  {wanted}")


def _ends(pieces: Sequence[str]) -> set[int]:
    """Where each piece but the last ends, counted in characters that are no white space."""
    ends, place = set[int](), 0
    for piece in pieces[:-1]:
        place += len("".join(piece.split()))
        ends.add(place)
    return ends


if __name__ == "__main__":
    main()
