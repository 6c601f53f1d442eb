"""How often a good translation is refused as a machine's answer, and what is caught.

    python -m benchmarks.answers DATA_FOLDER

DATA_FOLDER holds `ntrex/dev.jsonl` (see `benchmarks/checks.py`). Each line's translation is taken
for an answer, in both directions; then the line itself, and the first quarter of its translation.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from benchmarks.checks import DIRECTIONS, news, turn
from site_gen.errors import AnswerError
from site_gen.model import Locale
from site_gen.translation.judging import doubts, require_translation

Answer = Callable[[str, str], str]

ANSWERS: dict[str, Answer] = {
    "the translation": lambda _source, target: target,
    "the text itself": lambda source, _target: source,
    "a quarter": lambda _source, target: target[: len(target) // 4],
}


def main() -> None:
    """Print a line for each direction and kind of answer."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    documents = news(parser.parse_args().data)
    for arrow, locales in DIRECTIONS.items():
        pairs = [pair for document in documents for pair in turn(document, locales)]
        for name, answer in ANSWERS.items():
            answers = [(source, answer(source, target)) for source, target in pairs]
            refused = sum(is_refused(*pair, locales) for pair in answers)
            doubted = sum(any(doubts(*pair)) for pair in answers)
            print(f"{arrow}, {name}: {refused} of {len(pairs)} refused, {doubted} doubted")


def is_refused(source: str, answer: str, locales: tuple[Locale, Locale]) -> bool:
    try:
        require_translation(source, answer, locales)
    except AnswerError:
        return True
    return False


if __name__ == "__main__":
    main()
