"""deep-translator's classes as we ask them: through `Http`, in the languages that services know.

What a service is asked is in `services.py`.
"""

from __future__ import annotations

from types import FunctionType, MethodType
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import replace

from site_gen.model import Locale
from site_gen.translation.transport import Call, Http


class Adapter(Protocol):
    """What is used of deep-translator's classes."""

    def translate(self, text: str) -> object: ...


class Asker(Struct, frozen=True):
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


def unchanged(_asker: Asker, call: Call) -> Call:
    return call


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


def google(asker: Asker, http: Http) -> Adapter:
    from deep_translator import GoogleTranslator

    made = GoogleTranslator(source=asker.source.code, target=asker.target.code)
    return _through(http, made)


def mymemory(asker: Asker, http: Http) -> Adapter:
    from deep_translator import MyMemoryTranslator

    codes = {"fa": "fa-IR", "en": "en-GB"}
    made = MyMemoryTranslator(source=codes[asker.source.code], target=codes[asker.target.code])
    return _through(http, made)


def libretranslate(asker: Asker, http: Http) -> Adapter:
    """The adapter insists on a key and knows no Persian; servers need and do otherwise."""
    from deep_translator import LibreTranslator

    made = LibreTranslator(source="auto", target="en", api_key=asker.key or "none")
    made.api_key, made.source, made.target = asker.key, asker.source.code, asker.target.code
    return _through(http, made)


def as_form_of_html(_asker: Asker, call: Call) -> Call:
    """An address has a limit, and is written into logs."""
    return replace(call, params={}, data={**call.params, "format": "html"})


def deepl(asker: Asker, http: Http) -> Adapter:
    """The adapter's list of languages is older than DeepL's Persian."""
    from deep_translator import DeeplTranslator

    made = DeeplTranslator(source="de", target="en", api_key=asker.key)
    made.source = asker.source.code.upper()
    made.target = {"en": "EN-GB"}.get(asker.target.code, asker.target.code.upper())
    return _through(http, made)


def deepl_call(asker: Asker, call: Call) -> Call:
    """DeepL takes its key in a header only, and long texts in the body only."""
    data = {name: value for name, value in call.params.items() if name != "auth_key"}
    data |= {"tag_handling": "html", "preserve_formatting": "1"}
    if asker.context:
        data["context"] = asker.context
    return Call("POST", data=data, headers={"Authorization": f"DeepL-Auth-Key {asker.key}"})


def microsoft(asker: Asker, http: Http) -> Adapter:
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


def microsoft_call(_asker: Asker, call: Call) -> Call:
    return replace(call, params={**call.params, "api-version": "3.0", "textType": "html"})


def yandex(asker: Asker, http: Http) -> Adapter:
    from deep_translator import YandexTranslator

    made = YandexTranslator(asker.source.code, asker.target.code, api_key=asker.key)
    return _through(http, made)


def yandex_call(_asker: Asker, call: Call) -> Call:
    return replace(call, data={**call.data, "format": "html"})
