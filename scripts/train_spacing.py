"""Train the spacing model of site_gen.persian from sentences of edited Persian, one a line.

    PYTHONPATH=. python scripts/train_spacing.py SENTENCES [--output FOLDER]

The same sentences give the same files, byte for byte. What the features know of words (the
vocabulary) is counted in folds: every sentence is seen by a vocabulary that never saw it, as a
new text will be.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pycrfsuite

from site_gen.persian import spacing_model, weights
from site_gen.persian.borders import WEAK, Borders, borders
from site_gen.persian.gap_features import gap_features
from site_gen.persian.knowledge import END, START, Words, split_places, zwnj_places
from site_gen.persian.letters import JOINING, WORD, ZWNJ
from site_gen.persian.looks import TOKEN, is_in_doubt
from site_gen.persian.split_features import split_features
from site_gen.persian.vocabulary import count, lines, vocabulary

FOLDS = 8
SEED = 20240321
KEPT_SHARE = 2 / 3  # of the ZWNJs, in the sentences that show the joiner a mixture
SPLIT = {"c1": 0.1, "c2": 0.02, "max_iterations": 150}  # chosen on held-out sentences
GAP = {"c1": 0.08, "c2": 0.03, "max_iterations": 120}

Folds = Sequence[tuple[Words, Sequence[str]]]
Item = tuple[list[list[str]], list[str]]  # features of each place, label of each
Itemizer = Callable[[Words, Sequence[str]], Iterator[Item]]


class Gap(NamedTuple):
    """One space between two words, with their neighbours."""

    place: int
    left: str
    right: str
    before: str
    after: str


def main() -> None:
    """Read, train both models, write them beside the vocabulary."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sentences", type=Path, help="one sentence a line, ZWNJs in place")
    parser.add_argument("--output", type=Path, default=spacing_model.FOLDER)
    arguments = parser.parse_args()
    sentences = arguments.sentences.read_text("utf-8").splitlines()
    random.Random(SEED).shuffle(sentences)
    words = "".join(f"{line}\n" for line in lines(vocabulary(*count(sentences))))
    (arguments.output / spacing_model.VOCABULARY).write_text(words, "utf-8")
    folds = list(in_folds(sentences))
    train(folds, split_items, SPLIT, arguments.output / spacing_model.SPLIT_MODEL)
    train(folds, gap_items, GAP, arguments.output / spacing_model.GAP_MODEL)


def in_folds(sentences: Sequence[str]) -> Iterator[tuple[Words, Sequence[str]]]:
    """Each fold's sentences with the words of all others."""
    folds = [sentences[i::FOLDS] for i in range(FOLDS)]
    counts = [count(fold) for fold in folds]
    all_forms, all_gaps = Counter[str](), Counter[tuple[str, str]]()
    for forms, gaps in counts:
        all_forms += forms
        all_gaps += gaps
    for fold, (forms, gaps) in zip(folds, counts, strict=True):
        yield Words(vocabulary(all_forms - forms, all_gaps - gaps)), fold


def train(folds: Folds, items: Itemizer, settings: Mapping[str, float], path: Path) -> None:
    """Fit one CRF and write its weights."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(settings)
    number = 0
    for words, fold in folds:
        for rows, labels in items(words, fold):
            trainer.append(rows, labels)
            number += 1
    print(f"{path.name}: {number} sequences", flush=True)
    with TemporaryDirectory() as folder:
        fitted = f"{folder}/model.crf"
        trainer.train(fitted)
        path.write_text("".join(f"{line}\n" for line in weights_of(fitted)), "utf-8")
    print(f"{path.name}: {path.stat().st_size} bytes", flush=True)


def weights_of(fitted: str) -> Iterator[str]:
    """The weights of a fitted CRF, as lines of a file."""
    tagger = pycrfsuite.Tagger()
    tagger.open(fitted)
    info = tagger.info()
    features: Counter[str] = Counter()
    for (feature, label), weight in info.state_features.items():
        features[feature] += weight if label == "1" else -weight
    return weights.lines(features, info.transitions)


def split_items(words: Words, sentences: Sequence[str]) -> Iterator[Item]:
    """Every word in doubt, without its ZWNJs, with the places where they were."""
    for sentence in sentences:
        for word, before, after in in_context(sentence):
            letters = word.replace(ZWNJ, "")
            if is_in_doubt(words.vocabulary, letters):
                rows = split_features(words, letters, before, after)
                if rows:
                    marks = zwnj_places(word)
                    places = split_places(letters)
                    yield rows, ["1" if place in marks else "0" for place in places]


def gap_items(words: Words, sentences: Sequence[str]) -> Iterator[Item]:
    """Every gap in doubt where all ZWNJs became spaces, and where a third of them did."""
    rng = random.Random(SEED)
    edges = borders(words)
    for sentence in sentences:
        yield from _gaps(words, edges, *_spaced(sentence, rng, 1.0))
        text, lost = _spaced(sentence, rng, 1 - KEPT_SHARE)
        if lost:
            yield from _gaps(words, edges, text, lost)


def _spaced(sentence: str, rng: random.Random, share: float) -> tuple[str, set[int]]:
    """The sentence with that share of its ZWNJs turned into spaces, and where these are."""
    chars, lost = list(sentence), set()
    for i, char in enumerate(sentence):
        if char == ZWNJ and sentence[i - 1] in JOINING and rng.random() < share:
            chars[i] = " "
            lost.add(i)
    return "".join(chars), lost


def _gaps(words: Words, edges: Borders, text: str, lost: set[int]) -> Iterator[Item]:
    for gap in gaps(text):
        if edges.doubt(gap.left, gap.right, WEAK):
            rows = gap_features(words, gap.left, gap.right, gap.before, gap.after)
            yield [rows], ["1" if gap.place in lost else "0"]


def in_context(sentence: str) -> Iterator[tuple[str, str, str]]:
    """Every Persian word with the token before and after it, ZWNJs left out of those."""
    tokens = [START, *TOKEN.findall(sentence), END]
    for before, word, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if WORD.match(word):
            yield word, before.replace(ZWNJ, ""), after.replace(ZWNJ, "")


def gaps(line: str) -> Iterator[Gap]:
    """Every single space between two Persian words, with the tokens around them."""
    tokens = list(TOKEN.finditer(line))
    texts = [START, *(token[0] for token in tokens), END]
    for i, (left, right) in enumerate(pairwise(tokens)):
        place = left.end()
        spaced = right.start() == place + 1 and line[place] == " "
        if spaced and WORD.match(left[0]) and WORD.match(right[0]):
            yield Gap(place, left[0], right[0], texts[i], texts[i + 3])


if __name__ == "__main__":
    main()
