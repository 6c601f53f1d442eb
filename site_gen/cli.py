"""The command line: arguments, progress, findings in print, exit codes.

0 done, 1 something was found at error level or could not be done, 2 usage or configuration.
Each command imports what it needs when it runs, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from site_gen import __version__
from site_gen.commands import working
from site_gen.commands.places import cache_at, output_at, place, site_at
from site_gen.commands.printing import count, print_findings, print_some
from site_gen.errors import ConfigError, SiteGenError
from site_gen.model import Severity

Command = Callable[[Path, argparse.Namespace], int]

_NOBODY_READS = 141  # what a shell says of a program that a closed pipe ended
_SELDOM = 200_000  # new objects after which Python looks for cycles; values of a site have none


def run(*, root: Path | None = None) -> int:
    """`main` for a process that does nothing else and ends with it."""
    try:
        code = main(root=root)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # who reads has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _NOBODY_READS
    finally:
        gc.freeze()  # what is left goes with the process; Python need not look at each object


def main(arguments: Sequence[str] | None = None, *, root: Path | None = None) -> int:
    """Run one command and return its exit code; `root` is the site's folder if none is named."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    gc.set_threshold(_SELDOM)
    options = _parser(sys.argv[1:] if arguments is None else arguments).parse_args(arguments)
    where = options.root or root or Path.cwd()
    command: Command = options.command
    try:
        if isinstance(where, str) and command not in (build, check):
            raise ConfigError(
                "only `build` and `check` work on a site in object storage",
                path=where,
                hint="Copy it here, and copy back what you change.",
            )
        with site_at(where) as folder:
            return command(folder, options)
    except SiteGenError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, ConfigError) else 1
    except KeyboardInterrupt:
        return 130


def _parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """What reads these `arguments`; commands that they do not name are imported no further than
    by their names."""
    parser = argparse.ArgumentParser(
        prog="build.py", description="Build a bilingual reading site; without a command: build."
    )
    parser.add_argument("--version", action="version", version=f"Dozaban {__version__}")
    parser.add_argument(
        "--root", type=place, help="the site's folder (default: this one), or its s3:// address"
    )
    _add_build_options(parser)
    parser.set_defaults(command=build, output=None, cache=None, base_url="", publish=False)
    parser.set_defaults(**working.DEFAULTS)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, told, add_arguments in _COMMANDS:
        command = commands.add_parser(name, help=told)
        if name in arguments:
            add_arguments(command)
    return parser


def _add_build_options(parser: argparse.ArgumentParser) -> None:
    """Without defaults, so that what stands before the command is not set back by it."""
    quiet = argparse.SUPPRESS
    parser.add_argument(
        "--output", type=place, default=quiet, help="where to (default: _site); or an s3:// address"
    )
    parser.add_argument(
        "--cache", type=place, default=quiet, help="where the cache is kept between machines, too"
    )
    working.add_arguments(parser)
    parser.add_argument("--base-url", default=quiet, metavar="URL", help="the address of the site")
    parser.add_argument(
        "--publish",
        action="store_true",
        default=quiet,
        help="for the public: fail without an address, or over the limits of GitHub Pages",
    )


def _add_build(parser: argparse.ArgumentParser) -> None:
    _add_build_options(parser)
    parser.set_defaults(command=build)


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (%(default)s)")
    parser.add_argument("--open", action="store_true", help="open a browser")
    parser.set_defaults(command=serve)


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", help="its address: letters, digits and hyphens")
    parser.set_defaults(command=new)


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--strict", action="store_true", help="fail on warnings too")
    parser.add_argument(
        "--translations", action="store_true", help="look at no pages, links or sources"
    )
    working.add_arguments(parser)
    parser.set_defaults(command=check)


def _from(module: str, command: str = "") -> Callable[[argparse.ArgumentParser], None]:
    """What adds the arguments of a command, of a module that is imported when it is named; one with
    several says of which `command`."""

    def add(parser: argparse.ArgumentParser) -> None:
        name = f"add_{command}_arguments" if command else "add_arguments"
        getattr(import_module(f"site_gen.commands.{module}"), name)(parser)

    return add


#: Each command: its name, what it does, and what adds its arguments.
_COMMANDS: tuple[tuple[str, str, Callable[[argparse.ArgumentParser], None]], ...] = (
    ("build", "build content/ into _site/ (the default)", _add_build),
    ("serve", "preview with live reload", _add_serve),
    ("new", "begin an article", _add_new),
    ("translate", "draft what is not translated yet, by machine", _from("translate")),
    ("check", "list what is wrong in content and pages; write nothing", _add_check),
    ("restore", "print a text restored; nothing is changed on disk", _from("texts", "restore")),
    ("align", "pair the sentences of a text and its translation", _from("texts", "align")),
    ("status", "how far the translations have come", _from("status")),
    ("export", "translations for a CAT tool: PO, XLIFF or TMX", _from("exchange", "export")),
    ("import", "bring back what a CAT tool made of an export", _from("exchange", "import")),
)


def build(root: Path, options: argparse.Namespace) -> int:
    """`build`: the site into its output folder."""
    from site_gen.config import load, with_address
    from site_gen.pipeline.publishing import over_limits, require_address
    from site_gen.pipeline.site import build as build_site

    begun = time.monotonic()
    settings = load(root)
    if options.base_url:
        settings = with_address(settings, options.base_url)
    if options.publish:
        require_address(settings)
    with cache_at(root, options), output_at(root, options) as (output, shown):
        with working.workers(options) as runner:
            report = build_site(root, settings, output, runner=runner, say=working.say)
        limits = tuple(over_limits(output)) if options.publish and output is shown else ()
    print_some(report.findings, sys.stderr)
    print_findings(limits, sys.stderr)
    print(
        f"{count(report.articles, 'article')} in {shown}: "
        f"{count(report.written, 'file')} written, {report.unchanged} unchanged, "
        f"{report.removed} removed, "
        f"{time.monotonic() - begun:.2f} s"
    )
    return int(report.failed or bool(limits))


def check(root: Path, options: argparse.Namespace) -> int:
    """`check`: findings only, those of the pages included."""
    from site_gen.config import load

    if options.translations:
        from site_gen.pipeline.translations import tell_translations as tell
    else:
        from site_gen.pipeline.site import tell
    with cache_at(root, options), working.workers(options) as runner:
        told = tell(root, load(root), runner=runner, say=working.say)
    sys.stdout.writelines(told)
    errors, warnings, notes = map(told.by_level.__getitem__, Severity)
    summary = f"{count(errors, 'error')}, {count(warnings, 'warning')}"
    print(summary + (f", {count(notes, 'note')}" if notes else ""))
    return int(bool(errors or (options.strict and warnings)))


def serve(root: Path, options: argparse.Namespace) -> int:
    """`serve`: the preview, until it is stopped."""
    from site_gen.preview.server import serve as serve_site

    serve_site(root, host=options.host, port=options.port, open_browser=options.open)
    return 0


def new(root: Path, options: argparse.Namespace) -> int:
    """`new`: an article to begin with."""
    from site_gen.config import load
    from site_gen.pipeline.naming import begin_article

    path = begin_article(root, options.slug, load(root).source, date.today())
    print(f"Write your article in {path}, then look at it with: python build.py serve")
    return 0
