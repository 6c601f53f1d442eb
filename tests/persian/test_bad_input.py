"""Texts that nobody wrote: an answer all the same, and nothing lost.

Each of these took minutes when a rule looked back over what it had seen; now they are quick.
"""

from __future__ import annotations

import pytest

from site_gen.persian.restore import restore_lines, restore_text

LENGTH = 100_000
LONG = {
    "one word": "ب" * LENGTH,
    "one line": "او کتاب را می خواند و نمیداند " * (LENGTH // 30),
    "dots": "." * LENGTH,
    "quotes": '"ب' * (LENGTH // 2),
    "brackets": "(ب)" * (LENGTH // 3),
    "reversed brackets": ")ب( " * (LENGTH // 4),
    "open brackets": "<b " * (LENGTH // 3),
    "ampersands": "&amp;" * (LENGTH // 5),
    "zwnj": "ب" + "\u200c" * LENGTH + "ب",
    "tatweel": "ـ" * LENGTH,
    "spaces": "ب" + " " * LENGTH + "ب",
    "digits": "1a" * (LENGTH // 2),
    "dashes": "-" * LENGTH + "ب",
    "newlines": "ب\n" * (LENGTH // 2),
    "blank lines": "ب و\n\n" * (LENGTH // 5),
    "numbers": "".join(f"{n}\n\n" for n in range(LENGTH // 8)),
    "keep marks": "<!-- keep -->ب" * (LENGTH // 14),
    "hyphens": "ب-\n" * (LENGTH // 3),
    "mojibake": "Ø§Ù„" * (LENGTH // 4),
    "at signs": "a@" * (LENGTH // 2),
    "comments": "<!-- " * (LENGTH // 5),
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_long_texts_end(text: str) -> None:
    restored = restore_text(text).text
    assert restored.count("ب") >= text.count("ب")


@pytest.mark.parametrize(
    "text",
    [
        "\ud800سلام\udfff",
        "سلام\x00دنیا",
        "\u202eسلام\u202c",
        "😀👨\u200d👩\u200d👧",
        "",
        "\u200c",
        "ﷺ",
    ],
)
def test_odd_texts_keep_what_can_be_seen(text: str) -> None:
    restored = restore_text(text).text
    unseen = "\x00\u202e\u202c\u200c"
    assert restored == "".join(char for char in text if char not in unseen)
    assert restore_lines([text]) == (restored,)
