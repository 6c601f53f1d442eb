"""What stands between a built site and the public: its address, and the limits of its host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_gen.config import CONFIG_NAME, Settings
from site_gen.errors import ConfigError
from site_gen.model import Finding, Severity

# "About large files on GitHub" and "GitHub Pages limits", docs.github.com.
MOST_FILE = 100 * 2**20
MOST_SITE = 10**9


def require_address(settings: Settings) -> None:
    """Raises ConfigError for a site that does not know where it will be."""
    if not settings.site.address:
        raise ConfigError(
            "a site cannot be published without its address: feeds, the sitemap and links between "
            "languages need it",
            path=CONFIG_NAME,
            hint='Set `address = "https://…/"` in `[site]`, or pass --base-url https://…/.',
        )


def over_limits(
    output: Path, *, most_file: int = MOST_FILE, most_site: int = MOST_SITE
) -> Iterator[Finding]:
    """What of the built site is more than GitHub Pages takes, as errors; sizes are in bytes."""
    sizes = {path: path.stat().st_size for path in sorted(output.rglob("*")) if path.is_file()}
    for path, size in sizes.items():
        if size > most_file:
            name = path.relative_to(output).as_posix()
            message = f"the file has {_shown(size)}, and {_shown(most_file)} is the most"
            hint = "Make it smaller, or put it elsewhere and link to it."
            yield Finding(Severity.ERROR, name, 0, message, hint, "file-size")
    if sum(sizes.values()) > most_site:
        largest = max(sizes, key=lambda path: sizes[path]).relative_to(output).as_posix()
        message = f"the site has {_shown(sum(sizes.values()))}, and {_shown(most_site)} is the most"
        hint = f"Its largest file is {largest}; docs/publish.md names other hosts."
        yield Finding(Severity.ERROR, "", 0, message, hint, "site-size")


def _shown(size: int) -> str:
    return f"{size / 10**6:,.1f} MB"
