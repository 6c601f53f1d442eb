"""Machine drafts for the articles of a site, article by article."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from site_gen.config import TranslateSettings
from site_gen.errors import ContentError, OutputError
from site_gen.model import TranslationUnit, UnitState
from site_gen.pipeline.site import Composed
from site_gen.translation.drafts import translate_document
from site_gen.translation.memory import Memory, load, saver
from site_gen.translation.providers import Provider, ProviderSettings, open_provider


def chosen(composed: Sequence[Composed], slugs: Sequence[str]) -> tuple[Composed, ...]:
    """The articles with these slugs, or all where none is named. Raises ContentError."""
    known = {item.article.source.slug: item for item in composed}
    for slug in slugs:
        if slug not in known:
            raise ContentError(
                f"there is no article “{slug}” that can be read",
                hint=f"Articles: {', '.join(known) or 'none yet'}.",
            )
    return tuple(known[slug] for slug in slugs) or tuple(composed)


def untranslated(item: Composed) -> int:
    """How many units of an article have no translation."""
    return sum(unit.state is UnitState.UNTRANSLATED for unit in item.bilingual.units)


def provider_for(item: Composed, settings: TranslateSettings) -> Provider:
    """The provider that the settings name, for this article's languages. Raises ProviderError."""
    return open_provider(
        ProviderSettings(
            name=settings.provider,
            address=settings.address,
            timeout=settings.timeout,
            delay=settings.delay,
            attempts=settings.attempts,
            key_env=settings.key_env,
        ),
        item.bilingual.document.locale,
        item.bilingual.target_locale,
    )


def translate_article(
    item: Composed, provider: Provider, progress: Callable[[TranslationUnit], object]
) -> None:
    """Draft what an article lacks; each unit is on disk before the next is asked for.

    Raises ProviderError, OutputError, and MemoryFileError where somebody else wrote the file
    meanwhile; what was done until then is saved.
    """
    article = item.article
    known = load(article.memory_file, article.memory_path)
    put = saver(article.memory_file, article.memory_path, known)

    def keep(memory: Memory) -> None:
        try:
            put(memory)
        except OSError as error:
            raise OutputError(
                f"cannot be written: {error.strerror or error}",
                path=article.memory_path,
                hint="Is the disk full, or the file not yours? The file is as it was.",
            ) from error

    translate_document(item.bilingual, known, provider, keep, progress)


def with_provider(known: TranslateSettings, provider: str | None) -> TranslateSettings:
    """The settings for translation, with another provider where the command names one."""
    if provider is None or provider == known.provider:
        return known
    # An address and a key belong to the provider that site.toml names.
    return msgspec.structs.replace(known, provider=provider, address="", key_env="")
