"""Translation services on loopback that speak the real protocols, with faults on demand."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

Parameters = dict[str, str]


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


@dataclass
class FakeService:
    """Answers every question with its text in capitals between ‹ ›, the faults before that."""

    address: str = ""
    key: str = ""  # that LibreTranslate wants
    silent_at: int = 0  # the number of a request that gets no answer
    faults: deque[Reply] = field(default_factory=deque)
    asked: list[Parameters] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    @property
    def texts(self) -> list[str]:
        return [parameters["q"] for parameters in self.asked]

    def answer(self, method: str, path: str, parameters: Parameters) -> Reply:
        protocols = {
            ("GET", "/m"): google,
            ("POST", "/translate"): self.libretranslate,
            ("GET", "/get"): mymemory,
        }
        self.asked.append(parameters)
        if len(self.asked) == self.silent_at:
            return SILENCE
        if self.faults:
            return self.faults.popleft()
        protocol = protocols.get((method, path))
        return protocol(parameters) if protocol else Reply("<h1>Not Found</h1>", 404)

    def libretranslate(self, parameters: Parameters) -> Reply:
        """POST /translate, as its public server answers."""
        if self.key and parameters.get("api_key") != self.key:
            words = "Visit the portal to get an API key" if "api_key" not in parameters else ""
            return in_json({"error": words or f"Invalid API key {parameters['api_key']}"}, 403)
        for name in ("source", "target"):
            if parameters[name] not in ("fa", "en"):
                return in_json({"error": f"{parameters[name]} is not supported"}, 400)
        return in_json({"translatedText": translated(parameters["q"])})


def translated(text: str) -> str:
    return "\n".join(f"‹{line.upper()}›" for line in text.split("\n"))


def google(parameters: Parameters) -> Reply:
    """The mobile page of Google Translate."""
    assert {parameters["sl"], parameters["tl"]} == {"fa", "en"}
    result = escape(translated(parameters["q"]))
    return Reply(
        "<!DOCTYPE html><html><head><title>Google Translate</title></head><body>"
        f'<div class="languages-container">…</div><div class="result-container">{result}</div>'
        "</body></html>"
    )


def mymemory(parameters: Parameters) -> Reply:
    """GET /get: refusals come with status 200 and words in place of the translation."""
    assert parameters["langpair"] in ("fa-IR|en-GB", "en-GB|fa-IR")
    if len(parameters["q"].encode()) > 500:
        return mymemory_refusal("403", "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS")
    return in_json(
        {
            "responseData": {"translatedText": escape(translated(parameters["q"])), "match": 0.85},
            "quotaFinished": False,
            "responseDetails": "",
            "responseStatus": 200,
            "matches": [],
        }
    )


def mymemory_refusal(status: int | str, words: str) -> Reply:
    data = {"translatedText": words}
    body = {"responseData": data, "responseDetails": words, "responseStatus": status, "matches": ""}
    return in_json(body)


class _Handler(BaseHTTPRequestHandler):
    service: FakeService

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self._reply(parts.path, parts.query)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._reply(self.path, body)

    def _reply(self, path: str, query: str) -> None:
        parameters = {name: values[0] for name, values in parse_qs(query).items()}
        reply = self.service.answer(self.command, path, parameters)
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
