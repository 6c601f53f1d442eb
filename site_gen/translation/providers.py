"""Translation services behind one small seam: a text goes masked and in pieces, at a polite pace,
and again where that helps."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct

from site_gen.errors import AnswerError, BudgetError, ProviderError
from site_gen.escaping import without_controls
from site_gen.model import PERSIAN, Locale
from site_gen.persian.restore import restore_markdown
from site_gen.translation.adapters import Asker
from site_gen.translation.asking import Cost, Draft, Meter, Provider, Request
from site_gen.translation.glossary import NO_GLOSSARY, Glossary, find_terms
from site_gen.translation.hiding import mask
from site_gen.translation.judging import doubts, require_translation
from site_gen.translation.placeholders import Masked, words_of
from site_gen.translation.restoring import restore
from site_gen.translation.services import PROVIDERS, Service, adapter, public_address
from site_gen.translation.splitting import split
from site_gen.translation.transport import Http, RefusalError, as_provider_error, is_passing

if TYPE_CHECKING:
    from tenacity import RetryCallState

_ANOTHER = "Try again later, or another provider. What is done so far is saved."

#: Answers that are no translation though they stand where one should be.
_NO_TRANSLATION = re.compile(
    r"\s*<(!doctype|html|head|body)\b|MYMEMORY WARNING|INVALID (LANGUAGE|SOURCE|TARGET|EMAIL)"
    r"|QUERY LENGTH LIMIT|NO QUERY SPECIFIED|PLEASE SELECT TWO|'[^']*' IS AN INVALID"
    r"|(?i:Error [45]\d\d \()"
)


class ProviderSettings(Struct, frozen=True):
    """How to reach a service. Times in seconds.

    `address` is the server's, without the path of its interface; empty is the public one.
    `timeout` is for connecting and for each wait for the answer. `delay` lies between two
    requests, `in_flight` is how many may be under way at a time; None is the service's own. A
    request is made `attempts` times at most, after waits of `backoff`, twice that, and so on, with
    a random part; a server that asks for more than `longest_wait` is given up. `key_env` names the
    environment variable that holds the key, where it is another than usual.
    """

    name: str = "google"
    address: str = ""
    timeout: float = 20.0
    delay: float | None = None
    in_flight: int | None = None
    attempts: int = 4
    backoff: float = 1.0
    longest_wait: float = 120.0
    key_env: str = ""
    model: str = ""
    region: str = ""


def open_provider(
    settings: ProviderSettings,
    source: Locale,
    target: Locale,
    *,
    glossary: Glossary = NO_GLOSSARY,
    meter: Meter | None = None,
    mend: Callable[[str], str] = restore_markdown,
    environment: Mapping[str, str] = os.environ,
    sleep: Callable[[float], None] = time.sleep,
) -> Provider:
    """The provider that the settings name. Nothing is sent yet. Raises ProviderError.

    What it sends is counted by `meter`; Persian that comes back is mended by `mend`.
    """
    service = PROVIDERS.get(settings.name)
    if service is None:
        hint = f"There are {', '.join(PROVIDERS)}."
        raise ProviderError(f"no translation service is called “{settings.name}”", hint=hint)
    variable = settings.key_env or service.key_env
    key = environment.get(variable, "")
    if service.needs_key and not key:
        hint = f"Put it into the environment variable {variable}; it is never written down."
        raise ProviderError(f"{settings.name} wants a key", hint=hint)
    address = settings.address or public_address(settings.name, key)
    http = Http(_endpoint(address, service.path), settings.timeout, key)
    asker = Asker(source, target, key, settings.model, settings.region)
    return _Remote(settings, service, asker, http, glossary, meter or Meter(), mend, sleep)


def _endpoint(address: str, path: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        hint = "An address looks like https://translate.example.org or http://127.0.0.1:5000."
        raise ProviderError(f"“{address}” is no address of a service", hint=hint)
    return address.rstrip("/").removesuffix(path) + path


@dataclass(slots=True)
class _Pace:
    """When the next request may begin: one after the other, whoever asks."""

    delay: float
    sleep: Callable[[float], None]
    _next: float = field(default=0.0, init=False)  # on the monotonic clock
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def wait(self) -> None:
        with self._lock:
            now = time.monotonic()
            early = self._next - now
            self._next = max(now, self._next) + self.delay
        if early > 0:
            self.sleep(early)


@dataclass(slots=True)
class _Remote:
    """A provider across the network."""

    settings: ProviderSettings
    service: Service
    asker: Asker
    http: Http
    glossary: Glossary
    meter: Meter
    mend: Callable[[str], str]
    sleep: Callable[[float], None]
    pace: _Pace = field(init=False)
    slots: BoundedSemaphore = field(init=False)

    def __post_init__(self) -> None:
        self.slots = BoundedSemaphore(self.in_flight)
        delay = self.settings.delay
        self.pace = _Pace(self.service.delay if delay is None else delay, self.sleep)

    @property
    def name(self) -> str:
        return self.settings.name

    @property
    def in_flight(self) -> int:
        return self.settings.in_flight or self.service.in_flight

    @property
    def called(self) -> str:
        """What messages call it: which server, too, if it is not the public one."""
        address = self.settings.address
        return f"{self.name} at {address}" if address else self.name

    @property
    def locales(self) -> tuple[Locale, Locale]:
        return self.asker.source, self.asker.target

    def translate(self, request: Request) -> Draft:
        masked = self._masked(request)
        try:
            restored = restore(self._answer(masked.text, request), masked)
            require_translation(request.text, restored.text, self.locales)
        except AnswerError as error:
            raise AnswerError(f"{self.called} {error.message}", hint=error.hint) from error
        text = self.mend(restored.text) if self.asker.target == PERSIAN else restored.text
        return Draft(text, self.name, False, restored.lost, tuple(doubts(request.text, text)))

    def cost(self, request: Request) -> Cost:
        sent = [
            core
            for piece in split(self._masked(request).text, self.service.limit)
            if words_of(core := piece.strip(), self.service.style)
        ]
        return Cost(sum(map(len, sent)), len(sent))

    def _masked(self, request: Request) -> Masked:
        terms = find_terms(request.text, self.asker.source, self.glossary)
        labels = request.labels
        return mask(request.text, self.locales, self.service.style, terms=terms, labels=labels)

    def _answer(self, text: str, request: Request) -> str:
        answer = self._in_pieces(text, request)
        if answer.count("\n") == text.count("\n"):
            return answer
        # A line break means something in a verse or an address, so it must come back.
        lines = (self._in_pieces(line, request) for line in text.split("\n"))
        return "\n".join(" ".join(line.splitlines()) for line in lines)

    def _in_pieces(self, text: str, request: Request) -> str:
        return "".join(self._pieces(text, request))

    def _pieces(self, text: str, request: Request) -> Iterator[str]:
        """The translated pieces with the white space around them as it was."""
        for piece in split(text, self.service.limit):
            core = piece.strip()
            if words_of(core, self.service.style):
                before, after = piece.split(core, 1)
                yield before + self._ask(core, request) + after
            else:
                yield piece

    def _ask(self, text: str, request: Request) -> str:
        from tenacity import Retrying, retry_if_exception, stop_after_attempt

        attempts = Retrying(
            stop=stop_after_attempt(self.settings.attempts),
            wait=self._wait,
            retry=retry_if_exception(self._is_worth_waiting),
            sleep=self.sleep,
            reraise=True,
        )
        try:
            return attempts(self._once, text, request)
        except (ProviderError, BudgetError):
            raise
        except Exception as error:
            raise as_provider_error(error, self.called) from error

    def _once(self, text: str, request: Request) -> str:
        self.meter.count(text)
        self.pace.wait()
        asker = self.asker.about(request.title, request.previous)
        with self.slots:
            given = adapter(self.name, asker, self.http).translate(text)
        whole = "".join(given) if isinstance(given, list) else given  # Yandex answers in a list
        words = self.service.clean(whole) if isinstance(whole, str) else ""
        answer = without_controls(words).strip()
        if not answer:
            raise AnswerError("answered with nothing", hint=_ANOTHER)
        if _NO_TRANSLATION.match(answer):
            message = (
                f"{self.called} answered with an error in place of a translation: {answer[:80]}"
            )
            raise ProviderError(message, hint=_ANOTHER)
        return answer

    def _is_worth_waiting(self, error: BaseException) -> bool:
        return is_passing(error) and (_retry_after(error) or 0) <= self.settings.longest_wait

    def _wait(self, state: RetryCallState) -> float:
        from tenacity import wait_exponential, wait_random

        error = state.outcome.exception() if state.outcome else None
        asked_for = _retry_after(error)
        if asked_for is not None:
            return asked_for
        first, longest = self.settings.backoff, self.settings.longest_wait
        return (wait_exponential(first, max=longest) + wait_random(0, first))(state)


def _retry_after(error: BaseException | None) -> float | None:
    return error.retry_after if isinstance(error, RefusalError) else None
