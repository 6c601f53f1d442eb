"""What takes long to work out from the shipped tables, kept as Python keeps compiled modules.

It lies in `__pycache__` beside this package, and is made anew when a table or a module of this
package has changed. Where nothing can be written there, each process works it out for itself.
"""

from __future__ import annotations

import importlib.util
import marshal
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from site_gen.files import write_atomically

_HERE = Path(__file__).parent


def compiled(name: str, tables: Iterable[Path], work_out: Callable[[], Any]) -> Any:
    """What `work_out` gives of these tables, as plain values: dict, tuple, frozenset, text, number.

    Raises OSError where a table is not there.
    """
    place = Path(importlib.util.cache_from_source(str(_HERE / f"{name}.py"))).with_suffix(".tables")
    sign = _sign([*tables, *sorted(_HERE.glob("*.py"))])
    with suppress(OSError, ValueError, EOFError, TypeError):
        # Only we write there, as with compiled modules.
        kept_sign, value = marshal.loads(place.read_bytes())
        if kept_sign == sign:
            return value
    value = _plain(work_out())
    with suppress(OSError):
        if not sys.dont_write_bytecode:
            write_atomically(place, marshal.dumps((sign, value)), durable=False)
    return value


def _sign(files: Iterable[Path]) -> tuple[tuple[str, int, int], ...]:
    found = ((path, path.stat()) for path in files)
    return tuple((str(path), status.st_mtime_ns, status.st_size) for path, status in found)


def _plain(value: Any) -> Any:
    """The same without subclasses, which `marshal` does not take."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return value
