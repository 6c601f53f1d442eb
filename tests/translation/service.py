"""Translation services on loopback that speak the real protocols, with faults on demand."""

from __future__ import annotations

import json
import re
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape, unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from urllib.parse import parse_qs, urlsplit

Parameters = dict[str, str]

#: A key for every service that wants one, in the variable where it is looked for.
KEY = "s3cret-key"
KEYS = {
    "DEEPL_API_KEY": KEY,
    "MICROSOFT_API_KEY": KEY,
    "YANDEX_API_KEY": KEY,
    "OPENAI_API_KEY": KEY,
}


@dataclass(frozen=True)
class Reply:
    """An HTTP answer."""

    body: str = ""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


def in_json(value: object, status: int = 200) -> Reply:
    return Reply(json.dumps(value), status, "application/json")


#: A fault: the server keeps the line open and says nothing.
SILENCE = Reply(status=0)


# --- the language that it speaks ----------------------------------------------------------------

_LETTERS = dict(
    zip("ابپتثجچحخدرزژسشصضطظعغفقکگلمنوهی", "abptsjchkdrzjsssztzaqfqkglmnvhy", strict=True)
)
_WORDS = {
    "است": "is",
    "این": "this",
    "برای": "for",
    "در": "in",
    "از": "from",
    "به": "to",
    "و": "and",
    "که": "that",
    "را": "the",
    "با": "with",
    "اسلامی": "the",
    "ایران": "of",
    "خود": "his",
}
_KEPT = re.compile(r"(\[X\d+X\]|<[^<>]*>|&#?\w+;)")
_PERSIAN = re.compile("[\u0620-\u06d3\u200c]+")


def translated(text: str) -> str:
    """Persian in Latin letters, and English in Persian ones, each line between ‹ ›."""
    return "\n".join(f"‹{_line(line)}›" for line in text.split("\n"))


def _line(line: str) -> str:
    parts = _KEPT.split(line)
    return "".join(part if n % 2 else _words(part) for n, part in enumerate(parts))


def _words(text: str) -> str:
    if _PERSIAN.search(text):
        return _PERSIAN.sub(lambda match: _in_latin(match[0]), text)
    backwards = {latin: persian for persian, latin in _LETTERS.items()}
    return "".join(backwards.get(letter, letter) for letter in text.lower())


def _in_latin(word: str) -> str:
    return _WORDS.get(word) or "".join(_LETTERS.get(letter, "") for letter in word)


# --- the services -------------------------------------------------------------------------------


