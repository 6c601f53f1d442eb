"""Dozaban: a static site generator for reading in two languages side by side."""

import sys

# Where `typing_extensions` is there, msgspec takes from it what Python has itself from 3.11 on. To
# import that, and `inspect` for it, is a tenth of what `--help` takes.
if "typing_extensions" not in sys.modules:
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]  # not to be found
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]

__version__ = "0.1.0"
