"""What the spacing model looks at, one place at a time. Training and restoring share this.

Two kinds of place are judged. A *split* is inside a word, after a letter that joins: a ZWNJ may
have been lost there (می|خواهد of میخواهد). A *gap* is a space between two words that may have
been one (می خواهد). A feature is a string that names what it is about and what was found.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from site_gen.persian.letters import JOINING, WORD, ZWNJ
from site_gen.persian.vocabulary import Vocabulary
from site_gen.persian.words import (
    IMPERFECTIVE,
    PERFECT,
    compound_parts,
    lexicon,
    participles,
    verb_forms,
)

START, END = "<", ">"  # stand for the neighbours of a sentence's first and last word

_SUFFIXES = (
    *("هایشان", "هایمان", "هایش", "هایی", "های", "ها", "تان", "شان", "مان", "ند", "یم", "ید"),
    *("اند", "ان", "ای", "ات", "ست", "یی", "ی", "م", "ش", "ت", "\u0654"),
)
_RATES = (0.002, 0.01, 0.05, 0.2, 0.5, 0.8, 0.97)
_COMMON = 20  # times seen; what is no word is common
_SHORT = 7  # letters; longer halves are too many to learn one by one


@dataclass(frozen=True)
class Words:
    """What is known of single words, looked up once each."""

    vocabulary: Vocabulary
    lexicon: Mapping[str, str] = field(default_factory=lexicon)
    verbs: frozenset[str] = field(default_factory=verb_forms)
    participles: frozenset[str] = field(default_factory=participles)
    kinds: dict[str, str] = field(default_factory=dict)
    parts: tuple[Mapping[str, int], Mapping[str, int]] = field(default_factory=compound_parts)

    def kind(self, word: str) -> str:
        """Verb or not, how common in the lexicon, how often seen in the vocabulary."""
        kind = self.kinds.get(word)
        if kind is None:
            if len(self.kinds) > 200_000:
                self.kinds.clear()
            kind = self.kinds[word] = self._kind(word)
        return kind

    def neighbour(self, word: str) -> str:
        """The word itself if it is common, or its ending: rare neighbours teach nothing."""
        if self.vocabulary.forms.get(word, 0) >= _COMMON or not WORD.match(word):
            return word
        return "~" + word[-2:]

    def before(self, piece: str) -> str:
        """With how many pieces it was seen before a ZWNJ, in the vocabulary and the lexicon."""
        seen = self.vocabulary.first_types.get(piece, 0)
        return bucket(seen) + bucket(self.parts[0].get(piece, 0))

    def behind(self, piece: str) -> str:
        """The same of a piece after a ZWNJ."""
        seen = self.vocabulary.last_types.get(piece, 0)
        return bucket(seen) + bucket(self.parts[1].get(piece, 0))

    def _kind(self, word: str) -> str:
        verb = "v" if word in self.verbs else "p" if word in self.participles else ""
        listed = self.lexicon.get(word, "-")
        return verb + listed + bucket(self.vocabulary.forms.get(word, 0))


def bucket(count: int) -> str:
    """A count, roughly."""
    if count < 2:
        return str(count)
    return "2" if count < 4 else "4" if count < 12 else "9"


def split_places(word: str) -> list[int]:
    """Where in the word a ZWNJ could stand."""
    return [i for i in range(1, len(word)) if word[i - 1] in JOINING]


def split_features(words: Words, word: str, before: str, after: str) -> list[list[str]]:
    """The features of each of the word's places, given the words before and after it."""
    stem = _known_stem(words.vocabulary, word)
    whole = words.kind(word)
    rows = []
    for i in split_places(word):
        left, right = word[:i], word[i:]
        row = _letters(left, right) + _knowledge(words, left, right, whole)
        if len(right) <= _SHORT:
            row += _context(words, left, right, before, after)
        row += _spelled(words, word, i, stem)
        rows.append(row)
    return rows


def _letters(left: str, right: str) -> list[str]:
    last, first = left[-1], right[0]
    return [
        "bias",
        f"l1={last}",
        f"l2={left[-2:]}",
        f"l3={left[-3:]}",
        f"l4={left[-4:]}",
        f"r1={first}",
        f"r2={right[:2]}",
        f"r3={right[:3]}",
        f"r4={right[:4]}",
        f"l1r1={last}{first}",
        f"l2r2={left[-2:]}|{right[:2]}",
        f"l3r3={left[-3:]}|{right[:3]}",
        f"l1r3={last}|{right[:3]}",
        f"l3r1={left[-3:]}|{first}",
        f"right-length={min(len(right), 7)}",
        f"left-length={min(len(left), 5)}",
    ]


