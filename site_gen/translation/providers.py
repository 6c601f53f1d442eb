"""Machine translation services, each an adapter of deep-translator, behind one small seam."""

from __future__ import annotations

import html
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from site_gen.errors import ProviderError
from site_gen.model import Locale
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


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """How to reach a service. Times in seconds.

    `address` is the server's, without the path of its interface; empty is the public one.
    `timeout` is for connecting and for each wait for the answer. `delay` lies between two
    requests. A request is made `attempts` times at most, after waits of `backoff`, twice that,
    and so on, with a random part; a server that asks for more than `longest_wait` is given up.
    `key_env` names the environment variable that holds the key, if one is needed.
    """

    name: str = "google"
    address: str = ""
    timeout: float = 20.0
    delay: float = 0.5
    attempts: int = 4
    backoff: float = 1.0
    longest_wait: float = 120.0
    key_env: str = ""


class Provider(Protocol):
    """A translation service from one locale to another."""

    @property
    def name(self) -> str:
        """What its drafts are signed with."""

    def translate(self, text: str) -> str:
        """The translation, with as many lines as the text. Raises ProviderError."""


class Adapter(Protocol):
    """What is used of deep-translator's classes."""

    def translate(self, text: str) -> object: ...


@dataclass(frozen=True, slots=True)
class Service:
    """One row of the table: how deep-translator's adapter for a service is made and used."""

    address: str
    path: str
    limit: int  # bytes of UTF-8 in one request
    make: Callable[[Locale, Locale, str], Adapter]  # source, target, key
    clean: Callable[[str], str] = str


def _google(source: Locale, target: Locale, _key: str) -> Adapter:
    from deep_translator import GoogleTranslator

    made: Adapter = GoogleTranslator(source=source.code, target=target.code)
    return made


def _libretranslate(source: Locale, target: Locale, key: str) -> Adapter:
    """The adapter insists on a key and knows no Persian; servers need and do otherwise."""
    from deep_translator import LibreTranslator

    made = LibreTranslator(source="auto", target="en", api_key=key or "none")
    made.api_key, made.source, made.target = key, source.code, target.code
    adapter: Adapter = made
    return adapter


def _mymemory(source: Locale, target: Locale, _key: str) -> Adapter:
    from deep_translator import MyMemoryTranslator

    codes = {"fa": "fa-IR", "en": "en-GB"}
    made: Adapter = MyMemoryTranslator(
        source=codes.get(source.code, source.code), target=codes.get(target.code, target.code)
    )
    return made


#: Google's limit is that of an address: 16 KB, in which a byte of Persian takes three.
PROVIDERS: Mapping[str, Service] = {
    "google": Service("https://translate.google.com", "/m", 4500, _google),
    "libretranslate": Service("https://libretranslate.com", "/translate", 2000, _libretranslate),
    "mymemory": Service(
        "https://api.mymemory.translated.net", "/get", 499, _mymemory, html.unescape
    ),
}


def open_provider(
    settings: ProviderSettings,
    source: Locale,
    target: Locale,
    *,
    environment: Mapping[str, str] = os.environ,
    sleep: Callable[[float], None] = time.sleep,
) -> Provider:
    """The provider that the settings name. Nothing is sent yet. Raises ProviderError."""
    service = PROVIDERS.get(settings.name)
    if service is None:
        hint = f"There are {', '.join(PROVIDERS)}."
        raise ProviderError(f"no translation service is called “{settings.name}”", hint=hint)
    key = environment.get(settings.key_env, "") if settings.key_env else ""
    http = Http(_endpoint(settings.address or service.address, service.path), settings.timeout, key)
    try:
        adapter = service.make(source, target, key)
    except Exception as error:
        raise as_provider_error(error, settings.name) from error
    _ask_through(http, adapter)
    return _Remote(settings, service, adapter, sleep)


def _endpoint(address: str, path: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        hint = "An address looks like https://translate.example.org or http://127.0.0.1:5000."
        raise ProviderError(f"“{address}” is no address of a service", hint=hint)
    return address.rstrip("/").removesuffix(path) + path


def _ask_through(http: Http, adapter: Any) -> None:
    """Let the adapter's own `translate` find `http` under the name `requests`.

    deep-translator has no seam for this. A function of the same code with other globals leaves
    the library as it is for everybody else, which setting `deep_translator.google.requests`
    would not.
    """
    method = type(adapter).translate
    namespace = {**method.__globals__, "requests": http}
    function = FunctionType(
        method.__code__, namespace, method.__name__, method.__defaults__, method.__closure__
    )
    adapter.translate = MethodType(function, adapter)


@dataclass(slots=True)
class _Remote:
    """A provider across the network: in pieces, at a polite pace, asked again where that helps."""

    settings: ProviderSettings
    service: Service
    adapter: Adapter
    sleep: Callable[[float], None]
    next_request: float = field(default=0.0, init=False)  # on the monotonic clock

    @property
    def name(self) -> str:
        return self.settings.name

    @property
    def called(self) -> str:
        """What messages call it: which server, too, if it is not the public one."""
        address = self.settings.address
        return f"{self.name} at {address}" if address else self.name

    def translate(self, text: str) -> str:
        answer = self._in_pieces(text)
        if answer.count("\n") == text.count("\n"):
            return answer
        # A line break means something in a verse or an address, so it must come back.
        lines = (self._in_pieces(line) for line in text.split("\n"))
        return "\n".join(" ".join(line.splitlines()) for line in lines)

    def _in_pieces(self, text: str) -> str:
        return "".join(map(self._piece, split(text, self.service.limit)))

    def _piece(self, piece: str) -> str:
        """The piece translated, with the white space around it as it was."""
        core = piece.strip()
        if not any(map(str.isalnum, core)):
            return piece
        before, after = piece.split(core, 1)
        return before + self._ask(core) + after

    def _ask(self, text: str) -> str:
        from tenacity import Retrying, retry_if_exception, stop_after_attempt

        attempts = Retrying(
            stop=stop_after_attempt(self.settings.attempts),
            wait=self._wait,
            retry=retry_if_exception(self._is_worth_waiting),
            sleep=self.sleep,
            reraise=True,
        )
        try:
            return attempts(self._once, text)
        except ProviderError:
            raise
        except Exception as error:
            raise as_provider_error(error, self.called) from error

    def _once(self, text: str) -> str:
        early = self.next_request - time.monotonic()
        if early > 0:
            self.sleep(early)
        self.next_request = time.monotonic() + self.settings.delay
        given = self.adapter.translate(text)
        answer = self.service.clean(given).strip() if isinstance(given, str) else ""
        if not answer:
            raise ProviderError(f"{self.called} answered with nothing", hint=_ANOTHER)
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
