"""Scripts and styles as readers get them: the parts of a page joined, and made small.

A page waits for each file that it asks for; its authors want many that are short. So a part lies
in `static/` under its own name, where a site may replace it, and goes out in one file with others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

#: The files that are joined, and their parts in order, all by their names in `static/`.
JOINED: Mapping[str, tuple[str, ...]] = {
    "site.css": (
        "theme.css",
        *(
            f"css/{part}.css"
            for part in (
                *("page", "rows", "text", "blocks", "notes", "around", "bar", "panels", "marks"),
                *("edition", "lists", "print"),
            )
        ),
    ),
    "site.js": (
        *(
            f"js/{part}.js"
            for part in ("local", "keys", "panels", "settings", "digits", "toast", "near")
        ),
        "search/key.js",
    ),
    "article.js": tuple(
        f"js/{part}.js" for part in ("rows", "sentences", "layout", "place", "copy", "listen")
    ),
    "search.js": tuple(
        f"search/{part}.js" for part in ("words", "shards", "ranking", "index", "page")
    ),
}


def published(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The static files of a site by name, each with what it is made of; `names` are those there.

    A file of a site's own that has the name of a joined one takes its place.
    """
    names = tuple(names)
    alone = {name: (name,) for name in names if name not in _PARTS}
    return {**JOINED, **alone}


_PARTS = frozenset(part for parts in JOINED.values() for part in parts)


def is_small(name: str) -> bool:
    """Whether a file goes out otherwise than it is written."""
    return name.endswith((".css", ".js"))


def joined(name: str, parts: Sequence[bytes]) -> bytes:
    """One script or style sheet without comments and needless spaces; `/*! … */` stays."""
    import rcssmin  # here, because a build that changes none needs them not
    import rjsmin

    small = rjsmin.jsmin if name.endswith(".js") else rcssmin.cssmin
    return b"\n".join(small(part, keep_bang_comments=True) for part in parts)
