"""A sheet: what is laid out together, of more than one article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file, or a few, that show more than one article.

    `name` is its own among its renderer's. `values` is all that it shows of the summaries, as
    values that can be packed. `articles` are the slugs of those it wants more of.
    """

    name: str
    values: Any
    articles: tuple[str, ...] = ()
