"""Where pages lie, how one leads to another, and what the web calls them.

A path is relative to the top of the site, with forward slashes, in Unicode; an address is what
stands in an `href`, percent-encoded.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote, urljoin, urlsplit

from markupsafe import Markup

from site_gen.model import Locale

#: The paths of the feeds by the code of their edition, the bilingual one under "".
FEED_PATHS = {"": "feeds/all.atom", "fa": "feeds/fa.atom", "en": "feeds/en.atom"}

_LONGEST_NAME = 60  # characters of a tag or a name that its address shows
_TAG = re.compile(r"<[a-z][^<>]*>")
_RELATIVE = re.compile(r'(?<=\s)(href|src)="(?![a-z][a-z0-9+.-]*:|[/#?])([^"]*)"', re.IGNORECASE)
_ANCHOR = re.compile(r'(?<=\s)href="(#[^"]*)"')


def page_path(folder: str, locale: Locale | None = None) -> str:
    """The folder of a page: the bilingual one, or that of its edition in `locale`."""
    top = f"{locale.code}/" if locale else ""
    return f"{top}{folder}/" if folder else top


def to_top(path: str) -> str:
    """The way from a page at `path` to the top of the site: `fa/a/` -> `../../`."""
    return "../" * path.count("/")


def absolute(site: str, path: str) -> str:
    """The whole address of `path` of the site published at `site`, which ends with a slash; empty
    while that is."""
    return site + quote(path) if site else ""


def base_path(site: str) -> str:
    """The path under which the site is published: `/`, or `/reading/`."""
    return urlsplit(site).path or "/"


@lru_cache(maxsize=4096)  # each article of a tag asks for it
def term_slug(name: str) -> str:
    """The address of a tag or an author: the letters and digits of the name, hyphens between.

    Safe for any name, and the same for those that differ in case, spaces or half-spaces only.
    A long one is cut, one without letters is a digest; both stay apart from all others.
    """
    # Unicode 3.13, D145: canonical caseless matching.
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())
    folded = unicodedata.normalize("NFC", folded)
    slug = re.sub(r"[^\w]+", "-", folded).strip("-_")
    if slug and len(slug) <= _LONGEST_NAME:
        return slug
    digest = sha256(folded.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{slug[:_LONGEST_NAME].rstrip('-_')}-{digest}".lstrip("-")


def rebased(html: Markup, base: str, page: str = "") -> Markup:
    """The HTML with its relative addresses led through `base`, where its own page is elsewhere.

    `page` is put before what leads into the page itself (`#note-1`); empty leaves those alone.
    """
    if "href=" not in html and "src=" not in html:
        return html

    def led(found: re.Match[str]) -> str:
        address = urljoin(base, found[2]) if "://" in base else base + found[2]
        return f'{found[1]}="{address}"'

    def lead(tag: re.Match[str]) -> str:
        changed = _RELATIVE.sub(led, tag[0])
        return _ANCHOR.sub(lambda found: f'href="{page}{found[1]}"', changed) if page else changed

    return Markup(_TAG.sub(lead, html))
