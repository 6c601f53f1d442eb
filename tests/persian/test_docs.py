"""The page on restoration names every rule and check, and its examples are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_gen.persian.checks import CHECKS
from site_gen.persian.restore import restore_text
from site_gen.persian.rules import RULES

PAGE = (Path(__file__).parents[2] / "docs/restoration.md").read_text("utf-8")
ROW = re.compile(r"^\| `([\w-]+)` ?([†✱]?) \| [^|]+ \| `([^|]+)` \| `([^|]+)` \|$", re.MULTILINE)


def typed(shown: str) -> str:
    """The text that an example of the page stands for."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), shown)
    return text.replace("·", "\u200c").replace("\\n", "\n").replace("\\r", "\r")


def test_every_rule_is_named_in_its_order() -> None:
    section = PAGE.split("## The rules")[1].split("\n## ")[0]
    named = re.findall(r"^\| `([\w-]+)` ?([†✱]?) ", section, re.MULTILINE)
    signs = [(rule.name, "†" * rule.any_language + "✱" * rule.code_points) for rule in RULES]
    assert named == signs


def test_every_check_is_named() -> None:
    section = PAGE.split("## Findings")[1].split("\n## ")[0]
    assert re.findall(r"^\| `([\w-]+)` ", section, re.MULTILINE) == list(CHECKS)


@pytest.mark.parametrize(("rule", "sign", "before", "after"), ROW.findall(PAGE))
def test_examples_are_true(rule: str, sign: str, before: str, after: str) -> None:
    assert sign in ("", "†", "✱")
    rules = ["presentation-forms", "letters"] if rule == "presentation-forms" else [rule]
    assert restore_text(typed(before), rules=rules).text == typed(after)
