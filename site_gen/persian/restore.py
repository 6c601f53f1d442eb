"""Persian as its author meant it, from the way it arrived: the rules of the table, applied.

`restore` mends a document, `restore_text` a text, `restore_lines` lines that must stay lines.
White space, ZWNJ and published tables of code points change, markup debris goes; no word does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby

from msgspec import Struct
from msgspec.structs import replace

from site_gen.model import (
    PERSIAN,
    TRANSLATABLE,
    Block,
    BlockKind,
    Document,
    Finding,
    Markup,
    Severity,
)
from site_gen.persian.checks import CHECKS, Check, doubts_of
from site_gen.persian.edits import Change, Edit, changes, origin
from site_gen.persian.lines import is_open
from site_gen.persian.protect import KEEP_MARK
from site_gen.persian.rules import RULES, Rule
from site_gen.persian.workshop import Workshop

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_LINE_END = re.compile("[\r\n\x85\u2028\u2029]+")
_PROSE = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH})
_ONE_LINE = frozenset({BlockKind.TITLE, BlockKind.FIELD, BlockKind.HEADING})
_BREAK = "\n\n"
_KEEP = "<!--"  # how what marks words to keep begins
_TOLD = "the text is as its editor wrote it; mend it there, or switch the rule off"
_SHOWN = 24  # letters of a change in a finding

Checks = Mapping[str, Check]


class Restored(Struct, frozen=True):
    """A restored text and the report of what changed, which replays to it."""

    text: str
    changes: tuple[Change, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text without its blank lines; a newline within a paragraph is a line to keep."""
        return tuple(_PARAGRAPH.findall(self.text))


def restore_text(
    text: str, *, rules: Sequence[str] | None = None, keep: Iterable[str] = ()
) -> Restored:
    """Restore a whole text; blank lines part its paragraphs.

    `rules` names those to apply, in the table's order (all of them if None); `keep` are words
    not to touch. Raises ValueError for a name that no rule has.
    """
    restored, steps = Workshop(_chosen(rules), frozenset(keep)).run(text)
    return Restored(restored, tuple(changes(text, steps)))


def restore_lines(
    lines: Sequence[str], *, rules: Sequence[str] | None = None, keep: Iterable[str] = ()
) -> tuple[str, ...]:
    """Restore lines one by one: as many come out as go in, each in its place."""
    chosen = tuple(rule for rule in _chosen(rules) if not rule.moves_lines)
    text = "\n".join([_LINE_END.sub(" ", line) for line in lines])
    restored, _ = Workshop(chosen, frozenset(keep)).run(text, within_lines=True)
    return tuple(restored.split("\n")) if lines else ()


def restore_markdown(text: str, *, skip: Iterable[str] = (), keep: Iterable[str] = ()) -> str:
    """Restore inline Markdown by every rule but those to `skip`; its lines stay lines."""
    names = frozenset(skip)
    rules = tuple(rule for rule in RULES if rule.name not in names and not rule.moves_lines)
    shop = Workshop(rules, frozenset(keep), Markup.MARKDOWN)
    return shop.run(text, within_lines=True)[0]


def _chosen(names: Sequence[str] | None) -> tuple[Rule, ...]:
    if names is None:
        return RULES
    unknown = set(names) - {rule.name for rule in RULES}
    if unknown:
        known = ", ".join(rule.name for rule in RULES)
        raise ValueError(f"no such rule: {', '.join(sorted(unknown))} (there are: {known})")
    return tuple(rule for rule in RULES if rule.name in names)


def restore(
    document: Document,
    *,
    skip: frozenset[str] = frozenset(),
    keep: frozenset[str] = frozenset(),
    tell: bool = True,
) -> Document:
    """The document with its damage mended, and doubts for what a person should look at.

    A raw Persian document has every rule applied, a raw one in another language those that know
    no language. In authored Persian only code points change; what the other rules would do is
    a doubt. `skip` names rules and checks to leave out, `keep` words not to touch. Unless it is
    to `tell`, the same text comes back sooner, without the doubts.
    """
    persian = document.locale == PERSIAN
    if not persian and not document.raw:
        return document
    rules = tuple(r for r in RULES if r.name not in skip and (persian or r.any_language))
    shop = Workshop(rules, keep, document.markup)
    if not tell and not document.raw:
        return _with_code_points(document, shop)
    told = CHECKS if persian and tell else {}
    checks = {name: check for name, check in told.items() if name not in skip}
    if not document.raw:
        return _restore_authored(document, shop, checks)
    if document.markup is Markup.PLAIN:
        return _restore_plain(document, shop, checks)
    return _restore_leaves(document, shop, checks)


def _with_code_points(document: Document, shop: Workshop) -> Document:
    """What an editor wrote as `_restore_authored` mends it, with nothing looked for but that."""
    texts = [leaf.text for leaf in document.leaves()]
    whole = _BREAK.join(texts)
    needed = shop.only(lambda rule: rule.code_points and rule.may_find(whole)).needed(whole)
    if not needed.rules and not any("\n" in text or _KEEP in text for text in texts):
        return document
    return _each_block(document, needed)


def _restore_plain(document: Document, shop: Workshop, checks: Checks) -> Document:
    """A text without markup: which lines are a paragraph is for the rules to say."""
    shop = _by_whole(document, shop)
    within = shop.only(lambda rule: not rule.moves_lines)
    mended = _each_block(replace(document, blocks=()), within)
    doubts = list(_doubts_in(mended, checks))
    blocks: list[Block] = []
    for kind, group in groupby(document.blocks, _flow):
        if kind in _PROSE:
            joined, found = _join(tuple(group), shop, document.path, checks)
            doubts += found
        else:
            joined = [_mend(block, within) for block in group]
        blocks += joined
    return replace(mended, blocks=tuple(blocks), doubts=tuple(doubts))


