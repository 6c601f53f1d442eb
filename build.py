"""Build this folder's site: `python build.py`; all commands: `python build.py --help`."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"


def run() -> int:
    """Run the command line; with the project's own environment if this Python lacks a library."""
    try:
        from site_gen.cli import run as run_command

        return run_command(root=ROOT)
    except ModuleNotFoundError as error:
        own = ENVIRONMENT / "bin" / "python"
        if own.exists() and Path(sys.prefix).resolve() != ENVIRONMENT:
            os.execv(own, [str(own), *sys.argv])
        print(f"{error}: the libraries are not installed. Run `make site` once.", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(run())
