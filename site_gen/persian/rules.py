"""The rules of restoration: a plain table, in the order in which they are applied."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from re import Pattern
from typing import TYPE_CHECKING

from msgspec import Struct

from site_gen.persian import characters, damage, lines, punctuation
from site_gen.persian.edits import Edit

if TYPE_CHECKING:
    from site_gen.persian.spacing import Habits


def _in_any(_: str) -> bool:
    return True


class Rule(Struct, frozen=True):
    """One kind of repair: `find` gives its edits for a text, `says` what it does.

    `signs` matches the characters of which a text has at least one if the rule finds anything;
    none of them is usual (`letters.unusual`). `may_find` soon tells of a long text that the rule
    finds nothing in it.
    """

    name: str
    find: Callable[[str], Iterable[Edit]]
    says: str
    any_language: bool = False  # damage that is not Persian's own
    code_points: bool = False  # also right for what an editor wrote
    moves_lines: bool = False  # looks at more than one line
    signs: Pattern[str] | None = None  # None: any text may be changed
    may_find: Callable[[str], bool] = _in_any


def lost_zwnj(text: str, how: Habits | None = None) -> Iterable[Edit]:
    """ZWNJs lost within words. What knows spacing is slow to import; authored texts need none."""
    from site_gen.persian import spacing

    return spacing.lost_zwnj(text, how)


def wrong_spaces(text: str, how: Habits | None = None) -> Iterable[Edit]:
    """Spaces where ZWNJs belong."""
    from site_gen.persian import spacing

    return spacing.wrong_spaces(text, how)


#: The rules that judge a piece of text by the habits of the whole.
BY_HABIT = {"lost-zwnj": lost_zwnj, "wrong-spaces": wrong_spaces}

RULES = (
    Rule(
        "mojibake",
        damage.mojibake,
        "UTF-8 read as Windows-1252 or 1256",
        any_language=True,
        signs=damage.MOJIBAKE_SIGNS,
    ),
    Rule(
        "line-ends",
        characters.line_ends,
        "line ends and control characters",
        any_language=True,
        signs=characters.LINE_END_SIGNS,
    ),
    Rule("entities", damage.entities, "character references left over", any_language=True),
    Rule("tags", damage.tags, "tags and comments left over", any_language=True),
    Rule(
        "presentation-forms",
        characters.presentation_forms,
        "shapes for letters",
        code_points=True,
        signs=characters.PRESENTATION_SIGNS,
        may_find=characters.may_have_presentation_forms,
    ),
    Rule(
        "letters",
        characters.letters,
        "letters of another keyboard",
        code_points=True,
        signs=characters.LETTER_SIGNS,
        may_find=characters.may_have_other_letters,
    ),
    Rule("teh-marbuta", characters.teh_marbuta, "ة in the place of هٔ"),
    Rule("tatweel", characters.tatweel, "words drawn long"),
    Rule(
        "bidi-controls",
        characters.bidi_controls,
        "stray direction marks",
        signs=characters.BIDI_SIGNS,
    ),
    Rule(
        "spaces",
        characters.spaces,
        "white space of other kinds",
        any_language=True,
        signs=characters.SPACE_SIGNS,
    ),
    Rule("space-runs", punctuation.space_runs, "needless white space", any_language=True),
    Rule("thrown-marks", damage.thrown_marks, "final marks at the wrong end of a line"),
    Rule(
        "page-numbers",
        lines.page_numbers,
        "page numbers between lines",
        any_language=True,
        moves_lines=True,
    ),
    Rule(
        "running-heads",
        lines.running_heads,
        "running heads between lines",
        any_language=True,
        moves_lines=True,
    ),
    Rule("unwrap", lines.unwrap, "lines that no one meant", any_language=True, moves_lines=True),
    Rule(
        "split-words",
        lines.split_words,
        "words parted at the end of a line",
        any_language=True,
        moves_lines=True,
        signs=lines.HYPHEN_SIGNS,
    ),
    Rule(
        "invisible",
        characters.invisible,
        "¬, soft hyphen and the like for a ZWNJ",
        signs=characters.INVISIBLE_SIGNS,
    ),
    Rule("zwnj", characters.zwnj, "ZWNJ doubled or without effect"),
    Rule(
        "reversed-brackets",
        punctuation.reversed_brackets,
        "brackets the wrong way round",
        signs=punctuation.BRACKET_SIGNS,
    ),
    Rule("marks", punctuation.marks, "Latin marks for Persian ones", signs=punctuation.MARK_SIGNS),
    Rule("ellipsis", punctuation.ellipsis, "three dots for one ellipsis"),
    Rule("quotes", punctuation.quotes, "quotes of another language", signs=punctuation.QUOTE_SIGNS),
    Rule("mark-spacing", punctuation.spacing_of_marks, "space at the wrong side of a mark"),
    Rule("digits", characters.digits, "digits of another script", signs=characters.DIGIT_SIGNS),
    Rule("lost-zwnj", lost_zwnj, "ZWNJ lost within a word"),
    Rule("wrong-spaces", wrong_spaces, "a space within a word"),
)
