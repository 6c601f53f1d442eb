"""Services that complete a chat, asked for a translation."""

from __future__ import annotations

import re

from msgspec import Struct

from site_gen.errors import AnswerError
from site_gen.translation.adapters import Asker
from site_gen.translation.transport import Http

_INSTRUCTION = (
    "You translate a paragraph of an article from {source} to {target} for publication. "
    "Keep every HTML tag with its id, each exactly once, where it belongs in the translation; "
    "leave the text of <span> tags as it is. Keep line breaks. "
    "Answer with the translation alone."
)
_MODEL = "gpt-4o-mini"
_NAMES = {"fa": "Persian", "en": "English"}
_FENCE = re.compile(r"\A\s*```[a-z]*\n(.*?)\n?```\s*\Z", re.DOTALL)


class Chat(Struct, frozen=True):
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
