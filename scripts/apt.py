"""Programs that Debian and Ubuntu have, installed where that is possible."""

from __future__ import annotations

import os
import shutil
import subprocess


def install(package: str) -> None:
    """Install a package, where apt is there and may; whether it worked, its own `find` tells."""
    if not shutil.which("apt-get") or os.geteuid():
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (("apt-get", "update"), ("apt-get", "install", "--yes", package)):
        print("$", *command, flush=True)
        if subprocess.run(command, check=False, env=environment).returncode:
            return
