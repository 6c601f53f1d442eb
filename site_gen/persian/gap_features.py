"""What the spacing model looks at in a space between two words that may be one (می خواهد).

A feature is a string that names what it is about and what was found. Training and restoring
share this.
"""

from __future__ import annotations

from site_gen.persian.knowledge import Words, bucket, joint
from site_gen.persian.letters import ZWNJ


def gap_features(words: Words, left: str, right: str, before: str, after: str) -> list[str]:
    """The features of the space between two words, given their neighbours."""
    tail, head = left.rpartition(ZWNJ)[2], right.partition(ZWNJ)[0]
    return [
        *_letters(tail, head),
        *_knowledge(words, left, right, tail, head),
        *_context(words, tail, head, before, after),
        f"pieces-right={tail != left:d}{head != right:d}|{head}",
    ]


def _letters(tail: str, head: str) -> list[str]:
    l2, r2 = tail[-2:], head[-2:]
    return [
        "bias",
        f"left={tail}",
        f"right={head}",
        f"l2={l2}",
        f"l3={tail[-3:]}",
        f"r2={r2}",
        f"r3={head[-3:]}",
        f"r-begin={head[:3]}",
        f"l1-right={tail[-1:]}|{head}",
        f"l2-right={l2}|{head}",
        f"ends={l2}|{r2}",
    ]


def _context(words: Words, tail: str, head: str, before: str, after: str) -> list[str]:
    known_tail, known_head, nk = words.known(tail), words.known(head), words.kind(after)
    lk, rk, l_rate, r_rate = (
        *(known_tail.kind, known_head.kind),
        *(known_tail.first_rate, known_head.last_rate),
    )
    near, far, end = words.neighbour(after), words.neighbour(before), head[-2:]
    return [
        f"right-rate={head}|{l_rate}",
        f"left-rate={tail}|{r_rate}",
        f"right-after={head}|{near}",
        f"right-after2={head}|{after[:2]}",
        f"right-after-kind={head}|{nk}",
        f"left-before={tail}|{far}",
        f"left-after={tail}|{near}",
        f"right-before={head}|{far}",
        f"kinds-after={lk}{rk}{nk}",
        f"kinds-before={lk}{rk}{words.kind(before)}",
        f"rates-after={l_rate}{r_rate}{nk}",
        f"end-after-kind={end}|{nk}",
        f"end-after={end}|{lk}|{after[:3]}",
    ]


def _knowledge(words: Words, left: str, right: str, tail: str, head: str) -> list[str]:
    v, glue = words.vocabulary, joint(left)
    known_tail, known_head = words.known(tail), words.known(head)
    lk, l_rate, before = known_tail.kind, known_tail.first_rate, known_tail.before
    rk, behind, stem = known_head.kind, known_head.behind, known_head.stem
    sk, _, _, _, stem_rate, _, stem_behind, _ = words.known(stem)
    both, rates = words.kind(left + glue + right), l_rate + known_head.last_rate
    seen = bucket(v.joined.get((tail, head), 0)) + bucket(v.gaps.get((left, right), 0))
    solid, stem_solid = words.solid(left + right), words.solid(tail + stem)
    stem_both = words.lexicon.get(tail + glue + stem, "-") + bucket(v.joined.get((tail, stem), 0))
    return [
        f"parts={before}|{behind}",
        f"parts-stem={before}|{stem_behind}",
        f"parts-kinds={lk}|{rk}|{behind}|{stem_behind}",
        f"parts-rates={before}|{behind}|{rates}",
        f"parts-stem-rates={before}|{stem_behind}|{l_rate}{stem_rate}",
        f"parts-rk={before}|{rk}|{l_rate}",
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
        f"right-lf={head}|{known_tail.first}",
        f"left-rl={tail}|{known_head.last}",
        f"solid={solid}",
        f"solid-rates={solid}{rates}",
        f"stem-both={stem_both}",
        f"stem-all={stem_both}{solid}{both}",
        f"stem={stem}",
        f"stem-lk={stem}|{lk}",
        f"stem-lf={stem}|{known_tail.first}",
        f"stem-kind={sk}|{lk}",
        f"stem-rate={stem_rate}{l_rate}",
        f"left-stem-rate={tail}|{stem_rate}",
        f"stem-solid={stem_solid}{stem_both}",
        f"stem-rate-both={stem_rate}{both}{stem_solid}",
    ]
