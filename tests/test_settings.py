"""`site.toml`: what is wrong in it is told in words, where it stands."""

from __future__ import annotations

import pytest

from site_gen.config import parse
from site_gen.errors import ConfigError

PROVIDERS = "chatgpt, deepl, google, libretranslate, memory, microsoft, mymemory, yandex"


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        (
            "[translate]\nproviders = [\n  'memory',\n  'Gogle',\n]",
            4,
            "“translate.providers” cannot hold the text “Gogle”",
            f"Is “google” meant? It has to be one of: {PROVIDERS}.",
        ),
        (
            "[translate]\nproviders = ['babel']",
            2,
            "“translate.providers” cannot hold the text “babel”",
            f"It has to be one of: {PROVIDERS}.",
        ),
        (
            "[translate]\nproviders = 'google'",
            2,
            "“translate.providers” cannot be the text “google”",
            f'It has to be a list, ["…", "…"], of any of: {PROVIDERS}.',
        ),
        (
            "[translate]\nproviders = []",
            2,
            "“translate.providers” cannot be an empty list",
            f'It has to be a list, ["…", "…"], of any of: {PROVIDERS}.',
        ),
        (
            "[translate.google]\ntimeout = 3\n\n[translate.deepl]\ntimeout = 0",
            5,
            "“translate.deepl.timeout” cannot be the number 0",
            "It has to be a number above 0.",
        ),
        (
            "[translate]\ndeepl.in_flight = '2'",
            2,
            "“translate.deepl.in_flight” cannot be the text “2”",
            "It has to be a whole number from 1 to 16, without quotes.",
        ),
        (
            "[translate]\ndeepl = { delay = -1 }",
            2,
            "“translate.deepl.delay” cannot be the number -1",
            "It has to be a number from 0.",
        ),
        (
            "[translate.depl]\ntimeout = 3",
            1,
            "unknown setting “translate.depl”",
            "Is “deepl” meant? There are: providers, close, max_chars, google, mymemory, "
            "libretranslate, deepl, microsoft, yandex, chatgpt.",
        ),
        (
            "[check]\nlevel = { digits = 'note', \"numbers\" = 'Warn' }",
            2,
            "“check.level.numbers” cannot be the text “Warn”",
            "Is “warning” meant? It has to be one of: error, warning, note.",
        ),
        (
            "[check]\noff = [3]",
            2,
            "“check.off” cannot hold the number 3",
            'It has to be a text in quotes, "…".',
        ),
        (
            "[search]\non = 'yes'",
            2,
            "“search.on” cannot be the text “yes”",
            "It has to be true or false, without quotes.",
        ),
        (
            "[site]\ntitle = 'Reading'",
            2,
            "“site.title” cannot be the text “Reading”",
            "It has to be a table, { fa = … }, with any of: fa, en.",
        ),
        (
            "[site]\ntitle = 2022-10-12",
            2,
            "“site.title” cannot be the date 2022-10-12",
            "It has to be a table, { fa = … }, with any of: fa, en.",
        ),
        (
            "[[site]]\n",
            1,
            "“site” cannot be a list of tables",
            "It has to be a table, { title = … }, with any of: "
            "title, description, address, source.",
        ),
        (
            "[check]\nlevel = true",
            2,
            "“check.level” cannot be true",
            'It has to be a table, { name = "…" }.',
        ),
    ],
)
def test_what_cannot_be_is_told_with_what_can(
    text: str, line: int, message: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(text)
    told = caught.value
    assert (told.line, told.message) == (line, message)
    assert told.hint == f"{hint} docs/configuration.md lists every setting."
