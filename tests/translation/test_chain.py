"""Providers one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from site_gen.errors import AnswerError, BudgetError, ProviderError, SiteGenError
from site_gen.translation.asking import Cost, Draft, Request
from site_gen.translation.chain import Chain


@dataclass
class Fake:
    """Answers with its name, or as told: by an error, or None for what it does not know."""

    name: str
    answers: list[SiteGenError | None] = field(default_factory=list)
    knows: bool = True
    in_flight: int = 1
    asked: int = 0

    def translate(self, request: Request) -> Draft | None:
        self.asked += 1
        answer = self.answers.pop(0) if self.answers else None
        if answer:
            raise answer
        return Draft(f"{request.text} by {self.name}", self.name) if self.knows else None

    def cost(self, request: Request) -> Cost | None:
        return Cost(len(request.text), 1) if self.knows else None


def said(chain: Chain) -> str:
    draft = chain.translate(Request("x"))
    return draft.text if draft else ""


def test_the_first_that_knows_answers() -> None:
    chain = Chain([Fake("memory", knows=False), Fake("deepl"), Fake("google")])
    assert said(chain) == "x by deepl"
    assert chain.quoted(Request("four")) == ("deepl", Cost(4, 1))


def test_one_that_fails_altogether_is_left_out_and_told_once() -> None:
    told: list[ProviderError] = []
    down = ProviderError("deepl is down")
    first = Fake("deepl", [down, down])
    chain = Chain([first, Fake("google")], told.append)
    assert [said(chain), said(chain)] == ["x by google"] * 2
    assert (first.asked, told) == (1, [down])


def test_one_that_fails_at_a_text_is_asked_again_for_the_next() -> None:
    first = Fake("deepl", [AnswerError("deepl answered with nothing")])
    chain = Chain([first, Fake("google")])
    assert [said(chain), said(chain)] == ["x by google", "x by deepl"]


def test_three_failures_in_a_row_are_enough() -> None:
    told: list[ProviderError] = []
    wrong = AnswerError("deepl answered with nothing")
    first = Fake("deepl", [wrong] * 9)
    chain = Chain([first, Fake("google")], told.append)
    for _ in range(5):
        said(chain)
    assert first.asked == 3
    assert "3 times in a row" in str(told[0])


def test_a_success_between_two_failures_counts() -> None:
    wrong = AnswerError("nothing")
    first = Fake("deepl", [wrong, wrong, None, wrong, wrong, None])
    chain = Chain([first, Fake("google")])
    for _ in range(6):
        said(chain)
    assert first.asked == 6


def test_where_none_is_left_the_last_fault_is_told() -> None:
    told: list[ProviderError] = []
    down = [Fake("deepl", [ProviderError("one")]), Fake("google", [ProviderError("two")])]
    chain = Chain([Fake("memory", knows=False), *down], told.append)
    with pytest.raises(ProviderError, match="two"):
        said(chain)
    assert [str(error) for error in told] == ["one"], (
        "the last one stops the run, and is told there"
    )
    with pytest.raises(ProviderError, match="two"):
        said(chain)


def test_a_text_at_which_all_fail_is_that_text_s_fault() -> None:
    chain = Chain([Fake("deepl", [AnswerError("one")]), Fake("google", [AnswerError("two")])])
    with pytest.raises(AnswerError, match="two"):
        said(chain)
    assert said(chain) == "x by deepl"


def test_a_spent_budget_asks_no_other() -> None:
    other = Fake("google")
    chain = Chain([Fake("deepl", [BudgetError("spent")]), other])
    with pytest.raises(BudgetError):
        said(chain)
    assert other.asked == 0


def test_what_nobody_knows() -> None:
    chain = Chain([Fake("memory", knows=False)])
    assert chain.translate(Request("x")) is None
    assert chain.cost(Request("x")) is None


def test_as_many_at_a_time_as_the_one_that_takes_most() -> None:
    assert Chain([Fake("memory"), Fake("deepl", in_flight=4)]).in_flight == 4
