"""`site.toml`: every setting of a site, its default, and what it is for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote, urlsplit, urlunsplit

import msgspec

from site_gen.errors import ConfigError, unreadable
from site_gen.model import LOCALES, Locale, Severity

CONFIG_NAME = "site.toml"


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text of the interface in each language."""

    fa: str = ""
    en: str = ""


class SiteSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[site]`"""

    title: Text = Text(fa="دوزبان", en="Dozaban")
    """The name of the site, in each language."""
    description: Text = Text()
    """One sentence on what the site is, for the index and for search engines."""
    address: str = ""
    """Where the site is published, e.g. `https://example.org/reading/`; with a slash at the end,
    empty while it is not published."""
    source: str = "fa"
    """The locale that articles are written in; the other one is the target."""


class PublishSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[publish]`"""

    domain: str = ""
    """The site's own domain, e.g. `reading.example.org`, for hosts that read a `CNAME` file."""
    editions: bool = True
    """Whether each article also has a page of its own in each language."""
    page_size: Annotated[int, msgspec.Meta(ge=1)] = 50
    """How many articles a page of a list has."""
    feed_size: Annotated[int, msgspec.Meta(ge=1)] = 20
    """How many articles a feed has, the newest ones."""
    addresses: dict[str, str] = {}
    """The addresses of tags and authors by their names, where not made of these."""


class RestoreSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[restore]`"""

    skip: tuple[str, ...] = ()
    """Names of restoration rules that are not applied."""
    keep: tuple[str, ...] = ()
    """Words that no rule may touch."""


class ServiceSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[translate.NAME]`: how one service is reached."""

    address: str = ""
    """The service's address, where it is not the provider's own."""
    key_env: str = ""
    """The environment variable that holds the key, where it is not the usual one."""
    model: str = ""
    """The model of a chat service."""
    region: str = ""
    """The region of a Microsoft resource."""
    timeout: Annotated[float, msgspec.Meta(gt=0)] = 20.0
    """Seconds to wait for an answer."""
    delay: Annotated[float, msgspec.Meta(ge=0)] | None = None
    """Seconds between two requests; the service's own where it is not given."""
    in_flight: Annotated[int, msgspec.Meta(ge=1, le=16)] | None = None
    """How many requests may be under way at a time; the service's own where it is not given."""
    attempts: Annotated[int, msgspec.Meta(ge=1)] = 4
    """How often a request is made before it is given up."""


ProviderName = Literal[
    "memory", "google", "mymemory", "libretranslate", "deepl", "microsoft", "yandex", "chatgpt"
]


class TranslateSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[translate]`"""

    providers: Annotated[tuple[ProviderName, ...], msgspec.Meta(min_length=1)] = (
        "memory",
        "google",
    )
    """Whom to ask, in this order: the next one where one knows nothing or fails."""
    close: Annotated[int, msgspec.Meta(ge=50, le=100)] = 80
    """How alike, in per cent, a text that was translated before must be to serve as a draft."""
    max_chars: Annotated[int, msgspec.Meta(ge=0)] | None = None
    """The most characters that one run may send to services."""
    google: ServiceSettings = ServiceSettings()
    """Google Translate."""
    mymemory: ServiceSettings = ServiceSettings()
    """MyMemory."""
    libretranslate: ServiceSettings = ServiceSettings()
    """LibreTranslate, on any server."""
    deepl: ServiceSettings = ServiceSettings()
    """DeepL."""
    microsoft: ServiceSettings = ServiceSettings()
    """Microsoft Translator."""
    yandex: ServiceSettings = ServiceSettings()
    """Yandex Translate."""
    chatgpt: ServiceSettings = ServiceSettings(timeout=120.0)
    """Any server that speaks OpenAI's chat completions."""


class CheckSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[check]`"""

    off: tuple[str, ...] = ()
    """Names of checks of translations whose findings are not told."""

    level: dict[str, Severity] = {}
    """How much they matter where that is not as the checks themselves have it, by name."""


class SearchSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[search]`"""

    on: bool = True
    """Whether the site has a search."""


class OfflineSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[offline]`"""

    on: bool = True
    """Whether browsers keep what is read, for when there is no network."""


class CardSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[cards]`"""

    on: bool = True
    """Whether each article has a picture for other sites' cards, where the site has an address."""


class EpubSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[epub]`"""

    articles: bool = False
    """Whether each article can be taken away as a book: about 0.3 MB an article in all editions."""
    collections: tuple[str, ...] = ()
    """Books of several articles: `all`, or a tag as articles write it."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `site.toml`."""

    site: SiteSettings = SiteSettings()
    publish: PublishSettings = PublishSettings()
    restore: RestoreSettings = RestoreSettings()
    translate: TranslateSettings = TranslateSettings()
    check: CheckSettings = CheckSettings()
    search: SearchSettings = SearchSettings()
    cards: CardSettings = CardSettings()
    offline: OfflineSettings = OfflineSettings()
    epub: EpubSettings = EpubSettings()

    @property
    def source(self) -> Locale:
        """The locale that articles are in, where their file names do not say otherwise."""
        return LOCALES[self.site.source]


def load(root: Path) -> Settings:
    """Read the settings of the site in folder `root`; a site without `site.toml` has the defaults.

    Raises ConfigError with the line of what is wrong.
    """
    path = root / CONFIG_NAME
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError as error:
        raise ConfigError(
            "the file is not UTF-8", path=CONFIG_NAME, hint="Save it as UTF-8."
        ) from error
    except OSError as error:
        raise unreadable(ConfigError, error, CONFIG_NAME) from error
    return parse(text)


def parse(text: str) -> Settings:
    """Settings from the text of a `site.toml`. Raises ConfigError."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        last = text.count("\n") + 1
        raise ConfigError(
            f"not valid TOML: {error}",
            path=CONFIG_NAME,
            line=int(line[1]) if line else last,
            hint='Texts stand in quotes: title = { fa = "…", en = "…" }.',
        ) from error
    settings = _convert(values, text)
    if settings.site.source not in LOCALES:
        raise ConfigError(
            f"unknown locale “{settings.site.source}”",
            path=CONFIG_NAME,
            line=_line_of(text, "site", "source"),
            hint=f"Known locales: {', '.join(LOCALES)}.",
        )
    return _published(settings, text)


def with_address(settings: Settings, address: str, line: int = 0) -> Settings:
    """The same settings for a site published at `address`; a slash is put at its end.

    Raises ConfigError for what is no such address.
    """
    parts = urlsplit(address)
    plain = not (parts.query or parts.fragment or "@" in parts.netloc)
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
        raise _not_an_address(address, line, "Write it like https://example.org/reading/.")
    if not parts.hostname.isascii():
        raise _not_an_address(address, line, "Write the domain as browsers send it: xn--….")
    path = quote(parts.path.rstrip("/"), safe="/%") + "/"
    site = msgspec.structs.replace(
        settings.site, address=urlunsplit((parts.scheme, parts.netloc, path, "", ""))
    )
    return msgspec.structs.replace(settings, site=site)


def _not_an_address(address: str, line: int, hint: str) -> ConfigError:
    path = CONFIG_NAME if line else "--base-url"
    return ConfigError(f"“{address}” is no address of a site", path=path, line=line, hint=hint)


def _published(settings: Settings, text: str) -> Settings:
    """The settings with the address in its one form; a domain of its own gives one."""
    domain = settings.publish.domain
    if domain and not re.fullmatch(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+", domain):
        raise ConfigError(
            f"“{domain}” is no domain",
            path=CONFIG_NAME,
            line=_line_of(text, "publish", "domain"),
            hint="Write the name alone: reading.example.org.",
        )
    address = settings.site.address or (f"https://{domain}/" if domain else "")
    return (
        with_address(settings, address, _line_of(text, "site", "address")) if address else settings
    )


def _convert(values: object, text: str) -> Settings:
    try:
        return msgspec.convert(values, Settings)
    except msgspec.ValidationError as error:
        from site_gen.misfits import misfit

        wrong = misfit(error, values, Settings)
        raise ConfigError(
            wrong.message,
            path=CONFIG_NAME,
            line=_line_of(text, *wrong.keys, value=wrong.value),
            hint=f"{wrong.hint} docs/configuration.md lists every setting.",
        ) from error


_KEY = r"""[\w-]+|"[^"]*"|'[^']*'"""


def _line_of(text: str, *keys: str, value: str = "") -> int:
    """The first line that comes nearest to where these keys lead, from 1; 0 where none does. With
    a `value`, the line of this text from there on."""
    opening = re.compile(rf"\s*(\[*)\s*((?:{_KEY})(?:\s*\.\s*(?:{_KEY}))*)\s*[=\]]")
    table: tuple[str, ...] = ()
    best, line = 0, 0
    lines = text.splitlines()
    for number, content in enumerate(lines, 1):
        if not (found := opening.match(content)):
            continue
        path = tuple(one.strip("\"'") for one in re.findall(_KEY, found[2]))
        table, path = (path, path) if found[1] else (table, table + path)
        if len(path) > best and path == keys[: len(path)]:
            best, line = len(path), number
    within = enumerate(lines[line - 1 :], line) if line and value else ()
    return next((number for number, content in within if value in content), line)