@dataclass
class FakeService:
    """Answers every question in its language, or as `answers` says; `faults` come before that."""

    address: str = ""
    key: str = KEY  # that a service wants which wants one; LibreTranslate only if it is `locked`
    locked: bool = False
    silent_at: int = 0  # the number of a request that gets no answer
    answers: dict[str, str] = field(default_factory=dict)
    faults: deque[Reply] = field(default_factory=deque)
    asked: list[Parameters] = field(default_factory=list)  # the text is “q” with all of them
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)  # with what stands behind the question mark
    most_at_once: int = 0
    pause: float = 0  # seconds before each answer
    closing: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)
    _now: int = 0

    @property
    def texts(self) -> list[str]:
        return [parameters["q"] for parameters in self.asked]

    def wait_for(self, count: int) -> None:
        """Wait until so many requests have come: their sender may have given up before."""
        ends = time.monotonic() + 30
        while len(self.asked) < count:
            assert time.monotonic() < ends, f"only {len(self.asked)} requests came"
            time.sleep(0.01)

    def answer(
        self, method: str, path: str, parameters: Parameters, headers: Mapping[str, str]
    ) -> Reply:
        with self._lock:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        try:
            self.closing.wait(self.pause)
            return self._answer(method, path, parameters, headers)
        finally:
            with self._lock:
                self._now -= 1

    def _answer(
        self, method: str, path: str, parameters: Parameters, headers: Mapping[str, str]
    ) -> Reply:
        protocols = {
            ("GET", "/m"): self.google,
            ("GET", "/get"): self.mymemory,
            ("POST", "/translate"): self.translate,
            ("POST", "/v2/translate"): self.deepl,
            ("POST", "/api/v1.5/tr.json/translate"): self.yandex,
            ("POST", "/chat/completions"): self.chat,
        }
        with self._lock:
            self.asked.append(parameters)
            self.headers.append(dict(headers))
            number = len(self.asked)
            fault = self.faults.popleft() if self.faults else None
        if number == self.silent_at:
            return SILENCE
        if fault:
            return fault
        protocol = protocols.get((method, path))
        return protocol(parameters, headers) if protocol else Reply("<h1>Not Found</h1>", 404)

    def said(self, text: str) -> str:
        return self.answers.get(text) or translated(text)

    def google(self, parameters: Parameters, _headers: Mapping[str, str]) -> Reply:
        """The mobile page of Google Translate."""
        assert {parameters["sl"], parameters["tl"]} == {"fa", "en"}
        result = escape(self.said(parameters["q"]))
        return Reply(
            "<!DOCTYPE html><html><head><title>Google Translate</title></head><body>"
            f'<div class="languages-container">…</div><div class="result-container">{result}</div>'
            "</body></html>"
        )

    def mymemory(self, parameters: Parameters, _headers: Mapping[str, str]) -> Reply:
        """GET /get: refusals come with status 200 and words in place of the translation."""
        assert parameters["langpair"] in ("fa-IR|en-GB", "en-GB|fa-IR")
        if len(parameters["q"].encode()) > 500:
            return mymemory_refusal(
                "403", "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS"
            )
        said = {"translatedText": escape(self.said(parameters["q"])), "match": 0.85}
        return in_json(
            {
                "responseData": said,
                "quotaFinished": False,
                "responseDetails": "",
                "responseStatus": 200,
                "matches": [],
            }
        )

    def translate(self, parameters: Parameters, headers: Mapping[str, str]) -> Reply:
        """POST /translate is LibreTranslate's and Microsoft's."""
        if "api-version" in parameters:
            return self.microsoft(parameters, headers)
        return self.libretranslate(parameters)

    def libretranslate(self, parameters: Parameters) -> Reply:
        """As its public server answers."""
        if self.locked and parameters.get("api_key") != self.key:
            words = "Visit the portal to get an API key" if "api_key" not in parameters else ""
            return in_json({"error": words or f"Invalid API key {parameters['api_key']}"}, 403)
        for name in ("source", "target"):
            if parameters[name] not in ("fa", "en"):
                return in_json({"error": f"{parameters[name]} is not supported"}, 400)
        assert parameters["format"] == "html"
        return in_json({"translatedText": self.said(parameters["q"])})

    def microsoft(self, parameters: Parameters, headers: Mapping[str, str]) -> Reply:
        """Version 3.0: a list in, a list out, an object for an error."""
        if headers.get("Ocp-Apim-Subscription-Key") != self.key:
            words = "The request is not authorized because credentials are missing or invalid."
            return in_json({"error": {"code": 401000, "message": words}}, 401)
        assert (parameters["api-version"], parameters["textType"]) == ("3.0", "html")
        assert {parameters["from"], parameters["to"]} == {"fa", "en"}
        said = self.said(parameters["q"])
        return in_json([{"translations": [{"text": said, "to": parameters["to"]}]}])

    def deepl(self, parameters: Parameters, headers: Mapping[str, str]) -> Reply:
        """Version 2: the key in a header."""
        if headers.get("Authorization") != f"DeepL-Auth-Key {self.key}":
            return Reply("", 403)
        languages = parameters["source_lang"], parameters["target_lang"]
        assert languages in (("FA", "EN-GB"), ("EN", "FA"))
        assert parameters["tag_handling"] == "html"
        said = self.said(parameters["q"])
        return in_json({"translations": [{"detected_source_language": "FA", "text": said}]})

    def yandex(self, parameters: Parameters, _headers: Mapping[str, str]) -> Reply:
        """Version 1.5: a status in the body."""
        if parameters.get("key") != self.key:
            return in_json({"code": 401, "message": "API key is invalid"}, 403)
        assert parameters["lang"] in ("fa-en", "en-fa")
        assert parameters["format"] == "html"
        said = self.said(parameters["q"])
        return in_json({"code": 200, "lang": parameters["lang"], "text": [said]})

    def chat(self, parameters: Parameters, headers: Mapping[str, str]) -> Reply:
        """OpenAI's chat completions."""
        if headers.get("Authorization") != f"Bearer {self.key}":
            words = f"Incorrect API key provided: {headers.get('Authorization')}"
            return in_json({"error": {"message": words, "type": "invalid_request_error"}}, 401)
        return chat_reply(self.said(parameters["q"]))


def chat_reply(content: str | None, reason: str = "stop") -> Reply:
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": reason}
    return in_json({"id": "1", "object": "chat.completion", "choices": [choice]})


def mymemory_refusal(status: int | str, words: str) -> Reply:
    data = {"translatedText": words}
    body = {"responseData": data, "responseDetails": words, "responseStatus": status, "matches": ""}
    return in_json(body)


def visible(text: str) -> str:
    """What a service was sent, without its tags."""
    return unescape(re.sub(r"<[^<>]*>", "", text))


def _parameters(query: str, body: str, content_type: str) -> Parameters:
    """What was sent, wherever it stood; the text is “q”."""
    sent = {name: values[0] for name, values in parse_qs(query).items()}
    if content_type.startswith("application/json"):
        value = json.loads(body)
        if isinstance(value, list):  # Microsoft
            return sent | {"q": value[0]["text"]}
        messages = {message["role"]: message["content"] for message in value["messages"]}
        return sent | {"q": messages["user"], "system": messages["system"], "model": value["model"]}
    sent |= {name: values[0] for name, values in parse_qs(body).items()}
    return sent | {"q": sent.get("q") or sent.get("text", "")}


class _Handler(BaseHTTPRequestHandler):
    service: FakeService

    def do_GET(self) -> None:
        self._reply("")

    def do_POST(self) -> None:
        self._reply(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _reply(self, body: str) -> None:
        parts = urlsplit(self.path)
        parameters = _parameters(parts.query, body, self.headers.get("Content-Type", ""))
        self.service.paths.append(self.path)
        reply = self.service.answer(self.command, parts.path, parameters, dict(self.headers))
        if reply is SILENCE:
            self.service.closing.wait()
            return
        data = reply.body.encode()
        self.send_response(reply.status)
        for name, value in (*reply.headers, ("Content-Type", reply.type)):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[FakeService]:
    """A service that listens on a free port of this machine."""
    service = FakeService()
    handler = type("Handler", (_Handler,), {"service": service})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        service.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield service
        finally:
            service.closing.set()
            server.shutdown()
            thread.join()
