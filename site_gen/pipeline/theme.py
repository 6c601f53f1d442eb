"""How a site looks: what every page knows of it, its templates, its static files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from site_gen.config import Settings
from site_gen.pipeline.keys import folder_contents
from site_gen.pipeline.unchanged import theme_folders
from site_gen.render.addresses import term_slug
from site_gen.render.joining import published
from site_gen.render.packing import digest
from site_gen.render.pages import version
from site_gen.render.views import SiteView


class Theme(Struct, frozen=True):
    """How a site looks: its templates, its static files by path and where their parts lie, and
    what every page knows of it."""

    site: SiteView
    static: Mapping[str, Mapping[str, Path]]
    templates: Mapping[str, bytes]
    key: bytes


def read_theme(root: Path, settings: Settings) -> Theme:
    """The theme as it lies on disk; a site's own file replaces the default one of its name."""
    static = theme_folders(root, "static")
    found = dict(folder_contents(static))
    made = published(found)
    versions = {
        f"static/{name}": version(b"\0".join(found[part] for part in parts))
        for name, parts in made.items()
    }
    places = {
        f"static/{name}": {f"static/{part}": _place(static, part) for part in parts}
        for name, parts in made.items()
    }
    templates = dict(folder_contents(theme_folders(root, "templates")))
    sources = [(name, version(data)) for name, data in templates.items()]
    site = site_view(settings, versions)
    return Theme(site, places, templates, digest(sources, site))


def site_view(settings: Settings, versions: Mapping[str, str]) -> SiteView:
    """What every page knows of the site; `versions` are its static files with their digests."""
    return SiteView(
        title={"fa": settings.site.title.fa, "en": settings.site.title.en},
        description={"fa": settings.site.description.fa, "en": settings.site.description.en},
        address=settings.site.address,
        source=settings.source,
        versions=versions,
        has_search=settings.search.on,
        domain=settings.publish.domain,
        editions=settings.publish.editions,
        page_size=settings.publish.page_size,
        has_cards=settings.cards.on and bool(settings.site.address),
        has_books=settings.epub.articles,
        has_offline=settings.offline.on,
        collections=settings.epub.collections,
        feed_size=settings.publish.feed_size,
        addresses={
            term_slug(name): term_slug(address)
            for name, address in settings.publish.addresses.items()
        },
    )


def _place(folders: Iterable[Path], name: str) -> Path:
    return next(folder / name for folder in folders if (folder / name).is_file())
