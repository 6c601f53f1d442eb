"""`python -m site_gen` builds the site in the current folder."""

import sys

from site_gen.cli import run

if __name__ == "__main__":
    sys.exit(run())
