"""Scripts as readers get them: what is written for people, comments and spaces, is left out."""

from __future__ import annotations


def small(script: bytes) -> bytes:
    """A script without comments and needless spaces; `/*! … */` stays."""
    import rjsmin  # here, because a build that changes no script needs it not

    made: bytes = rjsmin.jsmin(script, keep_bang_comments=True)
    return made
