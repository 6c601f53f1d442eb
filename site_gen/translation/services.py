"""The translation services, one row of a table each: where they are, what they take, how they are
asked.

All but one are asked through deep-translator's adapters, which are given `Http` for `requests`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import FunctionType, MethodType
from typing import Any, Protocol

from site_gen.errors import AnswerError
from site_gen.model import Locale
from site_gen.translation.placeholders import Style
from site_gen.translation.transport import Call, Http


class Adapter(Protocol):
    """What is used of deep-translator's classes."""

    def translate(self, text: str) -> object: ...


@dataclass(frozen=True, slots=True)
class Asker:
    """For whom an adapter is made: languages, key and settings, and what stands around the text."""

    source: Locale
    target: Locale
    key: str = ""
    model: str = ""
    region: str = ""
    title: str = ""
    previous: str = ""

    def about(self, title: str, previous: str) -> Asker:
        """The same, asking for a text that stands there."""
        return replace(self, title=title, previous=previous)

    @property
    def context(self) -> str:
        """The title and the paragraph before, as one text."""
        return "\n\n".join(filter(None, (self.title, self.previous)))


def _unchanged(_asker: Asker, call: Call) -> Call:
    return call


@dataclass(frozen=True, slots=True)
class Service:
    """One row of the table.

    `limit` is in bytes of UTF-8 for one call, `delay` in seconds between two. `key_env` names the
    environment variable of the key unless the settings do; without a key, a service that
    `needs_key` is not asked.
    """

    address: str
    path: str
    limit: int
    style: Style
    make: Callable[[Asker, Http], Adapter]
    shape: Callable[[Asker, Call], Call] = _unchanged
    clean: Callable[[str], str] = str
    key_env: str = ""
    needs_key: bool = False
    in_flight: int = 1
    delay: float = 0.5


# --- deep-translator's adapters -----------------------------------------------------------------


def _through(http: Http, adapter: Any) -> Adapter:
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
    made: Adapter = adapter
    return made


def _google(asker: Asker, http: Http) -> Adapter:
    from deep_translator import GoogleTranslator

    made = GoogleTranslator(source=asker.source.code, target=asker.target.code)
    return _through(http, made)


def _mymemory(asker: Asker, http: Http) -> Adapter:
    from deep_translator import MyMemoryTranslator

    codes = {"fa": "fa-IR", "en": "en-GB"}
    made = MyMemoryTranslator(source=codes[asker.source.code], target=codes[asker.target.code])
    return _through(http, made)


def _libretranslate(asker: Asker, http: Http) -> Adapter:
    """The adapter insists on a key and knows no Persian; servers need and do otherwise."""
    from deep_translator import LibreTranslator

    made = LibreTranslator(source="auto", target="en", api_key=asker.key or "none")
    made.api_key, made.source, made.target = asker.key, asker.source.code, asker.target.code
    return _through(http, made)


def _as_form_of_html(_asker: Asker, call: Call) -> Call:
    """An address has a limit, and is written into logs."""
    return replace(call, params={}, data={**call.params, "format": "html"})


def _deepl(asker: Asker, http: Http) -> Adapter:
    """The adapter's list of languages is older than DeepL's Persian."""
    from deep_translator import DeeplTranslator

    made = DeeplTranslator(source="de", target="en", api_key=asker.key)
    made.source = asker.source.code.upper()
    made.target = {"en": "EN-GB"}.get(asker.target.code, asker.target.code.upper())
    return _through(http, made)


def _deepl_call(asker: Asker, call: Call) -> Call:
    """DeepL takes its key in a header only, and long texts in the body only."""
    data = {name: value for name, value in call.params.items() if name != "auth_key"}
    data |= {"tag_handling": "html", "preserve_formatting": "1"}
    if asker.context:
        data["context"] = asker.context
    return Call("POST", data=data, headers={"Authorization": f"DeepL-Auth-Key {asker.key}"})


def _microsoft(asker: Asker, http: Http) -> Adapter:
    """The adapter would fetch its list of languages each time it is made, without a timeout."""
    from deep_translator import MicrosoftTranslator

    class Translator(MicrosoftTranslator):  # type: ignore[misc]  # the library has no types
        def _get_supported_languages(self) -> dict[str, str]:
            return {asker.source.name: asker.source.code, asker.target.name: asker.target.code}

    made = Translator(
        source=asker.source.code,
        target=asker.target.code,
        api_key=asker.key,
        region=asker.region or None,
    )
    return _through(http, made)


def _microsoft_call(_asker: Asker, call: Call) -> Call:
    return replace(call, params={**call.params, "api-version": "3.0", "textType": "html"})


