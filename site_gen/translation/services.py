"""The translation services, one row of a table each: where they are, what they take, how they are
asked.

All but one are asked through deep-translator's adapters, which are given `Http` for `requests`.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from site_gen.translation import adapters
from site_gen.translation.adapters import Adapter, Asker
from site_gen.translation.chat import Chat
from site_gen.translation.placeholders import Style
from site_gen.translation.transport import Call, Http


class Service(Struct, frozen=True):
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
    shape: Callable[[Asker, Call], Call] = adapters.unchanged
    clean: Callable[[str], str] = str
    key_env: str = ""
    needs_key: bool = False
    in_flight: int = 1
    delay: float = 0.5


#: Google's limit is that of an address: 16 KB, in which a byte of Persian takes three.
PROVIDERS: Mapping[str, Service] = {
    "google": Service("https://translate.google.com", "/m", 4500, Style.TOKENS, adapters.google),
    "mymemory": Service(
        "https://api.mymemory.translated.net",
        "/get",
        499,
        Style.TOKENS,
        adapters.mymemory,
        clean=html.unescape,
    ),
    "libretranslate": Service(
        "https://libretranslate.com",
        "/translate",
        2000,
        Style.TAGS,
        adapters.libretranslate,
        adapters.as_form_of_html,
        key_env="LIBRE_API_KEY",
        in_flight=2,
    ),
    "deepl": Service(
        "https://api.deepl.com",
        "/v2/translate",
        30_000,
        Style.TAGS,
        adapters.deepl,
        adapters.deepl_call,
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
        adapters.microsoft,
        adapters.microsoft_call,
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
        adapters.yandex,
        adapters.yandex_call,
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
        Chat,
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