def _restore_leaves(document: Document, shop: Workshop, checks: Checks) -> Document:
    """A document whose paragraphs are known: each leaf by itself."""
    mended = _each_block(document, _for_pieces(document, shop))
    return replace(mended, doubts=tuple(_doubts_in(mended, checks)))


def _restore_authored(document: Document, shop: Workshop, checks: Checks) -> Document:
    """What an editor wrote: code points are mended, the rest is told."""
    within = _for_pieces(document, shop)
    mended = _with_code_points(document, within)
    leaves = list(mended.leaves())
    told = _told(leaves, document.path, within.only(lambda rule: not rule.code_points))
    return replace(mended, doubts=(*told, *_doubts_of(leaves, document.path, checks)))


def _flow(block: Block) -> BlockKind:
    """Blocks that may be parts of one another; a lead is whole unless its end says otherwise."""
    if block.kind is BlockKind.LEAD and is_open(block.text):
        return BlockKind.PARAGRAPH
    return block.kind


def _by_whole(document: Document, shop: Workshop) -> Workshop:
    """The rules, spacing judged by the whole document."""
    mended, _ = shop.only(lambda rule: rule.code_points).run(_whole(document))
    return shop.with_habits_of(mended)


def _whole(document: Document) -> str:
    return _BREAK.join(leaf.text for leaf in document.leaves())


def _for_pieces(document: Document, shop: Workshop) -> Workshop:
    """The same for one block at a time."""
    return _by_whole(document, shop).only(lambda rule: not rule.moves_lines)


def _each_block(document: Document, shop: Workshop) -> Document:
    return replace(
        document,
        title=_mend(document.title, shop),
        fields=tuple(_mend(block, shop) for block in document.fields),
        blocks=tuple(_mend(block, shop) for block in document.blocks),
        footnotes=tuple(_mend(block, shop) for block in document.footnotes),
    )


def _mend(block: Block, shop: Workshop) -> Block:
    text, children = block.text, tuple(_mend(child, shop) for child in block.children)
    if text and block.kind in TRANSLATABLE:
        text = KEEP_MARK.sub("", shop.run(text)[0]).strip("\n")
        text = text.replace("\n", " ") if block.kind in _ONE_LINE else text
    if text == block.text and children == block.children:
        return block
    return replace(block, text=text, children=children)


def _join(
    blocks: Sequence[Block], shop: Workshop, path: str, checks: Checks
) -> tuple[list[Block], list[Finding]]:
    """The paragraphs of several blocks that may have been cut in the wrong places."""
    starts = [0, *accumulate(len(block.text) + len(_BREAK) for block in blocks)][:-1]
    source = _BREAK.join(block.text for block in blocks)
    text, steps = shop.run(source)
    joined: list[Block] = []
    findings: list[Finding] = []
    taken = -1
    for paragraph in _PARAGRAPH.finditer(text):
        number = bisect_right(starts, origin(steps, paragraph.start())) - 1
        kind = blocks[number].kind if number != taken else BlockKind.PARAGRAPH
        taken = number

        def line_of(_: int, place: int, begin: int = paragraph.start()) -> int:
            there = origin(steps, begin + place)
            block = bisect_right(starts, there) - 1
            return blocks[block].line + source.count("\n", starts[block], there)

        joined.append(Block(kind, KEEP_MARK.sub("", paragraph[0]), line_of(0, 0)))
        findings += _doubts([paragraph[0]], path, line_of, checks)
    return joined, findings


def _doubts(
    texts: Sequence[str], path: str, line_of: Callable[[int, int], int], checks: Checks
) -> Iterator[Finding]:
    """Findings in texts; `line_of` gives the line of a place in one of them, by its number."""
    for number, name, doubt in doubts_of(texts, checks):
        line = line_of(number, doubt.place)
        yield Finding(Severity.WARNING, path, line, doubt.message, doubt.hint, name)


def _doubts_in(document: Document, checks: Checks) -> Iterator[Finding]:
    return _doubts_of(list(document.leaves()), document.path, checks)


def _doubts_of(leaves: Sequence[Block], path: str, checks: Checks) -> Iterator[Finding]:
    def line_of(number: int, place: int) -> int:
        return _line_in(leaves[number], place)

    return _doubts([leaf.text for leaf in leaves], path, line_of, checks)


def _line_in(block: Block, place: int) -> int:
    return block.line + block.text.count("\n", 0, place)


def _told(leaves: Sequence[Block], path: str, shop: Workshop) -> Iterator[Finding]:
    """What the rules would change in what an editor wrote: one finding a block and rule."""
    rules = shop.needed(_BREAK.join(leaf.text for leaf in leaves)).rules
    for leaf in leaves:
        for rule in rules:
            edits = shop.edits(rule, leaf.text)
            if edits:
                line = _line_in(leaf, edits[0].start)
                message = f"{rule.says}: {_shown(leaf.text, edits)}"
                yield Finding(Severity.WARNING, path, line, message, _TOLD, rule.name)


def _shown(text: str, edits: Sequence[Edit]) -> str:
    """The first change with the words around it, and how many more there are."""
    first = edits[0]
    start = text.rfind(" ", 0, max(first.start - 1, 0)) + 1
    end = text.find(" ", first.end + 1)
    end = len(text) if end < 0 else end
    start, end = max(start, first.start - _SHOWN), min(end, first.end + _SHOWN)
    before = text[start:end]
    after = text[start : first.start] + first.text + text[first.end : end]
    more = f" (and {len(edits) - 1} more)" if len(edits) > 1 else ""
    return f"“{before}” → “{after}”{more}"
