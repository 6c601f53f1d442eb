"""HTTP for deep-translator's adapters, and its failures in words that help.

The adapters call `requests` without a timeout, throw away what a refusing server says, and put
keys into addresses, from where they come into error messages. They are given `Http` instead.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct

from site_gen.errors import ProviderError

if TYPE_CHECKING:
    import requests

_LATER = "What is done so far is saved; run the command again later."
_NETWORK = "Check the network and the address of the service. " + _LATER
_SETTINGS = "Check provider, address and key in the settings."
_UNREADABLE = ("answered with something that is no translation", "Try again, or another provider.")
_WEB_PAGE = (
    "answered with a web page or the like, where a translation should be",
    "Open its address in a browser: is it the right one, and does nothing on the way ask you to "
    "log in? " + _LATER,
)
_NO_JSON = ("answered with JSON that is broken or was cut off", "Try again, or another provider.")
_NOTHING = ("answered with nothing", "Try again, or another provider.")
_OTHER_API = ("reported an error of its interface", "Try again, or another provider.")

#: What to say about exceptions of deep-translator, requests and Python, by the name of the class.
#: A class that is not named is told as the first named one that it descends from.
MESSAGES: Mapping[str, tuple[str, str]] = {
    # deep_translator.exceptions
    "BaseError": _UNREADABLE,
    "LanguageNotSupportedException": ("does not know one of the two languages", _SETTINGS),
    "InvalidSourceOrTargetLanguage": ("does not know one of the two languages", _SETTINGS),
    "NotValidPayload": ("was given something that is no text", "Look at the source of this unit."),
    "NotValidLength": ("was given a text that is too long for it", "Split the paragraph."),
    "TranslationNotFound": _WEB_PAGE,
    "ElementNotFoundInGetRequest": _WEB_PAGE,
    "RequestError": ("refused the request", _LATER),
    "TooManyRequests": ("got too many requests", _LATER),
    "ServerException": ("refused the request", _SETTINGS),
    "ApiKeyException": ("wants a key", "Put it into the environment variable of the settings."),
    "AuthorizationException": ("does not accept the key", _SETTINGS),
    "MicrosoftAPIerror": _OTHER_API,
    "BaiduAPIerror": _OTHER_API,
    # requests.exceptions
    "SSLError": ("has no valid certificate", "Check the address, and the clock of this machine."),
    "Timeout": ("did not answer in time", _LATER),
    "ConnectionError": ("cannot be reached", _NETWORK),
    "ChunkedEncodingError": ("broke off its answer", _LATER),
    "ContentDecodingError": _UNREADABLE,
    "TooManyRedirects": ("sends from one address to the next without end", _SETTINGS),
    "InvalidURL": ("has an address that is none", _SETTINGS),
    "JSONDecodeError": _NO_JSON,
    "RequestException": ("cannot be asked", _NETWORK),
    # what the adapters stumble over when an answer has another shape
    "LookupError": _UNREADABLE,
    "AttributeError": _UNREADABLE,
    "TypeError": _UNREADABLE,
    "ValueError": _UNREADABLE,
    "StopIteration": _UNREADABLE,
}

_SPENT = 456  # DeepL's status for a quota that is used up
_PASSING = {"Timeout", "ConnectionError", "ChunkedEncodingError", "TooManyRequests"}


class RefusalError(Exception):
    """The service answered, but not with a translation: HTTP status, its own words, when to ask
    again in seconds (None where it does not say), and whether the status stood `inside` an answer
    that said 200."""

    def __init__(
        self,
        status: int,
        words: str = "",
        retry_after: float | None = None,
        *,
        inside: bool = False,
    ) -> None:
        super().__init__(status, words, retry_after)
        self.status = status
        self.words = words
        self.retry_after = retry_after
        self.inside = inside

    @property
    def told(self) -> str:
        """What to call it, and what the service says."""
        name = "an error inside HTTP 200" if self.inside else f"HTTP {self.status}"
        return f"({name}): {self.words}" if self.words else f"({name})"

    @property
    def advice(self) -> str:
        """When to come again."""
        if not self.retry_after:
            return _LATER
        return f"It asks to come again in {_time(self.retry_after)}. {_LATER}"


class Call(Struct, frozen=True):
    """What is sent: `params` in the address, `data` as a form or `json` in the body."""

    method: str
    params: Mapping[str, str] = {}
    data: Mapping[str, str] = {}
    json: Any = None
    headers: Mapping[str, str] = {}


def as_it_is(call: Call) -> Call:
    """The shape of a call that needs no change."""
    return call


class _NeverError(Exception):
    """Stands for `RequestException` where an adapter would swallow it."""


class Http(Struct, frozen=True):
    """Stands where an adapter expects the module `requests`: one endpoint, always a timeout.

    `shape` makes of the adapter's call what the service wants today.
    """

    endpoint: str
    timeout: float  # seconds, for connecting and between two pieces of the answer
    key: str = ""  # never to be repeated in a message
    shape: Callable[[Call], Call] = as_it_is
    exceptions: ClassVar[SimpleNamespace] = SimpleNamespace(RequestException=_NeverError)

    def get(self, _url: str, *, params: Mapping[str, str], **options: object) -> requests.Response:
        """Ask with `params` in the address."""
        del options  # proxies: the environment's are used
        return self.send(Call("GET", params=params))

    def post(
        self,
        _url: str,
        *,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        proxies: object = None,
    ) -> requests.Response:
        """Ask with something in the body."""
        del proxies
        return self.send(Call("POST", params or {}, data or {}, json, headers or {}))

    def send(self, call: Call) -> requests.Response:
        """Raises RefusalError where the service says no, and what `requests` raises."""
        import requests

        shaped = self.shape(call)
        response = requests.request(
            shaped.method,
            self.endpoint,
            params=shaped.params,
            data=shaped.data or None,
            json=shaped.json,
            headers=shaped.headers,
            timeout=self.timeout,
        )
        return self._checked(response)

    def _checked(self, response: requests.Response) -> requests.Response:
        body = _json(response)
        status = _status_inside(body) if response.ok else response.status_code
        if status:
            words = _words(body)
            words = words.replace(self.key, "…") if self.key else words
            again = _seconds(response.headers.get("Retry-After", ""))
            raise RefusalError(status, words, again, inside=response.ok)
        return response


def is_passing(error: BaseException) -> bool:
    """Whether the same question may be answered if it is asked again a little later."""
    if isinstance(error, RefusalError):
        return error.status in (408, 425, 429) or (error.status >= 500 and error.status != 501)
    names = {kind.__name__ for kind in type(error).__mro__}
    return bool(names & _PASSING) and "SSLError" not in names


def as_provider_error(error: Exception, name: str) -> ProviderError:
    """Any exception of an adapter as ours. It repeats no words of theirs: they may hold a key."""
    if isinstance(error, RefusalError):
        return _refused(error, name)
    kinds = (kind.__name__ for kind in type(error).__mro__)
    known = (MESSAGES[kind] for kind in kinds if kind in MESSAGES)
    message, hint = next(known, (f"failed ({type(error).__name__})", _LATER))
    if message == _NO_JSON[0]:
        message, hint = _instead_of_json(getattr(error, "doc", ""))
    return ProviderError(f"{name} {message}", hint=hint)


def _instead_of_json(text: str) -> tuple[str, str]:
    begun = text.lstrip()[:1]
    if not begun:
        return _NOTHING
    return _NO_JSON if begun in ("{", "[", '"') else _WEB_PAGE


def _refused(error: RefusalError, name: str) -> ProviderError:
    if error.status == 429:
        return ProviderError(f"{name} got too many requests {error.told}", hint=error.advice)
    if error.status == _SPENT:
        hint = "Use another provider until it begins anew. " + _LATER
        return ProviderError(f"{name} has no characters left for you {error.told}", hint=hint)
    if error.status >= 500:
        return ProviderError(f"{name} is out of order {error.told}", hint=error.advice)
    return ProviderError(f"{name} refused {error.told}", hint=_SETTINGS)


def _time(seconds: float) -> str:
    """“40 seconds”, “2 hours”: in the largest unit of which there are at least two, rounded up."""
    number, unit = seconds, "second"
    for size, larger in ((60, "minute"), (60, "hour"), (24, "day")):
        if number < 2 * size:
            break
        number, unit = number / size, larger
    whole = math.ceil(number)
    return f"{whole} {unit}" + ("" if whole == 1 else "s")


def _json(response: requests.Response) -> Mapping[str, object]:
    try:
        body = json.loads(response.content)
    except ValueError:  # HTML, or nothing; a wrong encoding too
        return {}
    return body if isinstance(body, dict) else {}


def _status_inside(body: Mapping[str, object]) -> int:
    """The error status that a 200 hides in its JSON, 0 where there is none.

    MyMemory writes `responseStatus` (a number or a string) and `quotaFinished`, Yandex `code`,
    DeepL `message`, the others `error`.
    """
    status = str(body.get("responseStatus") or body.get("code") or 200)
    if status != "200":
        return int(status) if status.isdecimal() else 400
    if body.get("quotaFinished"):
        return _SPENT
    return 400 if body.get("error") or body.get("message") else 0


def _words(body: Mapping[str, object]) -> str:
    """What the service says itself; Microsoft and OpenAI put a `message` into their `error`."""
    told = body.get("error") or body.get("responseDetails") or body.get("message") or ""
    words = told.get("message", "") if isinstance(told, dict) else told
    return " ".join(str(words).split())[:200]


def _seconds(retry_after: str) -> float | None:
    """Retry-After as seconds from now: it is a number of them, or a date (RFC 9110, 10.2.3)."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except ValueError:
        return None