def _knowledge(words: Words, left: str, right: str, whole: str) -> list[str]:
    v, stem = words.vocabulary, stem_of(right)
    lk, rk = words.kind(left), words.kind(right)
    lf, rl = bucket(v.first.get(left, 0)), bucket(v.last.get(right, 0))
    before, behind, stem_behind = words.before(left), words.behind(right), words.behind(stem)
    row = [
        f"parts={before}|{behind}",
        f"parts-stem={before}|{stem_behind}",
        f"parts-kind={lk}|{behind}|{stem_behind}",
        f"parts-whole={before}|{stem_behind}|{whole}",
        f"parts-rk={before}|{rk}",
        f"verb={_verb(words, left, right)}",
        f"verb-whole={_verb(words, left, right)}|{whole}",
        f"lk={lk}",
        f"rk={rk}",
        f"whole={whole}",
        f"kinds={lk}|{rk}",
        f"all-kinds={lk}|{rk}|{whole}",
        f"seen={lf}{rl}",
        f"seen-whole={lf}{rl}{whole}",
        f"lf-rk={lf}|{rk}",
        f"lk-rl={lk}|{rl}",
        f"joined={bucket(v.joined.get((left, right), 0))}",
        f"listed={words.lexicon.get(left + ZWNJ + right, '-')}",
        f"stem-listed={words.lexicon.get(left + ZWNJ + stem, '-')}",
        f"lk-stem={lk}|{words.kind(stem)}",
        f"lf-stem={lf}{bucket(v.last.get(stem, 0))}",
        f"stem={stem}|{lk}",
        f"left-stem={words.kind(stem_of(left))}|{rk}",
        f"end={right[-1]}|{rk}",
        f"end2={right[-2:]}",
    ]
    if len(left) < _SHORT:
        row += [f"left={left}", f"left-end={left}|{right[-2:]}", f"left-last={left}|{right[-1]}"]
        row += [f"left-rk={left}|{rk}", f"left-rl={left}|{rl}"]
    if len(right) <= _SHORT:
        row += [f"right={right}", f"right-lk={right}|{lk}", f"right-lf={right}|{lf}"]
        row += [f"right-whole={right}|{whole}"]
    return row


def _context(words: Words, left: str, right: str, before: str, after: str) -> list[str]:
    return [
        f"after={right}|{after}",
        f"after3={right}|{after[:3]}",
        f"after-end={right}|{after[-2:]}",
        f"after-kind={right}|{words.kind(left)}|{words.kind(after)}",
        f"before={right}|{before}",
    ]


def _verb(words: Words, left: str, right: str) -> str:
    """Which verb form the two halves make: می\u200cخواهد، می\u200cداده\u200cاند, or none."""
    if left not in IMPERFECTIVE:
        return "perfect" if left in words.participles and right in PERFECT else ""
    if right in words.verbs:
        return "now"
    stems = (right[: -len(end)] for end in PERFECT if right.endswith(end))
    return "past" if any(stem in words.participles for stem in stems) else "?"


def _spelled(words: Words, word: str, i: int, stem: int) -> list[str]:
    """How the word, where it was seen, and the longest known one it begins with are spelled."""
    v = words.vocabulary
    row = [f"spelled={_share(v, word, i)}"]
    if not stem:
        return [*row, "known="]
    says = "=" if i == stem else ">" if i > stem else _share(v, word[:stem], i)
    row += [f"known={says}", f"known-rest={says}|{word[stem:]}"]
    if i >= stem:
        row += [f"known-right={says}|{word[i:]}", f"known-left={says}|{words.kind(word[:i])}"]
    return row


def _share(v: Vocabulary, letters: str, i: int) -> str:
    """Which share of the spellings of a word have a ZWNJ at the place, and of how many."""
    spellings = v.spellings.get(letters)
    if not spellings:
        return "-"
    total = sum(spellings.values())
    split = sum(count for form, count in spellings.items() if i in zwnj_places(form))
    return _rate(split / total) + bucket(total)


def _known_stem(v: Vocabulary, word: str) -> int:
    for length in range(len(word) - 1, max(2, len(word) - 6), -1):
        if word[:length] in v.spellings:
            return length
    return 0


def zwnj_places(form: str) -> frozenset[int]:
    """Where the form has its ZWNJs, counted in letters."""
    places, letters = set(), 0
    for piece in form.split(ZWNJ)[:-1]:
        letters += len(piece)
        places.add(letters)
    return frozenset(places)


