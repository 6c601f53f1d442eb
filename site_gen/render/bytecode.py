"""What templates compile to, kept for later builds and for other processes.

Of those that ship with this program it lies beside them, as Python keeps its compiled modules: all
sites have it, whoever builds them. Of a site's own, and of all where nothing can be written there,
it lies in a folder of the site.
"""

from __future__ import annotations

import importlib.util
import marshal
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from site_gen.files import shipped, write_atomically
from site_gen.render.packing import DamageError, squeezed, unsqueezed


class Compiled(BytecodeCache):
    """What templates compile to, by their names. What is damaged, or was compiled from something
    else, is compiled again; without a `folder`, what ships alone is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002  Jinja's own
        """The name, of which there is one on a site."""
        return name

    def get_source_checksum(self, source: str) -> str:
        """Of what compiles it, too."""
        return super().get_source_checksum(f"{_compiler()} {source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        sign = bucket.checksum.encode()
        for place in (_beside(bucket.key), *self._own(bucket.key)):
            with suppress(OSError, DamageError):
                kept = unsqueezed(place.read_bytes())
                if kept.startswith(sign):
                    # Jinja reads it as a file, bit by bit, which takes ten times as long.
                    bucket.code = marshal.loads(memoryview(kept)[len(sign) :])
                    return

    def dump_bytecode(self, bucket: Bucket) -> None:
        kept = squeezed(bucket.checksum.encode() + marshal.dumps(bucket.code))
        for place in self._to_write(bucket):
            with suppress(OSError):
                write_atomically(place, kept, durable=False)
                return

    def _to_write(self, bucket: Bucket) -> Iterator[Path]:
        """Where it belongs, and where else if nothing can be written there."""
        if not sys.dont_write_bytecode and self._ships(bucket):
            yield _beside(bucket.key)
        yield from self._own(bucket.key)

    def _ships(self, bucket: Bucket) -> bool:
        with suppress(OSError):
            source = (shipped("templates") / bucket.key).read_bytes().decode()
            return self.get_source_checksum(source) == bucket.checksum
        return False

    def _own(self, name: str) -> Iterator[Path]:
        """Where the site has it."""
        if self._folder:
            yield self._folder / f"{name}.template"


def _beside(name: str) -> Path:
    """Where it lies of a template that ships: in `__pycache__`, or wherever Python is told to keep
    compiled modules."""
    module = shipped("templates") / f"{name}.py"
    return Path(importlib.util.cache_from_source(str(module))).with_suffix(".template")


@cache
def _compiler() -> str:
    """What compiles templates: this program's part of it, Jinja and Python of some version."""
    libraries = Path(jinja2.__file__).parents[1]
    versions = sorted(one.name for one in libraries.glob("[Jj]inja2-*.dist-info"))
    ours = Path(__file__).with_name("runtime.py").read_bytes()
    return sha256(ours + "".join(versions).encode() + importlib.util.MAGIC_NUMBER).hexdigest()