def _yandex(asker: Asker, http: Http) -> Adapter:
    from deep_translator import YandexTranslator

    made = YandexTranslator(asker.source.code, asker.target.code, api_key=asker.key)
    return _through(http, made)


def _yandex_call(_asker: Asker, call: Call) -> Call:
    return replace(call, data={**call.data, "format": "html"})


# --- services that complete a chat --------------------------------------------------------------

_INSTRUCTION = (
    "You translate a paragraph of an article from {source} to {target} for publication. "
    "Keep every HTML tag with its id, each exactly once, where it belongs in the translation; "
    "leave the text of <span> tags as it is. Keep line breaks. "
    "Answer with the translation alone."
)
_MODEL = "gpt-4o-mini"
_NAMES = {"fa": "Persian", "en": "English"}
_FENCE = re.compile(r"\A\s*```[a-z]*\n(.*?)\n?```\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Chat:
    """Any server that speaks OpenAI's chat completions.

    deep-translator's own class calls `openai.ChatCompletion`, which the package `openai` has not
    had since 1.0, keeps the key in a global, and reaches only OpenAI's server.
    """

    asker: Asker
    http: Http

    def translate(self, text: str) -> object:
        """Raises AnswerError for an answer that was cut off or refused."""
        headers = {"Authorization": f"Bearer {self.asker.key}"} if self.asker.key else {}
        body = {"model": self.asker.model or _MODEL, "temperature": 0, "messages": self.talk(text)}
        choice = self.http.post("", json=body, headers=headers).json()["choices"][0]
        reason = choice.get("finish_reason") or "stop"
        if reason != "stop":
            hint = "Use a model that answers at greater length, or another provider."
            raise AnswerError(f"stopped before the end ({reason})", hint=hint)
        content = choice["message"]["content"]
        return _FENCE.sub(r"\1", content) if isinstance(content, str) else content

    def talk(self, text: str) -> list[dict[str, str]]:
        """The messages: what to do, what stands around the text, the text."""
        names = {
            "source": _NAMES[self.asker.source.code],
            "target": _NAMES[self.asker.target.code],
        }
        told = _INSTRUCTION.format(**names)
        if self.asker.context:
            told += f"\n\nFor context only, what stands before:\n{self.asker.context}"
        return [{"role": "system", "content": told}, {"role": "user", "content": text}]


#: Google's limit is that of an address: 16 KB, in which a byte of Persian takes three.
PROVIDERS: Mapping[str, Service] = {
    "google": Service("https://translate.google.com", "/m", 4500, Style.TOKENS, _google),
    "mymemory": Service(
        "https://api.mymemory.translated.net",
        "/get",
        499,
        Style.TOKENS,
        _mymemory,
        clean=html.unescape,
    ),
    "libretranslate": Service(
        "https://libretranslate.com",
        "/translate",
        2000,
        Style.TAGS,
        _libretranslate,
        _as_form_of_html,
        key_env="LIBRE_API_KEY",
        in_flight=2,
    ),
    "deepl": Service(
        "https://api.deepl.com",
        "/v2/translate",
        30_000,
        Style.TAGS,
        _deepl,
        _deepl_call,
        key_env="DEEPL_API_KEY",
        needs_key=True,
        in_flight=4,
        delay=0.1,
    ),
    "microsoft": Service(
        "https://api.cognitive.microsofttranslator.com",
        "/translate",
        30_000,
        Style.TAGS,
        _microsoft,
        _microsoft_call,
        key_env="MICROSOFT_API_KEY",
        needs_key=True,
        in_flight=4,
        delay=0.1,
    ),
    "yandex": Service(
        "https://translate.yandex.net",
        "/api/v1.5/tr.json/translate",
        9000,
        Style.TAGS,
        _yandex,
        _yandex_call,
        key_env="YANDEX_API_KEY",
        needs_key=True,
        in_flight=2,
        delay=0.1,
    ),
    "chatgpt": Service(
        "https://api.openai.com/v1",
        "/chat/completions",
        8000,
        Style.TAGS,
        _Chat,
        key_env="OPENAI_API_KEY",
        in_flight=4,
        delay=0.1,
    ),
}
_FREE_DEEPL = "https://api-free.deepl.com"


def public_address(name: str, key: str) -> str:
    """Where a service is unless the settings say otherwise; DeepL's free keys have a server."""
    free = name == "deepl" and key.endswith(":fx")
    return _FREE_DEEPL if free else PROVIDERS[name].address


def adapter(name: str, asker: Asker, http: Http) -> Adapter:
    """An adapter for one request: those of deep-translator keep the text that they were asked."""
    service = PROVIDERS[name]
    return service.make(asker, replace(http, shape=partial(service.shape, asker)))
