"""The floors of the house: what may import what, and what an import may not drag along."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

from site_gen.errors import SiteGenError

PACKAGE = "site_gen"
ROOT = Path(__file__).parents[1]

#: A room imports only from floors below its own. Floor 1 is one room: plain values and tools.
FLOORS = (
    {PACKAGE},  # the package itself, which imports nothing
    {"model", "errors", "files", "patterns", "remembering", "escaping", "misfits"},
    {"config", "persian"},
    {"search"},
    {"sources", "translation", "alignment", "render", "lint"},
    {"quality", "exchange"},
    {"pipeline"},
    {"preview"},
    {"commands"},
    {"cli", "__main__"},
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
SHARED_FLOORS = (1, 9)  # here rooms may import one another

#: Slow to import, or with a network behind them: loaded where they are used, when they are used.
LATE = ("hazm", "deep_translator", "requests", "distributed", "fsspec")


def _module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {_module_name(path): path for path in sorted((ROOT / PACKAGE).rglob("*.py"))}


def imported(source: str, module: str, *, is_package: bool = False) -> Iterator[str]:
    """The full name of everything that `source` imports, wherever in it the import stands.

    `from a import b` gives `a.b`, whether or not `b` is a module.
    """
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            parts = [*(above if node.level else []), *filter(None, [node.module])]
            yield from (".".join([*parts, alias.name]) for alias in node.names)


def room_of(name: str) -> str:
    """The room that a name of the package is in: `site_gen.persian.words` is in `persian`."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in FLOOR_OF else PACKAGE


def trespasses(module: str, names: set[str]) -> list[str]:
    """Those of the imported names that a module may not import, because of their room."""
    room = room_of(module)
    return sorted(
        name
        for name in names
        if name.split(".")[0] == PACKAGE and not _may_enter(room, room_of(name))
    )


def _may_enter(room: str, other: str) -> bool:
    floor, below = FLOOR_OF[room], FLOOR_OF[other]
    return room == other or below < floor or (below == floor and floor in SHARED_FLOORS)


def _imports_of(module: str) -> set[str]:
    path = MODULES[module]
    source = path.read_text(encoding="utf-8")
    return set(imported(source, module, is_package=path.name == "__init__.py"))


def _module_in(name: str) -> str:
    """The longest beginning of a name that is a module of the package, or nothing."""
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name


def test_every_room_has_a_floor() -> None:
    rooms = {module.split(".")[1] for module in MODULES if "." in module}
    assert rooms <= FLOOR_OF.keys()


@pytest.mark.parametrize("module", MODULES)
def test_imports_only_go_down(module: str) -> None:
    assert trespasses(module, _imports_of(module)) == []


def test_no_cycles_between_modules() -> None:
    graph = {
        module: {_module_in(name) for name in _imports_of(module)} - {"", module}
        for module in MODULES
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


@pytest.mark.parametrize("module", MODULES)
def test_hazm_is_imported_only_by_persian(module: str) -> None:
    libraries = {name.split(".")[0] for name in _imports_of(module)}
    assert "hazm" not in libraries or room_of(module) == "persian"


def test_every_library_is_declared() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = declared["project"]["optional-dependencies"].values()
    lines = chain(declared["project"]["dependencies"], *extras)
    names = {_distribution(line) for line in lines}
    providers = packages_distributions()
    libraries = {name.split(".")[0] for module in MODULES for name in _imports_of(module)}
    undeclared = {
        library
        for library in libraries - sys.stdlib_module_names - {PACKAGE}
        if not names & set(map(_distribution, providers.get(library, ())))
    }
    assert undeclared == set()


def _distribution(requirement: str) -> str:
    """`PyYAML>=6` -> `pyyaml`: the name alone, as package indexes compare it."""
    name = re.match(r"[\w.-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()


#: Imports each module as if it were the first of the package; prints those that cannot be, or
#: that bring a library of `LATE` along. The other libraries stay: they know nothing of us.
_IMPORT_ALONE = """
import importlib, sys
late, *modules = sys.argv[1:]
for module in modules:
    for ours in [name for name in sys.modules if name.partition(".")[0] == "site_gen"]:
        del sys.modules[ours]
    before = set(sys.modules)
    try:
        importlib.import_module(module)
    except Exception as error:
        print(module, repr(error))
    for name in (set(sys.modules) - before) & set(late.split()):
        print(module, "imports", name)
"""


def test_modules_import_alone_and_light() -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", _IMPORT_ALONE, " ".join(LATE), *MODULES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_building_brings_no_parser_until_a_text_wants_one() -> None:
    """Most want none (`plain_markdown.py`, `plain_yaml.py`, `plainly.py`), and an editor waits for
    imports."""
    code = "import sys, site_gen.pipeline.whole; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(run.stdout.split())
    assert "site_gen.sources.markdown" in loaded
    assert loaded.isdisjoint(
        {"markdown_it", "markdown", "nh3", "yaml", "snowballstemmer", "filelock"}
    )


@pytest.mark.parametrize(
    ("module", "source", "wrong"),
    [
        ("site_gen.model", "from site_gen import cli", ["site_gen.cli"]),
        ("site_gen.persian.words", "import site_gen.sources.text", ["site_gen.sources.text"]),
        ("site_gen.render.pages", "from ..pipeline import stages", ["site_gen.pipeline.stages"]),
        ("site_gen.files", "def late():\n    import site_gen.config", ["site_gen.config"]),
        ("site_gen.render.pages", "from . import views\nfrom site_gen.persian import words", []),
        ("site_gen.errors", "from site_gen.model import Finding", []),
        ("site_gen.config", "import tomllib, msgspec", []),
    ],
)
def test_trespass_is_seen(module: str, source: str, wrong: list[str]) -> None:
    assert trespasses(module, set(imported(source, module))) == wrong


@pytest.mark.parametrize("folder", ["site_gen", "tests", "benchmarks", "scripts", "static"])
def test_a_half_space_in_code_can_be_seen(folder: str) -> None:
    code = [path for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".js"}]
    assert code
    hidden = [path.name for path in code if "\u200c" in path.read_text(encoding="utf-8")]
    assert not hidden, "write it as \\u200c"


@pytest.mark.parametrize("module", MODULES)
def test_every_error_says_what_to_do(module: str) -> None:
    kinds = {kind.__name__ for kind in _kinds(SiteGenError)}
    silent = [
        node.lineno
        for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in kinds
        and "hint" not in {keyword.arg for keyword in node.keywords}
    ]
    assert silent == [], "a `hint` is missing on these lines"


def _kinds(kind: type[SiteGenError]) -> Iterator[type[SiteGenError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _kinds(one)
