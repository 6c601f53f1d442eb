"""Providers one after the other: the next is asked where one knows nothing or fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from site_gen.errors import AnswerError, ProviderError
from site_gen.translation.asking import Cost, Draft, Provider, Request

_PATIENCE = 3  # texts in a row that a provider may fail at before it is left out


@dataclass(slots=True)
class Chain:
    """Several providers as one.

    A provider that fails at every text is left out for the rest of the run, and `tell` is told
    so. Raises what a provider raises; ProviderError when none is left that could answer.
    """

    providers: Sequence[Provider]
    tell: Callable[[ProviderError], object] = lambda _error: None
    failures: Counter[str] = field(default_factory=Counter, init=False)
    out: dict[str, ProviderError] = field(default_factory=dict, init=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    @property
    def name(self) -> str:
        return ", ".join(provider.name for provider in self.providers)

    @property
    def in_flight(self) -> int:
        return max((provider.in_flight for provider in self.providers), default=1)

    def translate(self, request: Request) -> Draft | None:
        failed: AnswerError | None = None
        for provider in self.providers:
            if provider.name in self.out:
                continue
            try:
                draft = provider.translate(request)
            except AnswerError as error:
                failed = error
                self._failed_at_text(provider, error)
            except ProviderError as error:
                self._leave_out(provider, error)
            else:
                self.failures[provider.name] = 0
                if draft:
                    return draft
        if failed:
            raise failed
        if self.out:
            raise list(self.out.values())[-1]
        return None

    def cost(self, request: Request) -> Cost | None:
        quoted = self.quoted(request)
        return quoted[1] if quoted else None

    def quoted(self, request: Request) -> tuple[str, Cost] | None:
        """The provider that would answer, and what that costs; None where nobody would."""
        costs = ((provider.name, provider.cost(request)) for provider in self.providers)
        return next(((name, cost) for name, cost in costs if cost is not None), None)

    def _failed_at_text(self, provider: Provider, error: AnswerError) -> None:
        with self._lock:
            self.failures[provider.name] += 1
            failures = self.failures[provider.name]
        if failures >= _PATIENCE:
            message = f"{error.message} ({failures} times in a row)"
            self._leave_out(provider, ProviderError(message, hint=error.hint))

    def _leave_out(self, provider: Provider, error: ProviderError) -> None:
        with self._lock:
            known = provider.name in self.out
            self.out[provider.name] = error
        after = list(self.providers)[list(self.providers).index(provider) + 1 :]
        if not known and any(other.name not in self.out for other in after):
            self.tell(error)
