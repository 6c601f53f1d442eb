"""What the spacing model looks at inside a word, where a ZWNJ may have been lost (می|خواهد).

A feature is a string that names what it is about and what was found. Training and restoring
share this.
"""

from __future__ import annotations

from site_gen.persian.knowledge import (
    Known,
    Words,
    bucket,
    known_stem,
    share,
    split_places,
    zwnj_places,
)
from site_gen.persian.letters import ZWNJ
from site_gen.persian.vocabulary import Vocabulary
from site_gen.persian.words import IMPERFECTIVE, PERFECT

_SHORT = 7  # letters; longer halves are too many to learn one by one


def split_features(words: Words, word: str, before: str, after: str) -> list[list[str]]:
    """The features of each of the word's places, given the words before and after it."""
    stem = known_stem(words.vocabulary, word)
    whole, after_kind = words.kind(word), words.kind(after)
    rows = []
    for i in split_places(word):
        left, right = word[:i], word[i:]
        lk, rk = words.known(left), words.known(right)
        row = _letters(left, right)
        row += _knowledge(words, left, right, lk, rk, whole)
        row += _short(left, right, lk, rk, whole)
        if len(right) <= _SHORT:
            row += _context(right, lk.kind, before, after, after_kind)
        row += _spelled(words.vocabulary, word, i, stem, lk.kind)
        rows.append(row)
    return rows


def _letters(left: str, right: str) -> list[str]:
    last, first = left[-1], right[0]
    l2, l3, r2, r3 = left[-2:], left[-3:], right[:2], right[:3]
    return [
        "bias",
        f"l1={last}",
        f"l2={l2}",
        f"l3={l3}",
        f"l4={left[-4:]}",
        f"r1={first}",
        f"r2={r2}",
        f"r3={r3}",
        f"r4={right[:4]}",
        f"l1r1={last}{first}",
        f"l2r2={l2}|{r2}",
        f"l3r3={l3}|{r3}",
        f"l1r3={last}|{r3}",
        f"l3r1={l3}|{first}",
        f"right-length={min(len(right), 7)}",
        f"left-length={min(len(left), 5)}",
    ]


def _knowledge(
    words: Words, left: str, right: str, known_left: Known, known_right: Known, whole: str
) -> list[str]:
    lk, rk, stem = known_left.kind, known_right.kind, known_right.stem
    known_stem = words.known(stem)
    before, behind, stem_behind = known_left.before, known_right.behind, known_stem.behind
    lf, rl, verb = known_left.first, known_right.last, _verb(words, left, right)
    return [
        f"parts={before}|{behind}",
        f"parts-stem={before}|{stem_behind}",
        f"parts-kind={lk}|{behind}|{stem_behind}",
        f"parts-whole={before}|{stem_behind}|{whole}",
        f"parts-rk={before}|{rk}",
        f"verb={verb}",
        f"verb-whole={verb}|{whole}",
        f"lk={lk}",
        f"rk={rk}",
        f"whole={whole}",
        f"kinds={lk}|{rk}",
        f"all-kinds={lk}|{rk}|{whole}",
        f"seen={lf}{rl}",
        f"seen-whole={lf}{rl}{whole}",
        f"lf-rk={lf}|{rk}",
        f"lk-rl={lk}|{rl}",
        f"joined={bucket(words.vocabulary.joined.get((left, right), 0))}",
        f"listed={words.lexicon.get(left + ZWNJ + right, '-')}",
        f"stem-listed={words.lexicon.get(left + ZWNJ + stem, '-')}",
        f"lk-stem={lk}|{known_stem.kind}",
        f"lf-stem={lf}{known_stem.last}",
        f"stem={stem}|{lk}",
        f"left-stem={words.kind(known_left.stem)}|{rk}",
        f"end={right[-1]}|{rk}",
        f"end2={right[-2:]}",
    ]


def _short(left: str, right: str, lk: Known, rk: Known, whole: str) -> list[str]:
    """The halves themselves, where they are short enough to be learned."""
    row = []
    if len(left) < _SHORT:
        row += [f"left={left}", f"left-end={left}|{right[-2:]}", f"left-last={left}|{right[-1]}"]
        row += [f"left-rk={left}|{rk.kind}", f"left-rl={left}|{rk.last}"]
    if len(right) <= _SHORT:
        row += [f"right={right}", f"right-lk={right}|{lk.kind}", f"right-lf={right}|{lk.first}"]
        row += [f"right-whole={right}|{whole}"]
    return row


def _context(right: str, lk: str, before: str, after: str, after_kind: str) -> list[str]:
    return [
        f"after={right}|{after}",
        f"after3={right}|{after[:3]}",
        f"after-end={right}|{after[-2:]}",
        f"after-kind={right}|{lk}|{after_kind}",
        f"before={right}|{before}",
    ]


def _verb(words: Words, left: str, right: str) -> str:
    """Which verb form the two halves make: می\u200cخواهد، می\u200cداده\u200cاند, or none."""
    if left not in IMPERFECTIVE:
        return "perfect" if right in PERFECT and left in words.participles else ""
    if right in words.verbs:
        return "now"
    stems = (right[: -len(end)] for end in PERFECT if right.endswith(end))
    return "past" if any(stem in words.participles for stem in stems) else "?"


def _spelled(v: Vocabulary, word: str, i: int, stem: int, lk: str) -> list[str]:
    """How the word, where it was seen, and the longest known one it begins with are spelled."""
    row = [f"spelled={_share(v, word, i)}"]
    if not stem:
        return [*row, "known="]
    says = "=" if i == stem else ">" if i > stem else _share(v, word[:stem], i)
    row += [f"known={says}", f"known-rest={says}|{word[stem:]}"]
    if i >= stem:
        row += [f"known-right={says}|{word[i:]}", f"known-left={says}|{lk}"]
    return row


def _share(v: Vocabulary, letters: str, i: int) -> str:
    """Which share of the spellings of a word have a ZWNJ at the place, and of how many."""
    spellings = v.spellings.get(letters)
    if not spellings:
        return "-"
    split = sum(count for form, count in spellings.items() if i in zwnj_places(form))
    return share(split, sum(spellings.values()))