def stem_of(word: str) -> str:
    """The word without its ending, if it has one."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) > len(suffix) + 1:
            return word[: -len(suffix)]
    return word


def joint(left: str) -> str:
    """What joins the word to the next in place of a space."""
    return ZWNJ if left[-1:] in JOINING else ""


def gap_features(words: Words, left: str, right: str, before: str, after: str) -> list[str]:
    """The features of the space between two words, given their neighbours."""
    tail, head = left.rpartition(ZWNJ)[2], right.partition(ZWNJ)[0]
    l_rate = _rate(words.vocabulary.first_rate(tail))
    r_rate = _rate(words.vocabulary.last_rate(head))
    lk, rk, nk = words.kind(tail), words.kind(head), words.kind(after)
    near, far = words.neighbour(after), words.neighbour(before)
    pieces = f"{tail != left:d}{head != right:d}"
    return [
        *_gap_letters(tail, head),
        *_gap_knowledge(words, left, right, tail, head),
        f"right-rate={head}|{l_rate}",
        f"left-rate={tail}|{r_rate}",
        f"pieces-right={pieces}|{head}",
        f"right-after={head}|{near}",
        f"right-after2={head}|{after[:2]}",
        f"right-after-kind={head}|{nk}",
        f"left-before={tail}|{far}",
        f"left-after={tail}|{near}",
        f"right-before={head}|{far}",
        f"kinds-after={lk}{rk}{nk}",
        f"kinds-before={lk}{rk}{words.kind(before)}",
        f"rates-after={l_rate}{r_rate}{nk}",
        f"end-after-kind={head[-2:]}|{nk}",
        f"end-after={head[-2:]}|{lk}|{after[:3]}",
    ]


def _gap_letters(tail: str, head: str) -> list[str]:
    return [
        "bias",
        f"left={tail}",
        f"right={head}",
        f"l2={tail[-2:]}",
        f"l3={tail[-3:]}",
        f"r2={head[-2:]}",
        f"r3={head[-3:]}",
        f"r-begin={head[:3]}",
        f"l1-right={tail[-1:]}|{head}",
        f"l2-right={tail[-2:]}|{head}",
        f"ends={tail[-2:]}|{head[-2:]}",
    ]


def _gap_knowledge(words: Words, left: str, right: str, tail: str, head: str) -> list[str]:
    v, stem, glue = words.vocabulary, stem_of(head), joint(left)
    lk, rk, both = words.kind(tail), words.kind(head), words.kind(left + glue + right)
    lf, rl = bucket(v.first.get(tail, 0)), bucket(v.last.get(head, 0))
    seen = bucket(v.joined.get((tail, head), 0)) + bucket(v.gaps.get((left, right), 0))
    rates = _rate(v.first_rate(tail)) + _rate(v.last_rate(head))
    solid = _solid(words, left + right)
    stem_both = words.lexicon.get(tail + glue + stem, "-") + bucket(v.joined.get((tail, stem), 0))
    stem_solid, stem_rate = _solid(words, tail + stem), _rate(v.last_rate(stem))
    before, behind, stem_behind = words.before(tail), words.behind(head), words.behind(stem)
    return [
        f"parts={before}|{behind}",
        f"parts-stem={before}|{stem_behind}",
        f"parts-kinds={lk}|{rk}|{behind}|{stem_behind}",
        f"parts-rates={before}|{behind}|{rates}",
        f"parts-stem-rates={before}|{stem_behind}|{rates[0]}{stem_rate}",
        f"parts-rk={before}|{rk}|{rates[0]}",
        f"parts-both={behind}|{stem_behind}|{stem_both}{solid}",
        f"lk={lk}",
        f"rk={rk}",
        f"kinds={lk}|{rk}",
        f"all-kinds={lk}{rk}{both}",
        f"both={both}",
        f"seen={seen}",
        f"seen-rates={seen}{rates}",
        f"rates-both={rates}{both}",
        f"right-lk={head}|{lk}",
        f"left-rk={tail}|{rk}",
        f"right-lf={head}|{lf}",
        f"left-rl={tail}|{rl}",
        f"solid={solid}",
        f"solid-rates={solid}{rates}",
        f"stem-both={stem_both}",
        f"stem-all={stem_both}{solid}{both}",
        f"stem={stem}",
        f"stem-lk={stem}|{lk}",
        f"stem-lf={stem}|{lf}",
        f"stem-kind={words.kind(stem)}|{lk}",
        f"stem-rate={stem_rate}{rates[0]}",
        f"left-stem-rate={tail}|{stem_rate}",
        f"stem-solid={stem_solid}{stem_both}",
        f"stem-rate-both={stem_rate}{both}{stem_solid}",
    ]


def _solid(words: Words, letters: str) -> str:
    """Whether the two are known written as one."""
    spellings = words.vocabulary.spellings.get(letters, ())
    return bucket(len(spellings)) + words.lexicon.get(letters, "-")


def _rate(rate: float) -> str:
    return "abcdefgh"[bisect_right(_RATES, rate)]
