"""Providers against a local server that speaks the real protocols."""

from __future__ import annotations

import email.utils
import inspect
import socket
import subprocess
import sys
import time

import deep_translator.exceptions
import pytest
import requests

from site_gen.errors import ProviderError
from site_gen.model import ENGLISH, PERSIAN
from site_gen.translation.providers import PROVIDERS, Provider, ProviderSettings, open_provider
from site_gen.translation.transport import MESSAGES, as_provider_error, is_passing
from tests.translation.service import (
    SILENCE,
    FakeService,
    Reply,
    in_json,
    mymemory_refusal,
    translated,
)

NAMES = sorted(PROVIDERS)
TEXT = "سلام «دنیا» & 1 < 2: می\u200cروم."


class Waits(list[float]):
    """Stands for time.sleep, and remembers instead of sleeping."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def opened(
    service: FakeService,
    name: str = "google",
    waits: Waits | None = None,
    environment: dict[str, str] | None = None,
    **changes: float | str,
) -> Provider:
    given: dict[str, float | str] = {"address": service.address, "delay": 0, "backoff": 0}
    settings = ProviderSettings(name, **(given | changes))  # type: ignore[arg-type]
    sleep = Waits() if waits is None else waits
    return open_provider(settings, PERSIAN, ENGLISH, environment=environment or {}, sleep=sleep)


@pytest.mark.parametrize("name", NAMES)
def test_each_provider_translates_one_text_with_one_request(
    service: FakeService, name: str
) -> None:
    assert opened(service, name).translate(TEXT) == translated(TEXT)
    assert service.texts == [TEXT]


@pytest.mark.parametrize("name", NAMES)
def test_the_other_direction(service: FakeService, name: str) -> None:
    settings = ProviderSettings(name, service.address, delay=0)
    provider = open_provider(settings, ENGLISH, PERSIAN)
    assert provider.translate("hello") == translated("hello")


@pytest.mark.parametrize("name", NAMES)
def test_lines_come_back_as_lines(service: FakeService, name: str) -> None:
    assert opened(service, name).translate("first\nsecond") == "‹FIRST›\n‹SECOND›"


def test_lines_that_the_service_joins_are_asked_one_by_one(service: FakeService) -> None:
    service.faults.append(in_json({"translatedText": "FIRST SECOND"}))
    assert opened(service, "libretranslate").translate("first\nsecond") == "‹FIRST›\n‹SECOND›"
    assert service.texts == ["first\nsecond", "first", "second"]


@pytest.mark.parametrize("text", ["", "…", " — ", "\n"])
def test_what_holds_no_word_is_not_sent(service: FakeService, text: str) -> None:
    assert opened(service).translate(text) == text
    assert service.asked == []


@pytest.mark.parametrize("name", NAMES)
def test_long_paragraphs_go_sentence_by_sentence(service: FakeService, name: str) -> None:
    sentence = "این یک جملهٔ نسبتاً بلند برای آزمایش است. "
    text = (sentence * 200).strip()
    answer = opened(service, name).translate(text)
    assert len(service.texts) > 1
    assert all(len(sent.encode()) <= PROVIDERS[name].limit for sent in service.texts)
    assert all(sent.endswith("است.") for sent in service.texts)
    assert " ".join(service.texts) == text
    assert answer == " ".join(map(translated, service.texts))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_passes_is_waited_for(service: FakeService, name: str, status: int) -> None:
    service.faults.extend([Reply("<h1>Sorry</h1>", status)] * 2)
    waits = Waits()
    provider = opened(service, name, waits, backoff=1)
    assert provider.translate(TEXT) == translated(TEXT)
    assert len(service.asked) == 3
    assert 1 <= waits[0] <= 2 <= waits[1] <= 3


@pytest.mark.parametrize("name", NAMES)
def test_retry_after_is_honoured(service: FakeService, name: str) -> None:
    service.faults.append(Reply("", 429, headers=(("Retry-After", "17"),)))
    waits = Waits()
    assert opened(service, name, waits).translate(TEXT) == translated(TEXT)
    assert waits == [17]


def test_retry_after_may_be_a_date(service: FakeService) -> None:
    date = email.utils.formatdate(time.time() + 60, usegmt=True)
    service.faults.append(Reply("", 503, headers=(("Retry-After", date),)))
    waits = Waits()
    opened(service, waits=waits).translate(TEXT)
    assert 0 < waits[0] <= 60


def test_a_wait_that_is_too_long_is_not_waited_for(service: FakeService) -> None:
    service.faults.append(Reply("", 429, headers=(("Retry-After", "86400"),)))
    with pytest.raises(ProviderError, match="too many requests"):
        opened(service).translate(TEXT)
    assert len(service.asked) == 1


@pytest.mark.parametrize("name", NAMES)
def test_patience_ends(service: FakeService, name: str) -> None:
    service.faults.extend([Reply("", 503)] * 9)
    with pytest.raises(
        ProviderError, match=rf"{name} at {service.address} is out of order \(HTTP 503\)"
    ):
        opened(service, name, attempts=3).translate(TEXT)
    assert len(service.asked) == 3


@pytest.mark.parametrize("name", NAMES)
def test_a_silent_service_times_out(service: FakeService, name: str) -> None:
    service.faults.extend([SILENCE] * 2)
    with pytest.raises(ProviderError, match="did not answer in time"):
        opened(service, name, timeout=0.1, attempts=2).translate(TEXT)
    assert len(service.asked) == 2


@pytest.mark.parametrize("name", NAMES)
def test_a_closed_port_cannot_be_reached(service: FakeService, name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(ProviderError, match=f"{name} at .* cannot be reached") as caught:
        opened(service, name, address=f"http://127.0.0.1:{port}").translate(TEXT)
    assert "network" in caught.value.hint


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "reply",
    [
        Reply(""),
        Reply("{}", type="application/json"),
        Reply("[]", type="application/json"),
        Reply("null", type="application/json"),
        Reply('{"translatedText": null}', type="application/json"),
        Reply('{"translatedText": "  "}', type="application/json"),
        Reply('{"translatedText": 7}', type="application/json"),
        Reply('{"responseData": {"translatedText": ""}, "matches": []}', type="application/json"),
        Reply('{"responseData": null, "matches": []}', type="application/json"),
        Reply("<!DOCTYPE html><title>Welcome to the hotel</title><p>Please log in"),
        Reply('<div class="result-container"></div>'),
        Reply('<div class="result-container">Error 500 (Server Error)!!1</div>'),
        Reply("<h1>Forbidden</h1>", 403),
        Reply("<h1>Not Found</h1>", 404),
        Reply("<h1>Too large</h1>", 413),
        Reply("", 501),
        in_json({"error": "quota exceeded"}),
    ],
    ids=lambda reply: f"{reply.status} {reply.body[:40]}",
)
def test_what_is_no_translation_is_one_clear_error(
    service: FakeService, name: str, reply: Reply
) -> None:
    service.faults.append(reply)
    with pytest.raises(ProviderError, match=f"^{name} ") as caught:
        opened(service, name).translate(TEXT)
    assert caught.value.hint
    assert len(service.asked) == 1, "asking again would not help"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("403", "INVALID LANGUAGE PAIR SPECIFIED. EXAMPLE: LANGPAIR=EN|IT"),
        (403, "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS"),
        (200, "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY."),
        ("nonsense", "'XX' IS AN INVALID SOURCE LANGUAGE"),
    ],
)
def test_refusals_of_mymemory_inside_a_200(
    service: FakeService, status: int | str, words: str
) -> None:
    service.faults.append(mymemory_refusal(status, words))
    with pytest.raises(ProviderError) as caught:
        opened(service, "mymemory").translate(TEXT)
    assert words in caught.value.message


def test_mymemory_s_spent_quota(service: FakeService) -> None:
    service.faults.append(in_json({"responseData": {"translatedText": "x"}, "quotaFinished": True}))
    with pytest.raises(ProviderError, match="403"):
        opened(service, "mymemory").translate(TEXT)


def test_the_server_s_own_words_are_told(service: FakeService) -> None:
    service.key = "wanted"
    with pytest.raises(ProviderError, match="Visit the portal to get an API key"):
        opened(service, "libretranslate").translate(TEXT)


def test_a_key_comes_from_the_environment_and_is_sent(service: FakeService) -> None:
    service.key = "s3cret"
    environment = {"LIBRE_KEY": "s3cret"}
    provider = opened(service, "libretranslate", environment=environment, key_env="LIBRE_KEY")
    assert provider.translate(TEXT) == translated(TEXT)


def test_a_key_is_never_shown(service: FakeService) -> None:
    service.key = "wanted"
    environment = {"LIBRE_KEY": "s3cret"}
    provider = opened(service, "libretranslate", environment=environment, key_env="LIBRE_KEY")
    with pytest.raises(ProviderError, match="Invalid API key …") as caught:
        provider.translate(TEXT)
    assert "s3cret" not in str(caught.value)


def test_requests_keep_their_distance(service: FakeService) -> None:
    waits = Waits()
    provider = opened(service, waits=waits, delay=1000)
    provider.translate("one")
    provider.translate("two")
    assert len(waits) == 1
    assert 900 < waits[0] <= 1000


@pytest.mark.parametrize("name", NAMES)
def test_the_address_may_name_the_interface_or_not(service: FakeService, name: str) -> None:
    path = PROVIDERS[name].path
    for address in (service.address + "/", service.address + path):
        assert opened(service, name, address=address).translate(TEXT) == translated(TEXT)


@pytest.mark.parametrize("address", ["translate.example.org", "ftp://example.org", "http://"])
def test_an_address_that_is_none(service: FakeService, address: str) -> None:
    with pytest.raises(ProviderError, match="is no address"):
        opened(service, address=address)


def test_an_unknown_provider(service: FakeService) -> None:
    with pytest.raises(ProviderError, match="called “babel”") as caught:
        opened(service, "babel")
    assert "google, libretranslate, mymemory" in caught.value.hint


def test_the_library_is_left_as_it_was(service: FakeService) -> None:
    import deep_translator.google

    opened(service).translate(TEXT)
    assert deep_translator.google.requests is requests


def _exceptions(module: object) -> list[type[Exception]]:
    found = inspect.getmembers(module, inspect.isclass)
    return [kind for _, kind in found if issubclass(kind, Exception) and kind is not Exception]


def test_every_exception_of_deep_translator_is_mapped() -> None:
    kinds = _exceptions(deep_translator.exceptions)
    assert len(kinds) >= 14
    for kind in kinds:
        assert kind.__name__ in MESSAGES
        error = as_provider_error(kind.__new__(kind), "google")
        assert error.message.startswith("google ")
        assert error.hint


def test_every_exception_of_requests_is_mapped() -> None:
    for kind in _exceptions(requests.exceptions):
        if issubclass(kind, requests.RequestException):
            error = as_provider_error(kind.__new__(kind), "google")
            assert "failed" not in error.message


def test_a_wrong_certificate_does_not_pass_by_itself() -> None:
    assert not is_passing(requests.exceptions.SSLError())
    assert is_passing(requests.exceptions.ConnectTimeout())
    assert is_passing(deep_translator.exceptions.TooManyRequests())
    assert not is_passing(KeyError())


def test_nothing_heavy_is_imported_before_a_provider_is_opened() -> None:
    code = (
        "import sys, site_gen.translation.drafts\n"
        "print([n for n in ('deep_translator', 'requests', 'bs4', 'tenacity') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
