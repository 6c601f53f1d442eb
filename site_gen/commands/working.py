"""Who does the work of a command, as its options say."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from site_gen.commands.progress import Shown
from site_gen.errors import ConfigError

if TYPE_CHECKING:
    from site_gen.pipeline.executors import Runner


def at_least(least: int) -> Callable[[str], int]:
    """Reads the value of an option: a whole number that is not less."""

    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"a whole number from {least} on is wanted: {text}")
        return int(text)

    return number


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Without defaults, so that what stands before the command is not set back by it."""
    quiet = argparse.SUPPRESS
    parser.add_argument(
        "--jobs", type=at_least(1), default=quiet, help="processes at once (default: one a core)"
    )
    parser.add_argument(
        "--executor",
        choices=("processes", "dask"),
        default=quiet,
        help="who works: processes of this machine (the default), or a Dask cluster",
    )
    parser.add_argument(
        "--scheduler", default=quiet, metavar="ADDRESS", help="the cluster's: tcp://HOST:8786"
    )


#: What the options are where they are not given.
DEFAULTS = {"jobs": None, "executor": "processes", "scheduler": ""}


def say(line: str) -> None:
    """A line on standard error."""
    print(line, file=sys.stderr)


@contextmanager
def workers(options: argparse.Namespace) -> Iterator[Runner]:
    """Those that the options ask for, until they are no longer needed. Raises ConfigError."""
    is_cluster = options.executor == "dask"
    if is_cluster != bool(options.scheduler):
        raise ConfigError(
            "a cluster is told by two options",
            hint="Name both: --executor dask --scheduler tcp://HOST:8786",
        )
    from site_gen.pipeline.executors import Runner
    from site_gen.pipeline.processes import cores

    with closing(Shown()) as tell:
        if not is_cluster:
            with Runner(options.jobs or cores(), tell=tell) as runner:
                yield runner
            return
        from site_gen.pipeline.cluster import Cluster

        call = partial(Cluster, options.scheduler, say)
        with Runner(call=call, share_disk=False, tell=tell) as runner:
            yield runner
