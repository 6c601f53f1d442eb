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

from site_gen.errors import AnswerError, BudgetError, ProviderError
from site_gen.model import ENGLISH, PERSIAN, Locale
from site_gen.translation.asking import Cost, Meter, Provider, Request
from site_gen.translation.providers import ProviderSettings, open_provider
from site_gen.translation.services import PROVIDERS, public_address
from site_gen.translation.transport import MESSAGES, as_provider_error, is_passing
from tests.translation.service import (
    KEY,
    KEYS,
    SILENCE,
    FakeService,
    Reply,
    chat_reply,
    in_json,
    mymemory_refusal,
    translated,
)

NAMES = sorted(PROVIDERS)
TEXT = "سلام «دنیا»: می\u200cروم."


class Waits(list[float]):
    """Stands for time.sleep, and remembers instead of sleeping."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def opened(
    service: FakeService,
    name: str = "google",
    waits: Waits | None = None,
    environment: dict[str, str] | None = None,
    locales: tuple[Locale, Locale] = (PERSIAN, ENGLISH),
    meter: Meter | None = None,
    **changes: float | str,
) -> Provider:
    given: dict[str, float | str] = {"address": service.address, "delay": 0, "backoff": 0}
    # Which value goes to which field is beyond the types.
    settings = ProviderSettings(name, **(given | changes))  # type: ignore[arg-type]  # by name
    return open_provider(
        settings,
        *locales,
        meter=meter,
        environment=KEYS if environment is None else environment,
        sleep=Waits() if waits is None else waits,
    )


def ask(provider: Provider, text: str, title: str = "", previous: str = "") -> str:
    draft = provider.translate(Request(text, title, previous))
    assert draft is not None
    assert (draft.origin, draft.lost, draft.sure) == (provider.name, (), False)
    return draft.text


@pytest.mark.parametrize("name", NAMES)
def test_each_provider_translates_one_text_with_one_request(
    service: FakeService, name: str
) -> None:
    assert ask(opened(service, name), TEXT) == translated(TEXT)
    assert service.texts == [TEXT]


@pytest.mark.parametrize("name", NAMES)
def test_persian_that_comes_back_is_restored(service: FakeService, name: str) -> None:
    service.answers["They said they go."] = "آنها گفتند كه مي روند ."
    provider = opened(service, name, locales=(ENGLISH, PERSIAN))
    assert ask(provider, "They said they go.") == "آنها گفتند که می\u200cروند."


@pytest.mark.parametrize("name", NAMES)
def test_what_must_not_change_comes_back_whole(service: FakeService, name: str) -> None:
    text = "در **۱۴۰۱** [کاخ](https://x.org/a_(b)) `کد` را دید[^1] و 1 < 2 & \\*ستاره\\*."
    answer = ask(opened(service, name), text)
    assert "**1401**" in answer
    assert "](https://x.org/a_(b))" in answer
    assert "`کد`" in answer
    assert "[^1]" in answer
    assert "1 \\< 2 & \\*" in answer
    assert "X1X" not in answer
    assert "span" not in answer


@pytest.mark.parametrize("name", NAMES)
def test_lines_come_back_as_lines(service: FakeService, name: str) -> None:
    assert ask(opened(service, name), "سلام\nدنیا") == translated("سلام\nدنیا")


def test_lines_that_the_service_joins_are_asked_one_by_one(service: FakeService) -> None:
    service.faults.append(in_json({"translatedText": "FIRST SECOND"}))
    assert ask(opened(service, "libretranslate"), "سلام\nدنیا") == translated("سلام\nدنیا")
    assert service.texts == ["سلام\nدنیا", "سلام", "دنیا"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [("", ""), ("…", "…"), (" — ", " — "), ("\n", "\n"), ("۱۴۰۱", "1401"), ("`کد`", "`کد`")],
)
@pytest.mark.parametrize("name", ["google", "deepl"])
def test_what_holds_no_word_is_not_sent(
    service: FakeService, text: str, answer: str, name: str
) -> None:
    assert ask(opened(service, name), text) == answer
    assert service.asked == []


@pytest.mark.parametrize("name", NAMES)
def test_long_paragraphs_go_sentence_by_sentence(service: FakeService, name: str) -> None:
    sentence = "این یک جملهٔ نسبتاً بلند برای آزمایش است. "
    text = (sentence * 700).strip()
    provider = opened(service, name)
    answer = ask(provider, text)
    assert len(service.texts) > 1
    assert all(len(sent.encode()) <= PROVIDERS[name].limit for sent in service.texts)
    assert all(sent.endswith("است.") for sent in service.texts)
    assert " ".join(service.texts) == text
    assert answer == " ".join(map(translated, service.texts))
    assert provider.cost(Request(text)) == Cost(sum(map(len, service.texts)), len(service.texts))


@pytest.mark.parametrize("name", ["deepl", "chatgpt"])
def test_what_stands_before_goes_along_where_it_helps(service: FakeService, name: str) -> None:
    ask(opened(service, name), TEXT, title="عنوان", previous="پیش از این")
    sent = service.asked[0]["context" if name == "deepl" else "system"]
    assert "عنوان\n\nپیش از این" in sent


def test_a_chat_service_of_ones_own(service: FakeService) -> None:
    service.key = ""
    service.faults.append(chat_reply("```\nHello.\n```"))
    provider = opened(service, "chatgpt", environment={}, model="local-7b")
    assert ask(provider, TEXT) == "Hello."
    assert service.asked[0]["model"] == "local-7b"
    assert "Authorization" not in service.headers[0]
    assert "from Persian to English" in service.asked[0]["system"]


def test_a_microsoft_resource_has_a_region(service: FakeService) -> None:
    ask(opened(service, "microsoft", region="westeurope"), TEXT)
    assert service.headers[0]["Ocp-Apim-Subscription-Region"] == "westeurope"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_passes_is_waited_for(service: FakeService, name: str, status: int) -> None:
    service.faults.extend([Reply("<h1>Sorry</h1>", status)] * 2)
    waits = Waits()
    provider = opened(service, name, waits, backoff=1)
    assert ask(provider, TEXT) == translated(TEXT)
    assert len(service.asked) == 3
    assert 1 <= waits[0] <= 2 <= waits[1] <= 3


@pytest.mark.parametrize("name", NAMES)
def test_retry_after_is_honoured(service: FakeService, name: str) -> None:
    service.faults.append(Reply("", 429, headers=(("Retry-After", "17"),)))
    waits = Waits()
    assert ask(opened(service, name, waits), TEXT) == translated(TEXT)
    assert waits == [17]


def test_retry_after_may_be_a_date(service: FakeService) -> None:
    date = email.utils.formatdate(time.time() + 60, usegmt=True)
    service.faults.append(Reply("", 503, headers=(("Retry-After", date),)))
    waits = Waits()
    ask(opened(service, waits=waits), TEXT)
    assert 0 < waits[0] <= 60


def test_a_wait_that_is_too_long_is_not_waited_for(service: FakeService) -> None:
    service.faults.append(Reply("", 429, headers=(("Retry-After", "86400"),)))
    with pytest.raises(ProviderError, match="too many requests") as caught:
        ask(opened(service), TEXT)
    assert len(service.asked) == 1
    assert "come again in 24 hours" in caught.value.hint


@pytest.mark.parametrize("name", NAMES)
def test_patience_ends(service: FakeService, name: str) -> None:
    service.faults.extend([Reply("", 503)] * 9)
    with pytest.raises(
        ProviderError, match=rf"{name} at {service.address} is out of order \(HTTP 503\)"
    ):
        ask(opened(service, name, attempts=3), TEXT)
    assert len(service.asked) == 3


@pytest.mark.parametrize("name", NAMES)
def test_a_silent_service_times_out(service: FakeService, name: str) -> None:
    service.faults.extend([SILENCE] * 2)
    with pytest.raises(ProviderError, match="did not answer in time"):
        ask(opened(service, name, timeout=0.1, attempts=2), TEXT)
    service.wait_for(2)
    assert len(service.asked) == 2


@pytest.mark.parametrize("name", NAMES)
def test_a_closed_port_cannot_be_reached(service: FakeService, name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(ProviderError, match=f"{name} at .* cannot be reached") as caught:
        ask(opened(service, name, address=f"http://127.0.0.1:{port}"), TEXT)
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
        ask(opened(service, name), TEXT)
    assert caught.value.hint
    assert len(service.asked) == 1, "asking again would not help"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_that_wants_a_log_in_is_called_one(service: FakeService, name: str) -> None:
    service.faults.append(Reply("<!DOCTYPE html><title>Welcome to the hotel</title><p>Log in"))
    with pytest.raises(ProviderError, match="a web page") as caught:
        ask(opened(service, name), TEXT)
    assert "Open its address in a browser" in caught.value.hint


@pytest.mark.parametrize("name", sorted({*NAMES} - {"google"}))
def test_an_empty_answer_is_called_nothing(service: FakeService, name: str) -> None:
    service.faults.append(Reply("\n", type="application/json"))
    with pytest.raises(ProviderError, match=f"^{name} .*answered with nothing"):
        ask(opened(service, name), TEXT)


@pytest.mark.parametrize("name", sorted({*NAMES} - {"google"}))
@pytest.mark.parametrize("body", ['{"translatedText": "Hel', "[{", '{"a": 1}}'])
def test_json_that_is_broken_is_called_that(service: FakeService, name: str, body: str) -> None:
    service.faults.append(Reply(body, type="application/json"))
    with pytest.raises(ProviderError, match=f"^{name} .*JSON that is broken or was cut off"):
        ask(opened(service, name), TEXT)


@pytest.mark.parametrize("name", NAMES)
def test_control_characters_of_an_answer_go(service: FakeService, name: str) -> None:
    service.answers[TEXT] = "Hello\x07 there."
    assert ask(opened(service, name), TEXT) == "Hello there."


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
        ask(opened(service, "mymemory"), TEXT)
    assert words in caught.value.message


ERRORS_IN_A_200 = {
    "libretranslate": in_json({"error": "Slowdown: 80 per 1 minute"}),
    "deepl": in_json({"message": "Quota Exceeded"}),
    "microsoft": in_json({"error": {"code": 403001, "message": "out of call volume quota"}}),
    "yandex": in_json({"code": 404, "message": "daily limit exceeded"}),
    "chatgpt": in_json({"error": {"message": "model is overloaded", "type": "server_error"}}),
}


@pytest.mark.parametrize("name", ERRORS_IN_A_200)
def test_an_error_inside_a_200(service: FakeService, name: str) -> None:
    service.faults.append(ERRORS_IN_A_200[name])
    with pytest.raises(ProviderError, match=f"^{name} at .*an error inside HTTP 200") as caught:
        ask(opened(service, name), TEXT)
    assert not isinstance(caught.value, AnswerError)
    assert len(service.asked) == 1


def test_deepl_s_spent_quota(service: FakeService) -> None:
    service.faults.append(in_json({"message": "Quota exceeded"}, 456))
    with pytest.raises(ProviderError, match="no characters left for you"):
        ask(opened(service, "deepl"), TEXT)


LONG = "یک مقام کاخ سفید مدعی شد که روسیه در تلاش است تا از ایران پهپاد خریداری کند."
NO_TRANSLATIONS = {
    "the text itself": (LONG, "gave the text back"),
    "another language": (
        "Ein Vertreter des Weißen Hauses sagte, dass Russland versuche, im Iran "
        "militärische Drohnen zu kaufen, die es dort nicht gibt.",
        "another language",
    ),
    "another script": ("俄罗斯正试图从伊朗购买军用无人机。", "another language"),
    "a part": ("A White House", "a part of the translation"),
    "nothing": ("…", "answered with nothing"),
}


@pytest.mark.parametrize("fault", NO_TRANSLATIONS)
@pytest.mark.parametrize("name", NAMES)
def test_an_answer_that_is_no_translation(service: FakeService, name: str, fault: str) -> None:
    service.answers[LONG], words = NO_TRANSLATIONS[fault]
    with pytest.raises(AnswerError, match=f"^{name} at .*{words}") as caught:
        ask(opened(service, name), LONG)
    assert caught.value.hint


@pytest.mark.parametrize("reason", ["length", "content_filter"])
def test_a_chat_that_was_cut_off(service: FakeService, reason: str) -> None:
    service.faults.append(chat_reply("A White House official has", reason))
    with pytest.raises(AnswerError, match=rf"stopped before the end \({reason}\)"):
        ask(opened(service, "chatgpt"), LONG)


@pytest.mark.parametrize("name", NAMES)
def test_placeholders_that_do_not_come_back_are_told(service: FakeService, name: str) -> None:
    text = "متن **پهن** است[^1]."
    provider = opened(service, name)
    ask(provider, text)
    service.answers[service.texts[0]] = "The text is wide."
    draft = provider.translate(Request(text))
    assert draft is not None
    assert (draft.text, draft.lost) == ("The text is wide.", ("**", "**", "[^1]"))


# --- how much is sent, and how fast -------------------------------------------------------------


def test_the_budget_is_never_passed(service: FakeService) -> None:
    meter = Meter(limit=10)
    provider = opened(service, meter=meter)
    ask(provider, "سلام")
    with pytest.raises(BudgetError, match="a text of 9 characters does not go: 6 left of 10 may"):
        ask(provider, "سلام دنیا")
    assert service.texts == ["سلام"]
    assert meter.sent == Cost(4, 1)


def test_each_attempt_counts(service: FakeService) -> None:
    service.faults.append(Reply("", 503))
    meter = Meter()
    ask(opened(service, meter=meter), "سلام")
    assert meter.sent == Cost(8, 2)


def test_what_a_request_costs_is_known_before(service: FakeService) -> None:
    provider = opened(service)
    assert provider.cost(Request("**سلام** دنیا")) == Cost(len("[X1X]سلام[X2X] دنیا"), 1)
    assert provider.cost(Request("۱۴۰۱")) == Cost(0, 0)
    assert service.asked == []


def test_mymemory_s_spent_quota(service: FakeService) -> None:
    service.faults.append(in_json({"responseData": {"translatedText": "x"}, "quotaFinished": True}))
    with pytest.raises(ProviderError, match="no characters left for you"):
        ask(opened(service, "mymemory"), TEXT)


def test_the_server_s_own_words_are_told(service: FakeService) -> None:
    service.locked = True
    with pytest.raises(ProviderError, match="Visit the portal to get an API key"):
        ask(opened(service, "libretranslate"), TEXT)


def test_a_key_comes_from_the_environment_and_is_sent(service: FakeService) -> None:
    service.locked = True
    environment = {"LIBRE_KEY": KEY}
    provider = opened(service, "libretranslate", environment=environment, key_env="LIBRE_KEY")
    assert ask(provider, TEXT) == translated(TEXT)


def test_the_key_s_variable_is_the_usual_one_unless_settings_name_another(
    service: FakeService,
) -> None:
    service.locked = True
    provider = opened(service, "libretranslate", environment={"LIBRE_API_KEY": KEY})
    assert ask(provider, TEXT) == translated(TEXT)


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"google", "mymemory"}))
def test_a_wrong_key_is_told_and_never_shown(service: FakeService, name: str) -> None:
    service.locked, service.key = True, "another"
    environment = {PROVIDERS[name].key_env: KEY}
    with pytest.raises(ProviderError) as caught:
        ask(opened(service, name, environment=environment), TEXT)
    assert "refused (HTTP 40" in caught.value.message
    assert KEY not in str(caught.value)
    assert KEY not in repr(caught.value.__cause__)
    assert len(service.asked) == 1


@pytest.mark.parametrize("name", ["deepl", "microsoft", "yandex"])
def test_a_key_that_is_missing_is_asked_for_by_its_variable(
    service: FakeService, name: str
) -> None:
    with pytest.raises(ProviderError, match=f"{name} wants a key") as caught:
        opened(service, name, environment={})
    assert PROVIDERS[name].key_env in caught.value.hint


def test_deepl_s_free_keys_have_a_server_of_their_own() -> None:
    assert public_address("deepl", "abc:fx") == "https://api-free.deepl.com"
    assert public_address("deepl", "abc") == "https://api.deepl.com"


@pytest.mark.parametrize("name", NAMES)
def test_no_key_stands_in_an_address(service: FakeService, name: str) -> None:
    ask(opened(service, name, environment=KEYS | {"LIBRE_API_KEY": KEY}), TEXT)
    assert KEY not in service.paths[0]


def test_requests_keep_their_distance(service: FakeService) -> None:
    waits = Waits()
    provider = opened(service, waits=waits, delay=1000)
    ask(provider, "یک")
    ask(provider, "دو")
    assert len(waits) == 1
    assert 900 < waits[0] <= 1000


@pytest.mark.parametrize("name", NAMES)
def test_the_address_may_name_the_interface_or_not(service: FakeService, name: str) -> None:
    path = PROVIDERS[name].path
    for address in (service.address + "/", service.address + path):
        assert ask(opened(service, name, address=address), TEXT) == translated(TEXT)


@pytest.mark.parametrize("address", ["translate.example.org", "ftp://example.org", "http://"])
def test_an_address_that_is_none(service: FakeService, address: str) -> None:
    with pytest.raises(ProviderError, match="is no address"):
        opened(service, address=address)


def test_an_unknown_provider(service: FakeService) -> None:
    with pytest.raises(ProviderError, match="called “babel”") as caught:
        opened(service, "babel")
    assert "google, mymemory, libretranslate, deepl" in caught.value.hint


def test_the_library_is_left_as_it_was(service: FakeService) -> None:
    import deep_translator.google

    ask(opened(service), TEXT)
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
