"""What is asked of a translation service, what it answers, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

from msgspec import Struct

from site_gen.errors import BudgetError


class Request(Struct, frozen=True):
    """One text to translate: inline Markdown, in which a newline is a line break.

    `title` and `previous` are the article's title and the paragraph before, in the source
    language, for services that take them into account. `labels` are those of links that the
    article defines elsewhere.
    """

    text: str
    title: str = ""
    previous: str = ""
    labels: frozenset[str] = frozenset()


class Draft(Struct, frozen=True):
    """A translation, inline Markdown as well, and whom it is from.

    `sure` is one that a person made of the same text. `lost` is markup that did not come back,
    `doubts` what else an editor should look at.
    """

    text: str
    origin: str
    sure: bool = False
    lost: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


class Cost(Struct, frozen=True):
    """What a request sends: characters of the text, and in how many calls."""

    characters: int = 0
    calls: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.characters + other.characters, self.calls + other.calls)


class Provider(Protocol):
    """Something that translates from one locale to another."""

    @property
    def name(self) -> str:
        """What it is called in the settings."""

    @property
    def in_flight(self) -> int:
        """How many requests it takes at a time."""

    def translate(self, request: Request) -> Draft | None:
        """A draft, None where it knows none.

        Raises AnswerError where this text failed, ProviderError where every text would, and
        BudgetError before more is sent than was allowed.
        """

    def cost(self, request: Request) -> Cost | None:
        """What asking would send, None where it would not be answered. Nothing is sent."""


@dataclass(slots=True)
class Meter:
    """Counts what is sent, each attempt anew; `limit` in characters is never passed."""

    limit: int | None = None
    sent: Cost = field(default=Cost(), init=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def count(self, text: str) -> None:
        """Allow one call with this text. Raises BudgetError."""
        with self._lock:
            after = self.sent + Cost(len(text), 1)
            if self.limit is not None and after.characters > self.limit:
                left = f"{self.limit - self.sent.characters} left of {self.limit}"
                message = f"a text of {len(text)} characters does not go: {left} may be sent"
                hint = "What is done so far is saved; allow more with --max-chars to go on."
                raise BudgetError(message, hint=hint)
            self.sent = after
