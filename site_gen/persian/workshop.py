"""Where rules are applied: in their order, again and again, until none finds anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from msgspec import Struct
from msgspec.structs import replace

from site_gen.model import Markup
from site_gen.persian.edits import Edit, Step, apply, tidy
from site_gen.persian.letters import unusual
from site_gen.persian.protect import protected_spans
from site_gen.persian.rules import BY_HABIT, Rule

_ROUNDS = 6  # a repair can make room for another; in practice two rounds do


class Workshop(Struct, frozen=True):
    """The rules in use and what they must not touch."""

    rules: tuple[Rule, ...]
    keep: frozenset[str] = frozenset()
    markup: Markup = Markup.PLAIN

    def run(self, text: str, within_lines: bool = False) -> tuple[str, tuple[Step, ...]]:
        """The text with the rules applied, and what each did; `within_lines` joins no line."""
        steps: list[Step] = []
        quiet = 0  # rules in a row that found nothing, so that the text is as each last saw it
        for rule in self.rules * _ROUNDS:
            edits = self.edits(rule, text, within_lines)
            quiet = 0 if edits else quiet + 1
            if edits:
                steps.append(Step.of(rule.name, edits))
                text = apply(text, edits)
            if quiet >= len(self.rules):
                break
        return text, tuple(steps)

    def needed(self, whole: str) -> Workshop:
        """The same with those rules alone that may find anything in a paragraph of the text."""
        return self.only(lambda rule: any(True for _ in _found(rule, whole)))

    def edits(self, rule: Rule, text: str, within_lines: bool = False) -> list[Edit]:
        """What the rule would change."""
        found = _found(rule, text)
        if within_lines:
            found = [
                replace(edit, text=edit.text.replace("\n", " "))
                for edit in found
                if "\n" not in text[edit.start : edit.end]
            ]
        found = list(found)
        if not found:
            return found
        return tidy(text, found, protected_spans(text, self.keep, self.markup))

    def with_habits_of(self, text: str) -> Workshop:
        """The same, judging the spacing of small pieces by the whole text they are of."""
        if not any(rule.name in BY_HABIT for rule in self.rules):
            return self
        from site_gen.persian.spacing import habits

        how = habits(text)
        rules = (
            replace(rule, find=partial(BY_HABIT[rule.name], how=how))
            if rule.name in BY_HABIT
            else rule
            for rule in self.rules
        )
        return replace(self, rules=tuple(rules))

    def only(self, wanted: Callable[[Rule], bool]) -> Workshop:
        """The same with fewer rules."""
        return replace(self, rules=tuple(filter(wanted, self.rules)))


def _found(rule: Rule, text: str) -> Iterable[Edit]:
    if rule.signs and not rule.signs.search(_characters(text)):
        return ()
    return rule.find(text)


@lru_cache(maxsize=2)
def _characters(text: str) -> str:
    """Every character of the text once, but those that are a sign of nothing."""
    return "".join(set(unusual(text)))
