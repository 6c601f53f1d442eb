"""A sheet: what is laid out together, of more than one article."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Sheet(Struct, frozen=True):
    """A file, or a few, that show more than one article.

    `name` is its own among its renderer's. `values` is all that it shows of what was asked
    of articles, as values that can be packed. `articles` are the slugs of those it wants more of.
    """

    name: str
    values: Any
    articles: tuple[str, ...] = ()
