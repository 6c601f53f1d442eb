"""Build this folder's site: `python build.py`; all commands: `python build.py --help`."""

import sys
from pathlib import Path

from site_gen.cli import main

if __name__ == "__main__":
    sys.exit(main(root=Path(__file__).resolve().parent))
